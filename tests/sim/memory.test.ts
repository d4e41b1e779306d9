/** Frames, address spaces, faults, breaches and swap: FR1, FR3, AS1-AS3, AC2, AC4, RC3. */
import { describe, expect, it } from 'vitest';
import { createMachine, FRAME, TRAP, tick } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';
import { shipped } from '../support/match.ts';

/** Heap page 3 of process 1, touched once and resident. */
function touched(b: Bench, write = true): { page: number; pfn: number } {
  b.must(1, { op: 'brk', pages: 2 });
  b.serve();
  b.must(1, { op: 'touch', address: 12, write });
  b.run(1);
  b.serve();
  return { page: 3, pfn: b.machine.pfn[3] };
}

describe('FR3: the frame budget of classic', () => {
  it('at boot: 8 kernel, 4 stacks, 12 page tables (with heaps: golden/memory.test.ts)', () => {
    const machine = createMachine({ ...shipped('classic').param, startEvery: 0 }, 1);
    for (let count = 0; count < 2; count++) tick(machine);
    const of = (kind: number) => [...machine.kind].filter((k) => k === kind).length;
    expect(of(FRAME.kernel)).toBe(8);
    expect(of(FRAME.stack)).toBe(4);
    // A directory, a table for text and the heap's beginning, one for the stack.
    expect(of(FRAME.table)).toBe(12);
  });
});

describe('AS3, AC2: asking takes no memory, touching does', () => {
  it('brk allocates no frame; the first touch faults and gets a wiped one', () => {
    const b = bench();
    const before = b.machine.zones.reduce((sum, at) => sum + at.zone.free, 0);
    b.must(1, { op: 'brk', pages: 5 });
    b.serve();
    expect(b.machine.zones.reduce((sum, at) => sum + at.zone.free, 0)).toBe(before);
    b.must(1, { op: 'touch', address: 12, write: false });
    b.until('fault-minor', 1);
    b.serve();
    expect(b.machine.zones.reduce((sum, at) => sum + at.zone.free, 0)).toBe(before - 1);
    expect(b.machine.content[b.machine.pfn[3]]).toBe(0);
  });

  it('strict accounting refuses what RAM and swap could not hold', () => {
    const b = bench({ strict: true, frames: 24, kernelFrames: 8, swapSlots: 0 });
    expect(b.errno(1, { op: 'brk', pages: 12 })).toBe('ENOMEM');
  });

  it('text is read-only: writing to it is SEGV_ACCERR', () => {
    const b = bench();
    b.must(1, { op: 'touch', address: 4, write: true });
    b.until('fault-invalid', 1);
    expect(b.machine.traps[0].kind).toBe(TRAP.accerr);
  });
});

describe('RC3: out and back', () => {
  it('a dirty page goes to its slot over the disk and comes back unchanged', () => {
    const b = bench();
    const { page, pfn } = touched(b);
    const content = b.machine.content[pfn];
    const start = b.machine.tick;
    b.must(0, { op: 'evict', pfn });
    b.until('writeback', 1);
    b.until('free-frame');
    // Entry, evict, flush, ten ticks of disk, three of wiping, of which the first is the disk's last.
    expect(b.machine.tick - start).toBe(1 + 1 + 1 + 10 + 3 - 1);
    expect(b.machine.slot[page]).toBeGreaterThanOrEqual(0);
    b.must(1, { op: 'touch', address: 12, write: false });
    b.until('fault-major', 1);
    b.serve();
    expect(b.machine.content[b.machine.pfn[page]]).toBe(content);
    expect(b.machine.breaches).toBe(0);
  });

  it('a clean page is dropped: text from its file, an untouched one as zeros, a swapped one keeps its slot', () => {
    const b = bench();
    b.must(0, { op: 'evict', pfn: b.machine.pfn[1] });
    b.until('free-frame');
    expect(b.events.some((event) => event.type === 'writeback')).toBe(false);
    b.must(1, { op: 'touch', address: 4, write: false });
    b.until('fault-major', 1);
    b.serve();
    expect(b.events.find((event) => event.type === 'swap-in')?.n).toBe(-1);
  });

  it('a written-back page is clean where it is, and dirty again after the next write', () => {
    const b = bench();
    const { page, pfn } = touched(b);
    b.must(0, { op: 'writeback', pfn });
    b.until('writeback');
    expect(b.machine.pte[page] & 16).toBe(0);
    b.run(12);
    b.must(1, { op: 'touch', address: 12, write: true });
    b.run(2);
    expect(b.machine.pte[page] & 16).toBe(16);
  });

  it('with swap full and everything dirty nothing can be evicted: ENOSPC', () => {
    const b = bench({ swapSlots: 0 });
    const { pfn } = touched(b);
    expect(b.errno(0, { op: 'evict', pfn })).toBe('ENOSPC');
  });
});

