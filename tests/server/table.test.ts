/** What time alone brings about at a table (PL4): stand-ins, expiring seats, pausing and giving up; without waiting. */
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Journal } from '../../server/journal/journal.ts';
import { readJournal } from '../../server/journal/read.ts';
import { JournalStore } from '../../server/journal/store.ts';
import { createLog } from '../../server/log.ts';
import { createMetrics } from '../../server/metrics.ts';
import { EMPTY_CLOSE_MS, EMPTY_PAUSE_MS, UNUSED_CLOSE_MS } from '../../server/rooms/patience.ts';
import { Table } from '../../server/rooms/table.ts';
import type { Watcher } from '../../server/rooms/terms.ts';
import { createMatch, headerOf, restoreMatch } from '../../shared/match/index.ts';
import type { Answer, MatchResult } from '../../shared/protocol/index.ts';
import { hash } from '../../shared/sim/index.ts';
import { shipped } from '../support/match.ts';

const log = createLog('silent');
let folder: string;
let table: Table;
let store: JournalStore;
let journal: Journal;
let closes: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ring-zero-table-'));
  store = new JournalStore(folder, 0, log, () => {});
  await store.prepare();
  const match = createMatch({
    id: 'a'.repeat(16),
    scenario: shipped('classic'),
    seed: 1,
    seats: ['', '', '', '', ''],
    reaction: 0,
  });
  journal = await store.create({ ...headerOf(match), code: 'TABLE', host: '' });
  const retire = (path: string, keep: boolean) => store.retire(path, match.id, keep);
  table = new Table({ code: 'TABLE', match, journal, host: '', log, metrics: createMetrics(), retire }, 0);
  closes = 0;
  table.watcher = { ticked() {}, changed() {}, over() {}, evict() {}, close: () => void closes++ };
});
afterEach(async () => {
  await table.stop(false);
  await rm(folder, { recursive: true });
});

const sit = (role: 'kernel' | 'process') => {
  const seated = table.seats.claim(role, role);
  table.arrive();
  return seated;
};
const go = (seat: number, now: number) => {
  table.absent(seat, true, now);
  table.depart(now);
};
const ai = (seat: number) => table.match.seats[seat].ai;

test('an AI stands in for a kernel after 2 s and for a process after 20 s; both get their seats back', () => {
  const [kernel, process] = [sit('kernel'), sit('process')];
  sit('process');
  table.start();
  go(0, 1000);
  go(1, 1000);
  table.keep(2900);
  expect([ai(0), ai(1)]).toEqual(['', '']);
  table.keep(3000);
  expect([ai(0), ai(1)]).toEqual(['guided', '']);
  table.keep(20_900);
  expect(ai(1)).toBe('');
  table.keep(21_000);
  expect(ai(1)).toBe('greedy');
  for (const { seat, token } of [kernel, process]) {
    expect(table.seats.find(token)).toBe(seat);
    table.seats.comeBack(seat, undefined);
    expect(ai(seat)).toBe('');
  }
  const changes = table.match.records.filter((record) => 'ai' in record && !('command' in record));
  expect(changes.length).toBeGreaterThanOrEqual(4);
});

test('a lobby keeps the seat of one who left for 60 s', () => {
  const { token } = sit('process');
  sit('kernel');
  go(1, 1000);
  table.keep(60_900);
  expect(table.seats.find(token)).toBe(1);
  table.keep(61_000);
  expect(table.seats.find(token)).toBe(-1);
  expect(table.seats.claim('process', '').seat).toBe(1);
});

test('a running match that nobody is in is paused after 60 s, and goes on when somebody comes', () => {
  const { token } = sit('process');
  table.start();
  go(1, 1000);
  table.keep(1000 + EMPTY_PAUSE_MS - 1);
  expect(table.phase).toBe('running');
  table.keep(1000 + EMPTY_PAUSE_MS);
  expect(table.phase).toBe('paused');
  table.keep(1000 + EMPTY_CLOSE_MS);
  expect(closes).toBe(0);
  table.seats.comeBack(table.seats.find(token), undefined);
  table.arrive();
  expect(table.phase).toBe('running');
});

test('a pause by the host stays when people come and go', () => {
  sit('process');
  table.start();
  expect(table.pause()).toBe(true);
  table.arrive();
  expect(table.phase).toBe('paused');
  expect(table.resume()).toBe(true);
});

test('a lobby that nobody ever joined is given up after 60 s, with its journal', async () => {
  table.keep(UNUSED_CLOSE_MS - 1);
  expect(closes).toBe(0);
  table.keep(UNUSED_CLOSE_MS);
  expect(closes).toBe(1);
  await table.stop(true);
  expect(await readdir(store.folder)).toEqual([]);
});

test('an empty lobby is given up after ten minutes, with its journal', async () => {
  sit('process');
  go(1, 0);
  table.keep(EMPTY_CLOSE_MS - 1);
  expect(closes).toBe(0);
  table.keep(EMPTY_CLOSE_MS);
  expect(closes).toBe(1);
  await table.stop(true);
  expect(await readdir(store.folder)).toEqual([]);
});

