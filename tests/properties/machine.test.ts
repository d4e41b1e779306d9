/** FR4 and PL3 under random commands over random scenarios: nothing is lost, and it all happens twice alike. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  check,
  command,
  createMachine,
  DEFAULT_PARAM,
  hash,
  type Machine,
  type Param,
  PERSONALITIES,
  takeEvents,
  tick,
} from '../../shared/sim/index.ts';
import { chaos } from '../support/chaos.ts';

/** Small jobs: so that random commands get them to run, fork and share. */
const SMALL = { buffers: [1, 2] as [number, number], cells: [3, 8] as [number, number], maxCells: 16 };

const params: fc.Arbitrary<Param> = fc
  .record({
    frames: fc.integer({ min: 34, max: 80 }),
    swapSlots: fc.constantFrom(0, 4, 20, 64),
    guard: fc.boolean(),
    strict: fc.boolean(),
    headerCells: fc.integer({ min: 0, max: 1 }),
    tableEntries: fc.constantFrom(4, 8, 16),
    tlbEntries: fc.constantFrom(1, 8),
    sweepEvery: fc.constantFrom(0, 20),
    mmapThreshold: fc.constantFrom(8, 24),
    mallocCost: fc.constantFrom(0, 0, 7),
    poolCells: fc.constantFrom(3, 8),
    trace: fc.constantFrom(undefined, undefined, [0, 63, 2] as readonly number[]),
    rss: fc.integer({ min: 4, max: 30 }),
    dmaShare: fc.constantFrom(0, 250, 400),
    highFrames: fc.constantFrom(0, 0, 8),
    deviceFrames: fc.constantFrom(0, 2),
    min: fc.constantFrom(0, 2),
    slab: fc.boolean(),
    children: fc.constantFrom(0, 3),
    files: fc.constantFrom(0, 3),
    sharedText: fc.boolean(),
    personality: fc.constantFrom(...PERSONALITIES),
    modules: fc.constantFrom<Param['modules']>([], ['nic'], ['nic', 'blk']),
    driverBug: fc.constantFrom(0, 0, 50),
    every: fc.constantFrom(0, 15, 40),
    stackMax: fc.constantFrom(1, 3),
  })
  .map(({ rss, trace, min, every, sharedText, ...rest }) => ({
    ...DEFAULT_PARAM,
    ...rest,
    frames: rest.frames + rest.highFrames + 20,
    sharedText: sharedText && rest.files > 0,
    watermark: { min, low: 3, high: 6 },
    device: { ...DEFAULT_PARAM.device, every, first: 20, deadline: 30, hold: 25 },
    ticks: 100_000,
    startEvery: 5,
    restart: 20,
    reboot: 10,
    limit: { rss, as: 28, memlock: 4, nproc: 3 },
    job: {
      ...DEFAULT_PARAM.job,
      overrun: 300,
      accesses: 20,
      ...SMALL,
      patterns: [1, 1, 1, 1],
      trace,
      file: 250,
      joint: 250,
    },
  }));

/** Runs `commands` random commands with one to three ticks after each; `watch` after every step. */
function run(
  param: Param,
  seed: number,
  commands: number,
  watch?: (machine: Machine, what: unknown) => void,
): Machine {
  const machine = createMachine(param, seed);
  const source = chaos(seed);
  for (let count = 0; count < commands; count++) {
    const { seat, command: cmd } = source.next(machine);
    command(machine, seat, cmd);
    watch?.(machine, cmd);
    for (let ticks = 1 + source.below(3); ticks > 0; ticks--) {
      tick(machine);
      watch?.(machine, 'tick');
    }
    takeEvents(machine);
  }
  return machine;
}

const sound = (machine: Machine, what: unknown) => {
  const faults = check(machine);
  if (faults.length > 0)
    throw new Error(`tick ${machine.tick}, after ${JSON.stringify(what)}: ${faults.slice(0, 3).join('; ')}`);
};

describe('FR4: conservation', () => {
  it('holds after each of 100,000 random commands over random scenarios and personalities', () => {
    fc.assert(
      fc.property(params, fc.integer({ min: 1, max: 2 ** 30 }), (param, seed) => {
        run(param, seed, 200, sound);
      }),
      { numRuns: 500 },
    );
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
