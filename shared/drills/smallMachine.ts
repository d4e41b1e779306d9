/** Small machines to try something on, driven by commands like any other: what a drill asks about happens in them. */
import { createMachine, DEFAULT_PARAM, type Machine, type Param } from '../sim/index.ts';
import { type Driven, drive } from './drive.ts';

export type Changes = {
  [K in keyof Param]?: Param[K] extends number | boolean | string | readonly unknown[]
    ? Param[K]
    : Partial<Param[K]>;
};

/** The default machine with what a kind of machine changes in it, and what a single one does. */
export function paramWith(...changes: readonly Changes[]): Param {
  const result: Record<string, unknown> = { ...DEFAULT_PARAM };
  for (const [name, value] of changes.flatMap((one) => Object.entries(one))) {
    const nested = typeof value === 'object' && !Array.isArray(value);
    result[name] = nested ? { ...(result[name] as object), ...value } : value;
  }
  return result as unknown as Param;
}

/** All processes start at once, and nobody makes mistakes for them. */
const AT_ONCE: Changes = { startEvery: 0, ticks: 1_000_000, guard: false };

/** One process, one leaf table a process, no watermarks. */
export function paramOf(changes: Changes = {}): Param {
  const pages = changes.pages ?? DEFAULT_PARAM.pages;
  return paramWith(
    AT_ONCE,
    { processes: 1, textPages: 1, tableEntries: pages },
    { limit: { rss: pages, as: pages }, watermark: { min: 0, low: 0, high: 0 } },
    changes,
  );
}

/** Two processes that do nothing by themselves, with jobs of one cell. */
const STILL: Changes = {
  processes: 2,
  accessPeriod: 1_000_000,
  brkPages: 1,
  limit: { rss: 64, as: 64 },
  job: { buffers: [1, 1], cells: [1, 1], maxCells: 1 },
};

function booted(param: Param, seed: number): Driven {
  const driven = drive(createMachine(param, seed));
  driven.run(2);
  return driven;
}

/** A machine at the tick at which its processes have started. */
export const smallMachine = (changes: Changes = {}, seed = 1): Driven => booted(paramOf(changes), seed);

/** One whose processes do nothing by themselves; the same otherwise as in a match. */
export const stillMachine = (changes: Changes = {}, seed = 1): Driven =>
  booted(paramWith(AT_ONCE, STILL, changes), seed);

/** Makes process 1 fork a child over what it has touched; the child's pid. Takes a heap page for two jobs. */
export function forkChild({ machine, must, done }: Driven): number {
  for (let count = 0; count < 2; count++) {
    const job = must(1, { op: 'accept', offer: machine.processes[0]!.offers[0]!.id });
    done(1, { op: 'malloc', job, buffer: 0 });
  }
  const ready = machine.processes[0]!.jobs.find(({ state }) => state === 1)!;
  done(1, { op: 'fork', job: ready.id });
  return machine.processes.find(({ parent }) => parent === 1)!.pid;
}

/** Frames of a kind. */
export const framesOf = (machine: Machine, kind: number): number =>
  machine.kind.reduce((sum, one) => sum + (one === kind ? 1 : 0), 0);
