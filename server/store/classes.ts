/** Classes on disk: the lesson as one document, what students did as rows, and their end after so many days. */
import { SqliteAdapter, sql } from 'kysely';
import type { Database } from './database.ts';

export interface ClassRow {
  id: string;
  code: string;
  teacher: string;
  state: unknown;
  touched: number;
}

/** Where in a lesson something happened, and to whom: the number of a student, or of a machine. */
interface Spot {
  activity: number;
  round: number;
  who: number;
}
export type Entry<T> = Spot & { data: T };
const ENTRY_TABLES = ['plays', 'machines', 'answers'] as const;
type EntryTable = (typeof ENTRY_TABLES)[number];

export class ClassStore {
  private readonly db: Database;

  constructor(db: Database) {
    this.db = db;
  }

  /** Makes a class, or writes down how it is now. */
  async save({ id, code, teacher, state, touched }: ClassRow): Promise<void> {
    const row = { state: JSON.stringify(state), touched };
    await this.db
      .insertInto('classes')
      .values({ id, code, teacher, ...row })
      .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
      .execute();
  }

  async load(): Promise<ClassRow[]> {
    const rows = await this.db.selectFrom('classes').selectAll().execute();
    return rows.map((row) => ({ ...row, state: JSON.parse(row.state) }));
  }

  /** Writes entries; one that is there already is replaced. */
  async enter(table: EntryTable, id: string, entries: readonly Entry<unknown>[]): Promise<void> {
    if (entries.length === 0) return;
    const values = entries.map(({ data, ...spot }) => ({ ...spot, class: id, data: JSON.stringify(data) }));
    await this.db
      .insertInto(table)
      .values(values)
      .onConflict((conflict) =>
        conflict
          .columns(['class', 'activity', 'round', 'who'])
          .doUpdateSet((row) => ({ data: row.ref('excluded.data') })),
      )
      .execute();
  }

  /** Puts these in place of all entries of a round: it was played once more, with fewer perhaps. */
  async replace(
    table: EntryTable,
    id: string,
    { activity, round }: Omit<Spot, 'who'>,
    entries: readonly Entry<unknown>[],
  ): Promise<void> {
    await this.db
      .deleteFrom(table)
      .where('class', '=', id)
      .where('activity', '=', activity)
      .where('round', '=', round)
      .execute();
    await this.enter(table, id, entries);
  }

  async entries<T>(table: EntryTable, id: string): Promise<Entry<T>[]> {
    const rows = await this.db
      .selectFrom(table)
      .selectAll()
      .where('class', '=', id)
      .orderBy('activity')
      .orderBy('round')
      .orderBy('who')
      .execute();
    return rows.map(({ activity, round, who, data }) => ({
      activity,
      round,
      who,
      data: JSON.parse(data),
    }));
  }

  /** Deletes a class with everything about it. */
  async remove(id: string): Promise<void> {
    await this.db.transaction().execute(async (all) => {
      for (const table of ENTRY_TABLES) await all.deleteFrom(table).where('class', '=', id).execute();
      await all.deleteFrom('classes').where('id', '=', id).execute();
    });
    // SQLite's log would still hold it.
    if (this.db.getExecutor().adapter instanceof SqliteAdapter)
      await sql`PRAGMA wal_checkpoint(TRUNCATE)`.execute(this.db);
  }

  close = (): Promise<void> => this.db.destroy();
}
