/**
 * The report as CSV, a table at a time. `students` is the one that scripts read: a line a student, a column a concept that
 * somebody met. The others hold the rest of the report. Concepts, misconceptions and scenarios stand by their ids.
 */
import type { Mastery } from '../report/index.ts';
import type { ClassReport } from './report.ts';

type Value = string | number | null;
type Lines = Value[][];

/**
 * A cell that no spreadsheet takes for a formula, quoted where it must be. Where a sheet splits at another separator than
 * the comma, what follows that one begins a cell, too.
 */
function cell(value: Value): string {
  if (typeof value !== 'string') return String(value ?? '');
  const safe = value.replace(/(^|[\t\r\n,;|])(\s*)(?=[=+\-@＝＋－＠])/g, "$1$2'");
  return /[",;|\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const percent = (permille: number | null): number | null =>
  permille === null ? null : Math.round(permille / 10);

const believed = (misconceptions: Mastery['misconceptions']): string =>
  Object.entries(misconceptions)
    .map(([id, count]) => `${id} ${count}`)
    .join(' ');

const GROUNDS = ['mastery', 'right', 'wrong', 'met', 'well', 'badly', 'misconceptions'];
const groundsOf = ({ mastery, right, wrong, met, well, badly, misconceptions }: Mastery): Value[] => [
  percent(mastery),
  right,
  wrong,
  met,
  well,
  badly,
  believed(misconceptions),
];

/** One line a student, one column a concept that somebody met: mastery in percent. */
function students({ students, concepts }: ClassReport): Lines {
  const ids = concepts.map(({ concept }) => concept);
  return [
    ['name', 'real', 'kernel', 'process', 'away', 'work', 'kernelWork', 'right', 'asked', ...ids],
    ...students.map(
      ({ name, real, kernel, process, away, work, kernelWork, right, asked, concepts: own }) => [
        ...[name, real, kernel, process, away, work, kernelWork, right, asked],
        ...ids.map((id) => percent(own.find(({ concept }) => concept === id)?.mastery ?? null)),
      ],
    ),
  ];
}

/** One line a student and concept that they met: what their mastery rests on. */
const mastery = ({ students }: ClassReport): Lines => [
  ['name', 'real', 'concept', ...GROUNDS],
  ...students.flatMap(({ name, real, concepts }) =>
    concepts.map((one) => [name, real, one.concept, ...groundsOf(one)]),
  ),
];

/** One line a concept, of all together; next: its place among what to teach next. */
const concepts = ({ concepts, next }: ClassReport): Lines => [
  ['concept', 'next', 'students', ...GROUNDS],
  ...concepts.map((one) => {
    const at = next.indexOf(one.concept);
    return [one.concept, at < 0 ? null : at + 1, one.students, ...groundsOf(one)];
  }),
];

/** One line a machine; part, round and machine as the teacher reads them, from 1, fairness from 0 to 1. */
const machines = ({ machines }: ClassReport): Lines => [
  [
    ...['part', 'round', 'machine', 'scenario', 'kernel', 'processes', 'work', 'fairness'],
    ...['pageIns', 'opt', 'breaches', 'panics', 'match'],
  ],
  ...machines.map((one) => {
    const [kernel = '', ...processes] = one.students;
    const people = processes.filter((name) => name !== '').join(', ');
    return [
      ...[one.activity + 1, one.round + 1, one.machine + 1, one.scenario, kernel, people],
      ...[one.work, one.fairness / 1000, one.pageIns, one.opt, one.breaches, one.panics, one.match],
    ];
  }),
];

const TABLES = { students, mastery, concepts, machines };
export type CsvTable = keyof typeof TABLES;
export const CSV_TABLES = Object.keys(TABLES) as CsvTable[];

export const reportCsv = (report: ClassReport, table: CsvTable = 'students'): string =>
  TABLES[table](report)
    .map((line) => `${line.map(cell).join(',')}\r\n`)
    .join('');
