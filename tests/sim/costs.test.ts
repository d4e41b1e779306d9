/** KO1, PA2, IR1, KM1, SY2, OS1: ticks from an order or a call to what comes of it, written down. */
import { describe, expect, it } from 'vitest';
import type { Command, EventType } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';

/** Ticks from now until an event. */
function ticksTo(b: Bench, type: EventType, pid?: number): number {
  const start = b.machine.tick;
  b.until(type, pid);
  return b.machine.tick - start;
}

/** Ticks from a command to an event. */
function cost(b: Bench, seat: number, command: Command, type: EventType): number {
  b.must(seat, command);
  return ticksTo(b, type);
}

/** A system call's ticks: from the call, or from the kernel's yes where it is asked, to the return. */
function callCost(b: Bench, command: Command): number {
  b.must(1, command);
  const waiting = b.machine.traps.find(({ pid, stage }) => pid === 1 && stage === 0);
  if (waiting) b.must(0, { op: 'grant', trap: waiting.id });
  const ticks = ticksTo(b, 'return', 1);
  b.run(5);
  return ticks;
}

/** Heap page 3 of process 1, written and resident; its frame. */
function touched(b: Bench): number {
  b.must(1, { op: 'brk', pages: 2 });
  b.serve();
  b.must(1, { op: 'touch', address: 12, write: true });
  b.run(1);
  b.serve();
  return b.machine.pfn[3];
}

describe('KO1: entry, evict, flush and map take 1 tick each, zero 3', () => {
  it.each([
    ['flush: entry and flush', { op: 'flush', pid: 1 }, 'flush', 2],
    ['zero: entry and wiping', { op: 'zero', pfn: 63 }, 'zero', 4],
    ['map: entry and map', { op: 'map', pid: 1, vpn: 4, pfn: 63 }, 'map', 2],
    ['unmap: entry, map and flush', { op: 'unmap', pid: 1, vpn: 2 }, 'unmap', 3],
    ['unmap without a flush', { op: 'unmap', pid: 1, vpn: 2, flush: false }, 'unmap', 2],
    ['evict, clean: entry, evict, flush, wiping', { op: 'evict', pfn: -1 }, 'free-frame', 6],
    ['evict without wiping', { op: 'evict', pfn: -1, zero: false }, 'free-frame', 3],
    ['evict with neither', { op: 'evict', pfn: -1, zero: false, flush: false }, 'free-frame', 2],
    ['limit: entry', { op: 'limit', pid: 1, resource: 'rss', value: 9 }, 'limit', 1],
    ['signal: entry', { op: 'signal', pid: 1, signal: 'SIGSTOP' }, 'signal', 1],
    ['kill: entry', { op: 'kill', pid: 1 }, 'kill', 1],
  ] as const)('%s', (_what, command, type, ticks) => {
    const b = bench();
    touched(b);
    // The frame of a text page stands for whatever is clean.
    const order = command.op === 'evict' ? { ...command, pfn: b.machine.pfn[1] } : command;
    expect(cost(b, 0, order, type)).toBe(ticks);
  });

  it.each([
    ['into a wiped frame: entry and map', 63, 2],
    ['into one that is not: 3 more', 62, 5],
  ] as const)('grant %s', (_what, pfn, ticks) => {
    const b = bench();
    b.machine.content[62] = 1;
    b.must(1, { op: 'brk', pages: 1 });
    b.serve();
    b.must(1, { op: 'touch', address: 12, write: false });
    const { n } = b.until('fault-minor', 1);
    expect(cost(b, 0, { op: 'grant', trap: n, pfn }, 'resolved')).toBe(ticks);
  });
});

describe('RC3: 10 ticks of disk a page, OS1: blk shortens them by three tenths', () => {
  // The tick in which the disk ends is the first of what follows: 1 + 10 + 1 - 1.
  it.each([
    ['without the driver', [], 11],
    ['with it', ['blk'], 8],
  ] as const)('a page comes back, %s', (_what, modules, ticks) => {
    const b = bench({ modules: [...modules] });
    b.must(0, { op: 'evict', pfn: b.machine.pfn[1] });
    b.until('free-frame');
    b.must(1, { op: 'touch', address: 4, write: false });
    const { n } = b.until('fault-major', 1);
    expect(cost(b, 0, { op: 'grant', trap: n }, 'resolved')).toBe(ticks);
  });

  it.each([
    ['without the driver', [], 15],
    ['with it', ['blk'], 12],
  ] as const)('a dirty page leaves, %s', (_what, modules, ticks) => {
    const b = bench({ modules: [...modules] });
    const pfn = touched(b);
    expect(cost(b, 0, { op: 'evict', pfn }, 'free-frame')).toBe(ticks);
  });
});

describe('PA2: compaction is a copy and a flush a page, 3 ticks, after the entry', () => {
  it.each([
    ['nothing in the way', [], 1],
    ['one page', [9], 4],
    ['two pages', [9, 10], 7],
    ['three pages', [9, 10, 11], 10],
  ] as const)('%s', (_what, frames, ticks) => {
    const b = bench({ dmaShare: 188 });
    b.must(1, { op: 'brk', pages: 4 });
    b.serve();
    // The DMA zone is frames 0 to 11, of which 8 to 11 are not the image's: the only block of four.
    frames.forEach((pfn, at) => {
      b.must(1, { op: 'touch', address: 4 * (3 + at), write: true });
      const { n } = b.until('fault-minor', 1);
      b.must(0, { op: 'grant', trap: n, pfn });
      b.until('resolved', 1);
      b.run(2);
    });
    expect(cost(b, 0, { op: 'compact', order: 2 }, 'compact')).toBe(ticks);
    expect(b.count('migrate')).toBe(frames.length);
  });
});

