/** PL3 under `kill -9`: nothing that was acknowledged is lost, and everybody gets their seat back. */
import { appendFile, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join as joinPath } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readJournal } from '../../server/journal/read.ts';
import { replay } from '../../shared/match/index.ts';
import type { Answer } from '../../shared/protocol/index.ts';
import { hash, tick } from '../../shared/sim/index.ts';
import { join, type Person } from '../support/person.ts';
import { type ServerProcess, spawnServer } from '../support/process.ts';
import { makeMatch } from '../support/server.ts';

let dataDir: string;
let server: ServerProcess;
beforeEach(async () => {
  dataDir = await mkdtemp(joinPath(tmpdir(), 'ring-zero-kill-'));
  server = await spawnServer(dataDir);
});
afterEach(async () => {
  await server.kill();
  await rm(dataDir, { recursive: true, force: true });
});

async function journalOf(code: string) {
  const reading = readJournal(await readFile(joinPath(dataDir, 'journal', `${code}.jsonl`), 'utf8'));
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.message}`);
  return reading;
}

/** Two people who play for a while; returns them and what they were answered. */
async function playAWhile() {
  const made = await makeMatch(server.url, 'classic');
  const ann = await join(server.url, made.code, { key: made.hostKey, role: 'process', name: 'Ann' });
  const bob = await join(server.url, made.code, { role: 'kernel', name: 'Bob' });
  await ann.host({ do: 'speed', permille: 10_000 });
  await ann.host({ do: 'start' });
  const answers: { seat: number; command: object; answer: Answer }[] = [];
  const ask = async (person: Person, command: object) => {
    answers.push({ seat: person.welcome.seat, command, answer: await person.command(command) });
  };
  await ann.until(() => ann.tick() > 5 && ann.process().offers[0].id > 0, 'an offer');
  await ask(ann, { op: 'accept', offer: ann.process().offers[0].id });
  for (let round = 0; round < 20; round++) {
    const trap = bob.kernel().traps.find(({ id, stage }) => id > 0 && stage === 0)?.id ?? 1;
    await Promise.all([
      ask(ann, { op: 'malloc', job: 1, buffer: round % 5, fit: 'first' }),
      ask(bob, { op: 'grant', trap }),
    ]);
  }
  return { ...made, ann, bob, answers };
}

test('kill -9 in mid-match: the same machine, the same seats, every acknowledged command once', async () => {
  const { code, hostKey, ann, bob, answers } = await playAWhile();
  // Killed while commands are on their way.
  const late = Array.from({ length: 8 }, () => ann.command({ op: 'nice', value: 1 }));
  for (const one of late) void one.catch(() => {});
  await late[0];
  await server.kill();
  await ann.until(() => ann.closed !== null && bob.closed !== null, 'the lines to break');

  const { header, records } = await journalOf(code);
  const written = new Map<string, object>();
  for (const record of records) {
    if (!('command' in record) || record.n === 0) continue;
    expect(written.has(`${record.seat}:${record.n}`)).toBe(false);
    written.set(`${record.seat}:${record.n}`, record.command);
  }
  const replayed = new Map<string, Answer>();
  replay(header, records, undefined, (seat, n, result) => replayed.set(`${seat}:${n}`, { n, ...result }));
  for (const { seat, command, answer } of answers) {
    expect(written.get(`${seat}:${answer.n}`)).toEqual(command);
    expect(replayed.get(`${seat}:${answer.n}`)).toEqual(answer);
  }

  // Every tick that was acknowledged has the same hash in a replay of what is on disk.
  const logged = server.log.filter(({ msg }) => msg === 'acknowledged');
  const computed = new Map<number, string>();
  const { machine } = replay(header, records, (running) => computed.set(running.tick, hash(running)));
  tick(machine);
  computed.set(machine.tick, hash(machine));
  expect(logged.length).toBeGreaterThan(20);
  for (const line of logged) expect(computed.get(Number(line.tick)), `tick ${line.tick}`).toBe(line.hash);

  server = await spawnServer(dataDir, server.port);
  const restored = server.log.find(({ msg }) => msg === 'restored')!;
  expect(restored).toMatchObject({ code });
  expect(restored.hash).toBe(computed.get(Number(restored.tick)));
  expect(restored.tick).toBeGreaterThanOrEqual(Number(logged.at(-1)!.tick));

  const ann2 = await join(server.url, code, { seat: ann.welcome.token, key: hostKey });
  const bob2 = await join(server.url, code, { seat: bob.welcome.token });
  expect(ann2.welcome).toMatchObject({ seat: 1, host: true, token: ann.welcome.token });
  expect(bob2.welcome).toMatchObject({ seat: 0, host: false });
  expect(ann2.welcome.last).toBeGreaterThanOrEqual(22);
  expect(ann2.room.state.seats[1]).toMatchObject({ name: 'Ann', ai: '', connected: true });
  // What was answered before is answered the same again, and nothing is carried out twice.
  const told = answers.filter(({ seat }) => seat === 1).map(({ answer }) => answer);
  for (const answer of told) expect(await ann2.command({ op: 'exit' }, answer.n)).toEqual(answer);
  const before = ann2.tick();
  await ann2.until(() => ann2.tick() > before + 5, 'the match goes on');
  expect(await ann2.command({ op: 'nice', value: 2 }, ann2.welcome.last + 1)).not.toHaveProperty('refused');
});

test('a lobby survives too, and SIGTERM loses nothing and exits 0', async () => {
  const made = await makeMatch(server.url, 'classic');
  const ann = await join(server.url, made.code, { key: made.hostKey, role: 'kernel', name: 'Ann' });
  await ann.host({ do: 'ai', seat: 2, ai: 'leaky' });
  await server.kill();
  server = await spawnServer(dataDir, server.port);
  const again = await join(server.url, made.code, { seat: ann.welcome.token, key: made.hostKey });
  expect(again.welcome.seat).toBe(0);
  expect(again.room.state.phase).toBe('lobby');
  expect(again.room.state.seats[2].ai).toBe('leaky');
  await again.host({ do: 'speed', permille: 10_000 });
  await again.host({ do: 'start' });
  await again.until(() => again.tick() > 20, 'ticks');
  expect(await server.stop()).toBe(0);
  await again.until(() => again.closed === 4001, 'to be told');
  const { records } = await journalOf(made.code);
  expect(records.at(-1)!.tick).toBeGreaterThanOrEqual(20);
  server = await spawnServer(dataDir, server.port);
  const third = await join(server.url, made.code, { seat: ann.welcome.token });
  await third.until(() => third.room.state.phase === 'running' && third.tick() > 20, 'the match goes on');
  expect(server.out).toHaveLength(1);
});

test('a torn last line is dropped, a journal that does not replay is set aside; the start goes on', async () => {
  const { code, ann } = await playAWhile();
  const other = await makeMatch(server.url, 'classic');
  await server.kill();
  const folder = joinPath(dataDir, 'journal');
  await appendFile(joinPath(folder, `${code}.jsonl`), '{"tick":99,"se');
  await writeFile(joinPath(folder, `${other.code}.jsonl`), 'no journal at all\n');
  await writeFile(joinPath(folder, 'AAAAA.jsonl'), '');
  server = await spawnServer(dataDir, server.port);
  expect(server.log.find(({ msg }) => msg.includes('torn'))).toMatchObject({ code });
  expect(server.log.filter(({ level }) => level === 50)).toHaveLength(2);
  expect((await readdir(folder)).filter((name) => name.includes('.broken-'))).toHaveLength(2);
  const again = await join(server.url, code, { seat: ann.welcome.token });
  const before = again.tick();
  await again.until(() => again.tick() > before + 20, 'the match goes on');
  await server.kill();
  expect((await journalOf(code)).torn).toBe(0);
});

test('a pause by the host and the speed outlive a kill -9', async () => {
  const made = await makeMatch(server.url, 'classic');
  const ann = await join(server.url, made.code, { key: made.hostKey, role: 'process' });
  await ann.host({ do: 'speed', permille: 3000 });
  await ann.host({ do: 'start' });
  await ann.until(() => ann.tick() > 12, 'ticks');
  await ann.host({ do: 'pause' });
  await server.kill();
  server = await spawnServer(dataDir, server.port);
  const again = await join(server.url, made.code, { seat: ann.welcome.token, key: made.hostKey });
  const stood = again.tick();
  await new Promise((turn) => setTimeout(turn, 500));
  expect(again.room.state).toMatchObject({ phase: 'paused', speed: 3000 });
  expect(again.tick()).toBe(stood);
  expect(await again.host({ do: 'resume' })).toMatchObject({ ok: true });
  await again.until(() => again.tick() > stood + 5, 'the match goes on');
  await server.kill();
  server = await spawnServer(dataDir, server.port);
  const third = await join(server.url, made.code, { seat: ann.welcome.token });
  await third.until(() => third.room.state.phase === 'running', 'the match goes on by itself');
  expect(third.room.state.speed).toBe(3000);
});

test('the result of an ended match outlives a kill -9', async () => {
  const made = await makeMatch(server.url, 'classic-short');
  const ann = await join(server.url, made.code, { key: made.hostKey, role: 'process', name: 'Ann' });
  await ann.host({ do: 'speed', permille: 20_000 });
  await ann.host({ do: 'start' });
  await ann.until(() => ann.result !== null, 'the end');
  await server.kill();
  server = await spawnServer(dataDir, server.port);
  const look = await fetch(`${server.url}/api/matches/${made.code}`);
  expect(await look.json()).toMatchObject({ code: made.code, phase: 'over', free: [] });
  const both = await Promise.all([
    join(server.url, made.code, { seat: ann.welcome.token }),
    join(server.url, made.code.toLowerCase(), { role: 'spectator', key: made.hostKey }),
  ]);
  for (const person of both) await person.until(() => person.result !== null, 'the result');
  expect(both[0].welcome).toMatchObject({ seat: 1 });
  expect(both[0].result).toEqual(ann.result);
  expect(both[1].result).toMatchObject({ scenario: 'classic-short', ticks: ann.result?.ticks });
  await expect(join(server.url, made.code)).rejects.toThrow('the match is over');
  expect((await fetch(`${server.url}/api/matches/${made.code}/journal`)).status).toBe(200);

  // A day later it is one unknown code among others.
  const path = joinPath(dataDir, 'journal', `${made.id}.done.jsonl`);
  const yesterday = new Date(Date.now() - 25 * 3_600_000);
  await utimes(path, yesterday, yesterday);
  await server.kill();
  server = await spawnServer(dataDir, server.port);
  await expect(join(server.url, made.code, { seat: ann.welcome.token })).rejects.toMatchObject({ code: 522 });
});

test('journals of ended and broken matches are removed after 30 days', async () => {
  await server.kill();
  const folder = joinPath(dataDir, 'journal');
  const files = ['aa.done.jsonl', 'bb.done.jsonl', 'ABCDE.broken-1.jsonl', 'notes.txt'];
  for (const [days, name] of [31, 29, 31, 31].map((age, at) => [age, files[at]] as const)) {
    await writeFile(joinPath(folder, name), '');
    const then = new Date(Date.now() - days * 24 * 3_600_000);
    await utimes(joinPath(folder, name), then, then);
  }
  server = await spawnServer(dataDir, server.port);
  expect((await readdir(folder)).sort()).toEqual(['bb.done.jsonl', 'notes.txt']);
});
