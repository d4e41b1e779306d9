/** IR1: the network card's registers, which are addresses and no RAM. */
import { describe, expect, it } from 'vitest';
import { CALL, FRAME, TRAP, VMA } from '../../shared/sim/index.ts';
import { bench } from '../support/machine.ts';

const card = (modules: string[] = ['nic']) =>
  bench({
    modules,
    deviceFrames: 1,
    device: { every: 100, first: 100, order: [0, 0], deadline: 90 },
  } as Parameters<typeof bench>[0]);

/** Process 1 with the registers mapped; the page they lie at. */
function mapped() {
  const b = card();
  b.run(5);
  b.must(1, { op: 'mmap', pages: 1, device: true });
  b.serve();
  const vpn = b.machine.vma.indexOf(VMA.device);
  return { b, vpn, address: vpn * b.machine.param.cellsPerPage };
}

describe('IR1: device memory', () => {
  it('is mapped without a frame and without a fault, and counts as nobody’s resident memory', () => {
    const { b, vpn } = mapped();
    const { rss } = b.machine.processes[0];
    const { [vpn]: pfn } = b.machine.pfn;
    expect(b.machine.kind[pfn]).toBe(FRAME.device);
    expect(pfn).toBe(b.machine.param.frames - 1);
    b.must(1, { op: 'munmap', vpn, pages: 1 });
    b.serve();
    expect([b.machine.vma[vpn], b.machine.kind[pfn]]).toEqual([VMA.none, FRAME.device]);
    expect(b.machine.processes[0].rss).toBe(rss);
  });

  it('a write is no store to RAM: it rings for the next packet, once, and the last to ring gets it', () => {
    const { b, address } = mapped();
    b.must(1, { op: 'touch', address, write: true });
    expect(b.until('doorbell')).toMatchObject({ pid: 1 });
    expect(b.machine.content[b.machine.param.frames - 1]).toBe(1 << 8);
    expect(b.machine.rungBy).toBe(1);
    expect(b.until('interrupt').pid).toBe(1);
    expect(b.machine.rungBy).toBe(0);
  });

  it('a read rings nothing', () => {
    const { b, address } = mapped();
    b.must(1, { op: 'touch', address, write: false });
    b.run(30);
    expect(b.events.filter(({ type }) => type === 'doorbell')).toEqual([]);
  });

  it('a child gets no mapping of it (AS4)', () => {
    const b = bench({ modules: ['nic'], deviceFrames: 1, children: 1, job: { accesses: 200 } });
    b.startJob(1);
    b.must(1, { op: 'mmap', pages: 1, device: true });
    b.serve();
    const vpn = b.machine.vma.indexOf(VMA.device);
    const job = b.must(1, { op: 'accept', offer: b.machine.processes[0].offers[0].id });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    b.serve();
    b.must(1, { op: 'fork', job });
    b.serve();
    expect(b.events.some(({ type }) => type === 'fork')).toBe(true);
    expect(b.machine.vma[2 * b.machine.param.pages + vpn]).toBe(VMA.none);
  });

  it('a kernel that takes the page away leaves an address where nothing is', () => {
    const { b, vpn, address } = mapped();
    b.must(0, { op: 'unmap', pid: 1, vpn, flush: true });
    b.serve();
    b.must(1, { op: 'touch', address, write: true });
    expect(b.until('fault-invalid')).toMatchObject({ pid: 1, vpn });
  });

  it('refusals: no driver, no card, more than the one page, a file that is none', () => {
    const mmap = { op: 'mmap', pages: 1, device: true } as const;
    const b = card();
    b.run(5);
    expect(b.errno(1, { ...mmap, pages: 2 })).toBe('EINVAL');
    b.run(5);
    expect(b.errno(1, { ...mmap, file: -3 })).toBe('EINVAL');
    b.run(5);
    b.must(0, { op: 'unload', module: 'nic' });
    b.run(10);
    expect(b.errno(1, mmap)).toBe('ENODEV');
    const none = bench({});
    none.run(5);
    expect(none.errno(1, mmap)).toBe('ENODEV');
  });
});

describe('IR1: what else may happen to the registers', () => {
  it('a driver that is unloaded before the kernel says yes maps nothing', () => {
    const b = card();
    b.run(5);
    b.must(1, { op: 'mmap', pages: 1, device: true });
    b.must(0, { op: 'unload', module: 'nic' });
    b.run(5);
    b.serve();
    expect(b.events.findLast(({ type }) => type === 'return')?.n).toBe(-19);
    expect(b.machine.vma.includes(VMA.device)).toBe(false);
  });

  it('another process’s frame mapped in their place by hand is a breach when it is read (AC4, KO2)', () => {
    const { b, vpn, address } = mapped();
    b.startJob(2);
    b.run(60);
    const secret = b.machine.owner.findIndex(
      (pid, pfn) => pid === 2 && b.machine.kind[pfn] === FRAME.user && b.machine.content[pfn] > 256,
    );
    b.must(0, { op: 'unmap', pid: 1, vpn, flush: true });
    b.run(5);
    b.must(0, { op: 'map', pid: 1, vpn, pfn: secret });
    b.run(5);
    b.must(1, { op: 'touch', address, write: false });
    b.run(5);
    expect(b.machine.breaches).toBe(1);
  });

  it('a ring is forgotten with its process, and never meant for who still has a packet waiting', () => {
    const { b, address } = mapped();
    b.must(1, { op: 'touch', address, write: true });
    b.until('doorbell');
    b.must(1, { op: 'exit' });
    b.until('exit');
    expect(b.machine.rungBy).toBe(0);
  });
});

describe('SY1: calls are counted for their player', () => {
  it('when they are answered without an errno, and not when they are refused', () => {
    const { b } = mapped();
    const { calls } = b.machine.processes[0];
    expect(calls[CALL.mmap]).toBe(1);
    b.must(1, { op: 'brk', pages: 2 });
    b.must(0, { op: 'deny', trap: b.machine.traps.at(-1)!.id });
    b.run(10);
    expect(calls[CALL.brk]).toBe(0);
    expect(calls.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

describe('IR1: a mapped packet under a page table of its own (found by random commands)', () => {
  /** A packet of four pages mapped into the only process, by leaf tables of four entries. */
  function withPacket() {
    const b = bench({
      processes: 1,
      children: 1,
      frames: 64,
      modules: ['nic'],
      tableEntries: 4,
      device: { every: 100, first: 60, order: [2, 2], deadline: 90, hold: 60 },
      job: { accesses: 400 },
    } as Parameters<typeof bench>[0]);
    b.startJob(1);
    b.until('interrupt');
    const { id } = b.machine.traps.find(({ kind }) => kind === TRAP.interrupt)!;
    b.must(0, { op: 'serve', trap: id, by: 'map' });
    b.until('deliver-map');
    return b;
  }

  it('goes with its table even while a call names its pages', () => {
    const b = withPacket();
    const [{ vpn, until }] = b.machine.packets;
    b.run(until - b.machine.tick - 2);
    b.must(1, { op: 'munlock', vpn, pages: 2 });
    b.run(10);
    expect(b.machine.packets).toEqual([]);
  });

  it('leaves no table to a child, which gets none of its pages (AS4)', () => {
    const b = withPacket();
    const job = b.must(1, { op: 'accept', offer: b.machine.processes[0].offers[0].id });
    b.must(1, { op: 'malloc', job, buffer: 0 });
    b.serve();
    b.must(1, { op: 'fork', job });
    b.serve();
    expect(b.events.some(({ type }) => type === 'fork')).toBe(true);
  });
});
