/** A class over real sockets, from the first to the last of a short plan: rounds, late comers, the big machine, the end. */
import { readdir, readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ClassStore } from '../../server/store/classes.ts';
import { openDatabase } from '../../server/store/database.ts';
import { expectSums, reportOf } from '../support/ledger.ts';
import { join } from '../support/person.ts';
import { classOf, follow, joinClass, type Pupil, SHORT_PLAN } from '../support/pupil.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** Machines at once. */
const MACHINES = {
  ...SHORT_PLAN,
  activities: [{ do: 'machines', minutes: 5, scenario: 'classic', rounds: 1, size: 3 }],
};

const open = (names: string[], plan?: unknown) => classOf(server.url, names, plan);

test('twenty-four through a short plan: all are placed, all are kernel once, and the report adds up', async () => {
  const names = Array.from({ length: 24 }, (_, at) => `P${at}`);
  const { id, teacherKey, teacher, pupils } = await open(names);
  const visits = pupils.map((pupil, at) => follow(server.url, pupil, at));
  await teacher.teach({ do: 'next' });
  for (let question = 0; question < 2; question++) {
    if (question > 0) await teacher.teach({ do: 'ask' });
    await teacher.until(() => teacher.lesson?.race?.answered === 24, `the answers to ${question}`);
    await teacher.until(() => teacher.lesson?.race?.phase === 'shown', 'what all gave');
  }
  await teacher.teach({ do: 'ask' });
  await teacher.until(() => teacher.lesson?.stage === 'between', 'the end of the questions');

  const kernels: number[] = [];
  for (let round = 0; round < 4; round++) {
    await teacher.teach({ do: 'next' });
    await teacher.until(
      () => teacher.lesson?.round === round && teacher.lesson.machines.length === 6,
      `round ${round}`,
    );
    const { machines } = teacher.lesson!;
    const seated = machines
      .flatMap(({ kernel, processes }) => [kernel, ...processes])
      .filter((one) => one >= 0);
    expect([...seated].sort((a, b) => a - b)).toEqual(names.map((_, at) => at));
    kernels.push(...machines.map(({ kernel }) => kernel));
    // Fast once they sit there: what an AI does before counts for nobody.
    await teacher.until(() => visits.every(({ played }) => played.length === round + 1), 'everybody');
    await teacher.teach({ do: 'speed', permille: 20_000 });
    // The first by itself, the others by the teacher: what was reached counts.
    const far = () => teacher.lesson!.machines.every(({ tick }) => tick > 60);
    await teacher.until(() => round === 0 || far(), 'some work');
    if (round > 0) expect(await teacher.teach({ do: 'next' })).toEqual({ ok: true });
    await teacher.until(() => teacher.lesson?.stage === 'between', `the end of round ${round}`);
    await teacher.teach({ do: 'speed', permille: 1000 });
  }
  expect(kernels.sort((a, b) => a - b)).toEqual(names.map((_, at) => at));
  await teacher.teach({ do: 'next' });
  await pupils[0]!.until(() => pupils[0]!.place()?.at === 'talk', 'the talk');
  await teacher.teach({ do: 'next' });
  await pupils[0]!.until(() => pupils[0]!.place()?.at === 'over', 'the end');

  const report = await reportOf(server.url, id, teacherKey);
  expect(report.students.map(({ asked, kernel, process }) => [asked, kernel, process])).toEqual(
    names.map(() => [2, 1, 3]),
  );
  expect(visits.map(({ played, answered }) => [played.length, answered])).toEqual(names.map(() => [4, 2]));
  expect(report.machines).toHaveLength(24);
  await expectSums(server.url, report);
  const people = report.students.reduce((sum, { work }) => sum + work, 0);
  expect(people).toBeGreaterThan(0);
  expect(people).toBeLessThanOrEqual(report.totals.work);
});

