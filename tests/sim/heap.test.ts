/** The user-space allocator's other ways (UM4): pools, what searching costs, garbage collection; leaks and traces. */
import { describe, expect, it } from 'vitest';
import { collect, gcPause } from '../../shared/sim/heap/gc.ts';
import { poolSize, poolWaste, searchTicks } from '../../shared/sim/heap/pool.ts';
import { JOB } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';

const TWO = { buffers: [2, 2] as [number, number], cells: [3, 3] as [number, number], maxCells: 6 };
/** Two buffers that fill their slots of 4 cells to the last one. */
const FULL = { ...TWO, cells: [4, 4] as [number, number], maxCells: 8 };
const HEAP = 3 * 4;

/** A heap of so many pages, and a job of `buffers` in it, placed by a fit. */
function packed(b: Bench, pages: number, fit: 'first' | 'pool' = 'pool'): number {
  b.must(1, { op: 'brk', pages });
  b.serve();
  b.run(3);
  return pack(b, fit);
}

function pack(b: Bench, fit: 'first' | 'pool'): number {
  const [process] = b.machine.processes;
  const job = b.must(1, { op: 'accept', offer: process.offers[0].id });
  const { sizes } = process.jobs[process.jobs.length - 1];
  sizes.forEach((_size, buffer) => {
    b.must(1, { op: 'malloc', job, buffer, fit });
  });
  return job;
}

/** Serves until the process has no job left. */
function finish(b: Bench): void {
  const [process] = b.machine.processes;
  for (let count = 0; count < 400 && process.jobs.length > 0; count++) {
    b.serve();
    b.run(4);
  }
  expect(process.jobs).toEqual([]);
}

describe('UM4: pools', () => {
  it.each([
    [1, 8, 8, 7],
    [8, 8, 8, 0],
    [9, 8, 16, 7],
    [20, 8, 24, 4],
    [5, 1, 5, 0],
  ])('UM4 %i cells in slots of %i take %i and waste %i (by hand)', (size, slot, cells, waste) => {
    expect([poolSize(size, slot), poolWaste(size, slot)]).toEqual([cells, waste]);
  });

  it('UM4 the block has its slots whole, the job the cells it asked for, and a free gives the slots back', () => {
    const b = bench({ job: TWO });
    packed(b, 6);
    const [process] = b.machine.processes;
    expect(process.blocks.map(({ ptr, size }) => [ptr, size])).toEqual([
      [HEAP, 8],
      [HEAP + 8, 8],
    ]);
    expect(process.jobs[0]).toMatchObject({ sizes: [3, 3], ptrs: [HEAP, HEAP + 8] });
    b.run(1);
    expect(b.events.filter((event) => event.type === 'pool').map((event) => event.n)).toEqual([5, 5]);
    b.must(1, { op: 'free', ptr: HEAP });
    b.must(1, { op: 'free', ptr: HEAP + 8 });
    expect(process.heap.free).toEqual([{ address: HEAP, size: 24 }]);
  });

  it('UM4 a pool too small asks by brk for whole slots, once for what two buffers need', () => {
    const b = bench({ job: TWO, brkPages: 1 });
    const job = b.must(1, { op: 'accept', offer: 1 });
    for (const buffer of [0, 1]) expect(b.must(1, { op: 'malloc', job, buffer, fit: 'pool' })).toBe(-1);
    expect(b.machine.traps.map((trap) => trap.arg)).toEqual([2, 2]);
    b.serve();
    expect(b.machine.processes[0].blocks.map((block) => block.size)).toEqual([8, 8]);
    expect(b.events.filter((event) => event.type === 'pool')).toHaveLength(2);
  });
});

