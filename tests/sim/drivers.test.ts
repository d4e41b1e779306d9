/** OS1, IR1: the same driver's fault under three kernels, the price of calls, and packets. */
import { describe, expect, it } from 'vitest';
import { PANIC_REASONS, SURCHARGE } from '../../shared/sim/index.ts';
import type { Personality } from '../../shared/sim/param.ts';
import { bench } from '../support/machine.ts';
import { play, shipped, sum } from '../support/match.ts';

/** A card whose driver writes wild the first time it is used, and a packet that uses it. */
const broken = (personality: Personality) => {
  const b = bench({
    personality,
    modules: ['nic'],
    deviceFrames: 1,
    driverBug: 1000,
    driverRestart: 30,
    device: { every: 100, first: 5, order: [1, 1], deadline: 50 },
  });
  b.until('interrupt');
  b.must(0, { op: 'serve', trap: b.machine.traps.at(-1)!.id, by: 'copy' });
  b.until('driver-bug');
  return b;
};

describe('OS1: a driver writes wild', () => {
  it('in ring 0 of a monolithic kernel: panic', () => {
    const b = broken('monolithic');
    expect(b.events.at(-1)).toMatchObject({ type: 'panic', n: PANIC_REASONS.indexOf('driver-bug') });
    expect(b.machine.panics).toBe(1);
  });

  it.each(['hybrid', 'microkernel'] as const)(
    'outside it (%s): the packet is lost, the driver restarts',
    (name) => {
      const b = broken(name);
      const at = b.machine.tick;
      expect([b.machine.panics, b.machine.missed]).toEqual([0, 1]);
      expect(b.until('driver-restart').n).toBe(0);
      expect(b.machine.tick - at).toBe(30);
      expect(b.machine.processes.every((process) => process.startAt < 0)).toBe(true);
    },
  );
});

describe('OS1: what a call costs', () => {
  it('rises from monolithic to microkernel for what servers do, and never for the rest', () => {
    expect(SURCHARGE.monolithic).toEqual({ memory: 0, file: 0, ipc: 0 });
    expect(SURCHARGE.hybrid.ipc).toBeGreaterThan(0);
    expect(SURCHARGE.microkernel.ipc).toBeGreaterThan(SURCHARGE.hybrid.ipc);
  });

  it('the same letters do measurably less work under a microkernel, over 6 seeds', () => {
    const scenario = shipped('messages-and-shared-memory', Array(4).fill('messenger'));
    const work = (personality: Personality) =>
      Array.from({ length: 6 }, (_, seed) => {
        const same = { ...scenario, param: { ...scenario.param, personality } };
        return play(same, 'clock', seed + 1).work;
      });
    const [mono, micro] = [work('monolithic'), work('microkernel')];
    expect(mono.filter((value, seed) => value > micro[seed]).length).toBeGreaterThanOrEqual(5);
    expect(sum(micro)).toBeLessThan(0.9 * sum(mono));
  });
});

describe('IR1: packets', () => {
  const card = (changes: object = {}) =>
    bench({ modules: ['nic'], deviceFrames: 1, device: { every: 200, first: 5, order: [1, 1], ...changes } });

  it('by copy the frames are back at once, by mapping when they have been read', () => {
    for (const by of ['copy', 'map'] as const) {
      const b = card({ hold: 40 });
      b.until('interrupt');
      const free = () => b.machine.zones.reduce((all, at) => all + at.zone.free, 0);
      const before = free();
      b.must(0, { op: 'serve', trap: b.machine.traps.at(-1)!.id, by });
      expect(before - free()).toBe(2);
      const { pid, vpn } = b.until(by === 'copy' ? 'deliver-copy' : 'deliver-map');
      const held = before - free();
      if (by === 'copy') expect(held).toBe(0);
      else {
        // Two frames, and a page table where there was none.
        expect(held).toBeGreaterThanOrEqual(2);
        b.must(pid, { op: 'touch', address: vpn * 4, write: false });
        b.run(45);
        expect(before - free()).toBe(0);
      }
      expect(b.machine.delivered).toBe(1);
    }
  });

  it('past its deadline it is dropped, and the kernel pays', () => {
    const b = card({ deadline: 20 });
    b.until('interrupt');
    b.until('interrupt-missed');
    expect([b.machine.missed, b.machine.traps.length]).toEqual([1, 0]);
  });

  it('a reserve helps when the zone has no block left', () => {
    const b = card({ order: [2, 2] });
    b.must(0, { op: 'pool', order: 2 });
    b.until('interrupt');
    const { zone } = b.machine.zones[0];
    while (zone.blocks[2] + zone.blocks[3] + (zone.blocks[4] ?? 0) > 0) b.must(0, { op: 'pool', order: 2 });
    expect(b.must(0, { op: 'serve', trap: b.machine.traps.at(-1)!.id, by: 'copy' })).toBeGreaterThan(0);
    expect(b.until('deliver-copy').n).toBe(12);
    expect(b.events.some((event) => event.type === 'mempool')).toBe(true);
  });
});
