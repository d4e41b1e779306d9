/** A class over real sockets: who gets in, who may what, and a short plan with twenty-four from the first to the last. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ClassReport } from '../../shared/classroom/index.ts';
import { join } from '../support/person.ts';
import { follow, joinClass, openClass, type Pupil } from '../support/pupil.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const PLAN = {
  id: 'short',
  minutes: 15,
  activities: [
    { do: 'drills', minutes: 1, set: 'translation', questions: 2 },
    { do: 'machines', minutes: 2, scenario: 'classic-short', rounds: 4, size: 3 },
    { do: 'talk', minutes: 1, text: 'Who waited, and for whom?' },
  ],
};

async function open(names: string[], plan: unknown = PLAN) {
  const made = await openClass(server.url, plan);
  const teacher = await joinClass(server.url, made.code, { key: made.teacherKey });
  const pupils: Pupil[] = [];
  for (const name of names) pupils.push(await joinClass(server.url, made.code, { name }));
  return { ...made, teacher, pupils };
}

async function reportOf(id: string, key: string): Promise<ClassReport> {
  const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
    headers: { authorization: `Bearer ${key}` },
  });
  expect(response.status).toBe(200);
  return response.json();
}

describe('the door', () => {
  test('names are unique whatever their case, and fit for a class', async () => {
    const { code, pupils } = await open(['Ann']);
    await expect(joinClass(server.url, code, { name: 'ANN' })).rejects.toMatchObject({ code: 409 });
    for (const name of ['fuck', 'Sh1t', 'Arschloch', 'connard'])
      await expect(joinClass(server.url, code, { name }), name).rejects.toThrow('not fit');
    for (const name of ['Klassenbester', 'Assembler', 'Bo', 'Wang Wei'])
      await (await joinClass(server.url, code, { name })).leave();
    expect(await pupils[0]!.self({ do: 'name', name: 'Anna' })).toEqual({ ok: true });
    expect(await pupils[0]!.self({ do: 'name', name: 'assembler' })).toMatchObject({ ok: false });
  });

  test('a locked door lets nobody new in, and back who was in', async () => {
    const { code, teacher, pupils } = await open(['Ann']);
    expect(await teacher.teach({ do: 'lock', locked: true })).toEqual({ ok: true });
    await expect(joinClass(server.url, code, { name: 'Bo' })).rejects.toThrow('locked');
    await pupils[0]!.leave();
    const back = await joinClass(server.url, code, { seat: pupils[0]!.welcome.token });
    expect(back.welcome).toMatchObject({ student: 0, name: 'Ann' });
  });

  test('removed may come back as somebody new, banned may not', async () => {
    const { code, teacher, pupils } = await open(['Ann', 'Bo']);
    await teacher.teach({ do: 'remove', student: 0 });
    await pupils[0]!.until(() => pupils[0]!.closed !== null, 'the removal');
    expect(pupils[0]!.closed).toBe(4101);
    const ann = await joinClass(server.url, code, { name: 'Ann', seat: pupils[0]!.welcome.token });
    expect(ann.welcome.student).toBe(2);
    await teacher.teach({ do: 'ban', student: 1 });
    await pupils[1]!.until(() => pupils[1]!.closed !== null, 'the ban');
    await expect(
      joinClass(server.url, code, { seat: pupils[1]!.welcome.token, name: 'Bob' }),
    ).rejects.toMatchObject({ code: 403 });
  });

  test('the code for another device moves a student there, once; the old device is evicted', async () => {
    const { code, pupils } = await open(['Ann']);
    const { rejoin, token } = pupils[0]!.welcome;
    const moved = await joinClass(server.url, code, { rejoin });
    expect(moved.welcome).toMatchObject({ student: 0, name: 'Ann' });
    await pupils[0]!.until(() => pupils[0]!.closed !== null, 'the eviction');
    expect(pupils[0]!.closed).toBe(4100);
    await expect(joinClass(server.url, code, { rejoin })).rejects.toThrow('name');
    await expect(joinClass(server.url, code, { seat: token })).rejects.toThrow('name');
  });
});

describe('keys', () => {
  test('without the teacher’s nobody reads a report, teaches, or sees the lesson', async () => {
    const { id, code, teacherKey, pupils } = await open(['Ann']);
    const get = (name: string, key?: string) =>
      fetch(`${server.url}/api/classes/${name}/report.json`, {
        headers: key === undefined ? {} : { authorization: `Bearer ${key}` },
      });
    expect((await get(id)).status).toBe(401);
    expect((await get(id, 'x')).status).toBe(403);
    expect((await get(id, pupils[0]!.welcome.token)).status).toBe(403);
    expect((await get(code, teacherKey)).status).toBe(200);
    for (const action of [{ do: 'next' }, { do: 'end' }, { do: 'remove', student: 0 }, { do: 'delete' }])
      expect(await pupils[0]!.teach(action)).toMatchObject({ errno: 'EPERM' });
    await expect(joinClass(server.url, code, { key: 'x' })).rejects.toMatchObject({ code: 403 });
    const projector = await joinClass(server.url, code, { key: teacherKey, projector: true });
    expect(await projector.teach({ do: 'next' })).toMatchObject({ errno: 'EPERM' });
  });

  test('a student hears no other’s name, nobody’s real one, no answers and no machine but their own', async () => {
    const { code, teacher, teacherKey, pupils } = await open(['Ann', 'Bo', 'Cy', 'Di', 'Ed']);
    await teacher.teach({ do: 'real', student: 1, real: 'Robert Realname' });
    const projector = await joinClass(server.url, code, { key: teacherKey, projector: true });
    await teacher.teach({ do: 'hide', hidden: true });
    await teacher.until(() => teacher.heard.at(-1)!.includes('Robert Realname'), 'the real name');
    await projector.until(() => projector.lesson?.hidden === true, 'the hidden names');
    expect(projector.heard.at(-1)).not.toMatch(/Robert|"Bo"/);
    await teacher.teach({ do: 'next' });
    await pupils[0]!.until(() => pupils[0]!.place()?.at === 'race', 'the race');
    await teacher.teach({ do: 'next' });
    await teacher.teach({ do: 'next' });
    await pupils[0]!.until(() => pupils[0]!.place()?.at === 'machine', 'a machine');
    const codes = teacher.lesson!.machines.map((machine) => machine.code);
    for (const pupil of pupils) {
      const own = pupil.place() as { code: string };
      const all = pupil.heard.join(' ');
      expect(all).not.toMatch(/Robert|tally|real/);
      for (const other of codes) if (other !== own.code) expect(all).not.toContain(other);
      for (const name of ['Ann', 'Bo', 'Cy', 'Di', 'Ed'])
        if (name !== pupil.welcome.name) expect(all).not.toContain(`"${name}"`);
    }
  });

  test('codes and keys cannot be tried out', async () => {
    const { id } = await open([]);
    const codes: number[] = [];
    for (let at = 0; at < 80; at++) {
      const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
        headers: { authorization: `Bearer ${'0'.repeat(31)}${at % 10}` },
      });
      codes.push(response.status);
    }
    expect(codes.at(-1)).toBe(429);
    server.forgive();
  });
});

test('twenty-four through a short plan: all are placed, all are kernel once, and the report adds up', async () => {
  const names = Array.from({ length: 24 }, (_, at) => `P${at}`);
  const { id, teacherKey, teacher, pupils } = await open(names);
  const visits = pupils.map((pupil, at) => follow(server.url, pupil, at));
  await teacher.teach({ do: 'speed', permille: 20_000 });
  await teacher.teach({ do: 'next' });
  for (let question = 0; question < 2; question++) {
    await teacher.teach({ do: 'ask' });
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
    await teacher.until(() => teacher.lesson?.stage === 'between', `the end of round ${round}`);
  }
  expect(kernels.sort((a, b) => a - b)).toEqual(names.map((_, at) => at));
  await teacher.teach({ do: 'next' });
  await pupils[0]!.until(() => pupils[0]!.place()?.at === 'talk', 'the talk');
  await teacher.teach({ do: 'next' });
  await pupils[0]!.until(() => pupils[0]!.place()?.at === 'over', 'the end');

  const report = await reportOf(id, teacherKey);
  expect(report.students.map(({ asked, kernel, process }) => [asked, kernel, process])).toEqual(
    names.map(() => [2, 1, 3]),
  );
  expect(visits.map(({ played, answered }) => [played.length, answered])).toEqual(names.map(() => [4, 2]));
  expect(report.machines).toHaveLength(24);
  const byMatch = await Promise.all(
    report.machines.map(async ({ match, work }) => {
      const journal = await fetch(`${server.url}/api/matches/${match}/journal`);
      expect(journal.status, 'the journal of an ended match').toBe(200);
      return { match, work, lines: (await journal.text()).split('\n').length };
    }),
  );
  expect(byMatch.every(({ lines }) => lines > 10)).toBe(true);
  expect(report.totals.work).toBe(byMatch.reduce((sum, { work }) => sum + work, 0));
  const people = report.students.reduce((sum, { work }) => sum + work, 0);
  expect(people).toBeGreaterThan(0);
  expect(people).toBeLessThanOrEqual(report.totals.work);
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

test('frozen, the boards are stepped and looked back at, up to half a minute', async () => {
  const { teacher, pupils } = await open(['A', 'B', 'C', 'D'], {
    ...PLAN,
    activities: [{ do: 'machines', minutes: 5, scenario: 'classic', rounds: 1, size: 3 }],
  });
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
    ...PLAN,
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

test('after its days nothing is left of a class', async () => {
  const { id, code, teacherKey } = await open(['Ann']);
  await server.app.classes.sweep(Date.now() + 31 * 24 * 3_600_000);
  await expect(joinClass(server.url, code, { key: teacherKey })).rejects.toThrow();
  const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
    headers: { authorization: `Bearer ${teacherKey}` },
  });
  expect(response.status).toBe(404);
});

test('delete leaves nothing of a class', async () => {
  const { id, code, teacherKey, teacher, pupils } = await open(['Ann']);
  await teacher.teach({ do: 'delete' });
  await pupils[0]!.until(() => pupils[0]!.closed !== null, 'the end of the room');
  const response = await fetch(`${server.url}/api/classes/${id}/report.json`, {
    headers: { authorization: `Bearer ${teacherKey}` },
  });
  expect(response.status).toBe(404);
  await expect(joinClass(server.url, code, { name: 'Bo' })).rejects.toThrow();
});

test.each([
  [{ plan: 'nothing' }, "'nothing' is none of"],
  [{ plan: { ...PLAN, activities: [] } }, 'plan'],
  [{ plan: { ...PLAN, activities: [{ do: 'machines', minutes: 1, scenario: 'nowhere' }] } }, 'nowhere'],
  [{ more: 1 }, 'more'],
])('%j is refused and named', async (body, named) => {
  const response = await fetch(`${server.url}/api/classes`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain(named);
});