describe('UM4: what searching takes', () => {
  it.each([
    [1, 0, 0],
    [40, 0, 0],
    [3, 10, 3],
    [3, 5, 1],
    [1, 5, 0],
  ])('UM4 %i entries at %i tenths: %i ticks (by hand)', (searched, mallocCost, ticks) => {
    expect(searchTicks(searched, mallocCost)).toBe(ticks);
  });

  /** Two holes, the first of 3 cells; then buffer 1 by a fit. */
  function search(mallocCost: number, fit: 'first' | 'best' | 'pool'): number {
    const b = bench({ job: TWO, mallocCost, poolCells: 3 });
    b.must(1, { op: 'brk', pages: 8 });
    b.serve();
    b.run(3);
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job, buffer: 0, at: HEAP + 3 });
    b.must(1, { op: 'malloc', job, buffer: 1, fit });
    return Math.max(0, b.machine.processes[0].busyUntil - b.machine.tick);
  }

  it('UM4 best looks at every entry, first at one, a pool at none that costs', () => {
    expect([search(10, 'best'), search(10, 'first'), search(10, 'pool')]).toEqual([2, 1, 0]);
    expect(search(0, 'best')).toBe(0);
  });

  it('UM4 the process is busy searching, and a search in vain counts too', () => {
    const b = bench({ job: TWO, mallocCost: 10 });
    b.must(1, { op: 'brk', pages: 1 });
    b.serve();
    b.run(3);
    const job = b.must(1, { op: 'accept', offer: 1 });
    expect(b.must(1, { op: 'malloc', job, buffer: 0 })).toBe(HEAP);
    expect(b.errno(1, { op: 'malloc', job, buffer: 1 })).toBe('EAGAIN');
    b.run(1);
    // One cell is left over, which is looked at before malloc asks by brk.
    expect(b.must(1, { op: 'malloc', job, buffer: 1 })).toBe(-1);
    expect(b.machine.processes[0].busyUntil).toBe(b.machine.tick + 1);
  });
});

describe('UM4: garbage collection', () => {
  it.each([
    [0, 1],
    [1, 1],
    [8, 1],
    [9, 2],
    [56, 7],
  ])('UM4 a heap of %i cells takes %i ticks (by hand)', (cells, ticks) => {
    expect(gcPause(cells)).toBe(ticks);
  });

  it('UM4 what no job reaches: the heap’s blocks whose job is gone, not mapped ones', () => {
    const blocks = [
      { job: 0, mapped: 0 },
      { job: 3, mapped: 0 },
      { job: 4, mapped: 0 },
      { job: 0, mapped: 2 },
    ];
    expect(collect(blocks, [3])).toEqual([blocks[0], blocks[2]]);
  });

  it('UM4 frees the leftovers at once, and the process waits in proportion to its heap', () => {
    const b = bench({ job: TWO });
    packed(b, 10);
    finish(b);
    const [process] = b.machine.processes;
    expect(b.must(1, { op: 'gc' })).toBe(16);
    expect(process.blocks).toEqual([]);
    expect(process.heap.free).toEqual([{ address: HEAP, size: 40 }]);
    expect(process.busyUntil).toBe(b.machine.tick + 5);
    expect(b.errno(1, { op: 'gc' })).toBe('EAGAIN');
    b.run(5);
    expect(b.events.find((event) => event.type === 'gc')).toMatchObject({ pid: 1, n: 16 });
    expect(b.must(1, { op: 'gc' })).toBe(0);
  });

  it('UM4 stops the running job for the pause', () => {
    const b = bench({ job: { ...TWO, accesses: 200 }, codeShare: 0 });
    packed(b, 10, 'first');
    for (let count = 0; count < 10; count++) {
      b.serve();
      b.run(4);
    }
    const [process] = b.machine.processes;
    const [job] = process.jobs;
    const next = process.nextAccess;
    const { done } = job;
    b.must(1, { op: 'gc' });
    expect(process.nextAccess).toBe(Math.max(next, b.machine.tick) + 5);
    b.run(5);
    expect(job.done).toBe(done);
    b.run(4);
    expect(job.done).toBe(done + 1);
  });

  it('UM4 doesn’t end every leak: what a job in packing holds stays', () => {
    const b = bench({ job: TWO });
    b.must(1, { op: 'brk', pages: 8 });
    b.serve();
    b.run(3);
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    const [process] = b.machine.processes;
    expect(process.jobs[0].state).toBe(JOB.packing);
    expect(b.must(1, { op: 'gc' })).toBe(0);
    expect(process.blocks).toHaveLength(1);
    b.run(4);
    b.must(1, { op: 'abandon', job });
    b.run(30);
    expect(b.must(1, { op: 'gc' })).toBe(3);
  });

  it('UM4 leaves mapped leftovers to munmap', () => {
    const b = bench({ job: { buffers: [1, 1], cells: [9, 9], maxCells: 9 }, mmapThreshold: 9 });
    b.startJob(1);
    finish(b);
    expect(b.must(1, { op: 'gc' })).toBe(0);
    expect(b.machine.processes[0].blocks).toHaveLength(1);
  });
});

