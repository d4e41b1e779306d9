/** KO1: policies that the kernel loads as orders: allocators, reclaim, OOM killers, compaction. */
import { describe, expect, it } from 'vitest';
import { FRAME } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';

const WIDE = { limit: { rss: 28, as: 28 } };
const free = (b: Bench): number[] => b.machine.zones.map(({ zone }) => zone.free);

/** What left its frame, as pages of process 1. */
const evicted = (b: Bench): number[] => b.events.filter(({ type }) => type === 'evict').map(({ vpn }) => vpn);

describe('KO1: a loaded allocator', () => {
  // RAM beside the image 16, swap 4: 20 pages may be promised, of which 3 are.
  const asks = (name: 'overcommit' | 'strict', pages: number) => {
    const b = bench({ processes: 1, frames: 24, swapSlots: 4, policies: { allocator: name }, ...WIDE });
    b.must(1, { op: 'brk', pages });
    const { n } = b.until('return', 1);
    return n;
  };

  it.each([
    ['overcommit', 17, 20],
    ['overcommit', 18, 21],
    ['strict', 17, 20],
    ['strict', 18, -12],
  ] as const)('%s, asked for %i pages beside 3, answers %i', (name, pages, answer) => {
    expect(asks(name, pages)).toBe(answer);
  });

  it('grants faults at a player’s price, and sends who touched what is not its own SIGSEGV', () => {
    const b = bench({ processes: 1, policies: { allocator: 'overcommit' } });
    b.must(1, { op: 'brk', pages: 1 });
    b.until('return', 1);
    b.must(1, { op: 'touch', address: 12, write: true });
    b.until('fault-minor', 1);
    const at = b.machine.tick;
    b.until('resolved', 1);
    expect(b.machine.tick - at).toBe(2);
    b.run(2);
    b.must(1, { op: 'touch', address: 0, write: false });
    expect(b.until('segv', 1).pid).toBe(1);
  });

  it.each([
    ['fifo', 'takes the page loaded first, busy or not', (vpn: number) => vpn === 1],
    ['clock', 'gives that one a second chance', (vpn: number) => vpn === 2],
    ['aging', 'takes one that was not used of late', (vpn: number) => vpn !== 1],
    ['random', 'takes one of them', (vpn: number) => vpn > 0],
  ] as const)('asks %s for a victim when nothing is free: it %s', (reclaim, _what, right) => {
    const b = bench({
      processes: 1,
      dmaShare: 0,
      frames: 24,
      kernelFrames: 4,
      ...WIDE,
      watermark: { min: 0, low: 0, high: 0 },
      policies: { allocator: 'overcommit', reclaim },
    });
    b.grow(13);
    // 24 less image 4, policies 2, stack and tables 5: 13 pages, 10 of them in the heap.
    for (let vpn = 3; vpn < 13; vpn++) b.poke(vpn);
    expect([free(b), evicted(b)]).toEqual([[0], []]);
    b.must(0, { op: 'age', pfn: 0, count: 24 });
    b.run(2);
    b.poke(1, false);
    b.run(20 - (b.machine.tick % 20));
    b.poke(13);
    expect(evicted(b)).toHaveLength(1);
    expect(evicted(b)[0]).toSatisfy(right);
  });
});

describe('KO1: a loaded OOM killer does not wait, and takes', () => {
  /** Three processes in a machine whose last frame is gone, nothing of theirs to be evicted, and a fault of the second. */
  const famine = (oom: 'badness' | 'largest' | 'youngest') => {
    // 4 of image, 1 of the policy, 3 stacks, 3 directories, 3 tables, 3 stack pages and 7 heap pages.
    const b = bench({
      processes: 3,
      textPages: 0,
      tableEntries: 32,
      frames: 24,
      kernelFrames: 4,
      swapSlots: 0,
      ...WIDE,
      policies: { oom },
    });
    const heaps: readonly (readonly [number, number])[] = [
      [4, 4],
      [20, 1],
      [2, 2],
    ];
    heaps.forEach(([pages, used], at) => {
      b.grow(pages, at + 1);
      b.poke(31, true, at + 1);
      for (let vpn = 1; vpn <= used; vpn++) b.poke(vpn, true, at + 1);
    });
    expect(free(b)).toEqual([0, 0]);
    // Who ran longest and least: no job runs here.
    b.machine.processes.forEach((process, at) => {
      process.runTicks = [30, 20, 10][at];
    });
    b.must(2, { op: 'touch', address: 8, write: true });
    return b;
  };

  it.each([
    ['badness', 'the one with the most pages and tables', 1],
    ['largest', 'the one with the most address space', 2],
    ['youngest', 'the one that has run the least', 3],
  ] as const)('%s: %s', (oom, _what, pid) => {
    const b = famine(oom);
    b.until('oom');
    const at = b.machine.tick;
    // By order of the kernel (0), and not by the machine's own killer after 50 ticks.
    expect(b.until('kill')).toMatchObject({ pid, n: 0 });
    expect(b.machine.tick - at).toBe(1);
  });
});