test('a round that an AI played from first to last is nobody’s: not in the report, not among the turns', async () => {
  const { id, teacherKey, teacher, pupils } = await open(['A', 'B'], {
    ...SHORT_PLAN,
    activities: [{ do: 'machines', minutes: 2, scenario: 'classic-short', rounds: 2, size: 3 }],
  });
  await pupils[0]!.leave();
  const [, here] = pupils;
  const visits = follow(server.url, here!, 1);
  await teacher.until(() => teacher.lesson?.students[0]?.present === false, 'that A has gone');
  await teacher.teach({ do: 'next' });
  await teacher.until(() => visits.played.length === 1, 'B at the machine');
  expect(teacher.lesson!.machines[0], 'A may be back any moment').toMatchObject({ kernel: 0 });
  await teacher.teach({ do: 'speed', permille: 20_000 });
  await teacher.until(() => teacher.lesson?.stage === 'between', 'the end of the round');
  expect(teacher.lesson!.students.map(({ turns }) => turns)).toEqual([0, 0]);
  const [a, b] = (await reportOf(server.url, id, teacherKey)).students;
  expect(a).toMatchObject({ kernel: 0, process: 0, away: 1, work: 0, kernelWork: 0, concepts: [] });
  expect(b).toMatchObject({ kernel: 0, process: 1, away: 0 });
});

test('late comers sit down where an AI was, or wait for the next round', async () => {
  const { code, teacher, pupils } = await open(['A', 'B', 'C', 'D', 'E']);
  await teacher.teach({ do: 'next' });
  await teacher.teach({ do: 'next' });
  await teacher.teach({ do: 'next' });
  await pupils[4]!.until(() => pupils[4]!.place()?.at === 'machine', 'a machine');
  await teacher.teach({ do: 'pause' });
  const late = await joinClass(server.url, code, { name: 'F' });
  await late.until(() => late.place() !== undefined, 'a place');
  const place = late.place() as { at: string; code: string; seat: string };
  expect(place.at).toBe('machine');
  const seat = await join(server.url, place.code, { seat: place.seat });
  expect(seat.welcome.seat).toBeGreaterThan(0);
  await expect(
    join(server.url, place.code, { name: 'Stranger' }),
    'not by the machine’s own code',
  ).rejects.toThrow('join the class');
  const more: Pupil[] = [];
  for (const name of ['G', 'H', 'I']) more.push(await joinClass(server.url, code, { name }));
  await more[2]!.until(() => more[2]!.place() !== undefined, 'a place');
  expect(more.map((one) => one.place()!.at)).toEqual(['machine', 'machine', 'wait']);
});

test('what was meant for a moment that is over isn’t done: a tap too many skips no round', async () => {
  const { teacher, pupils } = await open(['A', 'B', 'C', 'D'], {
    ...MACHINES,
    activities: [{ ...MACHINES.activities[0], rounds: 3 }],
  });
  const seen = { at: -1, round: 0, stage: 'gathering' };
  const twice = () => Promise.all([0, 1].map(() => teacher.teach({ do: 'next', seen })));
  const gone = { ok: false, errno: 'ESTALE', refused: 'the lesson has gone on since' };
  expect(await twice()).toEqual([{ ok: true }, gone]);
  await teacher.until(() => teacher.lesson?.stage === 'running', 'the round');
  expect([teacher.lesson!.at, teacher.lesson!.round]).toEqual([0, 0]);
  const place = pupils[3]!.place();
  expect(place, 'where one sits').toMatchObject({ at: 'machine', machine: 0 });
  const running = { at: 0, round: 0, stage: 'running' };
  expect(await teacher.teach({ do: 'next', seen: running })).toEqual({ ok: true });
  for (const action of ['next', 'repeat', 'end'])
    expect(await teacher.teach({ do: action, seen: running }), action).toEqual(gone);
  await teacher.until(() => teacher.lesson?.stage === 'between', 'the end of the round');
  expect([teacher.lesson!.at, teacher.lesson!.round]).toEqual([0, 0]);
  for (const bad of [{ at: 0 }, { ...seen, stage: 'noon' }, { ...seen, round: 99 }])
    expect(await teacher.teach({ do: 'next', seen: bad })).toMatchObject({ errno: 'EINVAL' });
});

test('frozen, the boards are stepped and looked back at, up to half a minute', async () => {
  const { teacher, pupils } = await open(['A', 'B', 'C', 'D'], MACHINES);
  expect(await teacher.teach({ do: 'back', looks: 2 })).toMatchObject({ ok: false });
  await teacher.teach({ do: 'next' });
  follow(server.url, pupils[0]!, 1);
  const tick = () => teacher.lesson?.machines[0]?.tick ?? 0;
  await teacher.until(() => tick() > 20, 'two seconds');
  expect(await teacher.teach({ do: 'step' })).toMatchObject({
    refused: 'machines are stepped while they are paused',
  });
  await teacher.teach({ do: 'pause' });
  await teacher.until(() => teacher.lesson!.paused, 'the pause');
  const still = tick();
  await teacher.teach({ do: 'step' });
  await teacher.until(() => tick() === still + 1, 'one tick');
  await teacher.teach({ do: 'back', looks: 2 });
  await teacher.until(() => teacher.lesson!.back === 2, 'the look back');
  expect(tick()).toBeLessThan(still);
  await teacher.teach({ do: 'back', looks: 60 });
  await teacher.until(() => teacher.lesson!.back === 60, 'the first look that is kept');
  expect(tick()).toBeLessThan(10);
  await teacher.teach({ do: 'resume' });
  await teacher.until(() => tick() > still + 1, 'that it goes on');
  expect(teacher.lesson!.back).toBe(0);
});