describe('UM3: bugs', () => {
  it('UM3 a job taken while others’ blocks are left is told as a leak, with their cells', () => {
    const b = bench({ job: TWO });
    packed(b, 10);
    expect(b.events.some((event) => event.type === 'leak')).toBe(false);
    finish(b);
    b.must(1, { op: 'accept', offer: b.machine.processes[0].offers[0].id });
    b.run(1);
    expect(b.events.filter((event) => event.type === 'leak').map((event) => event.n)).toEqual([16]);
  });

  it('UM3 past a full slot lies the neighbour in the pool, whose checksum fails', () => {
    const b = bench({ job: { ...FULL, overrun: 1000, accesses: 150 }, poolCells: 4, codeShare: 0 });
    packed(b, 8);
    pack(b, 'pool');
    const [first, second] = b.machine.processes[0].jobs;
    for (let count = 0; count < 300 && !second.corrupt; count++) {
      b.serve();
      b.run(1);
    }
    expect([first.corrupt, second.corrupt]).toEqual([false, true]);
  });

  it('UM3 a slot’s slack takes the overrun, and nobody is hurt', () => {
    const b = bench({ job: { ...TWO, overrun: 1000, accesses: 150 }, poolCells: 4, codeShare: 0 });
    packed(b, 8);
    pack(b, 'pool');
    const [first, second] = b.machine.processes[0].jobs;
    for (let count = 0; count < 1000 && b.machine.processes[0].jobs.includes(first); count++) {
      b.serve();
      b.run(1);
    }
    expect([first.done, first.corrupt, second.corrupt]).toEqual([150, false, false]);
  });

  it('UM3 use after free from a pool works until the slots belong to another', () => {
    const b = bench({ job: { ...FULL, accesses: 400 }, poolCells: 4, codeShare: 0 });
    packed(b, 8);
    b.run(1);
    const [job] = b.machine.processes[0].jobs;
    for (const { ptr } of [...b.machine.processes[0].blocks]) b.must(1, { op: 'free', ptr });
    for (let count = 0; count < 20; count++) {
      b.serve();
      b.run(4);
    }
    expect(job.corrupt).toBe(false);
    expect(b.must(1, { op: 'gc' })).toBe(0);
    b.run(8);
    pack(b, 'pool');
    for (let count = 0; count < 60 && !job.corrupt; count++) {
      b.serve();
      b.run(4);
    }
    expect(job.corrupt).toBe(true);
  });

  it.each(['free', 'gc'] as const)('UM3 a free of a slot after %s aborts the process', (how) => {
    const b = bench({ job: TWO });
    packed(b, 8);
    finish(b);
    const { ptr } = b.machine.processes[0].blocks[0];
    b.must(1, how === 'gc' ? { op: 'gc' } : { op: 'free', ptr });
    b.run(5);
    b.must(1, { op: 'free', ptr });
    b.run(1);
    expect(b.events.some((event) => event.type === 'abort' && event.pid === 1)).toBe(true);
  });
});

describe('AC1: an imported trace', () => {
  it('AC1 every job follows it, page by page, over and over, modulo its cells', () => {
    const b = bench({
      job: { ...TWO, cells: [6, 6], maxCells: 12, repeat: 1, accesses: 10, trace: [0, 2, 1, 5] },
      codeShare: 0,
    });
    b.must(1, { op: 'brk', pages: 3 });
    b.serve();
    b.run(3);
    pack(b, 'first');
    finish(b);
    // 12 cells, 3 pages: page 5 of the trace is cell 20, and 20 modulo 12 is cell 8, on page 2.
    const pages = b.events.filter((event) => event.type === 'reference').map((event) => event.vpn - 3);
    expect(pages).toEqual([0, 2, 1, 2, 0, 2, 1, 2, 0, 2]);
  });
});
