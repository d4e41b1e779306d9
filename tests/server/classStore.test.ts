/** Classes on disk, on both databases: what is written is there, also after the store is opened again, until it is deleted. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ClassStore } from '../../server/store/classes.ts';
import { openDatabase } from '../../server/store/database.ts';
import { hasPostgres, startPostgres, startSqlite, type TestDatabase } from '../support/databases.ts';

const CLASS = {
  id: 'a1',
  code: 'K4QX7',
  teacher: 'f'.repeat(64),
  state: { at: -1 },
  touched: 1_800_000_000_000,
};

describe.each([
  ['SQLite', true, startSqlite],
  [hasPostgres ? 'PostgreSQL' : 'PostgreSQL (none on this machine: not run)', hasPostgres, startPostgres],
] as const)('on %s', (_name, runs, start) => {
  describe.skipIf(!runs)('a store', () => {
    let database: TestDatabase;
    let store: ClassStore;
    beforeAll(async () => {
      database = await start();
    });
    beforeEach(async () => {
      store = new ClassStore(await openDatabase(database.url));
      for (const { id } of await store.load()) await store.remove(id);
      return () => store.close();
    });
    afterAll(() => database?.stop());

    it('keeps classes, the last state of each, over a new start', async () => {
      await store.save(CLASS);
      await store.save({ ...CLASS, state: { at: 3 }, touched: CLASS.touched + 5 });
      await store.save({ ...CLASS, id: 'b2', code: 'ZZZZ2' });
      const again = new ClassStore(await openDatabase(database.url));
      const rows = await again.load();
      expect(rows.sort((a, b) => a.id.localeCompare(b.id))).toEqual([
        { ...CLASS, state: { at: 3 }, touched: CLASS.touched + 5 },
        { ...CLASS, id: 'b2', code: 'ZZZZ2' },
      ]);
      await again.close();
    });

    it('keeps entries by where they happened, in order, each once', async () => {
      await store.save(CLASS);
      await store.enter('plays', CLASS.id, [
        { activity: 1, round: 0, who: 2, data: { work: 7 } },
        { activity: 0, round: 1, who: 0, data: { work: 'ä' } },
      ]);
      await store.enter('plays', CLASS.id, [{ activity: 1, round: 0, who: 2, data: { work: 8 } }]);
      await store.enter('plays', CLASS.id, []);
      expect(await store.entries('plays', CLASS.id)).toEqual([
        { activity: 0, round: 1, who: 0, data: { work: 'ä' } },
        { activity: 1, round: 0, who: 2, data: { work: 8 } },
      ]);
      expect(await store.entries('answers', CLASS.id)).toEqual([]);
    });

    it('takes no entry of a class that is not there', async () => {
      const entry = { activity: 0, round: 0, who: 0, data: {} };
      await expect(store.enter('answers', 'nobody', [entry])).rejects.toThrow();
    });

    it('deletes a class with all of it, and no other', async () => {
      const entry = { activity: 0, round: 0, who: 0, data: 1 };
      for (const id of ['a1', 'b2']) {
        await store.save({ ...CLASS, id });
        await store.enter('plays', id, [entry]);
        await store.enter('answers', id, [entry]);
      }
      await store.remove('a1');
      expect((await store.load()).map(({ id }) => id)).toEqual(['b2']);
      expect(await store.entries('plays', 'a1')).toEqual([]);
      expect(await store.entries('answers', 'a1')).toEqual([]);
      expect(await store.entries('answers', 'b2')).toEqual([entry]);
    });
  });
});

it('a database that cannot be opened says so at once', async () => {
  await expect(openDatabase('sqlite:/nowhere/at/all.sqlite')).rejects.toThrow();
});
