/** What the class has just seen, in words: the idea to notice, and what the figures of the round say. */
import { factsOf, type LessonInfo, NOBODY, type Waited } from '../../../shared/classroom/index.ts';
import { TICK_MS } from '../../../shared/protocol/index.ts';
import { has, t } from '../../i18n/index.ts';
import { share } from '../../i18n/numbers.ts';

export function Seen({ info }: { info: LessonInfo }) {
  const { activity } = info;
  if (activity === null) return null;
  return (
    <div class="seen" data-testid="seen">
      <p class="seen-idea">{'scenario' in activity ? ideaOf(activity.scenario) : answersOf(info)}</p>
      <Facts info={info} />
    </div>
  );
}

/** What the figures say, of the machines that were played last or of the questions that were asked. */
export function Facts({ info }: { info: LessonInfo }) {
  return (
    <ul>
      {sentencesOf(info).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

/** What to notice in a scenario: its lesson's idea, or a sentence for classes; every one has something to say. */
function ideaOf(scenario: string): string {
  const key = [`class:seen.${scenario}`, `ladder.${scenario}.idea`].find((one) => has(one));
  return t(key ?? 'class:seen.any');
}

function answersOf({ students }: LessonInfo): string {
  const sum = (of: 'right' | 'asked'): number => students.reduce((all, student) => all + student[of], 0);
  return t('class:seen.answers', { right: sum('right'), asked: sum('asked') });
}

function sentencesOf({ machines, activity, race, students }: LessonInfo): string[] {
  if (activity?.do === 'drills') return (race?.concepts ?? []).map((id) => t(`concept.${id}`));
  if (machines.length === 0) return [];
  const { most, fairest, waited, ...met } = factsOf(machines);
  const figures = (at: number) => {
    const { work, fairness } = machines[at]!;
    return { number: at + 1, work, fairness: share(fairness) };
  };
  const told = Object.entries(met).flatMap(([what, which]) =>
    which.length === 0
      ? []
      : [t(`class:fact.${what}`, { count: which.length, list: which.map((at) => at + 1).join(', ') })],
  );
  return [
    ...(machines.length === 1 ? [t('class:fact.alone', figures(0))] : []),
    ...(most === null ? [] : [t('class:fact.most', figures(most))]),
    ...(fairest === null || fairest === most ? [] : [t('class:fact.fairest', figures(fairest))]),
    ...(waited === null ? [] : [t('class:fact.waited', waitOf(waited, machines, students))]),
    ...(told.length === 0 ? [t('class:fact.calm')] : told),
  ];
}

/** Who waited, by name or number, and for how long. */
function waitOf(
  { machine, process, ticks }: Waited,
  machines: LessonInfo['machines'],
  students: LessonInfo['students'],
): { name: string; number: number; seconds: number } {
  const student = machines[machine]!.processes[process] ?? NOBODY;
  const known = students[student]?.name || t('class:student.number', { number: student + 1 });
  const name = student === NOBODY ? t('class:machine.ai') : known;
  return { name, number: machine + 1, seconds: Math.round((ticks * TICK_MS) / 1000) };
}
