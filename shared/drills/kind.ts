/** A kind of drill: a generator over the simulation, with its concepts. One file a kind, one line in kinds/index.ts. */
import type { ConceptId } from '../concepts/index.ts';
import type { Dice } from './dice.ts';
import type { Level, Made } from './question.ts';

export interface Kind {
  /** kebab-case; the words stand under `drills.<id>` in the packs. */
  id: string;
  concept: ConceptId;
  /** Other concepts that it asks about as well. */
  also?: readonly ConceptId[];
  /** There are fewer than fifty different instances. */
  finite?: true;
  make(dice: Dice, level: Level): Made;
}