test('a journal that cannot be written stops the match, and says so to everyone who asks', async () => {
  const { seat } = sit('process');
  table.start();
  await journal.close();
  const answer = await table.command(seat, 1, { op: 'nice', value: 1 });
  expect(answer).toEqual({ n: 1, ok: false, errno: 'EINTR' });
  expect(table.phase).toBe('paused');
  expect(table.resume()).toBe(false);
  const next = await table.command(seat, 2, { op: 'nice', value: 1 });
  expect(next).toMatchObject({ errno: 'EAGAIN', refused: expect.stringContaining('stands still') });
});

test('a change of seats that cannot be written stops the match too, and whoever asked is told', async () => {
  sit('process');
  table.start();
  await table.save();
  await journal.close();
  table.seats.rename(1, 'Eve');
  await expect(table.save()).rejects.toThrow('stands still');
  expect(table.phase).toBe('paused');
  expect(table.resume()).toBe(false);
});

test('pause and resume while a group is on its way to disk: one tick after the other, as the journal says', async () => {
  const { seat } = sit('process');
  const written = vi.spyOn(journal, 'append');
  const write = Journal.prototype.append.bind(journal);
  written.mockImplementation(async (records) => {
    await new Promise((turn) => setTimeout(turn, 30));
    await write(records);
  });
  table.setSpeed(20_000);
  table.start();
  const answers: (Answer | Promise<Answer>)[] = [];
  for (let round = 0; round < 6; round++) {
    answers.push(table.command(seat, answers.length + 1, { op: 'nice', value: 0 }));
    table.pause();
    await new Promise((turn) => setTimeout(turn, 12));
    table.resume();
    answers.push(table.command(seat, answers.length + 1, { op: 'nice', value: 1 }));
    await new Promise((turn) => setTimeout(turn, 80));
  }
  table.pause();
  for (const answer of await Promise.all(answers)) expect(answer).not.toHaveProperty('refused');
  await table.stop(false);
  const reading = readJournal(await readFile(journal.path, 'utf8'));
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.message}`);
  const back = restoreMatch(reading.header, reading.records, { reaction: 0 });
  expect(back.mismatch).toBeNull();
  expect(back.match.machine.tick).toBe(table.match.machine.tick);
  expect(hash(back.match.machine)).toBe(hash(table.match.machine));
});

test('what the host wants is in the journal; a pause because nobody is there is not', async () => {
  sit('process');
  table.setSpeed(2000);
  table.start();
  go(1, 1000);
  table.keep(1000 + EMPTY_PAUSE_MS);
  expect(table.phase).toBe('paused');
  table.arrive();
  expect(table.phase).toBe('running');
  table.pause();
  await table.stop(false);
  const reading = readJournal(await readFile(journal.path, 'utf8'));
  const phases = reading.ok ? reading.records.flatMap((one) => ('phase' in one ? [one] : [])) : [];
  expect(phases).toEqual([
    { tick: 0, phase: 'lobby', speed: 2000 },
    { tick: 0, phase: 'running', speed: 2000 },
    { tick: expect.any(Number), phase: 'paused', speed: 2000 },
  ]);
});

test('nothing is left of a journal whose header cannot be written', async () => {
  const header = { ...headerOf(table.match), code: 'FULLD', host: '' };
  const append = vi.spyOn(Journal.prototype, 'append').mockRejectedValue(new Error('ENOSPC'));
  await expect(store.create(header)).rejects.toThrow('ENOSPC');
  append.mockRestore();
  expect(await readdir(store.folder)).toEqual(['TABLE.jsonl']);
});

describe('the end', () => {
  /** Runs the match to its end, with a watcher that keeps its result. */
  const finish = async (watch: Partial<Watcher> = {}) => {
    const result = Promise.withResolvers<MatchResult>();
    table.watcher = { ticked() {}, changed() {}, close() {}, evict() {}, over: result.resolve, ...watch };
    sit('process');
    table.match.machine.tick = table.match.machine.param.ticks - 2;
    table.setSpeed(20_000);
    table.start();
    return result.promise;
  };

  test('a room that throws when told of a tick ends no match', async () => {
    const throws = () => {
      throw new Error('a socket');
    };
    expect(await finish({ ticked: throws })).toMatchObject({ scenario: 'classic' });
    expect(table.phase).toBe('over');
  });

  test('a journal that cannot be put away does not swallow the result', async () => {
    vi.spyOn(store, 'retire').mockRejectedValue(new Error('EACCES'));
    expect(await finish()).toMatchObject({ scenario: 'classic' });
    expect(table.phase).toBe('over');
  });

  test('after it, names can still change hands without a journal', async () => {
    await finish();
    table.seats.comeBack(1, 'Eve');
    await table.save();
  });
});
