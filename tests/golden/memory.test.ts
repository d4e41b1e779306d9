/** AS1, AS2, AS4, FR3, KM1, OM1 on the machine itself, with figures written down by hand or out of a book. */
import { describe, expect, it } from 'vitest';
import { ACCESSED, badness, FRAME, type Machine } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';
import { shipped } from '../support/match.ts';
import { kernelOf } from '../support/view.ts';

const count = (machine: Machine, kind: number): number =>
  [...machine.kind].filter((one) => one === kind).length;

const free = (b: Bench): number => b.machine.zones.reduce((sum, { zone }) => sum + zone.free, 0);

/** Makes a call and waits for its answer. */
function call(b: Bench, command: Parameters<Bench['must']>[1]): number {
  b.must(1, command);
  b.serve();
  const { n } = b.events.findLast(({ type, pid }) => type === 'return' && pid === 1)!;
  b.run(3);
  return n;
}

describe('FR3: the frame budget of classic', () => {
  it('8 kernel, 4 stacks, 16 page tables once all have heaps of 13 pages: 36 are left', () => {
    const b = bench({ ...shipped('classic').param, startEvery: 0 });
    // At boot: a directory, a table for text and the heap's beginning, one for the stack.
    expect(count(b.machine, FRAME.table)).toBe(12);
    for (const pid of [1, 2, 3, 4]) {
      b.grow(13, pid);
      b.poke(3, true, pid);
      b.poke(15, true, pid);
    }
    const { machine } = b;
    const kinds = [FRAME.kernel, FRAME.stack, FRAME.table, FRAME.user].map((kind) => count(machine, kind));
    // Two pages of text, one of stack, two of the heap for each.
    expect(kinds).toEqual([8, 4, 16, 20]);
    expect(count(machine, FRAME.user) + count(machine, FRAME.free)).toBe(36);
  });
});

/** A machine whose process has heap pages 3 to `last` resident, and an empty TLB. */
function translating(last: number): Bench {
  const b = bench({ processes: 1, limit: { rss: 28, as: 28 } });
  b.grow(last - 2);
  for (let vpn = 3; vpn <= last; vpn++) b.poke(vpn);
  b.must(0, { op: 'flush', pid: 1 });
  b.until('flush');
  return b;
}

/** Reads a cell. FR3: the processor sets a reference bit on a page walk, not on a TLB hit. */
function reads(b: Bench, address: number): 'hit' | 'miss' {
  const vpn = Math.floor(address / b.machine.param.cellsPerPage);
  b.machine.pte[vpn] &= ~ACCESSED;
  b.must(1, { op: 'touch', address, write: false });
  b.run(1);
  expect(b.machine.processes[0].touch).toBeNull();
  return b.machine.pte[vpn] & ACCESSED ? 'miss' : 'hit';
}

/** Reads the first cell of pages, one after the other. */
const string = (b: Bench, pages: readonly number[]) => pages.map((vpn) => reads(b, vpn * 4));

describe('AS2: the machine’s TLB (Arpaci-Dusseau, Operating Systems: Three Easy Pieces, chapter 19)', () => {
  it('19.2, accessing an array: ten cells from offset 1 of page 6 on, hit rate 70 %', () => {
    // Figure 19.2: 16-byte pages of four integers; a[0] is the second of page 6, a[3] begins page 7, a[7] page 8.
    const b = translating(8);
    const array = Array.from({ length: 10 }, (_, index) => reads(b, 4 * 6 + 1 + index));
    expect(array).toEqual(['miss', 'hit', 'hit', 'miss', 'hit', 'hit', 'hit', 'miss', 'hit', 'hit']);
  });

  it('19.6: a loop over one page more than there are entries misses always, over as many only at first', () => {
    const nine = translating(11);
    const loop = [3, 4, 5, 6, 7, 8, 9, 10, 11];
    expect(new Set(string(nine, [...loop, ...loop]))).toEqual(new Set(['miss']));
    const eight = translating(10);
    const fits = [3, 4, 5, 6, 7, 8, 9, 10];
    expect(new Set(string(eight, fits))).toEqual(new Set(['miss']));
    expect(new Set(string(eight, fits))).toEqual(new Set(['hit']));
  });
});

