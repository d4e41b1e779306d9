/** Who gets in and where they sit, over real sockets: tokens, second tabs, keys, drops and stand-ins (PL4). */

import { Client } from 'colyseus.js';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '../../shared/protocol/index.ts';
import { join } from '../support/person.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

test('wishes: the lowest free process, the kernel once, any until it is full', async () => {
  const { code } = await server.make('classic');
  const seats: number[] = [];
  for (const role of ['process', 'kernel', 'any', 'process', 'any'] as const) {
    seats.push((await join(server.url, code, { role })).welcome.seat);
  }
  expect(seats).toEqual([1, 0, 2, 3, 4]);
  await expect(join(server.url, code, { role: 'kernel' })).rejects.toMatchObject({ code: 409 });
  await expect(join(server.url, code, { role: 'process' })).rejects.toThrow('every process is taken');
  await expect(join(server.url, code)).rejects.toThrow('every seat is taken');
});

test('the token leads back to the seat, from another tab too; the first one is put out with 4100', async () => {
  const { code } = await server.make('classic');
  const first = await join(server.url, code, { name: 'Ann' });
  const second = await join(server.url, code, { seat: first.welcome.token });
  await first.until(() => first.closed !== null, 'the eviction');
  expect(first.closed).toBe(4100);
  expect(second.welcome).toMatchObject({ seat: first.welcome.seat, token: first.welcome.token });
  expect(second.room.state.seats[1]).toMatchObject({ name: 'Ann', taken: true, connected: true });
  await second.leave();
  const third = await join(server.url, code, { seat: first.welcome.token, role: 'kernel' });
  expect(third.welcome.seat).toBe(first.welcome.seat);
});

test('a token of nobody gets a new seat, and no one else loses theirs', async () => {
  const { code } = await server.make('classic');
  const ann = await join(server.url, code);
  const other = await join(server.url, code, { seat: 'f'.repeat(32) });
  expect(other.welcome.seat).toBe(2);
  expect(other.welcome.token).not.toBe('f'.repeat(32));
  expect((await join(server.url, code, { seat: '' })).welcome.seat).toBe(3);
  expect(ann.closed).toBeNull();
});

test('versions, unknown codes and malformed options are refused with a sentence', async () => {
  const { code } = await server.make('classic');
  const client = new Client(server.url);
  await expect(client.joinById(code, { version: 0 })).rejects.toMatchObject({ code: 426 });
  await expect(client.joinById(code, {})).rejects.toThrow('reload the page');
  await expect(client.joinById(code, { version: PROTOCOL_VERSION, role: 'root' })).rejects.toMatchObject({
    code: 400,
  });
  await expect(client.joinById(code, { version: PROTOCOL_VERSION, name: 'x'.repeat(25) })).rejects.toThrow(
    'name',
  );
  await expect(client.joinById('ZZZZZ', { version: PROTOCOL_VERSION })).rejects.toMatchObject({ code: 522 });
  for (const method of ['create', 'joinOrCreate', 'join'] as const) {
    await expect(client[method]('machine', { version: PROTOCOL_VERSION, code })).rejects.toThrow(
      'invalid method',
    );
  }
});

