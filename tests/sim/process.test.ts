/** User space and the door to the kernel: UM1-UM3, SY1, AC3, and what a job pays. */
import { describe, expect, it } from 'vitest';
import { CALL } from '../../shared/sim/index.ts';
import { bench } from '../support/machine.ts';

const JOB = { buffers: [2, 2] as [number, number], cells: [3, 3] as [number, number], maxCells: 6 };

describe('UM1: malloc is not a system call a call', () => {
  it('asks by brk when no hole is large enough, and not when one is', () => {
    const b = bench({ job: JOB, brkPages: 8 });
    const job = b.must(1, { op: 'accept', offer: 1 });
    expect(b.must(1, { op: 'malloc', job, buffer: 0 })).toBe(-1);
    expect(b.machine.traps[0].call).toBe(CALL.brk);
    b.serve();
    expect(b.machine.processes[0].blocks).toHaveLength(1);
    expect(b.must(1, { op: 'malloc', job, buffer: 1 })).toBe(3 * 4 + 3);
    expect(b.machine.traps).toHaveLength(0);
  });

  it('returns NULL after ENOMEM, and the buffer stays to be placed', () => {
    const b = bench({ job: JOB });
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    b.must(0, { op: 'deny', trap: b.machine.traps[0].id });
    expect(b.until('malloc-null', 1).n).toBe(3);
    expect(b.machine.processes[0].jobs[0].ptrs).toEqual([-1, -1]);
  });

  it('maps large blocks, and unmaps them on free', () => {
    const b = bench({ job: { buffers: [1, 1], cells: [9, 9], maxCells: 9 }, mmapThreshold: 9 });
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    expect(b.machine.traps[0].call).toBe(CALL.mmap);
    b.serve();
    const [block] = b.machine.processes[0].blocks;
    expect(block.mapped).toBe(3);
    const before = b.machine.processes[0].asPages;
    b.must(1, { op: 'free', ptr: block.ptr });
    b.until('return', 1);
    expect(b.machine.processes[0].asPages).toBe(before - 3);
  });

  it('a spot picked by hand is taken when it is free, EINVAL when not', () => {
    const b = bench({ job: JOB });
    b.must(1, { op: 'brk', pages: 4 });
    b.serve();
    const job = b.must(1, { op: 'accept', offer: 1 });
    expect(b.must(1, { op: 'malloc', job, buffer: 0, at: 20 })).toBe(20);
    expect(b.errno(1, { op: 'malloc', job, buffer: 1, at: 19 })).toBe('EINVAL');
  });
});

describe('UM3: bugs have their true consequence', () => {
  it('a double free aborts the process', () => {
    const b = bench({ job: JOB });
    b.startJob(1);
    const { ptr } = b.machine.processes[0].blocks[0];
    b.must(1, { op: 'free', ptr });
    b.must(1, { op: 'free', ptr });
    b.run(1);
    expect(b.events.some((event) => event.type === 'abort' && event.pid === 1)).toBe(true);
    expect(b.machine.processes[0].crashes).toBe(1);
  });

  it('a leak stays until the process ends', () => {
    const b = bench({ job: JOB });
    b.startJob(1);
    for (let count = 0; count < 100 && b.machine.processes[0].jobs.length > 0; count++) {
      b.run(4);
      b.serve();
    }
    expect(b.machine.processes[0].blocks.every((block) => block.job === 0)).toBe(true);
    expect(b.machine.processes[0].blocks).toHaveLength(2);
    b.must(1, { op: 'exit' });
    b.until('exit', 1);
    expect(b.machine.processes[0].blocks).toHaveLength(0);
  });

  it('an overflow clobbers the neighbour’s job, whose checksum fails', () => {
    const b = bench({ job: JOB });
    b.startJob(1);
    const [, second] = b.machine.processes[0].blocks;
    b.must(1, { op: 'touch', address: second.ptr, write: true });
    b.run(1);
    b.serve();
    b.run(1);
    expect(b.machine.processes[0].jobs[0].corrupt).toBe(true);
  });

  it('use after free works until the cells belong to another', () => {
    const b = bench({ job: { ...JOB, accesses: 200 } });
    b.startJob(1);
    b.run(1);
    const job = b.machine.processes[0].jobs[0];
    for (const { ptr } of [...b.machine.processes[0].blocks]) b.must(1, { op: 'free', ptr });
    b.run(60);
    b.serve();
    expect(job.corrupt).toBe(false);
    b.startJob(1);
    for (let count = 0; count < 60 && !job.corrupt; count++) {
      b.run(8);
      b.serve();
    }
    expect(job.corrupt).toBe(true);
  });
});

