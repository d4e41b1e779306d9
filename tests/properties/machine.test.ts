/** FR4 and PL3 under random commands over random scenarios: nothing is lost, and it all happens twice alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { check, DEFAULT_PARAM, type EventType, hash, type Machine } from '../../shared/sim/index.ts';
import { params, run, sound } from '../support/storm.ts';

/** What random commands must have got to, again and again, for their checks to mean anything. */
const DEEP = [
  'cow',
  'fork',
  'zombie',
  'reap',
  'migrate',
  'kmap',
  'mempool',
  'deliver-map',
  'deliver-copy',
  'cached',
  'share',
  'shm',
  'message',
  'batch',
  'swap-in',
  'writeback',
  'evict',
  'shrink',
  'slab-free',
  'vmalloc',
  'policy',
  'driver-bug',
  'panic',
  'kill',
  'segv',
  'gc',
  'doorbell',
] as const satisfies readonly EventType[];
const LEAST = 5;

describe('FR4: conservation', () => {
  it('holds after each of 100,000 random commands over random scenarios and personalities (400,000 more by night)', () => {
    const seen = new Map<EventType, number>();
    fc.assert(
      fc.property(params, fc.integer({ min: 1, max: 2 ** 30 }), (param, seed) => {
        run(param, seed, 400, {
          each: sound,
          ticks: 'none',
          heard: (events) => {
            for (const { type } of events) seen.set(type, (seen.get(type) ?? 0) + 1);
          },
        });
      }),
      { numRuns: 250 },
    );
    expect(DEEP.filter((type) => (seen.get(type) ?? 0) < LEAST)).toEqual([]);
  }, 240_000);

  it('the checker sees what is wrong', () => {
    const machine = run({ ...DEFAULT_PARAM, startEvery: 5 }, 1, 50);
    expect(check(machine)).toEqual([]);
    const page = machine.pfn.findIndex((pfn) => pfn >= 0);
    machine.pfn[page] = machine.pfn[page] === 20 ? 21 : 20;
    expect(check(machine).length).toBeGreaterThan(0);
  });
});

describe('PL3: determinism', () => {
  it('the same scenario, seed and commands give the same hash, another seed another', () => {
    fc.assert(
      fc.property(params, fc.integer({ min: 1, max: 2 ** 30 }), (param, seed) => {
        const first = hash(run(param, seed, 60));
        expect(hash(run(param, seed, 60))).toBe(first);
        expect(hash(run(param, seed + 1, 60))).not.toBe(first);
      }),
      { numRuns: 10 },
    );
  });

  it('the hash takes every part of the state in', () => {
    const machine = run({ ...DEFAULT_PARAM, startEvery: 5 }, 3, 100);
    const before = hash(machine);
    for (const [name, value] of Object.entries(machine)) {
      if (['param', 'seed', 'events'].includes(name)) continue;
      const copy = structuredClone(machine) as unknown as { [field: string]: unknown };
      if (typeof value === 'number') copy[name] = value + 1;
      else if (ArrayBuffer.isView(value)) (copy[name] as Int32Array)[0] ^= 1;
      else if (name === 'reclaim') copy.reclaim = 1;
      else (copy[name] as unknown[]).push(1);
      expect(hash(copy as unknown as Machine), name).not.toBe(before);
    }
  });
});