describe('the key', () => {
  test('a spectator needs it, sees the machine, and can command nothing', async () => {
    const { code, hostKey } = await server.make('classic');
    await expect(join(server.url, code, { role: 'spectator' })).rejects.toMatchObject({ code: 403 });
    await expect(join(server.url, code, { role: 'spectator', key: '0'.repeat(32) })).rejects.toMatchObject({
      code: 403,
    });
    await expect(join(server.url, code, { key: `${hostKey}0` })).rejects.toThrow("not the host's key");
    const watcher = await join(server.url, code, { role: 'spectator', key: hostKey });
    expect(watcher.welcome).toMatchObject({ seat: -1, token: '', host: true });
    expect(watcher.kernel().frames).toHaveLength(64);
    expect(await watcher.command({ op: 'flush', pid: 1 })).toMatchObject({ ok: false, errno: 'EPERM' });
    expect(await watcher.host({ do: 'sit', seat: 1 })).toMatchObject({ ok: false, errno: 'EPERM' });
    expect(watcher.room.state.spectators).toBe(1);
    expect(await watcher.host({ do: 'speed', permille: 20_000 })).toMatchObject({ ok: true });
    expect(await watcher.host({ do: 'start' })).toMatchObject({ ok: true });
    await watcher.until(() => watcher.says.length > 0, 'the guided kernel to explain');
    expect(watcher.says[0]).toMatchObject({ pid: expect.any(Number), key: expect.any(String) });
  });

  test('a process hears only what concerns it', async () => {
    const { code, hostKey } = await server.make('classic');
    const ann = await join(server.url, code, { key: hostKey, role: 'process' });
    await ann.host({ do: 'speed', permille: 20_000 });
    await ann.host({ do: 'start' });
    await ann.until(() => ann.process().offers[0].id > 0, 'an offer');
    await ann.command({ op: 'accept', offer: ann.process().offers[0].id });
    for (const buffer of [0, 1, 2, 3, 4]) await ann.command({ op: 'malloc', job: 1, buffer, fit: 'first' });
    await ann.until(() => ann.says.length > 0, 'the guided kernel to explain');
    for (const say of ann.says) expect(Object.keys(say).sort()).toEqual(['key', 'vpn']);
  });
});

describe('drops (PL4)', () => {
  test('an AI stands in for the kernel after 2 s, and the person gets the seat back', async () => {
    const { code, hostKey } = await server.make('classic');
    const ann = await join(server.url, code, { key: hostKey, role: 'process' });
    const bob = await join(server.url, code, { role: 'kernel', name: 'Bob' });
    await ann.host({ do: 'start' });
    await ann.until(() => ann.tick() > 0, 'ticks');
    const left = performance.now();
    bob.drop();
    await ann.until(() => !ann.room.state.seats[0].connected, 'the drop to show');
    await ann.until(() => ann.room.state.seats[0].ai === 'guided', 'the stand-in');
    expect(performance.now() - left).toBeGreaterThan(1900);
    expect(performance.now() - left).toBeLessThan(4000);
    await expect(join(server.url, code, { role: 'kernel' })).rejects.toMatchObject({ code: 409 });
    const back = await join(server.url, code, { seat: bob.welcome.token });
    expect(back.welcome.seat).toBe(0);
    await ann.until(() => ann.room.state.seats[0].ai === '', 'the person to play again');
    expect(await back.command({ op: 'flush', pid: 1 })).toMatchObject({ n: 1 });
  });

  test('in a running match one may take over a seat that an AI plays and nobody owns', async () => {
    const { code, hostKey } = await server.make('classic');
    const ann = await join(server.url, code, { key: hostKey, role: 'process' });
    await ann.host({ do: 'start' });
    const late = await join(server.url, code, { role: 'process', name: 'Late' });
    expect(late.welcome.seat).toBe(2);
    await ann.until(
      () => ann.room.state.seats[2].name === 'Late' && ann.room.state.seats[2].ai === '',
      'Late',
    );
  });

  test('one who drops before the join is acknowledged harms nobody', async () => {
    const { code } = await server.make('classic');
    const reserve = async () => {
      const response = await fetch(`${server.url}/matchmake/joinById/${code}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ version: PROTOCOL_VERSION }),
      });
      return (await response.json()) as { sessionId: string; processId: string };
    };
    for (let count = 0; count < 4; count++) {
      const { sessionId, processId } = await reserve();
      const socket = new WebSocket(
        `ws://localhost:${server.port}/${processId}/${code}?sessionId=${sessionId}`,
      );
      await new Promise((resolve) => socket.addEventListener('open', resolve));
      socket.close();
      await new Promise((resolve) => socket.addEventListener('close', resolve));
    }
    const seats: number[] = [];
    while (seats.length < 5) seats.push((await join(server.url, code)).welcome.seat);
    // The last one's seat may come free a little later.
    expect(seats.sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
