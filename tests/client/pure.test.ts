/** The client's reading of a view, without a browser: what to do next, where a buffer goes, what lies on the board. */
import { describe, expect, it } from 'vitest';
import { tilesOf } from '../../client/board/model.ts';
import { OUTBOX_CAP, Outbox } from '../../client/net/outbox.ts';
import { advise } from '../../client/screens/advice.ts';
import { candidate } from '../../client/screens/kernel/advice.ts';
import { cellsBy, pagesAdded, placeBy, roomFor, segments } from '../../client/screens/process/heap.ts';
import { Desk } from '../../server/rooms/desk.ts';
import type { Answer } from '../../shared/protocol/index.ts';
import { bench } from '../support/machine.ts';
import { play, shipped } from '../support/match.ts';
import { kernelOf, ownOf } from '../support/view.ts';

const JOB = { buffers: [2, 2] as [number, number], cells: [6, 6] as [number, number], maxCells: 12 };

describe('what to do next, as a process', () => {
  it('take a job, place its buffers, wait for the kernel, free what is left over', () => {
    const b = bench({ job: JOB });
    expect(advise(ownOf(b.machine))).toMatchObject({ key: 'advice.offer', target: 'offer-1' });
    const job = b.must(1, { op: 'accept', offer: 1 });
    expect(advise(ownOf(b.machine))).toMatchObject({
      key: 'advice.pack',
      target: 'malloc',
      values: { buffer: 1 },
    });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    expect(advise(ownOf(b.machine)).key).toBe('advice.syscall');
    b.serve();
    b.must(1, { op: 'malloc', job, buffer: 1 });
    b.until('fault-minor', 1);
    expect(advise(ownOf(b.machine)).key).toBe('advice.minor');
    for (let count = 0; count < 60 && b.machine.processes[0].jobs.length > 0; count++) {
      b.serve();
      b.run(4);
    }
    expect(advise(ownOf(b.machine))).toMatchObject({ key: 'advice.leftovers', target: 'free-all' });
  });

  it('does not send anybody to malloc when there is no room up to the limit', () => {
    const b = bench({ job: JOB, limit: { rss: 16, as: 7 }, brkPages: 1 });
    b.startJob(1);
    for (let count = 0; count < 60 && b.machine.processes[0].jobs.length > 0; count++) {
      b.serve();
      b.run(4);
    }
    b.must(1, { op: 'accept', offer: b.machine.processes[0].offers[0].id });
    const job = b.machine.processes[0].jobs[0].id;
    b.errno(1, { op: 'malloc', job, buffer: 0 });
    b.serve();
    b.run(3);
    const view = ownOf(b.machine);
    expect(roomFor(view, 6)).toBe(false);
    expect(advise(view)).toMatchObject({ key: 'advice.fullLeftovers', target: 'free-all' });
  });
});

describe('the heap preview', () => {
  it('shows where each fit would place a buffer, as the machine then does', () => {
    const b = bench({ job: JOB });
    b.must(1, { op: 'brk', pages: 8 });
    b.serve();
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job, buffer: 0, at: 18 });
    const view = ownOf(b.machine);
    const list = segments(view);
    expect(placeBy(list, 6, 'first')).toBe(12);
    expect(placeBy(list, 6, 'worst')).toBe(24);
    expect(placeBy(list, 6, 'best')).toBe(12);
    const held = view.jobs.find((one) => one.id === job)!;
    // Cells 18 to 23 lie on pages 4 and 5; 12 to 17 add page 3.
    expect(pagesAdded(view, held, 12, 6)).toBe(1);
    expect(b.must(1, { op: 'malloc', job, buffer: 1, fit: 'worst' })).toBe(24);
  });

  it('rounds up to slots for a pool, which then takes another hole', () => {
    const b = bench({ job: JOB });
    b.must(1, { op: 'brk', pages: 8 });
    b.serve();
    const job = b.must(1, { op: 'accept', offer: 1 });
    // A hole of 6 cells at 12, and one of 20 behind: a slot of 8 fits into the second only.
    b.must(1, { op: 'malloc', job, buffer: 0, at: 18 });
    const list = segments(ownOf(b.machine));
    expect(placeBy(list, cellsBy(6, 'first', 8), 'first')).toBe(12);
    expect(placeBy(list, cellsBy(6, 'pool', 8), 'pool')).toBe(24);
    expect(b.must(1, { op: 'malloc', job, buffer: 1, fit: 'pool' })).toBe(24);
    expect(segments(ownOf(b.machine)).map((one) => one.size)).toEqual([6, 6, 8, 12]);
  });

  it('knows no room for a pool where a slot is larger than what the limit allows', () => {
    const b = bench({ job: { ...JOB, buffers: [1, 1] }, limit: { rss: 16, as: 5 }, brkPages: 2 });
    b.must(1, { op: 'brk', pages: 2 });
    b.serve();
    b.must(1, { op: 'accept', offer: 1 });
    b.run(3);
    const view = ownOf(b.machine);
    expect(advise(view, { fit: 'pool', slot: 8 }).key).toBe('advice.pack');
    expect(advise(view, { fit: 'pool', slot: 16 }).key).toBe('advice.full');
  });
});

