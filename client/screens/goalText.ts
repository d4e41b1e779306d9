/**
 * Goals and conditions as words, made from a measure and a number: `goal.<measure>.least`, `.most` and `.figure`.
 */

import { TICK_MS } from '../../shared/protocol/index.ts';
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

/** What a condition counts, and its name where that is a call or an order. */
function subjectOf({ call, order }: Keep): { about: string; name: string } | null {
  if (call !== undefined) return { about: 'call', name: call };
  return order === undefined ? null : { about: 'order', name: t(`order.${order}`) };
}

/** A condition as a sentence; what reaches a process is said otherwise than what the machine did. */
export function conditionText(keep: Keep, role: LessonRole): string {
  const { least, most } = keep;
  const subject = subjectOf(keep);
  const way = least === undefined ? 'most' : 'least';
  const values = { count: least ?? most ?? 0, name: subject?.name ?? '', context: role };
  return t(`goal.${subject?.about ?? keep.measure}.${way}`, values);
}

/** "2 × fork", "3 crashes": a condition's figure. */
export function keptText(keep: Keep, count: number): string {
  const subject = subjectOf(keep);
  if (subject !== null) return t('goal.call.figure', { count, name: subject.name });
  return keep.measure === undefined ? '' : figureText(keep.measure, count);
}

/** When a lesson ends, as the clock above shows it. */
export function endText(ticks: number): string {
  const seconds = Math.round((ticks * TICK_MS) / 1000);
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
