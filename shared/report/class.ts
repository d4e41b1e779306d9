/** What a class's report is made of: how a student did in a match, how a machine did, and what was answered. Plain data. */
import type { ConceptId } from '../concepts/index.ts';
import type { MatchResult } from '../protocol/index.ts';
import type { Scenario } from '../scenario/index.ts';
import { outcomeOf, starsOf } from './goals.ts';

/** One student in one match. */
export interface PlayData {
  /** Number of the machine in its round. */
  machine: number;
  /** 0 the kernel, 1..P a process. */
  seat: number;
  scenario: string;
  /** What the match was about: met in play. */
  concepts: readonly ConceptId[];
  /** Points, and finished work: the machine's for its kernel. */
  score: number;
  work: number;
  /** Stars of the lesson's goal for this role, 0 to 3; null where there is none, or the match was broken off. */
  stars: number | null;
}

/** One match. */
export interface MachineData {
  match: string;
  /** Student by seat, -1 for an AI. */
  students: readonly number[];
  result: MatchResult;
}

/** One answer in a drill. */
export interface AnswerData {
  kind: string;
  concept: ConceptId;
  right: boolean;
  /** Permille. */
  share: number;
  misconception: string | null;
}

/** The share of its time from which on a match counts for its goal. */
const WHOLE = 0.8;

/** How the owner of a seat did. */
export function playOf(result: MatchResult, seat: number, machine: number, scenario: Scenario): PlayData {
  const own = seat === 0 ? { ...result.kernel, work: result.work } : result.processes[seat - 1]!;
  // Ended long before its time, a match says nothing of a goal.
  const whole = result.ticks >= WHOLE * scenario.param.ticks;
  const goal = whole ? scenario.lesson?.goals[seat === 0 ? 'kernel' : 'process'] : undefined;
  const outcome = goal === undefined ? null : outcomeOf(result, seat);
  return {
    machine,
    seat,
    scenario: scenario.id,
    concepts: scenario.lesson?.concepts ?? [],
    score: own.score,
    work: own.work,
    stars: goal === undefined || outcome === null ? null : starsOf(goal, outcome),
  };
}
