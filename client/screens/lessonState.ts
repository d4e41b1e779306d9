/**
 * What a lesson's screens share while its match runs: whether the briefing is read or the hint is open, and which goal
 * one plays for. While somebody alone reads the briefing, the machine waits.
 */
import { computed, effect, signal } from '@preact/signals';
import type { Outcome } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { accepted } from '../net/command.ts';
import { common, kernelView, processView, room, welcome } from '../net/store.ts';
import { goalOf, type LessonFile, lessonOf } from './lessons.ts';
import { kernelOutcome, processOutcome } from './live.ts';
import { ask } from './lobbyActions.ts';
import { isHintDue } from './stuck.ts';

/** Who comes back to a match that is older, in ticks, has read the briefing. */
const FRESH_TICKS = 300;
/** The last step in which a victim is proposed unasked; from then on choosing is what one learns. */
const LED_STEPS = 4;

export const briefing = signal(false);
export const hint = signal(false);
/** The machine waits for the briefing to be read. */
export const waits = signal(false);

/** The match these belong to, by the seat's token, and what has happened in it. */
export const here = { token: '', begun: false, idle: 0, accepted: 0, hinted: false, asked: false };

const alone = (): boolean =>
  welcome.value?.host === true && (room.value?.seats.filter(({ taken }) => taken).length ?? 0) === 1;

effect(() => {
  const token = welcome.value?.token ?? '';
  if (token !== here.token)
    Object.assign(here, { token, begun: false, idle: 0, hinted: false, asked: false });
  if (token === '') {
    hint.value = false;
    briefing.value = false;
    waits.value = false;
  }
  const tick = common.value?.machine[0].tick;
  if (tick === undefined || here.begun) return;
  here.begun = true;
  hint.value = false;
  briefing.value = tick < FRESH_TICKS && takesPart() !== null;
  if (!briefing.peek() || !alone()) return;
  waits.value = true;
  if (room.peek()?.phase === 'running') void ask({ do: 'pause' });
});

/** The briefing has been read: the machine runs, if it waited for that. */
export function begin(): void {
  briefing.value = false;
  if (!waits.peek()) return;
  waits.value = false;
  void ask({ do: 'resume' });
}

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

/** Whether the screen proposes what to do with a frame: everywhere but in the later lessons, and there on asking. */
export const led = computed(() => (playing()?.file.lesson.step ?? 0) <= LED_STEPS || hint.value);

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
  if (here.hinted || !isHintDue(here.idle, { goal: lesson.goal, reached, clock: machine })) return false;
  here.hinted = true;
  hint.value = true;
  return true;
}
