/** Random scenarios with everything in them, and random commands over them, checked after each step (FR4). */
import fc from 'fast-check';
import {
  check,
  command,
  createMachine,
  DEFAULT_PARAM,
  type Machine,
  type Param,
  PERSONALITIES,
  takeEvents,
  tick,
} from '../../shared/sim/index.ts';
import { chaos } from './chaos.ts';

/** Small jobs: so that random commands get them to run, fork and share. */
const SMALL = { buffers: [1, 2] as [number, number], cells: [3, 8] as [number, number], maxCells: 16 };

export const params: fc.Arbitrary<Param> = fc
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

/**
 * Runs `commands` random commands with one to three ticks after each; `watch` after every command, and after
 * every tick or only the last before the next command.
 */
export function run(
  param: Param,
  seed: number,
  commands: number,
  watch?: (machine: Machine, what: unknown) => void,
  after: 'commands' | 'ticks' = 'ticks',
): Machine {
  const machine = createMachine(param, seed);
  const source = chaos(seed);
  for (let count = 0; count < commands; count++) {
    const { seat, command: cmd } = source.next(machine);
    command(machine, seat, cmd);
    watch?.(machine, cmd);
    for (let ticks = 1 + source.below(3); ticks > 0; ticks--) {
      tick(machine);
      if (after === 'ticks' || ticks === 1) watch?.(machine, 'tick');
    }
    takeEvents(machine);
  }
  return machine;
}

export const sound = (machine: Machine, what: unknown) => {
  const faults = check(machine);
  if (faults.length > 0)
    throw new Error(`tick ${machine.tick}, after ${JSON.stringify(what)}: ${faults.slice(0, 3).join('; ')}`);
};