describe('KO1: loaded compaction makes the block that a packet wants', () => {
  /** Pages in every other of DMA's 8 frames beside the image, and a packet of four frames to come. */
  const scattered = () => {
    const device = { every: 1000, first: 150, order: [2, 2] as [number, number], deadline: 60 };
    const b = bench({ processes: 1, modules: ['nic'], deviceFrames: 1, device });
    b.grow(4);
    [9, 11, 13, 15].forEach((pfn, at) => {
      b.must(1, { op: 'touch', address: 4 * (3 + at), write: true });
      const { n } = b.until('fault-minor', 1);
      b.must(0, { op: 'grant', trap: n, pfn });
      b.until('resolved', 1);
      b.run(2);
    });
    b.must(0, { op: 'policy', slot: 'allocator', name: 'overcommit' });
    return b;
  };

  it('direct: two pages are moved, and the packet arrives', () => {
    const b = scattered();
    b.must(0, { op: 'policy', slot: 'compaction', name: 'direct' });
    b.until('interrupt');
    expect(b.until('compact')).toMatchObject({ n: 2, pfn: 8 });
    b.until('deliver-copy');
    expect([b.count('migrate'), b.machine.delivered, b.machine.missed]).toEqual([2, 1, 0]);
    // What the pages held went with them.
    for (const vpn of [3, 4, 5, 6]) {
      b.poke(vpn, false);
      expect(b.machine.content[b.machine.pfn[vpn]]).toBe(b.machine.expect[vpn]);
    }
  });

  it('none: the packet is dropped', () => {
    const b = scattered();
    b.until('interrupt');
    b.until('interrupt-missed');
    expect([b.count('compact'), b.machine.delivered, b.machine.missed]).toEqual([0, 0, 1]);
  });
});

describe('KO1: a policy takes a frame and the kernel’s time before it works', () => {
  const modules = (b: Bench): number => [...b.machine.kind].filter((kind) => kind === FRAME.module).length;

  it('nothing is served while the allocator is being loaded', () => {
    const b = bench({ processes: 1 });
    b.must(0, { op: 'policy', slot: 'allocator', name: 'overcommit' });
    b.must(1, { op: 'brk', pages: 1 });
    b.run(4);
    expect([modules(b), b.count('return'), b.machine.policy[0]]).toEqual([0, 0, 0]);
    b.run(3);
    expect([modules(b), b.count('return'), b.machine.policy[0]]).toEqual([1, 1, 1]);
  });

  it('it is changed mid-match in the same frame, and gives it back', () => {
    const b = bench();
    const load = (name: string) => {
      b.must(0, { op: 'policy', slot: 'reclaim', name });
      const { n } = b.until('policy');
      return [n, modules(b)];
    };
    expect([load('fifo'), load('clock'), load('none'), load('random')]).toEqual([
      [1, 1],
      [2, 1],
      [0, 0],
      [4, 1],
    ]);
  });

  it('each slot takes a frame of its own', () => {
    const b = bench();
    for (const [slot, name] of [
      ['allocator', 'strict'],
      ['reclaim', 'aging'],
      ['oom', 'largest'],
      ['compaction', 'direct'],
    ] as const) {
      b.must(0, { op: 'policy', slot, name });
      b.until('policy');
    }
    expect([modules(b), [...b.machine.policy]]).toEqual([4, [2, 3, 2, 1]]);
  });

  it('an allocator that was given back serves no more', () => {
    const b = bench({ processes: 1, policies: { allocator: 'overcommit' } });
    b.must(0, { op: 'policy', slot: 'allocator', name: 'none' });
    b.until('policy');
    b.must(1, { op: 'brk', pages: 1 });
    b.run(50);
    expect(b.count('return')).toBe(0);
  });

  it('without a frame for its code it never works', () => {
    const b = bench({ processes: 1, dmaShare: 0, frames: 24, kernelFrames: 4, swapSlots: 0, ...WIDE });
    b.grow(13);
    for (let vpn = 3; vpn < 15; vpn++) b.poke(vpn);
    expect(free(b)).toEqual([0]);
    b.must(0, { op: 'policy', slot: 'allocator', name: 'overcommit' });
    expect(b.until('order-failed').n).toBe(-12);
    expect([modules(b), b.machine.policy[0]]).toEqual([0, 0]);
  });

  it('refuses what is loaded, what is unknown, and a second change of a slot before the first is done', () => {
    const b = bench({ policies: { oom: 'badness' } });
    expect(b.errno(0, { op: 'policy', slot: 'oom', name: 'badness' })).toBe('EEXIST');
    b.run(2);
    expect(b.errno(0, { op: 'policy', slot: 'oom', name: 'fifo' })).toBe('ENOENT');
    b.run(2);
    b.must(0, { op: 'policy', slot: 'oom', name: 'largest' });
    expect(b.errno(0, { op: 'policy', slot: 'oom', name: 'youngest' })).toBe('EBUSY');
  });
});
