/** Random scenarios with everything in them, and random commands over them, checked after each step (FR4). */
import fc from 'fast-check';
import { createAi, KERNEL_AIS, PROCESS_AIS } from '../../shared/ai/index.ts';
import {
  type Command,
  check,
  command,
  createMachine,
  DEFAULT_PARAM,
  drawBelow,
  type Event,
  eventsFor,
  type Machine,
  type Param,
  PERSONALITIES,
  type Result,
  shapeOf,
  takeEvents,
  tick,
  viewFor,
  viewSize,
} from '../../shared/sim/index.ts';
import { chaos } from './chaos.ts';

/** Small jobs: so that random commands get them to run, fork and share. */
const SMALL = { buffers: [1, 2] as [number, number], cells: [3, 8] as [number, number], maxCells: 16 };

export const params: fc.Arbitrary<Param> = fc
  .record({
    frames: fc.integer({ min: 34, max: 80 }),
    swapSlots: fc.constantFrom(0, 4, 20, 64),
    guard: fc.constantFrom(true, true, true, false),
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

/** AI players of all seats, drawn by the seed: what takes several right commands in a row comes from them. */
function createPlayers(machine: Machine, seed: number) {
  const shape = shapeOf(machine);
  const named = <T>(names: readonly T[], at: number): T => names[drawBelow(seed, 8, at, names.length)]!;
  const seats = [
    named(
      KERNEL_AIS.filter((name) => name !== 'idle' && name !== 'grant-only'),
      0,
    ),
    ...Array.from({ length: machine.param.processes }, (_, at) => named(PROCESS_AIS, at + 1)),
  ].map((name, seat) => ({
    player: createAi(name, shape, { seed, seat, reaction: 0 }),
    news: [] as Event[],
  }));
  return {
    hear(events: readonly Event[]): void {
      seats.forEach(({ news }, seat) => {
        news.push(...eventsFor(events, seat));
      });
    },
    /** What a seat's player does now: nothing, or a few commands. */
    ask(seat: number): readonly Command[] {
      const view = new Int32Array(viewSize(shape, seat));
      viewFor(machine, seat, view);
      return seats[seat]!.player.turn(view, seats[seat]!.news.splice(0)).commands;
    },
    answered(seat: number, cmd: Command, result: Result): void {
      seats[seat]!.player.answered(cmd, result);
    },
  };
}

interface Watch {
  /** Called after every command, and after every tick or none. */
  each: (machine: Machine, what: unknown) => void;
  ticks?: 'all' | 'none';
  /** What happened. */
  heard?: (events: readonly Event[]) => void;
}

/** Share of the commands that are wild. Percent. */
const WILD = 40;

/** Runs at least so many commands, wild ones and those of AI players, with one to three ticks after each. */
export function run(param: Param, seed: number, commands: number, watch?: Watch): Machine {
  const machine = createMachine(param, seed);
  const source = chaos(seed);
  const players = createPlayers(machine, seed);
  for (let count = 0; count < commands; ) {
    const seat = source.below(param.processes + 1);
    const wild = source.below(100) < WILD;
    for (const cmd of wild ? [source.next(machine, seat)] : players.ask(seat)) {
      players.answered(seat, cmd, command(machine, seat, cmd));
      watch?.each(machine, cmd);
      count++;
    }
    for (let ticks = 1 + source.below(3); ticks > 0; ticks--) {
      tick(machine);
      if (watch?.ticks !== 'none') watch?.each(machine, 'tick');
    }
    const events = takeEvents(machine);
    players.hear(events);
    watch?.heard?.(events);
  }
  return machine;
}

export const sound = (machine: Machine, what: unknown) => {
  const faults = check(machine);
  if (faults.length > 0)
    throw new Error(`tick ${machine.tick}, after ${JSON.stringify(what)}: ${faults.slice(0, 3).join('; ')}`);
};