test('one big machine: the class as its processes, the kernel a volunteer or the teacher, by a seat of their own', async () => {
  const { teacher, pupils } = await open(['A', 'B', 'C'], {
    ...SHORT_PLAN,
    activities: [{ do: 'big', minutes: 5, scenario: 'the-whole-machine' }],
  });
  await teacher.teach({ do: 'next' });
  await teacher.until(() => teacher.lesson?.kernelSeat != null, 'the seat for the teacher');
  const { code, seat } = teacher.lesson!.kernelSeat!;
  expect((await join(server.url, code, { seat })).welcome.seat).toBe(0);
  const seats = await Promise.all(
    pupils.map(async (pupil) => {
      await pupil.until(() => pupil.place()?.at === 'machine', 'the machine');
      const place = pupil.place() as { code: string; seat: string };
      expect(place.code).toBe(code);
      return (await join(server.url, place.code, { seat: place.seat })).welcome.seat;
    }),
  );
  expect(seats).toEqual([1, 2, 3]);
  expect(teacher.lesson!.machines[0]!.processes).toHaveLength(24);
  await teacher.teach({ do: 'next' });
  await teacher.teach({ do: 'volunteer', student: 1 });
  await teacher.teach({ do: 'repeat' });
  await teacher.until(() => teacher.lesson?.stage === 'running', 'the same once more');
  expect(teacher.lesson!.machines[0]!.kernel, 'the same people in the same seats').toBe(-1);
});

/** What is on disk of a class: its row, and journals with a student's name in them. */
async function left(id: string): Promise<string[]> {
  const folder = `${server.dataDir}/journal`;
  const names = await readdir(folder);
  const texts = await Promise.all(names.map((name) => readFile(`${folder}/${name}`, 'utf8')));
  const journals = names.filter((_, at) => texts[at]!.includes('Annabel'));
  const db = new ClassStore(await openDatabase(server.databaseUrl));
  const rows = (await db.load()).filter((row) => row.id === id).map((row) => row.id);
  await db.close();
  return [...journals, ...rows];
}

test('after its days nothing is left of a class', async () => {
  const { id, code, teacherKey } = await open(['Ann']);
  await server.app.classes.sweep(Date.now() + 31 * 24 * 3_600_000);
  await expect(joinClass(server.url, code, { key: teacherKey })).rejects.toThrow();
  const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
    headers: { authorization: `Bearer ${teacherKey}` },
  });
  expect(response.status).toBe(404);
});

test('a class that nobody came to goes after two hours', async () => {
  const { code, teacherKey } = await open([]);
  const { code: used } = await open(['Ann']);
  await server.app.classes.sweep(Date.now() + 2 * 3_600_000 + 1);
  await expect(joinClass(server.url, code, { key: teacherKey })).rejects.toThrow();
  await (await joinClass(server.url, used, { name: 'Bo' })).leave();
});

test('delete leaves nothing of a class', async () => {
  const { id, code, teacherKey, teacher, pupils } = await open(['Annabel'], MACHINES);
  await teacher.teach({ do: 'next' });
  await pupils[0]!.until(() => pupils[0]!.place()?.at === 'machine', 'a machine');
  // A round that was broken off by its repetition has a journal, too.
  await teacher.teach({ do: 'repeat' });
  await teacher.teach({ do: 'next' });
  expect((await left(id)).length, 'there was something').toBe(3);
  await teacher.teach({ do: 'delete' });
  await pupils[0]!.until(() => pupils[0]!.closed !== null, 'the end of the room');
  const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
    headers: { authorization: `Bearer ${teacherKey}` },
  });
  expect(response.status).toBe(404);
  await expect(joinClass(server.url, code, { name: 'Bo' })).rejects.toThrow();
  expect(await left(id), 'on disk').toEqual([]);
});
