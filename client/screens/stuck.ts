/**
 * When a hint is due that nobody asked for: no order was accepted for a while, or the match is past its first third
 * and no star is in sight, however busy one was. Pure, so that a test can ask it.
 */
import { brokenOf, figureOf, isLeast, type Outcome, progressOf } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';

/** Without a command accepted for this long, in seconds. */
const IDLE_SECONDS = 30;
/** Before this part of a match a slow start says nothing. */
const FIRST_THIRD = 1 / 3;
/** Behind the pace is who has less than this share of what an even pace would have brought by now. */
const MARGIN = 1 / 2;

export interface Clock {
  tick: number;
  ticks: number;
}

export interface Way {
  goal: Goal;
  reached: Outcome;
  clock: Clock;
}

const behind = (now: number, least: number, { tick, ticks }: Clock): boolean =>
  now < least * (tick / ticks) * MARGIN;

/**
 * Whether a star is out of reach, or would be if it went on like this. A most value that is passed stays passed; a
 * least value is behind its pace. A figure that one's view doesn't tell is no reason.
 */
export function noStarInSight({ goal, reached, clock }: Way): boolean {
  if (clock.ticks <= 0 || clock.tick < clock.ticks * FIRST_THIRD) return false;
  const lost = brokenOf(goal, reached).some((keep) =>
    keep.most === undefined ? behind(figureOf(keep, reached), keep.least ?? 0, clock) : true,
  );
  if (lost) return true;
  const { now, stars } = progressOf(goal, reached);
  if (!(goal.measure in reached) || stars > 0) return false;
  return isLeast(goal) ? behind(now, goal.stars[0], clock) : true;
}

/** Idle seconds first: whoever does nothing needs it sooner. */
export const isHintDue = (idle: number, way: Way): boolean => idle >= IDLE_SECONDS || noStarInSight(way);