describe('AS2: eight entries, least recently used out first (by hand)', () => {
  it.each([
    // 3 to 10 fill it; 3 is used again, so 11 takes the place of 4; then 4 takes that of 5, and so on.
    ['what was used again stays', [3, 11, 3, 4, 6, 5], ['hit', 'miss', 'hit', 'miss', 'hit', 'miss']],
    ['what was loaded first goes first', [11, 3, 5], ['miss', 'miss', 'hit']],
    ['the newest stays', [11, 10, 11], ['miss', 'hit', 'hit']],
  ] as const)('%s', (_what, pages, expected) => {
    const b = translating(12);
    string(b, [3, 4, 5, 6, 7, 8, 9, 10]);
    expect(string(b, pages)).toEqual(expected);
  });

  it('a flush empties it, and a stale entry lives until then', () => {
    const b = translating(4);
    expect(string(b, [3, 3])).toEqual(['miss', 'hit']);
    b.must(0, { op: 'unmap', pid: 1, vpn: 3, flush: false });
    b.until('unmap');
    expect(string(b, [3])).toEqual(['hit']);
    b.must(0, { op: 'flush', pid: 1 });
    b.until('flush');
    b.must(1, { op: 'touch', address: 12, write: false });
    expect(b.until('fault-minor', 1).vpn).toBe(3);
  });
});

describe('KM1: kernel caches shrink under pressure, and nobody orders it', () => {
  /** Six cached pages of a file that is closed again, its empty slab, and a heap that has taken all free frames. */
  const pressed = () => {
    const b = bench({
      processes: 1,
      frames: 32,
      files: 1,
      filePages: 6,
      slab: true,
      swapSlots: 0,
      limit: { rss: 28, as: 28 },
    });
    call(b, { op: 'open', file: 0 });
    for (let page = 0; page < 6; page++) call(b, { op: 'read', fd: 0, page });
    call(b, { op: 'close', fd: 0 });
    expect([count(b.machine, FRAME.cache), count(b.machine, FRAME.slab)]).toEqual([6, 3]);
    b.grow(25);
    let vpn = 3;
    while (free(b) > 0) b.poke(vpn++);
    expect(b.count('shrink')).toBe(0);
    return { b, next: () => b.poke(vpn++) };
  };
  const shrunk = (b: Bench) => b.events.filter(({ type }) => type === 'shrink').map(({ n }) => n);

  it('a fault that finds nothing free takes four cached pages first, the rest and the empty slab later', () => {
    const { b, next } = pressed();
    next();
    expect([shrunk(b), count(b.machine, FRAME.cache), count(b.machine, FRAME.slab)]).toEqual([[4], 2, 3]);
    while (free(b) > 0) next();
    next();
    // Two pages and the inodes' slab are all that there is; the tasks' and the vmas' are in use.
    expect([shrunk(b), count(b.machine, FRAME.cache), count(b.machine, FRAME.slab)]).toEqual([[4, 3], 0, 2]);
  });

  it('then the kernel’s own work takes a clean page, and writes nothing', () => {
    const { b, next } = pressed();
    while (shrunk(b).length < 2 || free(b) > 0) next();
    const before = b.events.length;
    // An inode needs a slab: it takes the place of a page of text, the only clean ones besides the stack's.
    expect(call(b, { op: 'open', file: 0 })).toBe(0);
    const happened = b.events.slice(before);
    expect(happened.filter(({ type }) => type === 'evict')).toMatchObject([{ pid: 1, n: 0 }]);
    expect(happened.some(({ type }) => type === 'writeback')).toBe(false);
    expect(count(b.machine, FRAME.slab)).toBe(3);
  });
});

