/** AS4, AS5, KM1, OM1 with expected figures written down, and where they come from. */
import { describe, expect, it } from 'vitest';
import { badness, buddy, FRAME, type Machine, STATE, splitVpn, translate } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';

const count = (machine: Machine, ...kinds: number[]): number =>
  [...machine.kind].filter((kind) => kinds.includes(kind)).length;

/** Two jobs of one process, both packed, the first running: then it may fork for the second. */
function twoJobs(b: Bench): number {
  b.startJob(1);
  const process = b.machine.processes[0];
  const job = b.must(1, { op: 'accept', offer: process.offers[0].id });
  process.jobs[1].sizes.forEach((_size, buffer) => {
    b.must(1, { op: 'malloc', job, buffer });
    b.serve();
  });
  return job;
}

describe('AS1: two-level page tables', () => {
  it('split 0x00403004 into 1, 3 and offset 4 (Tanenbaum and Bos, Modern Operating Systems, 3.3.4)', () => {
    // The page lies in frame 7 (by hand: the book gives none).
    const { vpn, offset, physical } = translate(0x00403004, 4096, new Map([[0x403, 7]]), null);
    expect(splitVpn(vpn, 1024)).toEqual({ directory: 1, leaf: 3 });
    expect([offset, physical]).toEqual([4, 0x7004]);
  });
  it('take a leaf table for each run of 8 pages in use: text and heap in one, the stack in another', () => {
    const b = bench({ processes: 1, tableEntries: 8, pages: 32, textPages: 2, stackPages: 1 });
    expect([...b.machine.table].map((pfn) => pfn >= 0)).toEqual([true, false, false, true]);
  });
});

describe('AS4: fork copies page tables, not memory (Bovet and Cesati, Understanding the Linux Kernel, 9.5)', () => {
  // 2 text, 1 stack, 1 heap page resident; a directory and two leaf tables. Both jobs lie in the one heap page.
  const start = () => {
    const job = { accesses: 400, writes: 1000, cells: [2, 2] as [number, number] };
    const b = bench({ processes: 1, children: 1, frames: 64, codeShare: 0, job });
    const second = twoJobs(b);
    b.run(20);
    b.serve();
    return { b, job: second };
  };

  const forked = ({ b, job }: ReturnType<typeof start>) => {
    b.must(1, { op: 'fork', job });
    b.must(0, { op: 'grant', trap: b.machine.traps.at(-1)!.id });
    b.until('fork', 1);
  };

  it('a child of 4 resident pages takes 4 kernel frames and no user frame', () => {
    const started = start();
    const { machine } = started.b;
    const kernel = count(machine, FRAME.stack, FRAME.table);
    expect([machine.processes[0].rss, count(machine, FRAME.user)]).toEqual([4, 4]);
    forked(started);
    // A kernel stack, a directory and the two leaf tables.
    expect(count(machine, FRAME.stack, FRAME.table)).toBe(kernel + 4);
    expect([machine.processes[1].rss, count(machine, FRAME.user)]).toEqual([4, 4]);
  });

  it('the first write to a shared page takes a frame, the other side’s only the permission', () => {
    const started = start();
    const { b } = started;
    forked(started);
    b.until('fault-minor');
    b.serve();
    b.run(30);
    b.serve();
    const writes = b.events.filter((event) => event.type === 'cow');
    expect(writes.map((event) => event.n)).toEqual([0, 1]);
    expect(new Set(writes.map((event) => event.pid))).toEqual(new Set([1, 2]));
    expect(count(b.machine, FRAME.user)).toBe(5);
  });

  it('a child that ends is a zombie until wait reaps it: its memory is back at once, its place is not', () => {
    const started = start();
    const { b } = started;
    forked(started);
    const child = b.machine.processes[1];
    b.must(0, { op: 'kill', pid: 2 });
    b.until('zombie', 1);
    expect(child.zombie).toBe(true);
    expect(count(b.machine, FRAME.stack)).toBe(1);
    expect(b.errno(1, { op: 'fork', job: 1 })).not.toBe('ok');
    b.run(5);
    b.must(1, { op: 'wait' });
    b.until('reap', 1);
    expect([child.zombie, child.parent]).toEqual([false, 0]);
    expect(STATE.zombie).toBe(7);
  });
});

