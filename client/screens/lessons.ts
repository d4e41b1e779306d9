/**
 * The lessons in the order of the ladder, and which comes next. Plain functions over a list, so that a test can give a
 * list of its own.
 */

import type { Goal, Lesson, ScenarioFile } from '../../shared/scenario/index.ts';
import { type LessonRole, ROLES_WITH_GOALS } from '../../shared/scenario/names.ts';
import { DEFAULT_PARAM, PERSONALITIES } from '../../shared/sim/index.ts';
import { SCENARIOS } from '../net/scenarios.ts';

export type LessonFile = ScenarioFile & { lesson: Lesson };

/** A lesson to play, and as what. */
export interface Part {
  id: string;
  role: LessonRole;
}

const isLesson = (file: ScenarioFile): file is LessonFile => file.lesson !== undefined;

/** By step; variants of one step by the kernel's personality, then with a process's goal first, then by id. */
export function inOrder(files: readonly ScenarioFile[]): LessonFile[] {
  const late = ({ lesson }: LessonFile): number => Number(lesson.goals.process === undefined);
  const kernel = ({ param }: LessonFile): number => PERSONALITIES.indexOf(param.personality ?? 'monolithic');
  return files
    .filter(isLesson)
    .sort(
      (a, b) =>
        a.lesson.step - b.lesson.step || kernel(a) - kernel(b) || late(a) - late(b) || (a.id < b.id ? -1 : 1),
    );
}

export const LESSONS: readonly LessonFile[] = inOrder(SCENARIOS);

export const stepsOf = (lessons: readonly LessonFile[]): number[] => [
  ...new Set(lessons.map(({ lesson }) => lesson.step)),
];

export const lessonOf = (id: string, lessons = LESSONS): LessonFile | null =>
  lessons.find((file) => file.id === id) ?? null;

/** The last step of those that lead by the hand: a victim is proposed unasked, and no policies are compared. */
const LED_STEPS = 4;

export const isLed = (id: string, lessons = LESSONS): boolean =>
  (lessonOf(id, lessons)?.lesson.step ?? 0) <= LED_STEPS;

/** A lesson with a card that leads through it, step by step. */
export const isTutorial = (id: string): boolean => id.startsWith('tutorial-');

const TICKS_PER_MINUTE = 600;

/** How long a lesson is at normal speed. */
export const minutesOf = (id: string, lessons = LESSONS): number =>
  Math.round((lessonOf(id, lessons)?.param.ticks ?? DEFAULT_PARAM.ticks) / TICKS_PER_MINUTE);

export const goalOf = (file: LessonFile | null, role: LessonRole): Goal | null =>
  file?.lesson.goals[role] ?? null;

export const rolesOf = (file: LessonFile): LessonRole[] =>
  ROLES_WITH_GOALS.filter((role) => goalOf(file, role) !== null);

/** A lesson among these with a goal for the role; otherwise the first, in the role that it has. */
function partFor(files: readonly LessonFile[], role: LessonRole): Part | null {
  const file = files.find((one) => goalOf(one, role) !== null) ?? files[0];
  if (file === undefined) return null;
  return { id: file.id, role: goalOf(file, role) === null ? rolesOf(file)[0] : role };
}

/** What follows a lesson: the next variant of its step, or a lesson of the next step, in the same role if it can be. */
export function nextPart(id: string, role: LessonRole, lessons = LESSONS): Part | null {
  const here = lessonOf(id, lessons)?.lesson.step ?? 0;
  const later = lessons.slice(lessons.findIndex((file) => file.id === id) + 1);
  const variants = later.filter((file) => file.lesson.step === here);
  const variant =
    variants.find((file) => goalOf(file, role) !== null) ?? variants.find(({ id }) => isTutorial(id));
  if (variant !== undefined) return partFor([variant], role);
  const steps = stepsOf(lessons).filter((step) => step > here);
  return partFor(
    lessons.filter(({ lesson }) => lesson.step === steps[0]),
    role,
  );
}

/** The same step from the other side: this lesson, or a variant of it. */
export function otherPart(id: string, role: LessonRole, lessons = LESSONS): Part | null {
  const file = lessonOf(id, lessons);
  if (file === null) return null;
  const other = role === 'kernel' ? 'process' : 'kernel';
  const variants = lessons.filter(({ lesson }) => lesson.step === file.lesson.step);
  const found = [file, ...variants].find((one) => goalOf(one, other) !== null);
  return found === undefined ? null : { id: found.id, role: other };
}
