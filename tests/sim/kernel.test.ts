/** Orders, guards, panics and famine: KO1, KO2, KO3, OM1, LI1. */
import { describe, expect, it } from 'vitest';
import { type Command, command, PANIC_REASONS, PHASE, TRAP } from '../../shared/sim/index.ts';
import { bench } from '../support/machine.ts';

const stackFrame = (pid: number, b: ReturnType<typeof bench>) => b.machine.pfn[(pid - 1) * 32 + 31];

describe('KO2: the rules never stop the kernel from breaking everything', () => {
  for (const [what, cmd, reason] of [
    ['evicting its own code', { op: 'evict', pfn: 0 }, 'lost-kernel-frame'],
    ['wiping its own code', { op: 'zero', pfn: 3 }, 'lost-kernel-frame'],
    ['freeing a free frame', { op: 'evict', pfn: 63 }, 'double-free'],
  ] as const) {
    it(`${what} panics: ${reason}`, () => {
      const b = bench();
      b.startJob(1);
      b.must(0, cmd);
      expect(b.machine.phase).toBe(PHASE.panic);
      expect(PANIC_REASONS[b.machine.panicReason]).toBe(reason);
      expect(b.until('job-lost', 1).n).toBe(1);
      b.until('reboot');
      b.until('boot', 1);
      expect(b.machine.phase).toBe(PHASE.running);
      expect(b.machine.processes[0].crashes).toBe(0);
    });
  }

  it('a guard asks for force first, and then lets it happen', () => {
    const b = bench({ guard: true });
    expect(b.errno(0, { op: 'evict', pfn: 0 })).toBe('EPERM');
    expect(b.machine.phase).toBe(PHASE.running);
    b.run(2);
    expect(b.errno(0, { op: 'evict', pfn: 0, force: true })).toBe('ok');
    expect(b.machine.phase).toBe(PHASE.panic);
  });

  it('a kernel frame mapped into a process panics at its first write', () => {
    const b = bench();
    b.must(1, { op: 'brk', pages: 1 });
    b.serve();
    b.must(0, { op: 'map', pid: 1, vpn: 3, pfn: 2 });
    b.until('map');
    b.must(1, { op: 'touch', address: 12, write: true });
    b.until('panic');
    expect(PANIC_REASONS[b.machine.panicReason]).toBe('wild-write');
  });

  it('a page table mapped into a process goes back with its mapping when the process dies', () => {
    const b = bench();
    b.must(1, { op: 'brk', pages: 1 });
    b.serve();
    const table = b.machine.table.find((pfn) => pfn >= 0)!;
    b.must(0, { op: 'map', pid: 1, vpn: 3, pfn: table });
    b.until('map');
    b.must(0, { op: 'kill', pid: 1 });
    b.until('kill');
    b.run(5);
  });
});

describe('KO3: a user fault is contained', () => {
  it('an illegal access kills its process alone, costs 20 points, and it starts again after 10 s', () => {
    const b = bench();
    b.startJob(2);
    b.must(1, { op: 'touch', address: 0, write: false });
    const fault = b.until('fault-invalid', 1);
    b.must(0, { op: 'deny', trap: fault.n });
    b.until('segv', 1);
    const died = b.machine.tick;
    expect(b.machine.processes[0].score).toBe(-20);
    expect(b.machine.processes[1].jobs).toHaveLength(1);
    b.until('boot', 1);
    expect(b.machine.tick - died).toBe(100);
  });

  it('a kernel address is out of bounds too', () => {
    const b = bench();
    b.must(1, { op: 'touch', address: 32 * 4 + 5, write: false });
    const { n } = b.until('fault-invalid', 1);
    expect(b.machine.traps.find((trap) => trap.id === n)?.kind).toBe(TRAP.accerr);
  });
});

describe('OM1: out of memory ends', () => {
  it('within 5 s the OOM killer takes the process with the highest badness', () => {
    // 4 frames of kernel, 2 stacks, 6 tables: 7 are left for user pages, and no swap to write them to.
    const b = bench({ frames: 19, kernelFrames: 4, swapSlots: 0 });
    b.must(1, { op: 'brk', pages: 12 });
    b.serve();
    // Process 1 dirties a page after another; its text and the other's, clean, are evicted to make room.
    let vpn = 3;
    for (let ticks = 0; b.machine.oomAt < 0 && ticks < 500; ticks++) {
      const [first] = b.machine.processes;
      if (first.faultTrap === 0 && first.touch === null)
        b.must(1, { op: 'touch', address: 4 * vpn++, write: true });
      const trap = b.machine.traps.find((candidate) => candidate.stage === 0);
      if (trap && b.errno(0, { op: 'grant', trap: trap.id }) !== 'ok') {
        b.run(2);
        const clean = b.machine.pte.findIndex((pte) => (pte & 17) === 1);
        if (clean >= 0) b.must(0, { op: 'evict', pfn: b.machine.pfn[clean] });
        b.run(8);
      }
      b.run(1);
    }
    expect(b.machine.oomAt - b.machine.tick).toBeLessThanOrEqual(50);
    const announced = b.events.filter((event) => event.type === 'oom');
    const kill = b.until('kill');
    expect(announced.length).toBeGreaterThan(0);
    expect(kill).toMatchObject({ pid: 1, n: 1 });
    expect(b.machine.processes[1].startAt).toBe(-1);
  });
});

