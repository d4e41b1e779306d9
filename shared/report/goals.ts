/**
 * Stars for a lesson: what a match, over or under way, is worth against the goal of a role. Rising thresholds are
 * least values, falling ones most values; a condition that doesn't hold takes all stars.
 */
import type { MatchResult } from '../protocol/message.ts';
import type { Goal, Keep } from '../scenario/lesson.ts';
import type { Measure } from '../scenario/names.ts';
import { CALL, KERNEL_OPS } from '../sim/index.ts';

/** What a role has reached, by measure; what isn't there counts as 0. */
export type Outcome = { readonly [measure in Measure]?: number } & {
  /** Calls answered without an errno, by number: a process's own. Orders taken, by place in KERNEL_OPS: the kernel's. */
  readonly calls?: readonly number[];
  readonly orders?: readonly number[];
};

/** The figure that a condition is about. */
export function figureOf({ measure, call, order }: Keep, outcome: Outcome): number {
  if (call !== undefined) return outcome.calls?.[CALL[call]] ?? 0;
  if (order !== undefined) return outcome.orders?.[KERNEL_OPS.indexOf(order)] ?? 0;
  return measure === undefined ? 0 : (outcome[measure] ?? 0);
}

/** The share of a match's time from which on it counts for its goal: played at all, and by oneself. */
export const WHOLE = 0.8;

/** Whether whoever has the seat played it themselves, and no AI for them. */
export function playedOneself({ kernel, processes, ticks }: MatchResult, seat: number): boolean {
  const own = seat === 0 ? kernel : processes.find(({ pid }) => pid === seat);
  return (own?.played ?? 0) >= WHOLE * ticks;
}

export type Stars = 0 | 1 | 2 | 3;

export interface Progress {
  now: number;
  /** The stars that the figure is worth now, conditions aside. */
  stars: Stars;
  /** The threshold of the next star; where less is better, the one beyond which the next star is lost. Null: none. */
  next: number | null;
  /** Whether all conditions hold now. */
  kept: boolean;
}

/** Whether more is better: the thresholds rise. */
export const isLeast = ({ stars }: Goal): boolean => stars[2] > stars[0];

const reached = (goal: Goal, now: number, threshold: number): boolean =>
  isLeast(goal) ? now >= threshold : now <= threshold;

/** The conditions that don't hold. */
export const brokenOf = ({ keep = [] }: Goal, outcome: Outcome): Keep[] =>
  keep.filter((condition) => {
    const { least, most } = condition;
    const now = figureOf(condition, outcome);
    return (least !== undefined && now < least) || (most !== undefined && now > most);
  });

export function progressOf(goal: Goal, outcome: Outcome): Progress {
  const now = outcome[goal.measure] ?? 0;
  const stars = goal.stars.filter((threshold) => reached(goal, now, threshold)).length as Stars;
  const next = goal.stars[isLeast(goal) ? stars : stars - 1] ?? null;
  return { now, stars, next, kept: brokenOf(goal, outcome).length === 0 };
}

/** The stars of a match that ended like this. */
export function starsOf(goal: Goal, outcome: Outcome): Stars {
  const { stars, kept } = progressOf(goal, outcome);
  return kept ? stars : 0;
}

/** What the role at a seat reached in a match; null for who only watched. */
export function outcomeOf(result: MatchResult, seat: number): Outcome | null {
  const { breaches, panics, kills, missed, delivered } = result;
  const machine = { breaches, panics, kills, missed, delivered };
  if (seat === 0) {
    const sum = (name: 'crashes' | 'secrets') => result.processes.reduce((all, one) => all + one[name], 0);
    return {
      ...machine,
      score: result.kernel.score,
      work: result.work,
      faults: result.pageIns,
      crashes: sum('crashes'),
      secrets: sum('secrets'),
      orders: result.kernel.orders,
    };
  }
  const own = result.processes.find(({ pid }) => pid === seat);
  if (own === undefined) return null;
  const { score, work, crashes, secrets, minorFaults, majorFaults, calls } = own;
  const counted = { score, work, crashes, secrets, minorFaults, majorFaults, calls };
  return { ...machine, ...counted, delivered: own.delivered, kills: own.kills };
}
