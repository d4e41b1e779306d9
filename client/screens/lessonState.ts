/**
 * What a lesson's screens share while its match runs: whether the briefing is read or the hint is open, and which goal
 * one plays for.
 */
import { computed, effect, signal } from '@preact/signals';
import { brokenOf, type Outcome, progressOf, type Stars, starsOf } from '../../shared/report/goals.ts';
import type { Goal, Keep } from '../../shared/scenario/index.ts';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { has, t } from '../i18n/index.ts';
import { accepted } from '../net/command.ts';
import { common, kernelView, processView, room, welcome } from '../net/store.ts';
import { goalOf, isLed, isTutorial, type LessonFile, lessonOf } from './lessons.ts';
import { kernelOutcome, processOutcome } from './live.ts';
import { alone, briefing } from './standstill.ts';
import { isHintDue } from './stuck.ts';

/** Who comes back to a match that is older, in ticks, has read the briefing. */
const FRESH_TICKS = 300;

export const hint = signal(false);

/** The match these belong to, by the seat's token, and what has happened in it. */
export const here = {
  token: '',
  begun: false,
  idle: 0,
  accepted: 0,
  /** The hint has been open, asked for or not. */
  hinted: false,
  /** It came by itself, and goes so when a star is lit. */
  came: false,
  asked: false,
};

effect(() => {
  const token = welcome.value?.token ?? '';
  if (token !== here.token)
    Object.assign(here, { token, begun: false, idle: 0, hinted: false, came: false, asked: false });
  if (token === '') {
    hint.value = false;
    briefing.value = false;
  }
  const tick = common.value?.machine[0].tick;
  // Which lesson it is the room tells, which may come after the first view.
  if (tick === undefined || room.value === null || here.begun) return;
  here.begun = true;
  hint.value = false;
  briefing.value = tick < FRESH_TICKS && takesPart() !== null;
});

interface Playing {
  file: LessonFile;
  role: LessonRole;
  /** Null in a role that the lesson has no stars for. */
  goal: Goal | null;
}

/** The lesson one takes part in, and one's role in it; null in any other match. */
export function takesPart(): Playing | null {
  const seat = welcome.value?.seat ?? -1;
  const file = lessonOf(room.value?.scenario ?? '');
  const role = seat === 0 ? 'kernel' : 'process';
  return seat < 0 || file === null ? null : { file, role, goal: goalOf(file, role) };
}

/** The same, for who plays for stars. */
export function playing(): (Playing & { goal: Goal }) | null {
  const part = takesPart();
  return part === null || part.goal === null ? null : { ...part, goal: part.goal };
}

/** What is still to be done for the first star besides finishing jobs, as a sentence; null when nothing is. */
export const stillToTry = computed((): string | null => {
  const lesson = playing();
  const reached = outcome();
  if (lesson === null || reached === null) return null;
  const key = `ladder.${lesson.file.id}.try.${lesson.role}`;
  if (!has(key)) return null;
  const isAsked = ({ least }: Keep): boolean => least !== undefined;
  const open = (lesson.goal.keep ?? []).some(isAsked)
    ? brokenOf(lesson.goal, reached).some(isAsked)
    : progressOf(lesson.goal, reached).stars === 0;
  return open ? t(key) : null;
});

/** The stars that would be kept if the match ended now; 0 for who isn't alone, and so may not end it. */
export const lit = computed((): Stars => {
  const lesson = playing();
  const reached = outcome();
  return lesson === null || reached === null || !alone.value ? 0 : starsOf(lesson.goal, reached);
});

/** Whether the screen proposes what to do with a frame: everywhere but in the later lessons, and there on asking. */
export const led = computed(() => isLed(playing()?.file.id ?? '') || hint.value);

export function outcome(): Outcome | null {
  if (kernelView.value !== null) return kernelOutcome(kernelView.value);
  return processView.value === null ? null : processOutcome(processView.value);
}

/** Each second: whether the hint comes by itself now, once a match. In a pause the match stands still, and so does the count. */
export function hintComes(): boolean {
  const machine = common.peek()?.machine[0];
  const lesson = playing();
  const reached = outcome();
  if (room.peek()?.phase !== 'running' || machine === undefined || lesson === null || reached === null)
    return false;
  here.idle = accepted.peek() === here.accepted ? here.idle + 1 : 0;
  here.accepted = accepted.peek();
  if (here.came && starsOf(lesson.goal, reached) > 0) {
    here.came = false;
    hint.value = false;
  }
  // A tutorial says at each step what to do.
  if (
    isTutorial(lesson.file.id) ||
    here.hinted ||
    !isHintDue(here.idle, { goal: lesson.goal, reached, clock: machine })
  )
    return false;
  here.hinted = true;
  here.came = true;
  hint.value = true;
  return true;
}