describe('SY1: the only door', () => {
  it('another’s process can’t be signalled, and nobody ranks up: EPERM', () => {
    const b = bench();
    expect(b.errno(1, { op: 'kill', pid: 2, signal: 'SIGKILL' })).toBe('EPERM');
    b.run(3);
    expect(b.errno(1, { op: 'nice', value: -1 })).toBe('EPERM');
    b.run(3);
    expect(b.errno(1, { op: 'kill', pid: 9, signal: 'SIGKILL' })).toBe('ESRCH');
    b.run(3);
    b.must(1, { op: 'nice', value: 5 });
    b.until('return', 1);
    b.run(2);
    expect(b.errno(1, { op: 'nice', value: 4 })).toBe('EPERM');
  });

  it('a process can’t give the kernel’s orders, nor the kernel make calls: ENOSYS', () => {
    const b = bench();
    expect(b.errno(1, { op: 'grant', trap: 1 })).toBe('ENOSYS');
    expect(b.errno(0, { op: 'brk', pages: 1 })).toBe('ENOSYS');
  });

  it('munmap of what isn’t mapped is EINVAL, a refused call costs two ticks', () => {
    const b = bench();
    expect(b.errno(1, { op: 'munmap', vpn: 20, pages: 1 })).toBe('EINVAL');
    expect(b.errno(1, { op: 'mmap', pages: 1 })).toBe('EAGAIN');
    b.run(2);
    expect(b.errno(1, { op: 'mmap', pages: 1 })).toBe('ok');
  });
});

describe('AC3 and pay', () => {
  it('a faulting job waits, and the player packs the next one meanwhile', () => {
    const b = bench({ job: JOB });
    b.startJob(1);
    b.until('fault-minor', 1);
    const { done } = b.machine.processes[0].jobs[0];
    expect(b.errno(1, { op: 'accept', offer: 2 })).toBe('ok');
    b.run(30);
    expect(b.machine.processes[0].jobs[0].done).toBe(done);
    expect(b.machine.processes[0].waitTicks).toBeGreaterThan(20);
  });

  it('a job that is late pays half', () => {
    const b = bench({ job: { ...JOB, due: 1000 } });
    const { reward } = b.machine.processes[0].offers[0];
    b.startJob(1);
    b.run(200);
    for (let count = 0; count < 100 && b.machine.processes[0].jobs.length > 0; count++) {
      b.serve();
      b.run(4);
    }
    expect(b.events.find((event) => event.type === 'job-late')?.n).toBe(Math.floor(reward / 2));
  });
});

describe('no play is won by mashing', () => {
  it('an idle process that calls and calls costs the kernel nothing', () => {
    const b = bench({ job: JOB });
    for (let value = 1; value < 18; value++) {
      b.must(1, { op: 'nice', value });
      b.run(4);
    }
    expect(b.machine.processes[0].waitTicks).toBe(0);
    expect(b.errno(1, { op: 'nice', value: 17 })).toBe('EINVAL');
  });

  it('calls don’t fill the kernel’s queue, and come one at a time', () => {
    const b = bench();
    b.must(1, { op: 'nice', value: 1 });
    expect(b.errno(1, { op: 'nice', value: 2 })).toBe('EAGAIN');
    for (let count = 0; count < 16; count++) b.must(0, { op: 'age', pfn: 0, count: 1 });
  });

  it('leaving is no way around a segmentation fault', () => {
    const b = bench();
    b.must(1, { op: 'touch', address: 0, write: false });
    b.until('fault-invalid', 1);
    expect(b.errno(1, { op: 'exit' })).toBe('EFAULT');
    // The kernel is busy when the call comes, and so the access happens first.
    const c = bench();
    c.must(0, { op: 'flush', pid: 2 });
    c.must(1, { op: 'touch', address: 0, write: false });
    c.must(1, { op: 'exit' });
    c.until('segv', 1);
    expect(c.machine.processes[0].score).toBe(-20);
  });

  it('giving a job up costs three seconds', () => {
    const b = bench({ job: JOB });
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'abandon', job });
    b.run(29);
    expect(b.errno(1, { op: 'accept', offer: 2 })).toBe('EAGAIN');
    b.run(1);
    expect(b.errno(1, { op: 'accept', offer: 2 })).toBe('ok');
  });

  it('a stopped process does nothing at all', () => {
    const b = bench();
    b.must(0, { op: 'signal', pid: 1, signal: 'SIGSTOP' });
    b.until('signal', 1);
    expect(b.errno(1, { op: 'accept', offer: 1 })).toBe('EAGAIN');
    expect(b.errno(1, { op: 'kill', pid: 1, signal: 'SIGCONT' })).toBe('EAGAIN');
  });
});

describe('blocks and the pages under them', () => {
  it('munmap by hand takes the block with it', () => {
    const b = bench({ job: { buffers: [1, 1], cells: [9, 9], maxCells: 9 }, mmapThreshold: 9 });
    const job = b.must(1, { op: 'accept', offer: 1 });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    b.serve();
    const vpn = b.machine.processes[0].blocks[0].ptr / 4;
    b.must(1, { op: 'munmap', vpn, pages: 3 });
    b.until('return', 1);
    expect(b.machine.processes[0].blocks).toHaveLength(0);
  });
});
