/** The same machine under the three kernels: what a call costs, and what goes down when a driver writes wild (OS1). */
import { type ModuleName, PERSONALITIES, type Personality } from '../sim/index.ts';
import type { Driven } from './drive.ts';
import { tableFigure } from './pagingFigures.ts';
import { type Figure, say } from './question.ts';
import { smallMachine } from './smallMachine.ts';

export const KERNELS: readonly Personality[] = PERSONALITIES;

/** Their names in the reader's words. */
export const kernelName = (name: Personality) => say(`kernel.${name}`);

/** What goes down when a driver writes into memory that isn't its own. */
export function driverCrash(
  personality: Personality,
  driver: ModuleName,
  processes = 1,
): 'machine' | 'driver' {
  const small = smallMachine({
    personality,
    processes,
    modules: [driver],
    frames: 48,
    pages: 16,
    files: 1,
    filePages: 1,
    driverBug: 1000,
    accessPeriod: 1000,
    device: { every: 1000, first: 4, order: [0, 0] },
  });
  if (driver === 'nic') {
    small.until('interrupt');
    small.give(0, { op: 'serve', trap: small.machine.traps.at(-1)!.id, by: 'copy' });
  } else {
    small.call(1, { op: 'open', file: 0 });
    small.give(1, { op: 'read', fd: 0, page: 0 });
  }
  small.until('driver-bug', undefined, 20);
  return small.machine.panics > 0 ? 'machine' : 'driver';
}

/** What the machine said before: under the same kernel, costs and calls it says the same again. */
const said = new Map<string, number>();

export interface Costs {
  entry: number;
  copy: number;
  map: number;
}

/** What the kernel's work costs; what is copied is a page or a message. */
export const pricesFigure = ({ entry, copy, map }: Costs, copied: 'copyPage' | 'copyMessage'): Figure =>
  tableFigure(say('figure.prices'), ['crossing', copied, 'mapPage'], [[entry, copy, map]]);

/** A machine to count calls on. */
const meter = (personality: Personality, cost: Costs): Driven =>
  smallMachine({
    personality,
    processes: 2,
    pages: 16,
    files: 1,
    filePages: 1,
    accessPeriod: 1000,
    cost: { ...cost, disk: 1 },
  });

/** Calls whose price differs from kernel to kernel, or doesn't. */
export const PRICED = {
  open: (small: Driven) => small.call(1, { op: 'open', file: 0 }),
  close: (small: Driven) => small.call(1, { op: 'close', fd: 0 }),
  send: (small: Driven) => small.call(1, { op: 'send', pid: 2, value: 7 }),
  recv: (small: Driven) => small.call(2, { op: 'recv' }),
  mmap: (small: Driven) => small.call(1, { op: 'mmap', pages: 1 }),
  nice: (small: Driven) => small.call(1, { op: 'nice', value: small.machine.processes[0]!.nice + 1 }),
} as const;
export type Priced = keyof typeof PRICED;

/** The kernel's ticks for calls, one after the other. */
export function price(personality: Personality, cost: Costs, calls: readonly Priced[]): number {
  const key = [personality, cost.entry, cost.copy, cost.map, ...calls].join();
  const known = said.get(key);
  if (known !== undefined) return known;
  const small = meter(personality, cost);
  const before = small.busy();
  for (const call of calls) PRICED[call](small);
  const ticks = small.busy() - before;
  if (calls.length === 1) said.set(key, ticks);
  return ticks;
}