describe('KM1: kmalloc wants one piece, vmalloc takes any frames (Corbet et al., Linux Device Drivers, chapter 8)', () => {
  /** Every other frame of RAM in use: no two free ones are buddies, or even neighbours. */
  const checkered = () => {
    const b = bench({ processes: 1, frames: 64, kernelFrames: 8 });
    const { machine } = b;
    for (let pfn = 8; pfn < 64; pfn += 2) {
      const at = machine.zones.find(({ zone }) => pfn >= zone.base && pfn < zone.base + zone.frames)!;
      if (!buddy.isFree(at.zone, pfn)) continue;
      buddy.allocAt(at.zone, pfn);
      machine.kind[pfn] = FRAME.kernel;
      machine.pins[pfn] = 1;
    }
    for (let pfn = 9; pfn < 64; pfn += 2) {
      const at = machine.zones.find(({ zone }) => pfn >= zone.base && pfn < zone.base + zone.frames)!;
      if (machine.kind[pfn] === FRAME.free && !buddy.isFree(at.zone, pfn)) throw new Error('unsound');
    }
    return b;
  };

  it('with 20 frames free and none beside another, 4 frames in one piece fail and 4 scattered ones do not', () => {
    const b = checkered();
    const free = b.machine.zones.reduce((sum, at) => sum + at.zone.free, 0);
    expect(free).toBeGreaterThanOrEqual(20);
    expect(Math.max(...b.machine.zones.map((at) => buddy.largestFree(at.zone)))).toBe(1);
    expect(b.errno(0, { op: 'load', module: 'blk', how: 'kmalloc' })).toBe('ENOMEM');
    b.run(3);
    b.must(0, { op: 'load', module: 'blk', how: 'vmalloc' });
    b.until('load');
    const [module] = b.machine.modules;
    expect(module.frames).toHaveLength(4);
    for (const [index, pfn] of module.frames.entries()) {
      if (index > 0) expect(Math.abs(pfn - module.frames[index - 1])).toBeGreaterThan(1);
    }
    // Four frames and a page table for them.
    expect(b.machine.zones.reduce((sum, at) => sum + at.zone.free, 0)).toBe(free - 5);
  });

  it('what a device reads can not be scattered', () => {
    expect(bench().errno(0, { op: 'load', module: 'nic', how: 'vmalloc' })).toBe('EINVAL');
  });
});

describe('KM1: kernel caches shrink under pressure', () => {
  it('a page read through the cache stays after close, and goes when memory is wanted', () => {
    const b = bench({ processes: 1, files: 1, filePages: 2, slab: true });
    b.must(1, { op: 'open', file: 0 });
    b.until('return', 1);
    b.run(5);
    b.must(1, { op: 'read', fd: 0, page: 1 });
    b.until('return', 1);
    b.run(5);
    b.must(1, { op: 'close', fd: 0 });
    b.until('return', 1);
    expect(count(b.machine, FRAME.cache)).toBe(1);
    // The inode's object is gone; its slab is kept until somebody needs the frame: task, vma, inode.
    expect(count(b.machine, FRAME.slab)).toBe(3);
    b.must(0, { op: 'shrink' });
    expect(b.until('shrink').n).toBe(2);
    expect(count(b.machine, FRAME.cache)).toBe(0);
    expect(count(b.machine, FRAME.slab)).toBe(2);
  });
});

describe('OM1: badness is resident pages, swapped pages and page tables (Linux, mm/oom_kill.c, oom_badness)', () => {
  it('ranks by the sum: 3 + 0 + 3 at the start, one more for a heap page and its table with it', () => {
    const b = bench({ processes: 2, tableEntries: 8 });
    const [first, second] = b.machine.processes;
    // Two text pages and a stack page; a directory and two leaf tables.
    expect([first.rss, badness(b.machine, first)]).toEqual([3, 6]);
    b.startJob(1);
    b.until('fault-minor', 1);
    b.serve();
    expect(badness(b.machine, first)).toBeGreaterThan(badness(b.machine, second));
    expect(badness(b.machine, first)).toBe(7);
  });
});
