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

/** The groups of a round, as many as it takes. */
export function deal({ students, turns, size, before, hand }: Hand): Group[] {
  const count = machinesFor(students.length, size);
  if (count === 0) return [];
  const isPut = (student: number): boolean => hand(student) >= 0;
  const groupOf = (student: number): number =>
    isPut(student) ? hand(student) : before.findIndex((group) => members(group).includes(student));
  // Who was put somewhere comes first, so that others make room.
  const order = [...students.filter(isPut), ...students.filter((student) => !isPut(student))];
  const kernels = nextKernels(order, turns, groupOf, count);
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
    if (own !== undefined && own.processes.length + 1 < most) own.processes.push(student);
    else movers.push(student);
  }
  for (const student of movers) smallest(groups).processes.push(student);
  even(groups, isPut);
  return groups;
}

/** Who is kernel next: those with the fewest turns, and among them one of each group before a second of any. */
function nextKernels(
  order: readonly number[],
  turns: Hand['turns'],
  groupOf: (student: number) => number,
  count: number,
): Set<number> {
  const kernels = new Set<number>();
  const served = new Set<number>();
  while (kernels.size < count) {
    const waiting = order.filter((student) => !kernels.has(student));
    const fewest = Math.min(...waiting.map(turns));
    const due = waiting.filter((student) => turns(student) === fewest);
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

const largest = (groups: readonly Group[]): Group =>
  groups.reduce((most, group) => (group.processes.length > most.processes.length ? group : most));

/** Moves people until machines differ by at most one; who was put somewhere last of all. */
function even(groups: readonly Group[], isPut: (student: number) => boolean): void {
  for (;;) {
    const from = largest(groups);
    const to = smallest(groups);
    if (from.processes.length - to.processes.length <= 1) return;
    const free = from.processes.findLastIndex((student) => !isPut(student));
    to.processes.push(...from.processes.splice(free, 1));
  }
}

/** The machine with room for a late comer, the emptiest first; -1 when all are full. */
export function roomFor(groups: readonly Group[], size: number): number {
  const open = groups.filter(({ processes }) => processes.length < size);
  return open.length === 0 ? -1 : groups.indexOf(smallest(open));
}
