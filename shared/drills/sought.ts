/** Situations drawn until the right answer falls where chance wants it, so that its place gives nothing away. */
import type { Dice } from './dice.ts';

/** Where the right answer of a situation stands: at `at` of `of` places. */
export interface Place {
  at: number;
  of: number;
}

const PARTS = 720_720;
const TRIES = 300;

/**
 * Draws situations until one has its answer at a place drawn beforehand, all places alike. `place` is null for one that
 * can't be asked about; when no try fits, the last that can be asked about is taken.
 */
export function sought<T>(dice: Dice, draw: () => T, place: (one: T) => Place | null): T {
  const wanted = dice.below(PARTS);
  let last: T | undefined;
  for (let tries = 0; tries < TRIES || (last === undefined && tries < 10 * TRIES); tries++) {
    const one = draw();
    const found = place(one);
    if (found === null) continue;
    if (Math.floor((wanted * found.of) / PARTS) === found.at) return one;
    last = one;
  }
  if (last === undefined) throw new Error('no situation to ask about');
  return last;
}
