/**
 * Drills: questions made and graded by the simulation. (kind, seed, level) gives the same question for ever; what is
 * right is computed by the code that runs the game.
 */
import { CONCEPTS, type ConceptId } from '../concepts/index.ts';
import { createDice } from './dice.ts';
import type { Kind } from './kind.ts';
import { kindsFor } from './kinds/index.ts';
import type { Drill, Level } from './question.ts';

export { createDice, type Dice } from './dice.ts';
export { type Grade, grade, isSame, misfit } from './grade.ts';
export type { Kind } from './kind.ts';
export { KINDS, kindOf, kindsAbout, kindsFor } from './kinds/index.ts';
export { MISCONCEPTIONS, type MisconceptionId } from './misconceptions.ts';
export * from './question.ts';
export * from './schedule.ts';
export { SETS } from './sets.ts';
export { answerText, type Told, tell, textOf, type Word, wordFrom } from './tell.ts';

/** A kind's dice are its own: the same seed gives unrelated questions of two kinds. FNV-1a of its id. */
function saltOf(id: string): number {
  let salt = 0x811c9dc5;
  for (let at = 0; at < id.length; at++) salt = Math.imul(salt ^ id.charCodeAt(at), 0x01000193);
  return salt & 0x0fff_ffff;
}

export function makeDrill(kind: Kind, seed: number, level: Level = 1): Drill {
  const { answer, steps, slips = [], ...rest } = kind.make(createDice(seed, saltOf(kind.id)), level);
  return { question: { kind: kind.id, concept: kind.concept, seed, level, ...rest }, answer, steps, slips };
}

/** A drill about a concept: the seed picks the kind, too. */
export function drillFor(concept: ConceptId, seed: number, level: Level = 1): Drill | null {
  const kinds = kindsFor(concept);
  if (kinds.length === 0) return null;
  return makeDrill(
    createDice(
      seed,
      CONCEPTS.findIndex(({ id }) => id === concept),
    ).pick(kinds),
    seed,
    level,
  );
}
