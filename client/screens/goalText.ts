/**
 * Goals and conditions as words, made from a measure and a number: `goal.<measure>.least`, `.most` and `.figure`.
 */
import { isLeast } from '../../shared/report/goals.ts';
import type { Goal, Keep } from '../../shared/scenario/index.ts';
import type { LessonRole, Measure } from '../../shared/scenario/names.ts';
import { has, t } from '../i18n/index.ts';
import type { LessonFile } from './lessons.ts';

/** "34 points" */
export const figureText = (measure: Measure, count: number): string => t(`goal.${measure}.figure`, { count });

/** What one star takes, as a sentence. */
export const goalText = (goal: Goal): string =>
  t(`goal.${goal.measure}.${isLeast(goal) ? 'least' : 'most'}`, { count: goal.stars[0] });

export const conditionText = ({ measure, call, least, most }: Keep): string => {
  const count = least ?? most ?? 0;
  return t(`goal.${measure ?? 'call'}.${least === undefined ? 'most' : 'least'}`, {
    count,
    call: call ?? '',
  });
};

/** "2 × fork", "3 crashes": a condition's figure. */
export const keptText = ({ measure, call }: Keep, count: number): string =>
  measure === undefined ? t('goal.call.figure', { count, call: call ?? '' }) : figureText(measure, count);

const MS_PER_TICK = 100;

/** When a lesson ends, as the clock above shows it. */
export function endText(ticks: number): string {
  const seconds = Math.round((ticks * MS_PER_TICK) / 1000);
  return t('lesson.ends', { time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}` });
}

/** A lesson's title; the file's own for one without words in the packs. */
export const titleOf = ({ id, title }: LessonFile): string =>
  has(`scenario.${id}`) ? t(`scenario.${id}`) : title;

/** Its one idea in a sentence; where it is another's to carry out, as one's own role meets it. */
export function ideaOf({ id, summary }: LessonFile, role?: LessonRole): string {
  const path = [`ladder.${id}.ideaFor.${role}`, `ladder.${id}.idea`].find((one) => has(one));
  return path === undefined ? summary : t(path);
}