describe('LI1: limits', () => {
  it('address space over the limit is refused with ENOMEM before anybody is asked', () => {
    const b = bench({ limit: { rss: 16, as: 8 } });
    expect(b.errno(1, { op: 'brk', pages: 6 })).toBe('ENOMEM');
    expect(b.machine.traps).toHaveLength(0);
  });

  it('at its limit of resident pages a process pays with a page of its own (EDQUOT otherwise)', () => {
    const b = bench({ limit: { rss: 3, as: 28 } });
    b.must(1, { op: 'brk', pages: 2 });
    b.serve();
    b.must(1, { op: 'touch', address: 12, write: true });
    const { n } = b.until('fault-minor', 1);
    expect(b.errno(0, { op: 'grant', trap: n })).toBe('EDQUOT');
    b.run(3);
    expect(b.errno(0, { op: 'grant', trap: n, pfn: stackFrame(2, b) })).toBe('EDQUOT');
    b.run(3);
    expect(b.errno(0, { op: 'grant', trap: n, pfn: stackFrame(1, b) })).toBe('ok');
    b.until('resolved', 1);
    expect(b.machine.processes[0].rss).toBe(3);
  });

  it('the kernel can move a limit', () => {
    const b = bench({ limit: { rss: 3, as: 28 } });
    b.must(0, { op: 'limit', pid: 1, resource: 'rss', value: 9 });
    b.until('limit', 1);
    expect(b.machine.processes[0].limitRss).toBe(9);
  });
});

describe('KO1: the kernel has one processor', () => {
  it('a refused order costs it two ticks', () => {
    const b = bench();
    expect(b.errno(0, { op: 'deny', trap: 99 })).toBe('ESRCH');
    expect(b.errno(0, { op: 'flush', pid: 1 })).toBe('EAGAIN');
    b.run(2);
    expect(b.errno(0, { op: 'flush', pid: 1 })).toBe('ok');
  });

  it('its queue is bounded: the seventeenth order is EAGAIN', () => {
    const b = bench();
    for (let count = 0; count < 16; count++) b.must(0, { op: 'age', pfn: 0, count: 1 });
    expect(b.errno(0, { op: 'age', pfn: 0, count: 1 })).toBe('EAGAIN');
  });

  it('SIGSTOP halts a process and SIGCONT lets it go on', () => {
    const b = bench();
    b.startJob(1);
    b.must(0, { op: 'signal', pid: 1, signal: 'SIGSTOP' });
    b.until('signal', 1);
    const { done } = b.machine.processes[0].jobs[0];
    b.run(20);
    expect(b.machine.processes[0].jobs[0].done).toBe(done);
    b.must(0, { op: 'signal', pid: 1, signal: 'SIGCONT' });
    b.until('signal', 1);
    b.serve();
    b.run(6);
    expect(b.machine.processes[0].jobs[0].done).toBeGreaterThan(done);
  });
});

describe('what lies elsewhere by the time an order is carried out', () => {
  it('zero leaves a frame alone that somebody got meanwhile', () => {
    const b = bench({ startEvery: 5 });
    const free = [...b.machine.kind.keys()].filter((pfn) => b.machine.kind[pfn] === 0).slice(0, 8);
    for (const pfn of free) b.must(0, { op: 'zero', pfn });
    b.run(60);
    // Process 2 started among them; its text is whole.
    expect(b.machine.content[b.machine.pfn[33]]).toBe(b.machine.expect[33]);
    expect(b.machine.content[b.machine.pfn[34]]).toBe(b.machine.expect[34]);
  });

  it('every process of a crowded machine starts, and none is left out', () => {
    const b = bench({ processes: 8, frames: 64 });
    b.run(3);
    expect(b.machine.processes.every((process) => process.startAt < 0)).toBe(true);
  });
});

describe('OM1 and one process’s limit', () => {
  it('is not put off by evicting others’ pages', () => {
    const b = bench({ limit: { rss: 3, as: 28 }, swapSlots: 0 });
    b.must(1, { op: 'brk', pages: 2 });
    b.serve();
    b.must(1, { op: 'touch', address: 12, write: false });
    b.until('fault-minor', 1);
    b.must(0, { op: 'limit', pid: 1, resource: 'rss', value: 0 });
    // Its own text could go; take it away, so that nothing of its own is left to evict.
    for (const vpn of [1, 2, 31]) b.must(0, { op: 'unmap', pid: 1, vpn });
    b.run(10);
    const from = b.machine.tick;
    for (let count = 0; count < 8; count++) {
      b.errno(0, { op: 'age', pfn: 0, count: 64 });
      b.run(5);
    }
    b.until('kill', 1);
    expect(b.machine.tick - from).toBeLessThanOrEqual(51);
  });
});

describe('PL2: numbers that the edge keeps off are refused once more', () => {
  it.each([
    [0, { op: 'compact', order: -1 }],
    [0, { op: 'compact', order: 31 }],
    [0, { op: 'pool', order: -1 }],
    [0, { op: 'pool', order: Number.NaN }],
    [0, { op: 'evict', pfn: 20.5 }],
    [0, { op: 'limit', pid: 1, resource: 'rss', value: Number.NaN }],
    [1, { op: 'munmap', vpn: Number.NaN, pages: 1 }],
    [1, { op: 'open', file: Number.NaN }],
    [1, { op: 'nice', value: 0.5 }],
  ] as const)('seat %i: %j', (seat, cmd) => {
    const b = bench({ files: 2 });
    b.run(3);
    expect(command(b.machine, seat, cmd as Command)).toEqual({ ok: false, errno: 'EINVAL' });
    b.run(3);
  });
});