describe('OM1: badness is resident, swapped and table pages (Linux, mm/oom_kill.c, oom_badness)', () => {
  /** Three processes with three pages resident each: one more has two in swap, another a page table more. */
  const three = () => {
    // 4 of image, 3 stacks, 3 + 3 + 4 tables, 9 pages.
    const b = bench({
      processes: 3,
      textPages: 0,
      frames: 26,
      kernelFrames: 4,
      swapSlots: 2,
      limit: { rss: 28, as: 28 },
    });
    const heaps = [
      [1, 2],
      [3, 4, 1, 2],
      [1, 8],
    ] as const;
    heaps.forEach((pages, at) => {
      b.grow(10, at + 1);
      for (const vpn of [31, ...pages]) b.poke(vpn, true, at + 1);
      if (at !== 1) return;
      for (const vpn of [3, 4]) {
        b.must(0, { op: 'evict', pfn: b.machine.pfn[32 + vpn] });
        b.until('free-frame');
      }
    });
    return b;
  };

  it('3 + 0 + 3, 3 + 2 + 3, 3 + 0 + 4', () => {
    const { machine } = three();
    expect(machine.processes.map((process) => process.rss)).toEqual([3, 3, 3]);
    expect(machine.processes.map((process) => badness(machine, process))).toEqual([6, 8, 7]);
    const rows = kernelOf(machine).processes;
    expect(rows.map((row) => [row.rss, row.swapped, row.tables, row.badness])).toEqual([
      [3, 0, 3, 6],
      [3, 2, 3, 8],
      [3, 0, 4, 7],
    ]);
  });

  it('the one with pages in swap goes first, though it isn’t the one that asks', () => {
    const b = three();
    expect(free(b)).toBe(0);
    b.must(1, { op: 'touch', address: 12, write: true });
    b.until('oom');
    const at = b.machine.tick;
    expect(b.until('kill')).toMatchObject({ pid: 2, n: 1 });
    expect(b.machine.tick - at).toBe(50);
  });
});

describe('KM1, AS4: objects in slabs, counted', () => {
  /** Objects of the caches task, vma, inode and message. */
  const objects = (b: Bench) =>
    kernelOf(b.machine)
      .caches.slice(0, 4)
      .map((cache) => cache.objects);

  it('a task a process, a vma an area, an inode an open file, a message a letter', () => {
    const b = bench({ slab: true, files: 1, filePages: 2 });
    // Text and stack of each.
    expect(objects(b)).toEqual([2, 4, 0, 0]);
    b.grow(3);
    expect(objects(b)).toEqual([2, 5, 0, 0]);
    call(b, { op: 'mmap', pages: 2, file: 0 });
    expect(objects(b)).toEqual([2, 6, 0, 0]);
    const fd = call(b, { op: 'open', file: 0 });
    expect(objects(b)).toEqual([2, 6, 1, 0]);
    call(b, { op: 'send', pid: 2, value: 5 });
    call(b, { op: 'send', pid: 2, value: 6 });
    expect(objects(b)).toEqual([2, 6, 1, 2]);
    call(b, { op: 'close', fd });
    expect(objects(b)).toEqual([2, 6, 0, 2]);
    b.must(0, { op: 'kill', pid: 2 });
    b.until('kill');
    expect(objects(b)).toEqual([1, 4, 0, 0]);
  });

  it('a zombie holds its task until it is reaped, and no vma', () => {
    const job = { accesses: 400, cells: [2, 2] as [number, number] };
    const b = bench({ processes: 1, children: 1, slab: true, job });
    b.startJob(1);
    b.startJob(1);
    expect(objects(b)).toEqual([1, 3, 0, 0]);
    call(b, { op: 'fork', job: 2 });
    expect(objects(b)).toEqual([2, 6, 0, 0]);
    b.must(0, { op: 'kill', pid: 2 });
    b.until('zombie', 1);
    expect(objects(b)).toEqual([2, 3, 0, 0]);
    b.run(200);
    expect(objects(b)).toEqual([2, 3, 0, 0]);
    call(b, { op: 'wait' });
    expect(objects(b)).toEqual([1, 3, 0, 0]);
  });
});
