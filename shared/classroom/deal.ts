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
  /** The group that the teacher has put a student in; negative where that is left to the deal. */
  hand: (student: number) => number;
}

const members = ({ kernel, processes }: Group): number[] => [kernel, ...processes];

/** How many machines so many students need. */
export const machinesFor = (students: number, size: number): number => Math.ceil(students / (size + 1));

/** The groups of a round, as many as it takes. Who was put somewhere sits there; fairness and evenness are for the others. */
export function deal({ students, turns, size, before, hand }: Hand): Group[] {
  const count = machinesFor(students.length, size);
  if (count === 0) return [];
  const isPut = (student: number): boolean => hand(student) >= 0 && hand(student) < count;
  const groupOf = (student: number): number =>
    isPut(student) ? hand(student) : before.findIndex((group) => members(group).includes(student));
  const put = students.filter(isPut);
  const order = [...put, ...students.filter((student) => !isPut(student))];
  const full = Array.from({ length: count }, (_, at) => put.filter((one) => hand(one) === at)).filter(
    (group) => group.length > size,
  );
  const kernels = nextKernels({ order, turns, groupOf, isPut, full, count });
  const groups = seatKernels(
    order.filter((student) => kernels.has(student)),
    groupOf,
    count,
  );
  const most = Math.ceil(students.length / count);
  const movers: number[] = [];
  for (const student of order) {
    if (kernels.has(student)) continue;
    const own = groups[groupOf(student)];
    if (own !== undefined && (isPut(student) || own.processes.length + 1 < most)) own.processes.push(student);
    else movers.push(student);
  }
  for (const student of movers) smallest(groups).processes.push(student);
  even(groups, isPut);
  return groups;
}

interface Candidates {
  order: readonly number[];
  turns: Hand['turns'];
  groupOf: (student: number) => number;
  isPut: (student: number) => boolean;
  /** Groups that were put together whole: they have their own kernel. */
  full: readonly (readonly number[])[];
  count: number;
}

/** Who is kernel next: those with the fewest turns, and among them one of each group before a second of any. */
function nextKernels({ order, turns, groupOf, isPut, full, count }: Candidates): Set<number> {
  const fewest = (list: readonly number[]): number[] => {
    const least = Math.min(...list.map(turns));
    return list.filter((student) => turns(student) === least);
  };
  const kernels = new Set(full.map((group) => fewest(group)[0]!));
  const served = new Set([...kernels].map(groupOf));
  while (kernels.size < count) {
    // Two who were put together can't both be kernels.
    const waiting = order.filter(
      (student) => !kernels.has(student) && !(isPut(student) && served.has(groupOf(student))),
    );
    const due = fewest(waiting);
    // Who comes new belongs to no group, and stands behind nobody.
    const next = due.find((student) => !served.has(groupOf(student))) ?? due[0]!;
    kernels.add(next);
    if (groupOf(next) >= 0) served.add(groupOf(next));
  }
  return kernels;
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

const largest = (groups: readonly Group[]): Group | undefined =>
  [...groups].sort((a, b) => b.processes.length - a.processes.length)[0];

/** Moves people who were put nowhere until machines differ by at most one, as far as that goes. */
function even(groups: readonly Group[], isPut: (student: number) => boolean): void {
  for (;;) {
    const from = largest(groups.filter(({ processes }) => !processes.every(isPut)));
    const to = smallest(groups);
    if (from === undefined || from.processes.length - to.processes.length <= 1) return;
    const free = from.processes.findLastIndex((student) => !isPut(student));
    to.processes.push(...from.processes.splice(free, 1));
  }
}

/** The machine with room for a late comer, the emptiest first; -1 when all are full. */
export function roomFor(groups: readonly Group[], size: number): number {
  const open = groups.filter(({ processes }) => processes.length < size);
  return open.length === 0 ? -1 : groups.indexOf(smallest(open));
}
