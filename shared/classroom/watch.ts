/** What is worth seeing of a round's machines, for screens and for whoever sends it to them. Pure. */
import { ALARMS, type MachineInfo } from './wire.ts';

/** The machine to show large: the one that is wished for, else the gravest alarm, else the one that has done most. */
export function shownLarge(machines: readonly MachineInfo[], spot: number): number {
  if (machines[spot] !== undefined) return spot;
  const weight = ({ alarm, work }: MachineInfo): number => ALARMS.indexOf(alarm) * 1_000_000 + work;
  let best = 0;
  for (const [at, machine] of machines.entries()) if (weight(machine) > weight(machines[best]!)) best = at;
  return best;
}

/** A process of a machine, both from 0, and its wait. */
export interface Waited {
  machine: number;
  process: number;
  ticks: number;
}

/** What a round's figures show: machines by number, from 0. */
export interface Facts {
  /** Who did most, and who of those that did half as much shared it out most evenly; null where several are level. */
  most: number | null;
  fairest: number | null;
  /** Who waited longest; null where nobody waited long enough to tell of. */
  waited: Waited | null;
  thrashed: number[];
  breached: number[];
  panicked: number[];
}

/** Thrashing or waiting for less than this, in ticks, is not told of. */
const MENTIONED = 20;

export function factsOf(machines: readonly MachineInfo[]): Facts {
  const which = (is: (machine: MachineInfo) => boolean): number[] =>
    machines.flatMap((machine, at) => (is(machine) ? [at] : []));
  const least = Math.max(...machines.map(({ work }) => work)) / 2;
  return {
    most: topOf(machines.map(({ work }) => work)),
    fairest: topOf(machines.map(({ work, fairness }) => (work > 0 && work >= least ? fairness : -1))),
    waited: longestWait(machines),
    thrashed: which(({ thrashed }) => thrashed >= MENTIONED),
    breached: which(({ breaches }) => breaches > 0),
    panicked: which(({ panics }) => panics > 0),
  };
}

function longestWait(machines: readonly MachineInfo[]): Waited | null {
  const all = machines.flatMap(({ waited }, machine) =>
    waited.map((ticks, process) => ({ machine, process, ticks })),
  );
  const [longest] = all.sort((a, b) => b.ticks - a.ticks);
  return longest === undefined || longest.ticks < MENTIONED ? null : longest;
}

/** The one place with the highest figure; null where several share it. */
function topOf(figures: readonly number[]): number | null {
  const top = Math.max(...figures);
  return figures.length > 1 && figures.filter((one) => one === top).length === 1
    ? figures.indexOf(top)
    : null;
}
