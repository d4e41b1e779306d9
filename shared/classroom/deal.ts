/**
 * Who plays which machine in a round: one kernel each, the others its processes. Nobody is left over, machines differ by at
 * most one person, groups stay together as far as that allows, and whoever has been kernel least often is next. Pure.
 */

export interface Group {
  /** The student who is the kernel. */
  kernel: number;
  processes: number[];
}

export interface Hand {
  /** Students who are there, in the order in which they are dealt. */
  students: readonly number[];
  /** How often each has been kernel. */
  turns: (student: number) => number;
  /** The most processes of a machine that are people. */
  size: number;
  /** The groups of the round before; none in the first. */
  before: readonly Group[];
}

const members = ({ kernel, processes }: Group): number[] => [kernel, ...processes];

/** The groups of a round, as many as it takes. */
export function deal({ students, turns, size, before }: Hand): Group[] {
  const count = Math.ceil(students.length / (size + 1));
  if (count === 0) return [];
  const groupOf = (student: number): number => before.findIndex((group) => members(group).includes(student));
  const kernels = nextKernels(students, turns, groupOf).slice(0, count);
  const groups = seatKernels(kernels, groupOf, count);
  const most = Math.ceil(students.length / count);
  const others = students.filter((student) => !kernels.includes(student));
  const movers: number[] = [];
  for (const student of others) {
    const own = groups[groupOf(student)];
    if (own !== undefined && own.processes.length + 1 < most) own.processes.push(student);
    else movers.push(student);
  }
  for (const student of movers) smallest(groups).processes.push(student);
  even(groups);
  return groups;
}

/** Students by who is to be kernel first: fewest turns, then one of each group before a second of any. */
function nextKernels(
  students: readonly number[],
  turns: Hand['turns'],
  groupOf: (student: number) => number,
): number[] {
  const ranked: { student: number; turns: number; rank: number }[] = [];
  for (const student of students) {
    const own = turns(student);
    const group = groupOf(student);
    const rank = ranked.filter((one) => one.turns === own && groupOf(one.student) === group).length;
    // Who comes new belongs to no group, and stands behind nobody.
    ranked.push({ student, turns: own, rank: group < 0 ? 0 : rank });
  }
  return ranked.sort((a, b) => a.turns - b.turns || a.rank - b.rank).map(({ student }) => student);
}

/** Each kernel in their own group where it has none yet, else in one that lacks one. */
function seatKernels(
  kernels: readonly number[],
  groupOf: (student: number) => number,
  count: number,
): Group[] {
  const seats = new Array<number | undefined>(count).fill(undefined);
  const movers = kernels.filter((kernel) => {
    const own = groupOf(kernel);
    if (own < 0 || own >= count || seats[own] !== undefined) return true;
    seats[own] = kernel;
    return false;
  });
  return seats.map((kernel) => ({ kernel: kernel ?? movers.shift()!, processes: [] }));
}

const smallest = (groups: readonly Group[]): Group =>
  groups.reduce((least, group) => (group.processes.length < least.processes.length ? group : least));

const largest = (groups: readonly Group[]): Group =>
  groups.reduce((most, group) => (group.processes.length > most.processes.length ? group : most));

/** Moves people until machines differ by at most one. */
function even(groups: readonly Group[]): void {
  for (;;) {
    const from = largest(groups);
    const to = smallest(groups);
    if (from.processes.length - to.processes.length <= 1) return;
    to.processes.push(from.processes.pop()!);
  }
}

/** The machine with room for a late comer, the emptiest first; -1 when all are full. */
export function roomFor(groups: readonly Group[], size: number): number {
  const open = groups.filter(({ processes }) => processes.length < size);
  return open.length === 0 ? -1 : groups.indexOf(smallest(open));
}
