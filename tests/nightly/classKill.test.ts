/** A class under `kill -9`, on both databases: people, places, machines, questions and what was answered come back. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ClassReport } from '../../shared/classroom/index.ts';
import { hasPostgres, startPostgres, startSqlite, type TestDatabase } from '../support/databases.ts';
import { type ServerProcess, spawnServer } from '../support/process.ts';
import { follow, joinClass, openClass, type Pupil } from '../support/pupil.ts';

const PLAN = {
  id: 'short',
  minutes: 15,
  activities: [
    { do: 'drills', minutes: 1, set: 'replacement', questions: 2 },
    { do: 'machines', minutes: 2, scenario: 'classic-short', rounds: 2, size: 3 },
  ],
};

describe.each([
  ['SQLite', true, startSqlite],
  [hasPostgres ? 'PostgreSQL' : 'PostgreSQL (none on this machine: not run)', hasPostgres, startPostgres],
] as const)('on %s', (_name, runs, start) => {
  describe.skipIf(!runs)('a class', () => {
    let database: TestDatabase;
    let dataDir: string;
    let server: ServerProcess;
    beforeAll(async () => {
      database = await start();
    });
    afterAll(() => database?.stop());
    beforeEach(async () => {
      dataDir = await mkdtemp(joinPath(tmpdir(), 'ring-zero-class-'));
      server = await spawnServer(dataDir, 0, { DATABASE_URL: database.url });
    });
    afterEach(async () => {
      await server.kill();
      await rm(dataDir, { recursive: true, force: true });
    });

    async function killAndReturn(): Promise<void> {
      await server.kill();
      server = await spawnServer(dataDir, server.port, { DATABASE_URL: database.url });
    }

    const back = (code: string, pupils: readonly Pupil[]): Promise<Pupil[]> =>
      Promise.all(pupils.map(({ welcome }) => joinClass(server.url, code, { seat: welcome.token })));

    test('goes on where it was, twice killed in the middle', async () => {
      const { code, id, teacherKey } = await openClass(server.url, PLAN);
      let teacher = await joinClass(server.url, code, { key: teacherKey });
      let pupils: Pupil[] = [];
      for (const name of ['Ann', 'Bo', 'Cy', 'Di', 'Ed'])
        pupils.push(await joinClass(server.url, code, { name }));
      const first = pupils.map((pupil, at) => follow(server.url, pupil, at));
      await teacher.teach({ do: 'real', student: 1, real: 'Robert' });
      await teacher.teach({ do: 'speed', permille: 20_000 });
      await teacher.teach({ do: 'next' });
      await teacher.until(
        () => first.every(({ answered }) => answered === 1) && teacher.lesson?.race?.phase === 'shown',
        'the first answers',
      );

      await killAndReturn();
      teacher = await joinClass(server.url, code, { key: teacherKey });
      pupils = await back(code, pupils);
      expect(pupils.map(({ welcome }) => [welcome.student, welcome.name])).toEqual([
        [0, 'Ann'],
        [1, 'Bo'],
        [2, 'Cy'],
        [3, 'Di'],
        [4, 'Ed'],
      ]);
      pupils.forEach((pupil, at) => {
        follow(server.url, pupil, at);
      });
      // Killed between the last answer and the end of the round, it ends by itself.
      await teacher.until(() => teacher.lesson?.race?.phase === 'shown', 'the race as it was');
      expect(teacher.lesson!.race!.round).toBe(0);
      expect(teacher.lesson!.students[1]!.real).toBe('Robert');
      await teacher.until(() => teacher.lesson?.race?.all === 5, 'all in the race again');
      await teacher.teach({ do: 'ask' });
      await teacher.until(() => teacher.lesson?.race?.round === 1, 'the second question');
      await teacher.until(() => teacher.lesson?.race?.phase === 'shown', 'its answers');
      await teacher.teach({ do: 'ask' });
      await teacher.until(() => teacher.lesson?.stage === 'between', 'the end of the questions');

      await teacher.teach({ do: 'speed', permille: 1000 });
      await teacher.teach({ do: 'next' });
      await teacher.until(() => teacher.lesson?.machines.length === 2, 'two machines');
      const seated = () => teacher.lesson!.machines.map(({ kernel, processes }) => [kernel, ...processes]);
      const before = { codes: teacher.lesson!.machines.map((machine) => machine.code), seats: seated() };
      await killAndReturn();
      teacher = await joinClass(server.url, code, { key: teacherKey });
      pupils = await back(code, pupils);
      const visits = pupils.map((pupil, at) => follow(server.url, pupil, at));
      await teacher.until(() => teacher.lesson?.machines.length === 2, 'the machines');
      expect({ codes: teacher.lesson!.machines.map((machine) => machine.code), seats: seated() }).toEqual(
        before,
      );
      await teacher.teach({ do: 'speed', permille: 20_000 });
      await teacher.until(() => teacher.lesson?.stage === 'between', 'the end of the round');
      expect(visits.map(({ played }) => played.length)).toEqual([1, 1, 1, 1, 1]);
      await teacher.teach({ do: 'end' });

      const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
        headers: { authorization: `Bearer ${teacherKey}` },
      });
      const report: ClassReport = await response.json();
      expect(report.students.map(({ asked }) => asked)).toEqual([2, 2, 2, 2, 2]);
      expect(report.students.map(({ kernel, process }) => kernel + process)).toEqual([1, 1, 1, 1, 1]);
      expect(report.machines).toHaveLength(2);
      const csv = await fetch(`${server.url}/api/classes/${id}/report.csv`, {
        headers: { authorization: `Bearer ${teacherKey}` },
      }).then((one) => one.text());
      expect(csv.split('\r\n')[2]).toMatch(/^Bo,Robert,/);
      expect(server.log.map((line) => JSON.stringify(line)).join('\n'), 'no name in a log').not.toMatch(
        /Ann|Robert/,
      );
    });
  });
});
