/** A room over real sockets: joining, playing, answers, and what goes wrong at the edge. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Journal } from '../../server/journal/journal.ts';
import { resultFor } from '../../shared/report/index.ts';
import { DEFAULT_PARAM, FRAME, PHASE } from '../../shared/sim/index.ts';
import { join, type Person } from '../support/person.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

/** A match with a host in process 1, running fast. */
async function playing(scenario = 'classic', wish: Parameters<typeof join>[2] = {}) {
  const made = await server.make(scenario);
  const host = await join(server.url, made.code, {
    key: made.hostKey,
    role: 'process',
    name: 'Ann',
    ...wish,
  });
  await host.host({ do: 'speed', permille: 20_000 });
  return { ...made, host };
}

const started = async (person: Person) => {
  expect(await person.host({ do: 'start' })).toEqual({ n: 0, ok: true, value: 0 });
  await person.until(() => person.tick() > 10, 'ticks');
};

test('a person joins by code, gets a seat, a token and the whole view, and everybody sees the name', async () => {
  const { code, host } = await playing();
  expect(host.welcome).toMatchObject({ seat: 1, last: 0, host: true, scenario: 'classic', tickMs: 100 });
  expect(host.welcome.token).toMatch(/^[0-9a-f]{32}$/);
  const other = await join(server.url, code, { role: 'kernel', name: 'Bob' });
  expect(other.welcome).toMatchObject({ seat: 0, host: false });
  expect(other.kernel().frames.filter(({ kind }) => kind === FRAME.kernel).length).toBe(8);
  const seats = [...other.room.state.seats].map(({ name, taken, connected }) => ({ name, taken, connected }));
  expect(seats.slice(0, 2)).toEqual([
    { name: 'Bob', taken: true, connected: true },
    { name: 'Ann', taken: true, connected: true },
  ]);
  expect(other.room.state.phase).toBe('lobby');
});

test('commands are answered by the machine, AI players take the empty seats', async () => {
  const { host } = await playing();
  await started(host);
  expect([...host.room.state.seats].map(({ ai }) => ai)).toEqual([
    'guided',
    '',
    'careful',
    'greedy',
    'prober',
  ]);
  await host.until(() => host.process().offers[0].id > 0, 'an offer');
  const offer = host.process().offers[0].id;
  expect(await host.command({ op: 'accept', offer })).toEqual({ n: 1, ok: true, value: 1 });
  expect(await host.command({ op: 'accept', offer })).toEqual({ n: 2, ok: false, errno: 'ESRCH' });
  await host.until(() => host.process().jobs[0].id === 1, 'the job in the view');
  expect(host.events.some(({ type, n }) => type === 'accept' && n === 1)).toBe(true);
});

test('a match runs to its end; the result comes to all and to those who come back later', async () => {
  const { code, host } = await playing('classic-short');
  const token = host.welcome.token;
  await started(host);
  await host.until(() => host.result !== null, 'the result');
  expect(host.result).toMatchObject({ scenario: 'classic-short', processes: { length: 4 } });
  expect(host.result?.processes[0]).toMatchObject({ pid: 1, name: 'Ann', ai: '' });
  // A process is told of no other's pages.
  expect(host.result).toEqual(resultFor(server.app.house.table(code)!.result!, 1));
  expect(host.process().machine[0].phase).toBe(PHASE.over);
  expect(await host.command({ op: 'exit' })).toMatchObject({ ok: false, refused: 'the match is over' });
  await host.leave();
  const again = await join(server.url, code, { seat: token });
  await again.until(() => again.result !== null, 'the result');
  await expect(join(server.url, code, {})).rejects.toThrow('the match is over');
});

test('a journal that cannot be written stops its own match only, and everybody there is told why', async () => {
  const { code, host } = await playing();
  const other = await playing();
  await started(host);
  await started(other.host);
  const { journal } = server.app.house.table(code) as unknown as { journal: Journal };
  const { file } = journal as unknown as { file: { appendFile: () => Promise<void> } };
  file.appendFile = async () => {
    throw new Error('ENOSPC: no space left on device');
  };
  expect(await host.command({ op: 'nice', value: 1 })).toMatchObject({ ok: false });
  await host.until(() => host.room.state.phase === 'paused', 'the match to stand still');
  const refused = expect.stringContaining('the match stands still');
  expect(await host.command({ op: 'nice', value: 1 })).toMatchObject({ errno: 'EAGAIN', refused });
  expect(await host.host({ do: 'name', name: 'Eve' })).toMatchObject({ errno: 'EINTR', refused });
  await expect(join(server.url, code)).rejects.toMatchObject({ message: refused });
  const before = other.host.tick();
  await other.host.until(() => other.host.tick() > before + 5, 'the other match goes on');
  expect(await other.host.command({ op: 'nice', value: 1 })).not.toHaveProperty('refused');
});