describe('the board', () => {
  const { match } = play(shipped('classic', undefined, { ticks: 900 }), 'clock', 8);
  const view = kernelOf(match.machine);
  const tiles = tilesOf(view);

  it('has a tile for each frame, with its owner', () => {
    expect(tiles).toHaveLength(64);
    expect(tiles.slice(0, 8).every((tile) => tile.kind === 'kernel' && tile.pinned)).toBe(true);
    for (const tile of tiles)
      if (tile.kind === 'user' && !tile.locked) expect(tile.pids.length).toBeGreaterThan(0);
  });

  it('proposes a victim that no other frame beats: unreferenced before clean', () => {
    const cost = (tile: (typeof tiles)[number]) => (tile.referenced ? 2 : 0) + (tile.dirty ? 1 : 0);
    const movable = tiles.filter((tile) => tile.kind === 'user' && !tile.pinned && !tile.locked);
    expect(cost(candidate(view, tiles)!)).toBe(Math.min(...movable.map(cost)));
    expect(candidate(view, tiles, 2)!.pids).toContain(2);
  });
});

describe('the outbox', () => {
  const nice = { op: 'nice', value: 1 } as const;
  const ok = (n: number): Answer => ({ n, ok: true, value: 0 });

  it('holds commands until the welcome tells where the numbers stand', async () => {
    const sent: number[] = [];
    const outbox = new Outbox();
    const answers = [outbox.put(nice), outbox.put(nice)];
    outbox.open('t', 7, ({ n }) => {
      sent.push(n);
      return Promise.resolve(ok(n));
    });
    expect(await Promise.all(answers)).toEqual([ok(8), ok(9)]);
    expect(sent).toEqual([8, 9]);
  });

  it('sends what is unanswered again, under the same numbers, and no more than its cap', async () => {
    const outbox = new Outbox();
    outbox.open('t', 0, () => new Promise(() => {}));
    const waiting = Array.from({ length: OUTBOX_CAP }, () => outbox.put(nice));
    expect(await outbox.put(nice)).toMatchObject({ ok: false, errno: 'EAGAIN' });
    outbox.hold();
    const again: number[] = [];
    outbox.open('t', 3, ({ n }) => {
      again.push(n);
      return Promise.resolve(ok(n));
    });
    await Promise.all(waiting);
    expect(again).toEqual(Array.from({ length: OUTBOX_CAP }, (_, index) => index + 1));
  });

  it('numbers anew from what the server has when a number went missing', async () => {
    const outbox = new Outbox();
    let first = true;
    outbox.open('t', 5, ({ n }) => {
      const answer: Answer = first ? { n, ok: false, errno: 'ESEQ', refused: 'a gap', last: 2 } : ok(n);
      first = false;
      return Promise.resolve(answer);
    });
    expect(await outbox.put(nice)).toEqual(ok(3));
  });

  it('a refusal leaves its number to the next command, and what is under way keeps its own', async () => {
    const desk = new Desk();
    const outbox = new Outbox();
    const carriedOut: number[] = [];
    let sent = 0;
    let release = () => {};
    const first = new Promise<void>((resolve) => {
      release = resolve;
    });
    const decide = (n: number, value: number) => async (): Promise<Answer> => {
      carriedOut.push(value);
      if (n === 1) await first;
      return { n, ok: true, value };
    };
    const refuse = (n: number): Answer => ({ n, ok: false, errno: 'EAGAIN', refused: 'paused' });
    outbox.open('t', 0, async ({ n, command }) => {
      sent += 1;
      const value = command.op === 'nice' ? command.value : 0;
      return desk.take(n, 0, value % 3 === 1 ? () => refuse(n) : decide(n, value));
    });
    const answers = Array.from({ length: 12 }, (_, value) => outbox.put({ op: 'nice', value }));
    expect(await answers[1]).toMatchObject({ n: 2, errno: 'EAGAIN' });
    await answers[11];
    release();
    const taken = (await Promise.all(answers)).flatMap((answer) => (answer.ok ? [answer] : []));
    expect(carriedOut).toEqual([0, 2, 3, 5, 6, 8, 9, 11]);
    expect(taken.map(({ n }) => n)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(taken.map(({ value }) => value)).toEqual(carriedOut);
    expect(sent).toBeLessThan(40);
    expect(desk.last).toBe(8);
  });

  it('a whole outbox of refused commands costs two messages each', async () => {
    const desk = new Desk();
    const outbox = new Outbox();
    let sent = 0;
    outbox.open('t', 0, async ({ n }) => {
      sent += 1;
      return desk.take(n, 0, () => ({ n, ok: false, errno: 'EAGAIN', refused: 'paused' }));
    });
    const answers = Array.from({ length: OUTBOX_CAP }, () => outbox.put(nice));
    for (const answer of await Promise.all(answers)) expect(answer).toMatchObject({ errno: 'EAGAIN' });
    expect(sent).toBeLessThanOrEqual(2 * OUTBOX_CAP);
    expect(desk.last).toBe(0);
  });
});