describe('IR1: the device takes 3 ticks a frame, copying 2 a frame, mapping 1 a frame', () => {
  // From the order to the device's end: entry and transfer. From there on the tick in which it ended counts.
  it.each([
    ['copy', 0, 4, 1],
    ['copy', 1, 7, 3],
    ['copy', 2, 13, 7],
    ['map', 0, 4, 0],
    ['map', 1, 7, 1],
    ['map', 2, 13, 3],
  ] as const)('by %s, order %i', (by, order, filled, handed) => {
    const device = { every: 500, first: 5, order: [order, order] as [number, number] };
    const b = bench({ modules: ['nic'], deviceFrames: 1, device });
    b.until('interrupt');
    b.must(0, { op: 'serve', trap: b.machine.traps.at(-1)!.id, by });
    expect(ticksTo(b, 'dma')).toBe(filled);
    const done = `deliver-${by}` as const;
    const sameTick = b.events.some(({ type }) => type === done);
    expect(sameTick ? 0 : ticksTo(b, done)).toBe(handed);
  });
});

describe('KM1, KO1: what is loaded', () => {
  it.each([
    ['kmalloc: the entry, as its memory is mapped from boot', 'kmalloc', 1],
    ['vmalloc: the entry, and 2 ticks of table work for each of 4 pages', 'vmalloc', 9],
  ] as const)('a module by %s', (_what, how, ticks) => {
    expect(cost(bench(), 0, { op: 'load', module: 'blk', how }, 'load')).toBe(ticks);
  });

  it('a policy: the entry and 4 ticks of loading; giving it back, the entry', () => {
    const b = bench();
    expect(cost(b, 0, { op: 'policy', slot: 'oom', name: 'largest' }, 'policy')).toBe(5);
    expect(cost(b, 0, { op: 'policy', slot: 'oom', name: 'youngest' }, 'policy')).toBe(5);
    expect(cost(b, 0, { op: 'policy', slot: 'oom', name: 'none' }, 'policy')).toBe(1);
  });
});

describe('SY2: the ring carries eight calls through one crossing', () => {
  const letters = [1, 2, 3, 4].map((value) => ({ op: 'send' as const, pid: 2, value }));
  const ranks = [5, 6, 7, 8].map((value) => ({ op: 'nice' as const, value }));

  it('one entry and a tick each: 9, where the same calls one by one take 16', () => {
    const b = bench();
    expect(callCost(b, { op: 'submit', calls: [...letters, ...ranks] })).toBe(9);
    expect(b.events.find(({ type }) => type === 'batch')).toMatchObject({ pid: 1, n: 8 });
    expect(b.events.findLast(({ type }) => type === 'return')?.n).toBe(8);
    const one = bench();
    const each = [...letters, ...ranks].map((call) => callCost(one, call));
    // A letter is an entry and a copy, a rank an entry.
    expect(each).toEqual([3, 3, 3, 3, 1, 1, 1, 1]);
  });

  it('two entries of the ring are 3 ticks; a ninth is refused', () => {
    expect(callCost(bench(), { op: 'submit', calls: letters.slice(0, 2) })).toBe(3);
    const nine = [...letters, ...ranks, { op: 'nice' as const, value: 9 }];
    expect(bench().errno(1, { op: 'submit', calls: nine })).toBe('EINVAL');
  });
});

/** A machine on which each of the calls below can be made. */
const personal = (personality: 'monolithic' | 'hybrid' | 'microkernel') =>
  bench({ personality, files: 1, filePages: 2 });

describe('OS1: memory 0, 0, 1; files 0, 0, 2; letters 0, 1, 2 ticks more', () => {
  it.each([
    ['brk', { op: 'brk', pages: 1 }, [2, 2, 3]],
    ['mmap', { op: 'mmap', pages: 1 }, [2, 2, 3]],
    ['open', { op: 'open', file: 0 }, [1, 1, 3]],
    ['send', { op: 'send', pid: 2, value: 7 }, [3, 4, 5]],
    ['submit', { op: 'submit', calls: [{ op: 'nice', value: 2 }] }, [2, 3, 4]],
    // What no server does costs the same in each.
    ['nice', { op: 'nice', value: 2 }, [1, 1, 1]],
  ] as const)('%s', (_what, command, ticks) => {
    const each = (['monolithic', 'hybrid', 'microkernel'] as const).map((name) =>
      callCost(personal(name), command as Command),
    );
    expect(each).toEqual(ticks);
  });

  it('read, write and close of a file: the disk’s ticks and the copy’s come on top', () => {
    const each = (['monolithic', 'hybrid', 'microkernel'] as const).map((name) => {
      const b = personal(name);
      callCost(b, { op: 'open', file: 0 });
      const read = callCost(b, { op: 'read', fd: 0, page: 0 });
      const again = callCost(b, { op: 'read', fd: 0, page: 0 });
      const write = callCost(b, { op: 'write', fd: 0, page: 0 });
      return [read, again, write, callCost(b, { op: 'close', fd: 0 })];
    });
    // Entry, 10 of disk, copy 2, of which one tick is the disk's last; cached: entry and copy; write: entry, copy, disk.
    expect(each).toEqual([
      [12, 3, 13, 1],
      [12, 3, 13, 1],
      [14, 5, 15, 3],
    ]);
  });

  it('recv: entry and copy, 3, 4, 5', () => {
    const each = (['monolithic', 'hybrid', 'microkernel'] as const).map((name) => {
      const b = personal(name);
      b.must(2, { op: 'send', pid: 1, value: 7 });
      b.until('message', 1);
      b.run(5);
      return callCost(b, { op: 'recv' });
    });
    expect(each).toEqual([3, 4, 5]);
  });
});
