/** The HTTP interface: what it answers, and how it refuses. */
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { matchMaker } from '@colyseus/core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { readJournal } from '../../server/journal/read.ts';
import { replay } from '../../shared/match/index.ts';
import { join } from '../support/person.ts';
import { startServer, type TestServer } from '../support/server.ts';

let server: TestServer;
let made: { code: string };
beforeAll(async () => {
  server = await startServer();
  made = await server.make('classic');
});
afterAll(() => server.stop());

const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);
const post = (body: string | object, type = 'application/json') =>
  get('/api/matches', {
    method: 'POST',
    headers: { 'content-type': type },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const failure = async (response: Response) => ({
  status: response.status,
  ...((await response.json()) as object),
});

test('health, readiness and security headers', async () => {
  const response = await get('/healthz');
  expect(response.status).toBe(200);
  const policy = response.headers.get('content-security-policy') ?? '';
  expect(policy).toContain("img-src 'self' data:");
  expect(policy).not.toContain('upgrade-insecure-requests');
  expect(policy).not.toContain('unsafe-eval');
  expect(response.headers.get('access-control-allow-origin')).toBeNull();
  expect(response.headers.get('x-powered-by')).toBeNull();
  expect((await get('/readyz')).status).toBe(200);
});

test('readyz says when the journal has gone', async () => {
  const folder = joinPath(server.dataDir, 'journal');
  const aside = await mkdtemp(joinPath(tmpdir(), 'ring-zero-aside-'));
  await rename(folder, joinPath(aside, 'journal'));
  expect(await failure(await get('/readyz'))).toMatchObject({ status: 503, code: 'not-ready' });
  expect(await failure(await post({ scenario: 'classic' }))).toMatchObject({ status: 500, code: 'internal' });
  await rename(joinPath(aside, 'journal'), folder);
  await rm(aside, { recursive: true });
  expect((await get('/readyz')).status).toBe(200);
});

test('metrics count rooms, clients, ticks and commands', async () => {
  const { code, hostKey } = await server.make('classic');
  const ann = await join(server.url, code, { key: hostKey, role: 'process' });
  await ann.host({ do: 'speed', permille: 20_000 });
  await ann.host({ do: 'start' });
  await ann.until(() => ann.tick() > 20, 'ticks');
  await ann.command({ op: 'nice', value: 1 });
  await ann.command({ op: 'nonsense' });
  const text = await (await get('/metrics')).text();
  expect(text).toMatch(/ringzero_rooms\{phase="running"\} 1/);
  expect(text).toMatch(/ringzero_clients [1-9]/);
  expect(text).toMatch(/ringzero_ticks_total [1-9]/);
  expect(text).toMatch(/ringzero_commands_total\{outcome="refused EINVAL"\} 1/);
  expect(text).toMatch(/ringzero_journal_group_seconds_count [1-9]/);
  expect(text).toMatch(/ringzero_tick_lag_seconds_count [1-9]/);
  expect(text).not.toContain(hostKey);
  await ann.leave();
});

describe('POST /api/matches', () => {
  test('makes a match with a readable code and a key that nobody else has', async () => {
    const response = await post({ scenario: 'classic', seats: ['clock', '', 'leaky', '', ''] });
    expect(response.status).toBe(201);
    const made = (await response.json()) as { id: string; code: string; hostKey: string };
    expect(Object.keys(made).sort()).toEqual(['code', 'hostKey', 'id']);
    expect(made.code).toMatch(/^[A-HJKMNP-Z2-9]{5}$/);
    expect(made.hostKey).toMatch(/^[0-9a-f]{32}$/);
    const info = await (await get(`/api/matches/${made.code.toLowerCase()}`)).json();
    expect(info).toEqual({
      code: made.code,
      scenario: 'classic',
      phase: 'lobby',
      seats: 5,
      free: [0, 1, 2, 3, 4],
    });
    const ann = await join(server.url, made.code.toLowerCase());
    expect([...ann.room.state.seats].map(({ ai }) => ai)).toEqual(['clock', '', 'leaky', '', '']);
  });

  test.each([
    ['no JSON', '{', 400, 'bad-json'],
    ['an array', [], 400, 'bad-request'],
    ['nothing', {}, 400, 'bad-request'],
    ['an unknown scenario', { scenario: '../../etc/passwd' }, 400, 'unknown-scenario'],
    ['an unknown field', { scenario: 'classic', seed: 1 }, 400, 'bad-request'],
    ['too few seats', { scenario: 'classic', seats: ['clock'] }, 400, 'bad-request'],
    ['a process as kernel', { scenario: 'classic', seats: ['greedy', '', '', '', ''] }, 400, 'bad-request'],
    ['a huge body', { scenario: 'x'.repeat(100_000) }, 413, 'too-large'],
  ])('%s is refused', async (_, body, status, code) => {
    expect(await failure(await post(body))).toEqual({
      status,
      code,
      message: expect.stringMatching(/\w+ \w+/),
    });
  });
});

test('wrong methods and unknown addresses', async () => {
  expect(await failure(await get('/api/matches'))).toMatchObject({ status: 405, code: 'method-not-allowed' });
  expect((await get('/api/matches')).headers.get('allow')).toBe('POST');
  expect(await failure(await get('/healthz', { method: 'POST' }))).toMatchObject({ status: 405 });
  expect(await failure(await get('/api/nothing'))).toMatchObject({ status: 404, code: 'not-found' });
  expect(await failure(await get('/nothing'))).toMatchObject({ status: 404, code: 'not-found' });
  expect(await failure(await get('/api/matches/%E0%A4%A'))).toMatchObject({ status: 400 });
});

test('the journal needs the key until the end; it replays and holds no hash of a key', async () => {
  const { id, code, hostKey } = await server.make('classic-short');
  const path = `/api/matches/${id}/journal`;
  expect(await failure(await get(path))).toMatchObject({ status: 401, code: 'unauthorized' });
  const bearer = (key: string) => ({ headers: { authorization: `Bearer ${key}` } });
  expect(await failure(await get(path, bearer('0'.repeat(32))))).toMatchObject({
    status: 403,
    code: 'forbidden',
  });
  expect((await get(path, bearer(hostKey))).status).toBe(200);
  const ann = await join(server.url, code, { key: hostKey, role: 'process' });
  await ann.host({ do: 'speed', permille: 20_000 });
  await ann.host({ do: 'start' });
  await ann.until(() => ann.result !== null, 'the end');
  for (const name of [id, code]) {
    const text = await (await get(`/api/matches/${name}/journal`)).text();
    expect(text).not.toMatch(/"host"|"token"/);
    const reading = readJournal(text);
    if (!reading.ok) throw new Error(reading.message);
    const { mismatch, hashes, machine } = replay(reading.header, reading.records);
    expect(mismatch).toBeNull();
    expect(machine.tick).toBe(ann.result?.ticks);
    expect(hashes).toBe(Math.ceil(machine.tick / 50));
  }
  expect(await (await get(`/api/matches/${code}`)).json()).toMatchObject({ phase: 'over', free: [] });
});

test('the journal can be had at any moment of the end, while it moves too', async () => {
  const { id, code, hostKey } = await server.make('classic-short');
  const ann = await join(server.url, code, { key: hostKey, role: 'process' });
  const { store } = server.app.house;
  const moving = Promise.withResolvers<void>();
  const move = Promise.withResolvers<void>();
  const retire = vi.spyOn(store, 'retire').mockImplementation(async (path, name, keep) => {
    moving.resolve();
    await move.promise;
    retire.mockRestore();
    await store.retire(path, name, keep);
  });
  await ann.host({ do: 'speed', permille: 20_000 });
  await ann.host({ do: 'start' });
  await moving.promise;
  expect((await get(`/api/matches/${id}/journal`)).status).toBe(200);
  move.resolve();
  await ann.until(() => ann.result !== null, 'the end');
  expect((await get(`/api/matches/${id}/journal`)).status).toBe(200);
});

test('one who cannot be sent to has the line cut; the match goes on for the others', async () => {
  const { code, hostKey } = await server.make('classic');
  const ann = await join(server.url, code, { key: hostKey, role: 'process' });
  const bob = await join(server.url, code, { role: 'process' });
  await ann.host({ do: 'speed', permille: 20_000 });
  await ann.host({ do: 'start' });
  await ann.until(() => ann.tick() > 5, 'ticks');
  const room = matchMaker.getLocalRoomById(code);
  room.clients.getById(bob.room.sessionId)!.sendBytes = () => {
    throw new Error('a broken socket');
  };
  await bob.until(() => bob.closed !== null, 'the cut');
  const before = ann.tick();
  await ann.until(() => ann.tick() > before + 5, 'more ticks');
  expect(ann.room.state.phase).toBe('running');
  const back = await join(server.url, code, { seat: bob.welcome.token });
  await back.until(() => back.tick() > before + 10, 'its view');
});

test('whoever opens lobbies that nobody starts is stopped, with a sentence', async () => {
  const waiting = () => server.app.house.lobbiesOf('::ffff:127.0.0.1') + server.app.house.lobbiesOf('::1');
  let last = (await server.make('classic')).code;
  let response = await post({ scenario: 'classic' });
  for (let count = 0; count < 50 && response.status === 201; count++) {
    last = ((await response.json()) as { code: string }).code;
    response = await post({ scenario: 'classic' });
  }
  expect(await failure(response)).toEqual({
    status: 429,
    code: 'too-many-lobbies',
    message: expect.stringContaining('wait for their start'),
  });
  expect(waiting()).toBe(40);
  server.app.house.table(last)!.start();
  expect((await post({ scenario: 'classic' })).status).toBe(201);
});

test('codes cannot be tried out, neither way; a header does not help', async () => {
  const { code } = made;
  let status = 0;
  for (let count = 0; count < 80 && status !== 429; count++) {
    const headers = { 'x-forwarded-for': `10.0.0.${count}`, 'x-real-ip': `10.0.1.${count}` };
    status = (await get('/api/matches/AAAAA', { headers })).status;
  }
  expect(status).toBe(429);
  expect((await get(`/api/matches/${code}`)).status).toBe(429);
  const guess = await get(`/matchmake/joinById/${code}`, {
    method: 'POST',
    headers: { 'x-forwarded-for': '10.9.9.9' },
  });
  expect(guess.status).toBe(429);
});
