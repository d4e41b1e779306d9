/** The report of a class: by student, by concept and by machine, and what to teach next. Pure: rows in, plain data out. */
import type { ConceptId } from '../concepts/index.ts';
import {
  type AnswerData,
  type MachineData,
  type Mastery,
  masteryOf,
  type PlayData,
} from '../report/index.ts';
import { NOBODY, type Student } from './lesson.ts';

type At = { activity: number; round: number; who: number };
type Row<T> = At & { data: T };

interface ClassRows {
  plays: readonly Row<PlayData>[];
  machines: readonly Row<MachineData>[];
  answers: readonly Row<AnswerData>[];
}

export interface StudentReport {
  name: string;
  real: string;
  /** Rounds as kernel and as a process, and those in which an AI sat there from first to last. */
  kernel: number;
  process: number;
  away: number;
  /** Finished work as a process, and of the machines that one was the kernel of. */
  work: number;
  kernelWork: number;
  right: number;
  asked: number;
  concepts: Mastery[];
}

export interface MachineReport {
  activity: number;
  round: number;
  machine: number;
  match: string;
  scenario: string;
  /** Names by seat, '' for an AI. */
  students: string[];
  work: number;
  fairness: number;
  /** Page-ins on the recorded references, and what OPT would have needed. */
  pageIns: number;
  opt: number | null;
  breaches: number;
  panics: number;
}

export interface ConceptReport extends Mastery {
  /** Students who have met it. */
  students: number;
}

export interface ClassReport {
  code: string;
  students: StudentReport[];
  concepts: ConceptReport[];
  machines: MachineReport[];
  /** The gaps that need teaching most: the weakest first. */
  next: ConceptId[];
  totals: { work: number; right: number; asked: number; breaches: number; panics: number };
}

/** A concept is to be taught again below this, in permille. */
const WEAK = 700;
const NEXT = 5;

/** Whether a concept is to be taught again: known too little, or decided badly in play more often than well. */
export const isGap = ({ mastery, well, badly }: Mastery): boolean =>
  (mastery !== null && mastery < WEAK) || badly > well;

const sum = <T>(list: readonly T[], of: (one: T) => number): number =>
  list.reduce((all, one) => all + of(one), 0);

const of = <T>(rows: readonly Row<T>[], who: number): T[] =>
  rows.filter((row) => row.who === who).map(({ data }) => data);

function studentReport(student: Student, number: number, { plays, answers }: ClassRows): StudentReport {
  const dealt = of(plays, number);
  const played = dealt.filter(({ here }) => here > 0);
  const answered = of(answers, number);
  const kernels = played.filter(({ seat }) => seat === 0);
  const processes = played.filter(({ seat }) => seat > 0);
  return {
    name: student.name,
    real: student.real,
    kernel: kernels.length,
    process: processes.length,
    away: dealt.length - played.length,
    work: sum(processes, ({ work }) => work),
    kernelWork: sum(kernels, ({ work }) => work),
    right: answered.filter(({ right }) => right).length,
    asked: answered.length,
    concepts: masteryOf(answered, played),
  };
}

function machineReport(
  { activity, round, who, data }: Row<MachineData>,
  names: readonly string[],
): MachineReport {
  const { match, students, result } = data;
  return {
    activity,
    round,
    machine: who,
    match,
    scenario: result.scenario,
    students: students.map((student) => (student === NOBODY ? '' : (names[student] ?? ''))),
    work: result.work,
    fairness: result.fairness,
    pageIns: result.regret.own,
    opt: result.regret.policies.find(({ policy }) => policy === 'opt')?.faults ?? null,
    breaches: result.breaches,
    panics: result.panics,
  };
}

/** Of all students together; the mastery is the mean of theirs. */
function conceptReports(students: readonly StudentReport[]): ConceptReport[] {
  const all = new Map<ConceptId, Mastery[]>();
  for (const { concepts } of students)
    for (const one of concepts) all.set(one.concept, [...(all.get(one.concept) ?? []), one]);
  return [...all].map(([concept, list]) => {
    const known = list.flatMap(({ mastery }) => mastery ?? []);
    const misconceptions: { [id: string]: number } = {};
    for (const one of list)
      for (const [id, count] of Object.entries(one.misconceptions))
        misconceptions[id] = (misconceptions[id] ?? 0) + count;
    return {
      concept,
      mastery: known.length === 0 ? null : Math.round(sum(known, (one) => one) / known.length),
      right: sum(list, ({ right }) => right),
      wrong: sum(list, ({ wrong }) => wrong),
      met: sum(list, ({ met }) => met),
      well: sum(list, ({ well }) => well),
      badly: sum(list, ({ badly }) => badly),
      misconceptions,
      students: list.length,
    };
  });
}

/** students: by number; those who were taken out are left out, but stay in what their machines did. */
export function classReport(code: string, students: readonly Student[], rows: ClassRows): ClassReport {
  const each = students.flatMap((student, number) =>
    student.standing === 'in' ? [studentReport(student, number, rows)] : [],
  );
  const concepts = conceptReports(each);
  const names = students.map(({ name }) => name);
  const machines = rows.machines.map((row) => machineReport(row, names));
  const weak = concepts.filter(isGap).sort((a, b) => a.mastery! - b.mastery!);
  return {
    code,
    students: each,
    concepts,
    machines,
    next: weak.slice(0, NEXT).map(({ concept }) => concept),
    totals: {
      work: sum(machines, ({ work }) => work),
      right: sum(each, ({ right }) => right),
      asked: sum(each, ({ asked }) => asked),
      breaches: sum(machines, ({ breaches }) => breaches),
      panics: sum(machines, ({ panics }) => panics),
    },
  };
}
