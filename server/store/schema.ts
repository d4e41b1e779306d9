/** The tables of classes, as Kysely types them, and the migrations that make them. A change is a new migration. */
import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export interface Tables {
  classes: {
    id: string;
    code: string;
    /** Hash of the teacher's key. */
    teacher: string;
    /** JSON: the lesson with its students and what it takes to go on after a restart. */
    state: string;
    /** Ms since 1970: when something last happened. */
    touched: number;
  };
  /** What one student did in one machine of one round, as JSON. */
  plays: { class: string; activity: number; round: number; who: number; data: string };
  /** How one machine of one round went, as JSON. */
  machines: { class: string; activity: number; round: number; who: number; data: string };
  /** One answer of one student in a drill, as JSON. */
  answers: { class: string; activity: number; round: number; who: number; data: string };
}

async function makeEntries(db: Kysely<unknown>, name: 'plays' | 'machines' | 'answers'): Promise<void> {
  await db.schema
    .createTable(name)
    .addColumn('class', 'text', (column) => column.notNull().references('classes.id').onDelete('cascade'))
    .addColumn('activity', 'integer', (column) => column.notNull())
    .addColumn('round', 'integer', (column) => column.notNull())
    .addColumn('who', 'integer', (column) => column.notNull())
    .addColumn('data', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${name}_key`, ['class', 'activity', 'round', 'who'])
    .execute();
}

export const MIGRATIONS: { readonly [name: string]: Migration } = {
  '001-classes': {
    async up(db) {
      await db.schema
        .createTable('classes')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('code', 'text', (column) => column.notNull())
        .addColumn('teacher', 'text', (column) => column.notNull())
        .addColumn('state', 'text', (column) => column.notNull())
        .addColumn('touched', 'bigint', (column) => column.notNull())
        .execute();
      await makeEntries(db, 'plays');
      await makeEntries(db, 'machines');
      await makeEntries(db, 'answers');
    },
  },
};
