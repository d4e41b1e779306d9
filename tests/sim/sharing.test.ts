/** Sharing and what once went wrong with it: named cases that random play or whole matches found. */
import { describe, expect, it } from 'vitest';
import { FRAME, TRAP } from '../../shared/sim/index.ts';
import { type Bench, bench } from '../support/machine.ts';

const user = (b: Bench): number => [...b.machine.kind].filter((kind) => kind === FRAME.user).length;

describe('AS4: copy-on-write and the TLB', () => {
  it('a page that was dirty before the fork is not written through a translation made by reading it after', () => {
    const job = { accesses: 400, cells: [2, 2] as [number, number] };
    const b = bench({ processes: 1, children: 1, codeShare: 0, job: { ...job, writes: 1000 } });
    b.startJob(1);
    const second = b.must(1, { op: 'accept', offer: b.machine.processes[0].offers[0].id });
    b.must(1, { op: 'malloc', job: second, buffer: 0 });
    b.serve();
    b.run(20);
    b.serve();
    // The job stands still from here on: what follows is by hand.
    b.machine.processes[0].nextAccess = b.machine.tick + 1000;
    b.must(1, { op: 'fork', job: second });
    b.must(0, { op: 'grant', trap: b.machine.traps.find((trap) => trap.kind === TRAP.syscall)!.id });
    b.until('fork', 1);
    // A read first: it enters the dirty, shared page into the TLB. Then the write.
    const { cellsPerPage } = b.machine.param;
    b.run(3);
    b.must(1, { op: 'touch', address: 3 * cellsPerPage, write: false });
    b.run(1);
    b.must(1, { op: 'touch', address: 3 * cellsPerPage, write: true });
    b.run(2);
    expect(b.machine.breaches).toBe(0);
    expect(b.machine.traps.some((trap) => trap.pid === 1 && trap.kind === TRAP.cow)).toBe(true);
  });
});

describe('KM1: caches give way', () => {
  it('a frame that was picked as a victim and given back by the cache meanwhile is granted like a free one', () => {
    const b = bench({ processes: 1, frames: 24, files: 1, filePages: 2, limit: { rss: 30, as: 28 } });
    b.must(1, { op: 'open', file: 0 });
    b.until('return', 1);
    b.run(5);
    b.must(1, { op: 'read', fd: 0, page: 0 });
    b.until('return', 1);
    const cached = b.machine.cache[0];
    expect(b.machine.kind[cached]).toBe(FRAME.cache);
    // Pages until nothing is free.
    b.must(1, { op: 'brk', pages: 20 });
    b.serve();
    let vpn = 3;
    while (b.machine.zones.some((at) => at.zone.free > 0)) {
      b.must(1, { op: 'touch', address: vpn++ * 4, write: true });
      b.until('fault-minor', 1);
      b.serve();
    }
    b.must(1, { op: 'touch', address: vpn * 4, write: true });
    b.until('fault-minor', 1);
    const before = user(b);
    b.must(0, { op: 'grant', trap: b.machine.traps[0].id, pfn: cached });
    b.until('resolved', 1);
    expect([b.machine.kind[cached], b.machine.cache[0], user(b)]).toEqual([FRAME.user, -1, before + 1]);
  });
});

describe('AS5: reading', () => {
  it('a descriptor that is closed while the disk reads leaves no frame behind', () => {
    const b = bench({ processes: 1, files: 1, filePages: 2, accessPeriod: 1 });
    b.must(1, { op: 'open', file: 0 });
    b.until('return', 1);
    b.run(5);
    b.must(1, { op: 'read', fd: 0, page: 0 });
    b.run(4);
    // As when a job that had opened it is given up.
    b.machine.processes[0].files[0] = -1;
    const used = user(b);
    b.run(20);
    expect([b.machine.disk.length, user(b)]).toEqual([0, used - 1]);
  });
});

describe('SY1: limits and errnos of the new calls', () => {
  it.each([
    ['a file that is not there', { op: 'open', file: 9 }, 'ENOENT'],
    ['a descriptor that is not open', { op: 'read', fd: 0, page: 0 }, 'EBADF'],
    ['locking what was never touched', { op: 'mlock', vpn: 31, pages: 2 }, 'EINVAL'],
    ['advice about nothing', { op: 'madvise', vpn: 20, pages: 1 }, 'ENOMEM'],
    ['waiting without a child', { op: 'wait' }, 'ECHILD'],
    ['forking for a job that is not ready', { op: 'fork', job: 7 }, 'EINVAL'],
    ['a segment that is not there', { op: 'shm_attach', id: 2 }, 'ENOENT'],
    ['a letter to oneself', { op: 'send', pid: 1, value: 3 }, 'EINVAL'],
    ['a letter to nobody', { op: 'send', pid: 9, value: 3 }, 'ESRCH'],
    ['stopping another', { op: 'kill', pid: 2, signal: 'SIGSTOP' }, 'EPERM'],
    ['a decision in the ring', { op: 'submit', calls: [{ op: 'close', fd: 3 }] }, 'EBADF'],
  ] as const)('%s', (_what, command, errno) => {
    expect(bench({ files: 2 }).errno(1, command as Parameters<Bench['errno']>[1])).toBe(errno);
  });

  it('mlock up to the limit, and nothing takes the page', () => {
    const b = bench({ processes: 1, limit: { memlock: 1 } });
    b.must(1, { op: 'mlock', vpn: 31, pages: 1 });
    b.until('return', 1);
    b.run(3);
    expect(b.errno(1, { op: 'mlock', vpn: 1, pages: 1 })).toBe('ENOMEM');
    expect(b.errno(0, { op: 'evict', pfn: b.machine.pfn[31], force: true })).toBe('EBUSY');
  });

  it('news reaches another, and the ring carries several letters through one crossing', () => {
    const b = bench();
    b.must(1, { op: 'kill', pid: 2, signal: 'SIGUSR1' });
    expect(b.until('signal').pid).toBe(2);
    b.run(5);
    const calls = [1, 2, 3].map((value) => ({ op: 'send' as const, pid: 2, value }));
    b.must(1, { op: 'submit', calls });
    expect(b.until('batch', 1).n).toBe(3);
    expect(b.machine.processes[1].mail.map((letter) => letter.value)).toEqual([1, 2, 3]);
    expect(b.events.filter((event) => event.type === 'syscall')).toHaveLength(2);
  });
});
