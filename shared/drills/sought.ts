/** Situations drawn until the right answer falls where chance wants it, so that its place gives nothing away. */
import type { Dice } from './dice.ts';

/** Where the right answer of a situation stands: at `at` of `of` places. */
export interface Place {
  at: number;
  of: number;
}

const TRIES = 600;

/**
 * Draws situations until one has its answer at a place drawn beforehand: among as many places as the first had, all of
 * them alike. `place` is null for one that can't be asked about; when no try fits, the last with as many places is
 * taken. What the question's text says must be drawn before, or it tells something of the place.
 */
export function sought<T>(dice: Dice, draw: () => T, place: (one: T) => Place | null): T {
  let wanted: Place | undefined;
  let last: T | undefined;
  for (let tries = 0; tries < TRIES || (last === undefined && tries < 10 * TRIES); tries++) {
    const one = draw();
    const found = place(one);
    if (found === null) continue;
    wanted ??= { at: dice.below(found.of), of: found.of };
    if (found.of !== wanted.of) continue;
    if (found.at === wanted.at) return one;
    last = one;
  }
  if (last === undefined) throw new Error('no situation to ask about');
  return last;
}

/** What could be picked in a situation, in its order, and what is right of it. */
interface Choice {
  all: readonly number[];
  right: number;
}

/**
 * Draws situations until so many places can be offered with the right one at an index drawn beforehand, all alike; which
 * others are offered, in their order, is chance's. `look` is null for what can't be asked about.
 */
export function soughtAmong<T>(
  dice: Dice,
  count: number,
  draw: () => T,
  look: (one: T) => Choice | null,
): { one: T; from: number[] } {
  const wanted = dice.below(count);
  for (let tries = 0; tries < 20 * TRIES; tries++) {
    const one = draw();
    const found = look(one);
    if (found === null) continue;
    const { all, right } = found;
    const at = all.indexOf(right);
    if (at < wanted || all.length - at < count - wanted) continue;
    const others = [
      ...dice.some(all.slice(0, at), wanted),
      ...dice.some(all.slice(at + 1), count - 1 - wanted),
    ];
    return { one, from: all.filter((place) => place === right || others.includes(place)) };
  }
  throw new Error('no situation to ask about');
}
