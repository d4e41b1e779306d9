/** What a class's report is made of: how a student did in a match, how a machine did, and what was answered. Plain data. */
import type { ConceptId } from '../concepts/index.ts';
import type { Match } from '../match/index.ts';
import type { MatchResult } from '../protocol/index.ts';
import { outcomeOf, starsOf, WHOLE } from './goals.ts';

/** One student in one match. */
export interface PlayData {
  /** Number of the machine in its round. */
  machine: number;
  /** 0 the kernel, 1..P a process. */
  seat: number;
  scenario: string;
  /** What the match was about: met in play. */
  concepts: readonly ConceptId[];
  /** Permille of the match that they sat there themselves; an AI stood in for the rest. */
  here: number;
  /** Work finished while they sat there: the machine's for its kernel. */
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

/** What a match without a lesson is about. */
const FREE_PLAY: readonly ConceptId[] = ['frame', 'demand-paging', 'replacement', 'swap'];

/** How the owner of a seat did: what they did themselves, not what an AI did in their place. */
export function playOf(
  result: MatchResult,
  seat: number,
  machine: number,
  { scenario, history }: Pick<Match, 'scenario' | 'history'>,
): PlayData {
  const { ticks, work } = history.played[seat] ?? { ticks: 0, work: 0 };
  const whole = ticks >= WHOLE * scenario.param.ticks;
  const goal = whole ? scenario.lesson?.goals[seat === 0 ? 'kernel' : 'process'] : undefined;
  const outcome = goal === undefined ? null : outcomeOf(result, seat);
  return {
    machine,
    seat,
    scenario: scenario.id,
    concepts: scenario.lesson?.concepts ?? FREE_PLAY,
    here: result.ticks === 0 ? 0 : Math.round((1000 * ticks) / result.ticks),
    work,
    stars: goal === undefined || outcome === null ? null : starsOf(goal, outcome),
  };
}