describe('the edge', () => {
  test('a repeated number gets the stored answer and is carried out once', async () => {
    const { host } = await playing();
    await started(host);
    const first = host.command({ op: 'nice', value: 3 }, 1);
    const second = host.command({ op: 'nice', value: 3 }, 1);
    const answer = await first;
    expect(answer.n).toBe(1);
    expect(await second).toEqual(answer);
    expect(await host.command({ op: 'nice', value: 9 }, 1)).toEqual(answer);
  });

  test('a gap is refused and tells the last number', async () => {
    const { host } = await playing();
    await started(host);
    await host.command({ op: 'nice', value: 1 }, 1);
    expect(await host.command({ op: 'nice', value: 1 }, 5)).toMatchObject({
      n: 5,
      ok: false,
      errno: 'ESEQ',
      last: 1,
    });
    expect(await host.command({ op: 'nice', value: 1 }, 2)).not.toHaveProperty('refused');
  });

  test.each([
    ['nothing', undefined],
    ['a number', 7],
    ['an unknown command', { op: 'format-disk' }],
    ['a fraction', { op: 'free', ptr: 1.5 }],
    ['a huge number', { op: 'free', ptr: 1e300 }],
    ['a missing field', { op: 'accept' }],
    ['an extra field', { op: 'exit', now: true }],
    ['a prototype', { op: '__proto__' }],
  ])('a malformed command (%s) is refused with a sentence, and the next one is taken', async (_, command) => {
    const { host } = await playing();
    await started(host);
    const answer = await host.command(command as object);
    expect(answer).toMatchObject({ n: 1, ok: false, errno: 'EINVAL' });
    expect(answer).toHaveProperty('refused', expect.stringMatching(/\w/));
    expect(await host.command({ op: 'nice', value: 1 })).not.toHaveProperty('refused');
  });

  test('an envelope without a number is refused', async () => {
    const { host } = await playing();
    for (const input of [undefined, null, 'n', { command: {} }, { n: 0 }, { n: 1.5 }, { n: '1' }]) {
      expect(await host.room.request('command', input)).toMatchObject({ n: 0, ok: false, errno: 'EINVAL' });
    }
  });

  test('an order from a process and a call from the kernel are refused', async () => {
    const { code, host } = await playing();
    const kernel = await join(server.url, code, { role: 'kernel' });
    await started(host);
    expect(await host.command({ op: 'evict', pfn: 20 })).toMatchObject({
      ok: false,
      errno: 'EPERM',
      refused: expect.any(String),
    });
    expect(await kernel.command({ op: 'brk', pages: 1 })).toMatchObject({ ok: false, errno: 'EPERM' });
    expect(await kernel.command({ op: 'flush', pid: 1 })).not.toHaveProperty('refused');
  });

  test('before the start and while paused, commands get a clear refusal', async () => {
    const { host } = await playing();
    expect(await host.command({ op: 'exit' })).toMatchObject({
      errno: 'EAGAIN',
      refused: 'the match has not started',
    });
    await started(host);
    await host.host({ do: 'pause' });
    expect(await host.command({ op: 'exit' })).toMatchObject({
      errno: 'EAGAIN',
      refused: 'the match is paused',
    });
    await host.host({ do: 'resume' });
    expect(await host.command({ op: 'nice', value: 1 })).not.toHaveProperty('refused');
  });

  test('a flood is answered EAGAIN and the line stays; an absurd one is cut, and only for its sender', async () => {
    const { code, host } = await playing();
    const kernel = await join(server.url, code, { role: 'kernel' });
    await started(host);
    const answers = await Promise.all(
      Array.from({ length: 120 }, () => host.command({ op: 'nice', value: 1 })),
    );
    const taken = answers.filter((answer) => !('refused' in answer)).length;
    expect(taken).toBeGreaterThanOrEqual(40);
    expect(taken).toBeLessThan(60);
    expect(answers.some((answer) => !answer.ok && answer.errno === 'EAGAIN')).toBe(true);
    expect(host.closed).toBeNull();
    for (let count = 0; count < 600; count++) host.room.send('command', { n: 1 });
    await host.until(() => host.closed !== null, 'the cut');
    const before = kernel.tick();
    await kernel.until(() => kernel.tick() > before + 5, 'more ticks');
    const back = await join(server.url, code, { seat: host.welcome.token });
    expect(back.welcome).toMatchObject({ seat: 1, last: taken });
  });

  test('an oversized message and an unknown type hurt only their sender', async () => {
    const { code, host } = await playing();
    const [a, b] = [await join(server.url, code), await join(server.url, code)];
    await started(host);
    a.room.send('command', { n: 1, command: { op: 'exit', junk: 'x'.repeat(20_000) } });
    b.room.send('no-such-type', {});
    await a.until(() => a.closed !== null, 'the big one is cut');
    await b.until(() => b.closed !== null, 'the unknown one is cut');
    await expect(host.room.request('no-such-type', {})).rejects.toThrow();
    host.room.sendBytes('junk', new Uint8Array([1, 2, 3]));
    const before = host.tick();
    await host.until(() => host.tick() > before + 5 || host.closed !== null, 'more ticks');
    const back = await join(server.url, code, { seat: a.welcome.token });
    expect(back.welcome.seat).toBe(a.welcome.seat);
  });
});

