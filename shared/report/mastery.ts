/**
 * What a class's report says of concepts: mastery of a student, computed here alone, from what they answered and how they
 * played. A figure in permille with its grounds; none without any.
 *
 * Drills: the share of answers right, the latest twice as heavy as the one before, and so on back (weights 1, 1/2, 1/4, …).
 * Play: the stars of the goals of matches about the concept, 0 to 3, as a share of three; the mean over the matches. Matches
 * without a goal show that the concept was met, and weigh nothing. Stars count for whoever sat there themselves for most of
 * the match (`playOf`); where an AI stood in all the time, the match isn't theirs.
 * Together: two parts drills and one part play where there are both, else the one there is.
 */
import { CONCEPT_IDS, type ConceptId } from '../concepts/index.ts';
import type { AnswerData, PlayData } from './class.ts';

export interface Mastery {
  concept: ConceptId;
  /** Permille; null where nothing says anything. */
  mastery: number | null;
  right: number;
  wrong: number;
  /** Matches that were about it, those decided well (two stars or more) and badly (none). */
  met: number;
  well: number;
  badly: number;
  /** Misconceptions shown, by how often. */
  misconceptions: { [id: string]: number };
}

/** Answers, the oldest first, as one share in permille. */
export function drillShare(right: readonly boolean[]): number | null {
  if (right.length === 0) return null;
  let sum = 0;
  let all = 0;
  right.forEach((one, at) => {
    // Permille of the latest answer's weight; integers keep the figure the same everywhere.
    const weight = Math.floor(1_048_576 / 2 ** Math.min(20, right.length - 1 - at));
    all += weight;
    if (one) sum += weight;
  });
  return Math.round((1000 * sum) / all);
}

/** Stars of matches as one share in permille. */
export const playShare = (stars: readonly number[]): number | null =>
  stars.length === 0
    ? null
    : Math.round((1000 * stars.reduce((sum, one) => sum + one, 0)) / (3 * stars.length));

/** Two parts drills, one part play. */
export function together(drills: number | null, play: number | null): number | null {
  if (drills === null || play === null) return drills ?? play;
  return Math.round((2 * drills + play) / 3);
}

/** The concepts that somebody has met, in the registry's order. answers and plays: the oldest first. */
export function masteryOf(answers: readonly AnswerData[], plays: readonly PlayData[]): Mastery[] {
  return CONCEPT_IDS.flatMap((concept) => {
    const asked = answers.filter((answer) => answer.concept === concept);
    const met = plays.filter(({ concepts }) => concepts.includes(concept));
    if (asked.length === 0 && met.length === 0) return [];
    const stars = met.flatMap((play) => play.stars ?? []);
    const misconceptions: { [id: string]: number } = {};
    for (const { misconception } of asked)
      if (misconception !== null) misconceptions[misconception] = (misconceptions[misconception] ?? 0) + 1;
    const right = asked.filter((answer) => answer.right).length;
    return [
      {
        concept,
        mastery: together(drillShare(asked.map((answer) => answer.right)), playShare(stars)),
        right,
        wrong: asked.length - right,
        met: met.length,
        well: stars.filter((one) => one >= 2).length,
        badly: stars.filter((one) => one === 0).length,
        misconceptions,
      },
    ];
  });
}
