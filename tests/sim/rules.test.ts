/** FR2, OS1, SY1, AC4, AS4, RC3, UM2: single rules that nothing else holds, each in a machine of its own. */
import { describe, expect, it } from 'vitest';
import { DIRTY, type Machine, type Param, type Personality, pageOf, TRAP } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';
import { kernelOf, ownOf } from '../support/view.ts';

const frameOf = (machine: Machine, pid: number, vpn: number): number =>
  machine.pfn[pageOf(machine, pid, vpn)];

describe('FR2: a user page takes HIGHMEM first, then NORMAL, then DMA', () => {
  it('8 pages high, 10 beside stack, directory and 4 tables in NORMAL, 4 beside the image in DMA', () => {
    // DMA 0 to 7, NORMAL 8 to 23, HIGHMEM 24 to 31.
    const limit = { rss: 28, as: 28 };
    const b = bench({ processes: 1, frames: 32, kernelFrames: 4, highFrames: 8, limit });
    b.grow(19);
    for (let vpn = 3; vpn < 22; vpn++) b.poke(vpn);
    const pages = [1, 2, 31, ...Array.from({ length: 19 }, (_, at) => 3 + at)];
    const zone = (pfn: number) => (pfn > 23 ? 'high' : pfn > 7 ? 'normal' : 'dma');
    expect(pages.map((vpn) => zone(frameOf(b.machine, 1, vpn)))).toEqual([
      ...new Array(8).fill('high'),
      ...new Array(10).fill('normal'),
      ...new Array(4).fill('dma'),
    ]);
    expect(b.count('zone-fallback')).toBe(4);
    const { stack, directory, table } = b.machine;
    expect([stack[0], directory[0], ...table].map(zone)).toEqual(new Array(6).fill('normal'));
  });
});

describe('OS1: a driver that writes wild', () => {
  /** A machine in which the driver of the card, or of the disk, is used for the first time. */
  const used = (personality: Personality, module: 'nic' | 'blk') => {
    const device = { every: 1000, first: 5, order: [0, 0] as [number, number] };
    const wild = { driverBug: 1000, driverRestart: 40 };
    const b = bench({ personality, modules: [module], deviceFrames: 1, ...wild, device });
    if (module === 'nic') {
      b.until('interrupt');
      b.must(0, { op: 'serve', trap: b.machine.traps.at(-1)!.id, by: 'copy' });
    } else {
      b.must(0, { op: 'evict', pfn: b.machine.pfn[1] });
      b.until('free-frame');
      b.must(1, { op: 'touch', address: 4, write: false });
      b.must(0, { op: 'grant', trap: b.until('fault-major').n });
    }
    b.until('driver-bug');
    return b;
  };

  it.each([
    ['monolithic', 'nic', 1],
    ['monolithic', 'blk', 1],
    ['hybrid', 'nic', 0],
    ['hybrid', 'blk', 1],
    ['microkernel', 'nic', 0],
    ['microkernel', 'blk', 0],
  ] as const)('%s, %s: %i panics, else it runs again after four seconds', (personality, module, panics) => {
    const b = used(personality, module);
    expect([b.machine.panics, b.count('panic')]).toEqual([panics, panics]);
    if (panics > 0) return;
    const at = b.machine.tick;
    b.until('driver-restart');
    expect(b.machine.tick - at).toBe(40);
    expect(b.machine.processes.map((process) => process.startAt)).toEqual([-1, -1]);
  });
});