describe('the host', () => {
  test('only the host starts, pauses, speeds up and seats AIs', async () => {
    const { code, host } = await playing();
    const guest = await join(server.url, code);
    for (const action of [
      { do: 'start' },
      { do: 'pause' },
      { do: 'end' },
      { do: 'speed', permille: 2000 },
      { do: 'ai', seat: 0, ai: 'clock' },
    ]) {
      expect(await guest.host(action)).toMatchObject({
        ok: false,
        errno: 'EPERM',
        refused: expect.any(String),
      });
    }
    expect(await host.host({ do: 'ai', seat: 0, ai: 'clock' })).toMatchObject({ ok: true });
    expect(await host.host({ do: 'ai', seat: 0, ai: 'greedy' })).toMatchObject({
      ok: false,
      errno: 'EINVAL',
    });
    expect(await host.host({ do: 'ai', seat: 2, ai: 'greedy' })).toMatchObject({
      ok: false,
      errno: 'EINVAL',
    });
    expect(await host.host({ do: 'speed', permille: 1 })).toMatchObject({ ok: false, errno: 'EINVAL' });
    expect(await host.host({ do: 'dance' })).toMatchObject({ ok: false, errno: 'EINVAL' });
    await started(host);
    expect(host.room.state.seats[0].ai).toBe('clock');
    expect(await host.host({ do: 'start' })).toMatchObject({ ok: false, errno: 'EBUSY' });
  });

  test('the host ends a match before its time: what was reached is everybody’s result', async () => {
    const { code, host } = await playing();
    const guest = await join(server.url, code);
    expect(await host.host({ do: 'end' })).toMatchObject({ ok: false, errno: 'EINVAL' });
    await started(host);
    await host.until(() => host.tick() > 10, 'a few ticks');
    expect(await host.host({ do: 'end' })).toMatchObject({ ok: true });
    await guest.until(() => guest.room.state.phase === 'over' && guest.result !== null, 'the result');
    const { ticks, processes } = guest.result!;
    expect(ticks).toBeGreaterThan(10);
    expect(ticks).toBeLessThan(DEFAULT_PARAM.ticks);
    expect(processes.slice(0, 2)).toMatchObject([
      { pid: 1, played: ticks },
      { pid: 2, played: ticks },
    ]);
    expect(await host.host({ do: 'end' })).toMatchObject({ ok: false, errno: 'EINVAL' });
  });

  test('in the lobby people change seats and names; the seat that was left is free again', async () => {
    const { code, host } = await playing();
    const guest = await join(server.url, code);
    expect(await guest.host({ do: 'sit', seat: 1 })).toMatchObject({ errno: 'EBUSY' });
    expect(await guest.host({ do: 'sit', seat: 0 })).toMatchObject({ ok: true });
    await guest.until(() => guest.welcome.seat === 0 && guest.kernel().frames.length > 0, 'the new seat');
    expect(await guest.host({ do: 'name', name: 'Eve' })).toMatchObject({ ok: true });
    await host.until(() => host.room.state.seats[0].name === 'Eve', 'the name');
    expect(host.room.state.seats[2].taken).toBe(false);
    await started(host);
    expect(await guest.host({ do: 'sit', seat: 2 })).toMatchObject({ errno: 'EBUSY' });
  });
});
