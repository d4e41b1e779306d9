/** Who gets into a class and who may what, over real sockets and HTTP. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TeachReply, teachSchema } from '../../shared/classroom/index.ts';
import { PROTOCOL_VERSION } from '../../shared/protocol/index.ts';
import { join } from '../support/person.ts';
import { classOf, joinClass, SHORT_PLAN } from '../support/pupil.ts';
import { joinRace, someAnswer } from '../support/racer.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const open = (names: string[], plan?: unknown) => classOf(server.url, names, plan);

describe('the door', () => {
  test('names are unique whatever their case, and fit for a class', async () => {
    const { code, teacher } = await open(['Ann']);
    await expect(joinClass(server.url, code, { name: 'ANN' })).rejects.toMatchObject({ code: 409 });
    for (const name of ['fuck', 'Sh1t', 'Arschloch', 'connard', 'H1tler 88', 'enculé', 'сука', 'Scheisse'])
      await expect(joinClass(server.url, code, { name }), name).rejects.toThrow('not fit');
    await expect(joinClass(server.url, code, { name: '\u202Elive' })).rejects.toThrow('cannot be seen');
    for (const name of ['Jose\u0301', 'A  B', 'José']) {
      const twin = joinClass(server.url, code, { name });
      if (name === 'José')
        await expect(twin, 'the same name, written otherwise').rejects.toMatchObject({ code: 409 });
      else await (await twin).leave();
    }
    for (const name of ['Klassenbester', 'Assembler', 'Bo', 'Wang Wei', 'Mona', 'Harshit', 'T 5'])
      await (await joinClass(server.url, code, { name })).leave();
    expect(await teacher.teach({ do: 'rename', student: 0, name: 'ann' })).toEqual({ ok: true });
    expect(await teacher.teach({ do: 'rename', student: 0, name: 'assembler' })).toMatchObject({ ok: false });
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
    expect(await teacher.teach({ do: 'readmit', student: 0 }), 'only a ban is lifted').toMatchObject({
      ok: false,
    });
    expect(await teacher.teach({ do: 'readmit', student: 1 })).toEqual({ ok: true });
    const bo = await joinClass(server.url, code, { seat: pupils[1]!.welcome.token });
    expect(bo.welcome).toMatchObject({ student: 1, name: 'Bo' });
  });

  test('the code for another device moves a student there and back; the device left behind is evicted', async () => {
    const { code, pupils } = await open(['Ann']);
    const { rejoin, token } = pupils[0]!.welcome;
    const moved = await joinClass(server.url, code, { rejoin });
    expect(moved.welcome).toMatchObject({ student: 0, name: 'Ann' });
    expect(moved.welcome.token).not.toBe(token);
    await pupils[0]!.until(() => pupils[0]!.closed !== null, 'the eviction');
    expect(pupils[0]!.closed).toBe(4100);
    const back = await joinClass(server.url, code, { seat: token });
    expect(back.welcome.student).toBe(0);
    await moved.until(() => moved.closed === 4100, 'the eviction of the other');
    expect((await joinClass(server.url, code, { rejoin })).welcome.student).toBe(0);
    await expect(joinClass(server.url, code, { rejoin: 'AAAAAAAAAA', name: 'Bo' })).rejects.toMatchObject({
      code: 401,
    });
  });
});

test('who is taken out leaves the machine as well, and the old token leads back to nothing', async () => {
  const { teacher, pupils } = await open(['Ann', 'Bo'], {
    ...SHORT_PLAN,
    activities: [{ do: 'machines', minutes: 5, scenario: 'classic', rounds: 1, size: 3 }],
  });
  await teacher.teach({ do: 'next' });
  await pupils[1]!.until(() => pupils[1]!.place()?.at === 'machine', 'a machine');
  const { code, seat } = pupils[1]!.place() as { code: string; seat: string };
  const inside = await join(server.url, code, { seat, name: 'Hitler' });
  expect(await inside.host({ do: 'name', name: 'Hitler' })).toMatchObject({ errno: 'EPERM' });
  await teacher.teach({ do: 'rename', student: 1, name: 'Bob' });
  await inside.until(
    () => [...inside.room.state.seats].some(({ name }) => name === 'Bob'),
    'the name put right',
  );
  await teacher.teach({ do: 'ban', student: 1 });
  await inside.until(() => inside.closed !== null, 'the end of the line');
  await expect(join(server.url, code, { seat })).rejects.toThrow('join the class');
});

test('in the questions of a class nobody hears who the others are, or how they do', async () => {
  const { teacher, pupils } = await open(['Ann', 'Bo']);
  await teacher.teach({ do: 'next' });
  const racers = await Promise.all(
    pupils.map(async (pupil) => {
      await pupil.until(() => pupil.place()?.at === 'race', 'the questions');
      const { code, seat } = pupil.place() as { code: string; seat: string };
      return joinRace(server.url, code, { seat });
    }),
  );
  for (const [at, racer] of racers.entries()) {
    await racer.until(() => racer.questions.length > 0, 'the question');
    await racer.answer(someAnswer(racer.questions[0]!.question, at));
  }
  for (const racer of racers) {
    await racer.until(() => racer.shown.length > 0, 'the answer');
    const state = [...racer.room.state.racers].map(({ name, score, right }) => [name, score, right]);
    expect(state).toEqual([
      ['', 0, 0],
      ['', 0, 0],
    ]);
    expect(racer.shown[0]!.tally).toBeNull();
  }
});

test('a line that broke during the join leaves no ghost: the name is free again', async () => {
  const { code, teacher } = await open([]);
  const reservation = await fetch(`${server.url}/matchmake/joinById/${code}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ version: PROTOCOL_VERSION, name: 'Ann' }),
  });
  const { sessionId, processId, roomId } = await reservation.json();
  const line = new WebSocket(
    `${server.url.replace('http', 'ws')}/${processId}/${roomId}?sessionId=${sessionId}`,
  );
  line.addEventListener('open', () => line.close());
  const free = () => joinClass(server.url, code, { name: 'Ann' }).catch(() => null);
  await expect.poll(free, { timeout: 10_000 }).toMatchObject({ welcome: { name: 'Ann' } });
  await teacher.until(() => teacher.lesson?.students.length === 1, 'no trail of it');
});

test('where the machines of a round don’t fit on the server, the teacher hears it and the lesson stays', async () => {
  const { teacher } = await open(['Ann'], {
    ...SHORT_PLAN,
    activities: [{ do: 'machines', minutes: 5, scenario: 'classic', rounds: 1, size: 3 }],
  });
  const { house } = server.app;
  const { fits } = house;
  try {
    house.fits = () => false;
    const refused = expect.stringContaining('no room for 1 more');
    expect(await teacher.teach({ do: 'next' })).toMatchObject({ ok: false, refused });
  } finally {
    house.fits = fits;
  }
  const { make } = house;
  try {
    house.make = () => Promise.reject(new Error('no space left on device'));
    expect(await teacher.teach({ do: 'next' })).toMatchObject({ ok: false });
  } finally {
    house.make = make;
  }
  const heard = teacher.heard.length;
  await teacher.until(() => teacher.heard.length > heard && teacher.lesson !== null, 'the lesson');
  expect(teacher.lesson).toMatchObject({ at: -1, stage: 'gathering', machines: [] });
  expect(await teacher.teach({ do: 'next' })).toEqual({ ok: true });
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
    await expect(joinClass(server.url, code, { key: 'x' })).rejects.toMatchObject({ code: 403 });
    const projector = await joinClass(server.url, code, { key: teacherKey, projector: true });
    // Every one of them: what is added is tried here by itself.
    const fits = { student: 0, machine: 0, name: 'X', real: 'X', locked: true, hidden: true, permille: 1000 };
    const all = { ...fits, looks: 1, step: 0, deal: 'chance', plan: SHORT_PLAN };
    const actions = teachSchema.options.map(({ shape }) => {
      const names = Object.keys(shape).filter((name) => name in all) as (keyof typeof all)[];
      return { do: [...shape.do.values][0], ...Object.fromEntries(names.map((name) => [name, all[name]])) };
    });
    expect(actions.length).toBeGreaterThan(20);
    for (const action of actions)
      for (const one of [pupils[0]!, projector]) {
        expect(teachSchema.safeParse(action).success, JSON.stringify(action)).toBe(true);
        expect(await one.teach(action), JSON.stringify(action)).toMatchObject({ errno: 'EPERM' });
      }
  });

  test('the teacher gives out a new code for another device; the old one opens nothing any more', async () => {
    const { code, teacher, pupils } = await open(['Ann']);
    const old = pupils[0]!.welcome.rejoin;
    const reply: TeachReply = await teacher.teach({ do: 'rejoin', student: 0 });
    expect(reply).toEqual({ ok: true, rejoin: expect.stringMatching(/^[A-Z2-9]{10}$/) });
    await expect(joinClass(server.url, code, { rejoin: old })).rejects.toMatchObject({ code: 401 });
    const back = await joinClass(server.url, code, { rejoin: reply.rejoin! });
    expect(back.welcome.student).toBe(0);
    expect(await teacher.teach({ do: 'rejoin', student: 7 })).toMatchObject({ ok: false });
    expect(await back.teach({ do: 'rejoin', student: 0 })).toMatchObject({ ok: false });
  });

  test('who tries out codes is locked out for a while, who is known here is not', async () => {
    const { code, teacherKey, pupils } = await open(['Ann']);
    try {
      for (let at = 0; at < 60; at++)
        await expect(joinClass(server.url, 'AAAAA', { name: 'Eve' })).rejects.toThrow();
      for (const options of [{ name: 'Eve' }, { seat: 'x', name: 'Eve' }, { key: 'x' }])
        await expect(joinClass(server.url, code, options)).rejects.toMatchObject({ code: 429 });
      await (await joinClass(server.url, code, { key: teacherKey })).leave();
      const back = await joinClass(server.url, code, { seat: pupils[0]!.welcome.token });
      expect(back.welcome.student).toBe(0);
    } finally {
      server.forgive();
    }
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

  test('the report’s tables, by name', async () => {
    const { id, teacherKey } = await open(['Ann']);
    const get = (query: string) =>
      fetch(`${server.url}/api/classes/${id}/report.csv${query}`, {
        headers: { authorization: `Bearer ${teacherKey}` },
      });
    expect(await (await get('')).text()).toBe(
      'name,real,kernel,process,away,work,kernelWork,right,asked\r\nAnn,,0,0,0,0,0,0,0\r\n',
    );
    expect(await (await get('?table=machines')).text()).toMatch(/^part,round,machine,/);
    for (const query of ['?table=all', '?table=students&table=machines', '?table=']) {
      const response = await get(query);
      expect(response.status, query).toBe(400);
      expect(await response.json()).toMatchObject({
        code: 'unknown-table',
        message: expect.stringContaining('is none of students, mastery, concepts, machines'),
      });
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

test.each([
  [{ plan: 'nothing' }, "'nothing' is none of"],
  [{ plan: { ...SHORT_PLAN, activities: [] } }, 'plan'],
  [{ plan: { ...SHORT_PLAN, activities: [{ do: 'machines', minutes: 1, scenario: 'nowhere' }] } }, 'nowhere'],
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