describe('SY1: nice ranks traps', () => {
  /** Process 1 faults first, process 2 later. */
  const two = (nice: number, policies = {}) => {
    const b = bench({ policies });
    b.grow(2, 1);
    b.grow(2, 2);
    if (nice > 0) {
      b.must(1, { op: 'nice', value: nice });
      b.run(4);
    }
    // The kernel is stalled, so that both wait.
    b.machine.stall = 8;
    b.must(1, { op: 'touch', address: 12, write: true });
    b.run(3);
    b.must(2, { op: 'touch', address: 12, write: true });
    b.run(2);
    return b;
  };
  const order = (b: Bench) => kernelOf(b.machine).traps.flatMap(({ id, pid }) => (id > 0 ? [pid] : []));

  it('who came first is first; but not who ranks lower', () => {
    expect(order(two(0))).toEqual([1, 2]);
    expect(order(two(5))).toEqual([2, 1]);
    const b = two(5);
    expect([1, 2].map((pid) => ownOf(b.machine, pid).traps[0].ahead)).toEqual([1, 0]);
  });

  it('a loaded allocator serves in that order', () => {
    const served = (nice: number) => {
      const b = two(nice, { allocator: 'overcommit' });
      return [b.until('resolved').pid, b.until('resolved').pid];
    };
    expect([served(0), served(5)]).toEqual([
      [1, 2],
      [2, 1],
    ]);
  });
});

/** Process 2's page 3, written; its frame. */
function secret(b: Bench): number {
  b.grow(1, 2);
  b.poke(3, true, 2);
  return frameOf(b.machine, 2, 3);
}

/** Maps a frame at page 3 of a process by hand, instead of what is there. */
function misplace(b: Bench, pid: number, pfn: number): void {
  if (frameOf(b.machine, pid, 3) >= 0) {
    b.must(0, { op: 'unmap', pid, vpn: 3 });
    b.until('unmap', pid);
  }
  b.must(0, { op: 'map', pid, vpn: 3, pfn });
  b.until('map', pid);
}

describe('AC4: a secret scores for who touched the page by hand', () => {
  it('15 points, once for its owner', () => {
    const b = bench();
    b.grow(1);
    misplace(b, 1, secret(b));
    b.must(1, { op: 'touch', address: 12, write: false });
    expect(b.until('secret', 1).n).toBe(2);
    expect(b.machine.processes[0]).toMatchObject({ score: 15, secrets: 1 });
    // New content of the same owner: another breach, no other secret.
    b.poke(3, true, 2);
    b.poke(3, false, 1);
    expect(b.machine.breaches).toBeGreaterThan(1);
    expect(b.machine.processes[0]).toMatchObject({ score: 15, secrets: 1 });
  });

  it('a job that stumbles over one computes with garbage, and scores nothing', () => {
    const b = bench({ codeShare: 0, job: { writes: 0, accesses: 6 } });
    const pfn = secret(b);
    b.startJob(1);
    misplace(b, 1, pfn);
    expect(b.until('breach', 1).n).toBe(2);
    b.until('job-corrupt', 1);
    expect(b.machine.processes[0]).toMatchObject({ score: 0, work: 0, secrets: 0 });
    expect([b.machine.breaches, b.count('secret')]).toEqual([1, 0]);
  });
});

/** Process 1 with a child that runs a job of 2 cells, worth 20 points; process 2 stands by. */
function family(): Bench {
  const job = { accesses: 6, writes: 1000, cells: [2, 2] as [number, number] };
  const b = bench({ children: 1, codeShare: 0, job });
  b.startJob(1);
  b.startJob(1);
  b.until('fault-minor', 1);
  b.serve();
  b.run(2);
  // Both jobs stand still from here on, until a test says otherwise.
  b.machine.processes[0].nextAccess = 100_000;
  b.must(1, { op: 'fork', job: 2 });
  b.must(0, { op: 'grant', trap: b.machine.traps.find(({ kind }) => kind === TRAP.syscall)!.id });
  expect(b.until('fork', 1).n).toBe(3);
  b.machine.processes[2].nextAccess = 100_000;
  return b;
}

/** The child touches a cell by hand, as no player can let it. */
function childTouches(b: Bench, address: number, write: boolean): void {
  b.machine.processes[2].touch = { address, write };
}

