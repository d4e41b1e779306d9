/** The database: SQLite in the data folder, or PostgreSQL where DATABASE_URL names one; brought up to date at the start. */
import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import { Kysely, PostgresDialect, type SqliteDatabase, SqliteDialect } from 'kysely';
import { Migrator } from 'kysely/migration';
import pg from 'pg';
import { MIGRATIONS, type Tables } from './schema.ts';

export type Database = Kysely<Tables>;

/** bigint: small enough here for a number. */
const INT8 = 20;

/** Node's SQLite as Kysely wants one. */
function openSqlite(path: string): SqliteDatabase {
  const db = new DatabaseSync(path);
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON',
  );
  return {
    close: () => db.close(),
    prepare(sql) {
      const statement = db.prepare(sql);
      const given = (values: readonly unknown[]) => values as SQLInputValue[];
      return {
        reader: statement.columns().length > 0,
        all: (values) => statement.all(...given(values)),
        run: (values) => statement.run(...given(values)),
        iterate: (values) => statement.iterate(...given(values)),
      };
    },
  };
}

/** A pool whose idle lines may break: the next query gets a new one. Unheard, the break would end the process. */
function openPool(url: string, onBreak: (error: Error) => void): pg.Pool {
  pg.types.setTypeParser(INT8, Number);
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  return pool.on('error', onBreak).on('connect', (client) => client.on('error', onBreak));
}

/** url: sqlite:FILE, postgres://…; throws when it can't be opened. */
export async function openDatabase(
  url: string,
  onBreak: (error: Error) => void = () => {},
): Promise<Database> {
  const dialect = url.startsWith('sqlite:')
    ? new SqliteDialect({ database: async () => openSqlite(url.slice('sqlite:'.length)) })
    : new PostgresDialect({ pool: openPool(url, onBreak) });
  const db = new Kysely<Tables>({ dialect });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => MIGRATIONS } });
  const { error } = await migrator.migrateToLatest();
  if (error !== undefined) {
    await db.destroy();
    throw error;
  }
  return db;
}