describe('AC4: breaches are the kernel’s doing', () => {
  it('without a flush the old owner still reads the frame, now somebody else’s', () => {
    const b = bench();
    const { pfn } = touched(b);
    b.must(0, { op: 'evict', pfn, flush: false, zero: false });
    b.until('free-frame');
    b.must(2, { op: 'brk', pages: 1 });
    b.serve();
    b.must(2, { op: 'touch', address: 12, write: true });
    const { n } = b.until('fault-minor', 2);
    b.must(0, { op: 'grant', trap: n, pfn });
    b.until('resolved', 2);
    b.run(2);
    b.must(1, { op: 'touch', address: 12, write: false });
    expect(b.until('breach', 1).n).toBe(2);
    expect(b.machine.processes[0].score).toBe(b.machine.param.secret);
    // A secret scores once for each owner.
    b.must(1, { op: 'touch', address: 12, write: false });
    b.run(2);
    expect(b.machine.processes[0].secrets).toBe(1);
  });

  it('an unwiped frame tells its next owner the last one’s secret', () => {
    const b = bench();
    const { pfn } = touched(b);
    b.must(0, { op: 'evict', pfn, zero: false });
    b.until('free-frame');
    b.must(2, { op: 'brk', pages: 1 });
    b.serve();
    b.must(2, { op: 'touch', address: 12, write: false });
    const { n } = b.until('fault-minor', 2);
    b.must(0, { op: 'grant', trap: n, pfn, zero: false });
    expect(b.until('breach', 2).n).toBe(1);
  });

  it('the kernel’s own image, mapped into a process and read, is one too', () => {
    const b = bench();
    b.must(1, { op: 'brk', pages: 1 });
    b.serve();
    b.must(0, { op: 'map', pid: 1, vpn: 3, pfn: 0 });
    b.until('map');
    b.must(1, { op: 'touch', address: 12, write: false });
    expect(b.until('breach', 1).n).toBe(0);
  });

  it('done by the book, neither happens', () => {
    const b = bench();
    const { pfn } = touched(b);
    b.must(0, { op: 'evict', pfn });
    b.until('free-frame');
    b.must(2, { op: 'brk', pages: 1 });
    b.serve();
    b.must(2, { op: 'touch', address: 12, write: false });
    b.until('fault-minor', 2);
    b.serve();
    b.must(1, { op: 'touch', address: 12, write: false });
    b.until('fault-major', 1);
    b.serve();
    expect(b.machine.breaches).toBe(0);
  });

  it('a job whose data was clobbered fails its checksum and pays nothing', () => {
    const b = bench();
    b.startJob(1);
    while (b.machine.expect[3] === 0) {
      b.run(1);
      b.serve();
    }
    b.must(0, { op: 'zero', pfn: b.machine.pfn[3], force: true });
    for (
      let count = 0;
      count < 200 && !b.events.some((e) => e.type.startsWith('job-') && e.type !== 'job-ready');
      count++
    ) {
      b.run(1);
      b.serve();
    }
    expect(b.events.some((event) => event.type === 'job-corrupt')).toBe(true);
    expect(b.machine.work).toBe(0);
  });
});