describe('AS4: what a child earns, reads or breaks counts for its player', () => {
  const scores = (b: Bench) => b.machine.processes.map(({ score }) => score);

  it('earns: its job’s reward', () => {
    const b = family();
    b.machine.processes[2].nextAccess = b.machine.tick;
    while (b.count('job-done') === 0) {
      b.run(1);
      b.serve();
    }
    expect(b.events.find(({ type }) => type === 'job-done')).toMatchObject({ pid: 1, n: 20 });
    expect([scores(b), b.machine.processes[0].work, b.machine.work]).toEqual([[20, 0, 0], 20, 20]);
  });

  it('breaks: 20 points for its crash', () => {
    const b = family();
    childTouches(b, 0, false);
    b.must(0, { op: 'deny', trap: b.until('fault-invalid', 3).n });
    b.until('segv', 3);
    expect([scores(b), b.machine.processes.map(({ crashes }) => crashes)]).toEqual([
      [-20, 0, 0],
      [1, 0, 0],
    ]);
  });

  it('reads: another’s secret', () => {
    const b = family();
    misplace(b, 3, secret(b));
    childTouches(b, 12, false);
    expect(b.until('secret')).toMatchObject({ pid: 1, n: 2 });
    expect(scores(b)).toEqual([15, 0, 0]);
  });
});

describe('AC4, AS4: parent and child are no others to each other', () => {
  it('both read the pages that they share', () => {
    const b = family();
    expect(frameOf(b.machine, 3, 3)).toBe(frameOf(b.machine, 1, 3));
    childTouches(b, 12, false);
    b.must(1, { op: 'touch', address: 12, write: false });
    b.run(5);
    expect([b.count('breach'), b.machine.breaches]).toEqual([0, 0]);
  });

  it('a page of the parent’s, mapped into the child by hand, is no breach; another’s is', () => {
    const b = family();
    // The parent's write gives it a frame of its own, with content that the child never had.
    b.poke(3, true);
    const own = frameOf(b.machine, 1, 3);
    expect(own).not.toBe(frameOf(b.machine, 3, 3));
    misplace(b, 3, own);
    childTouches(b, 12, false);
    b.run(3);
    expect(b.machine.breaches).toBe(0);
    misplace(b, 3, secret(b));
    childTouches(b, 12, false);
    b.run(3);
    expect(b.machine.breaches).toBe(1);
  });
});

describe('RC3: when swap is full, slots of resident pages are released, and those pages count as dirty', () => {
  it('no data is lost', () => {
    const b = bench({ processes: 1, swapSlots: 1 });
    const evict = (vpn: number) => {
      b.must(0, { op: 'evict', pfn: frameOf(b.machine, 1, vpn) });
      b.until('free-frame');
    };
    b.grow(2);
    b.poke(3);
    b.poke(4);
    const [first, second] = [b.machine.expect[3], b.machine.expect[4]];
    evict(3);
    b.poke(3, false);
    // Page 3 is back and clean, its copy in the only slot.
    expect([b.machine.slot[3], b.machine.pte[3] & DIRTY]).toEqual([0, 0]);
    evict(4);
    expect([b.machine.slot[3], b.machine.slot[4], b.machine.pte[3] & DIRTY]).toEqual([-1, 0, DIRTY]);
    expect(b.errno(0, { op: 'evict', pfn: frameOf(b.machine, 1, 3) })).toBe('ENOSPC');
    b.run(3);
    b.poke(4, false);
    evict(3);
    b.poke(3, false);
    expect([3, 4].map((vpn) => b.machine.content[frameOf(b.machine, 1, vpn)])).toEqual([first, second]);
    expect(b.machine.pte[4] & DIRTY).toBe(DIRTY);
  });
});

describe('UM2: a job’s accesses go to the pages under its buffers', () => {
  it('cells 20 to 23 and 31 to 34 are pages 5, 7 and 8', () => {
    const job: Partial<Param['job']> = { buffers: [2, 2], cells: [4, 4], maxCells: 8, accesses: 90 };
    const b = bench({ processes: 1, codeShare: 0, job });
    b.grow(8);
    const id = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job: id, buffer: 0, at: 20 });
    b.must(1, { op: 'malloc', job: id, buffer: 1, at: 31 });
    while (b.count('job-done') + b.count('job-late') === 0) {
      b.run(1);
      b.serve();
    }
    const pages = new Set(b.events.flatMap(({ type, vpn }) => (type === 'reference' ? [vpn] : [])));
    expect(pages).toEqual(new Set([5, 7, 8]));
  });
});
