/**
 * A lesson as it goes: who is in the class, where in the plan it is, who plays which machine. Plain data, so that it can be
 * kept, and pure transitions; what follows from them (rooms, sockets, files) is the server's.
 */
import type { ConceptId } from '../concepts/index.ts';
import { createDice } from '../drills/index.ts';
import { deal, type Group, machinesFor, roomFor } from './deal.ts';
import { type Activity, type Plan, roundsOf } from './plan.ts';

/** gathering: before the first activity. between: a round is over, and what it showed is on the screen. */
export const STAGES = ['gathering', 'running', 'between', 'over'] as const;
export type Stage = (typeof STAGES)[number];

export const MOST_STUDENTS = 120;
/** Students who ever came, those who were taken out among them. */
export const MOST_ENTRIES = 1000;

/** Who left so short a time ago, in ms, is dealt a seat all the same: a locked phone, a lost line. */
export const EXPECTED_MS = 600_000;

/** Boards are looked at so often, in ms, and so many looks are kept: half a minute. */
export const LOOK_MS = 500;
export const LOOKS = 60;

export interface Student {
  name: string;
  /** A real name or roster number, for the report alone. */
  real: string;
  present: boolean;
  /** When their line broke, in ms; 0 for never. */
  leftAt: number;
  /** in; removed: may come back as somebody new; banned: may not. */
  standing: 'in' | 'removed' | 'banned';
  /** How often they were kernel. */
  turns: number;
  /** Work finished as a process, and by machines whose kernel they were; answers right and asked, and what was wrong last. */
  work: number;
  led: number;
  right: number;
  asked: number;
  wrong: ConceptId[];
  /** The machine that the teacher has put them in for the next round; left out where that is up to the deal. */
  hand?: number;
}

/** How students are dealt into machines the next time: as they sit, anew by chance, or the strong with the weak. */
export const DEALS = ['seated', 'chance', 'results'] as const;
export type Deal = (typeof DEALS)[number];

export interface Lesson {
  plan: Plan;
  /** Place in the plan; -1 while gathering. */
  at: number;
  /** Round of an activity of several, from 0. */
  round: number;
  stage: Stage;
  /** Nobody new comes in. */
  locked: boolean;
  /** The projector shows no names. */
  hidden: boolean;
  paused: boolean;
  /** Permille of normal speed. */
  speed: number;
  students: Student[];
  /** Machines of this round: students by number. */
  groups: Group[];
  /** How the next round is dealt, and the seed of its chance. */
  deal: Deal;
  seed: number;
  /** The machine that everybody is shown large; NOBODY for the one most worth it. */
  spot: number;
  /** How many looks back the boards are shown while all stands still; 0 for now. */
  back: number;
  /** Kernel of the one big machine: a student, or NOBODY for the teacher. */
  volunteer: number;
}

/** A seat that no student has. */
export const NOBODY = -1;

export const createLesson = (plan: Plan): Lesson => ({
  plan,
  at: -1,
  round: 0,
  stage: 'gathering',
  locked: false,
  hidden: false,
  paused: false,
  speed: 1000,
  students: [],
  groups: [],
  deal: 'seated',
  seed: 0,
  spot: NOBODY,
  back: 0,
  volunteer: NOBODY,
});

export const activityOf = ({ plan, at }: Lesson): Activity | null => plan.activities[at] ?? null;

/** Whether the class is doing something now; a talk has no end of its own. */
export const isOpen = ({ stage }: Lesson): boolean => stage === 'running';

/** Numbers of those who are in the class, here or away. */
export const members = ({ students }: Lesson): number[] =>
  students.flatMap(({ standing }, number) => (standing === 'in' ? [number] : []));

/** Numbers of those who are here. */
export const present = (lesson: Lesson): number[] =>
  members(lesson).filter((number) => lesson.students[number]!.present);

/** Numbers of those who are here, or soon will be again. */
const expected = (lesson: Lesson, now: number): number[] =>
  members(lesson).filter((number) => {
    const { present: here, leftAt } = lesson.students[number]!;
    return here || (leftAt > 0 && now - leftAt < EXPECTED_MS);
  });

/** A name is taken by whoever is in the class, whatever its case. */
export function nameTaken(lesson: Lesson, name: string, but = -1): boolean {
  const wanted = name.toLocaleLowerCase();
  // A banned one's name is nobody else's, either.
  return lesson.students.some(
    ({ standing }, number) =>
      standing !== 'removed' &&
      number !== but &&
      lesson.students[number]!.name.toLocaleLowerCase() === wanted,
  );
}

/** Somebody new; returns their number. The name is free. */
export function enrol(lesson: Lesson, name: string, real: string): number {
  lesson.students.push({
    name,
    real,
    present: true,
    leftAt: 0,
    standing: 'in',
    turns: 0,
    work: 0,
    led: 0,
    right: 0,
    asked: 0,
    wrong: [],
  });
  return lesson.students.length - 1;
}

/** Goes on: ends what is open, or begins the next round, the next activity, or the end. */
export function advance(lesson: Lesson, now: number): void {
  const activity = activityOf(lesson);
  if (lesson.stage === 'over') return;
  if (lesson.stage === 'running' && activity !== null && activity.do !== 'talk') {
    lesson.stage = 'between';
    lesson.back = 0;
    return;
  }
  const again = lesson.stage === 'between' && activity !== null && lesson.round + 1 < roundsOf(activity);
  if (again) lesson.round += 1;
  else {
    lesson.at += 1;
    lesson.round = 0;
  }
  begin(lesson, now);
}

