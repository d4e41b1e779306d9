/**
 * A class of a hundred over a lesson of 45 minutes at twenty times the speed: real connections with AI players behind them,
 * twenty drops, ten reloads, five late comers, three moves to another device, a reload of the teacher's page and a server
 * killed in the middle. Everybody is placed, every rotation is fair, no seat is lost, and the report adds up.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createDice } from '../../shared/drills/index.ts';
import { expectSums, reportOf } from '../support/ledger.ts';
import { type ServerProcess, spawnServer } from '../support/process.ts';
import { follow, joinClass, openClass, type Pupil } from '../support/pupil.ts';

const STUDENTS = 100;
const LATE = 5;
const ROUNDS = 4;
const PLAN = {
  id: 'hundred',
  minutes: 45,
  activities: [
    { do: 'drills', minutes: 5, set: 'translation', questions: 3 },
    { do: 'machines', minutes: 25, scenario: 'classic', rounds: ROUNDS, size: 3 },
    { do: 'talk', minutes: 5, talk: 'worst-eviction' },
    { do: 'drills', minutes: 5, set: 'replacement', questions: 3, level: 2 },
  ],
};

let server: ServerProcess;
let dataDir: string;
let code = '';
let id = '';
let key = '';
let teacher: Pupil;
const pupils: Pupil[] = [];
/** The codes for another device, as each was told once. */
const rejoins: string[] = [];
/** What has befallen the class. */
const befell = { drops: 0, reloads: 0, late: 0, moves: 0 };

beforeAll(async () => {
  dataDir = await mkdtemp(joinPath(tmpdir(), 'ring-zero-hundred-'));
  server = await spawnServer(dataDir, 0, { LOG_LEVEL: 'warn' });
});
afterAll(async () => {
  await server.stop();
  await rm(dataDir, { recursive: true, force: true });
});

/** Who is hit by chance: the same ones each night. */
const dice = createDice(11, 0);
const someone = (): number => dice.below(pupils.length);

async function newcomer(name: string): Promise<void> {
  const pupil = await joinClass(server.url, code, { name });
  rejoins.push(pupil.welcome.rejoin);
  pupils.push(pupil);
  follow(server.url, pupil, pupils.length - 1);
}

async function comeBack(at: number, by: 'token' | 'code' = 'token'): Promise<void> {
  const { token } = pupils[at]!.welcome;
  const before = pupils[at]!.place();
  pupils[at] = await joinClass(server.url, code, by === 'token' ? { seat: token } : { rejoin: rejoins[at]! });
  expect(pupils[at]!.welcome.student, 'the same student').toBe(at);
  if (by === 'code') expect(pupils[at]!.welcome.token, 'a token of its own').not.toBe(token);
  follow(server.url, pupils[at]!, at);
  if (before?.at !== 'machine') return;
  await pupils[at]!.until(() => pupils[at]!.place() !== undefined, 'the place again');
  expect(pupils[at]!.place(), 'the same machine').toMatchObject({ at: 'machine', code: before.code });
}

async function lead(action: object): Promise<void> {
  expect(await teacher.teach(action)).toEqual({ ok: true });
}

async function questions(count: number): Promise<void> {
  await lead({ do: 'next' });
  for (let question = 0; question < count; question++) {
    // The first is asked by itself.
    if (question > 0) await lead({ do: 'ask' });
    await teacher.until(() => teacher.lesson?.race?.round === question, `question ${question}`, 120_000);
    await teacher.until(() => teacher.lesson?.race?.phase === 'shown', `its answers`, 120_000);
  }
  await lead({ do: 'ask' });
  await teacher.until(() => teacher.lesson?.stage === 'between', 'the end of the questions', 120_000);
}

test('a hundred', async () => {
  ({ code, id, teacherKey: key } = await openClass(server.url, PLAN));
  teacher = await joinClass(server.url, code, { key });
  for (let at = 0; at < STUDENTS; at++) await newcomer(`S${at}`);
  await lead({ do: 'speed', permille: 20_000 });
  await questions(3);

  const kernels: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await lead({ do: 'next' });
    await teacher.until(
      () =>
        teacher.lesson?.round === round &&
        teacher.lesson.stage === 'running' &&
        teacher.lesson.machines.length > 0,
      `round ${round}`,
      120_000,
    );
    const { machines } = teacher.lesson!;
    const seated = machines
      .flatMap(({ kernel, processes }) => [kernel, ...processes])
      .filter((one) => one >= 0);
    expect(new Set(seated).size, 'everybody has one seat').toBe(seated.length);
    expect(seated.length, 'nobody is left over').toBe(pupils.length);
    const turns = teacher.lesson!.students.map((student) => student.turns);
    expect(Math.max(...turns) - Math.min(...turns), 'nobody twice before all were once').toBeLessThanOrEqual(
      1,
    );
    kernels.push(...machines.map(({ kernel }) => kernel));
    for (let drop = 0; drop < 5; drop++) {
      const at = someone();
      pupils[at]!.drop();
      await comeBack(at);
      befell.drops += 1;
    }
    if (round === 0)
      for (let reload = 0; reload < 10; reload++) {
        const at = someone();
        await pupils[at]!.leave();
        await comeBack(at);
        befell.reloads += 1;
      }
    if (round === 1) {
      for (let late = 0; late < LATE; late++) {
        await newcomer(`Late ${late}`);
        befell.late += 1;
      }
      for (let move = 0; move < 3; move++) {
        await comeBack(someone(), 'code');
        befell.moves += 1;
      }
      await teacher.leave();
      teacher = await joinClass(server.url, code, { key });
    }
    if (round === 2) {
      await server.kill();
      server = await spawnServer(dataDir, server.port, { LOG_LEVEL: 'warn' });
      teacher = await joinClass(server.url, code, { key });
      for (const at of pupils.keys()) await comeBack(at);
      await lead({ do: 'speed', permille: 20_000 });
    }
    await teacher.until(() => teacher.lesson?.stage === 'between', `the end of round ${round}`, 900_000);
  }
  expect(new Set(kernels).size, 'nobody was kernel twice').toBe(kernels.length);
  expect(befell).toEqual({ drops: 20, reloads: 10, late: LATE, moves: 3 });

  await lead({ do: 'next' });
  await pupils[0]!.until(() => pupils[0]!.place()?.at === 'talk', 'the talk');
  await questions(3);
  await lead({ do: 'next' });

  const report = await reportOf(server.url, id, key);
  expect(report.students).toHaveLength(STUDENTS + LATE);
  const rounds = report.students.map(({ kernel, process, away }) => [kernel + process, away]);
  expect(rounds.slice(0, STUDENTS), 'a seat in each round, and at it').toEqual(
    Array.from({ length: STUDENTS }, () => [ROUNDS, 0]),
  );
  const files = await readdir(joinPath(dataDir, 'journal'));
  const journals = files.filter((name) => name.endsWith('.done.jsonl')).length;
  expect(report.machines.length).toBe(journals);
  expect(report.totals.work).toBe(report.machines.reduce((sum, { work }) => sum + work, 0));
  await expectSums(server.url, report);
});