/** The round once more, from its start, with the same people in the same seats, as far as they are still here. */
export function repeat(lesson: Lesson, now: number): boolean {
  const activity = activityOf(lesson);
  if (activity === null || lesson.stage === 'over') return false;
  lesson.paused = false;
  lesson.back = 0;
  lesson.stage = 'running';
  if ('scenario' in activity) regroup(lesson, sizeOf(activity), now);
  return true;
}

const turnsOf = ({ students }: Lesson, student: number): number => students[student]!.turns;

/** Somebody leaves for good: their seat is free, for an AI or whoever comes late. */
export function leaveGroups(lesson: Lesson, student: number): void {
  for (const group of lesson.groups) {
    group.processes = group.processes.filter((one) => one !== student);
    if (group.kernel === student) group.kernel = NOBODY;
  }
}

/** Takes out of the groups who is gone, and puts in who has come. */
function regroup(lesson: Lesson, size: number, now: number): void {
  const here = new Set(expected(lesson, now));
  lesson.groups = lesson.groups.flatMap(({ kernel, processes }) => {
    const people = processes.filter((student) => here.has(student));
    if (kernel === NOBODY || here.has(kernel)) return { kernel, processes: people };
    // Whoever has waited longest for it.
    const [next, ...others] = [...people].sort((a, b) => turnsOf(lesson, a) - turnsOf(lesson, b));
    return next === undefined ? [] : { kernel: next, processes: others };
  });
  for (const { kernel, processes } of lesson.groups)
    for (const student of [kernel, ...processes]) here.delete(student);
  for (const student of here) {
    const group = roomFor(lesson.groups, size);
    if (group < 0) lesson.groups.push({ kernel: student, processes: [] });
    else lesson.groups[group]!.processes.push(student);
  }
}

export function finish(lesson: Lesson): void {
  lesson.stage = 'over';
}

function begin(lesson: Lesson, now: number): void {
  const activity = activityOf(lesson);
  lesson.paused = false;
  lesson.back = 0;
  lesson.stage = activity === null ? 'over' : 'running';
  if (activity?.do === 'machines') lesson.groups = dealt(lesson, activity.size, now);
  if (activity?.do === 'big') {
    const { volunteer } = lesson;
    const all = expected(lesson, now);
    const kernel = all.includes(volunteer) ? volunteer : NOBODY;
    lesson.groups = [{ kernel, processes: all.filter((number) => number !== kernel) }];
  }
  if (activity?.do !== 'machines' && activity?.do !== 'big') return;
  for (const { kernel } of lesson.groups) if (kernel !== NOBODY) lesson.students[kernel]!.turns += 1;
}

function dealt(lesson: Lesson, size: number, now: number): Group[] {
  const anew = lesson.deal !== 'seated';
  const groups = deal({
    students: inOrder(lesson, expected(lesson, now)),
    turns: (number) => lesson.students[number]!.turns,
    size,
    before: anew ? [] : lesson.groups,
    hand: (number) => lesson.students[number]!.hand ?? NOBODY,
  });
  for (const student of lesson.students) delete student.hand;
  // Dealt anew once; from then on they stay together.
  lesson.deal = 'seated';
  lesson.spot = NOBODY;
  return groups;
}

/** In the order in which they are dealt. */
function inOrder(lesson: Lesson, here: number[]): number[] {
  if (lesson.deal === 'chance') return createDice(lesson.seed, lesson.round).shuffle(here);
  if (lesson.deal !== 'results') return here;
  const share = (number: number): number => {
    const { right, asked } = lesson.students[number]!;
    return asked === 0 ? 0.5 : right / asked;
  };
  return [...here].sort((a, b) => share(b) - share(a));
}

/** The number of the group that has room for a late comer; -1 for none, or where there are no machines. */
export function roomIn(lesson: Lesson): number {
  const activity = activityOf(lesson);
  if (activity === null || lesson.stage !== 'running') return NOBODY;
  if (activity.do !== 'machines' && activity.do !== 'big') return NOBODY;
  return roomFor(lesson.groups, sizeOf(activity));
}

const sizeOf = (activity: Extract<Activity, { scenario: string }>): number =>
  activity.do === 'big' ? MOST_STUDENTS : activity.size;

/** The next round of machines side by side: how many there are, and how many people each has. Null where none is to come. */
export function machinesNext(lesson: Lesson, now: number): { count: number; people: number } | null {
  const { plan, at, round, stage } = lesson;
  const next = plan.activities
    .slice(Math.max(0, at))
    .find((one, ahead) => one.do === 'machines' && (ahead > 0 || at < 0 || round + 1 < one.rounds));
  if (stage === 'over' || next?.do !== 'machines') return null;
  return { count: machinesFor(expected(lesson, now).length, next.size), people: next.size + 1 };
}

/** Why a student can't be put in a machine of the next round by hand: there is none, no such one, or it is full. */
export type NoSeat = 'none' | 'unknown' | 'full';

/** Puts a student in a machine of the next round by the teacher's hand, or leaves it to the deal again. */
export function putIn(lesson: Lesson, number: number, machine: number, now: number): NoSeat | null {
  const next = machinesNext(lesson, now);
  if (next === null) return 'none';
  if (machine >= next.count) return 'unknown';
  const student = lesson.students[number]!;
  const others = expected(lesson, now).filter(
    (one) => one !== number && lesson.students[one]!.hand === machine,
  );
  if (machine !== NOBODY && others.length >= next.people) return 'full';
  if (machine === NOBODY) delete student.hand;
  else student.hand = machine;
  return null;
}
