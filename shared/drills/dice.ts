/** Chance for a drill: every draw is a function of the seed and its number, so that a question can be made again. */
import { drawBelow } from '../sim/index.ts';

/** The stream of drills. */
const DRILLS = 0x6000_0000;

export interface Dice {
  /** 0 to n - 1. */
  below(n: number): number;
  /** from to to, both included. */
  between(from: number, to: number): number;
  chance(percent: number): boolean;
  pick<T>(values: readonly T[]): T;
  shuffle<T>(values: readonly T[]): T[];
  /** Some of the values, in an order of chance. */
  some<T>(values: readonly T[], count: number): T[];
}

export function createDice(seed: number, salt: number): Dice {
  let draws = 0;
  const below = (n: number): number => drawBelow(seed, (DRILLS ^ salt) >>> 0, draws++, n);
  const shuffle = <T>(values: readonly T[]): T[] => {
    const list = [...values];
    for (let last = list.length - 1; last > 0; last--) {
      const other = below(last + 1);
      [list[last], list[other]] = [list[other]!, list[last]!];
    }
    return list;
  };
  return {
    below,
    between: (from, to) => from + below(to - from + 1),
    chance: (percent) => below(100) < percent,
    pick: (values) => values[below(values.length)]!,
    shuffle,
    some: (values, count) => shuffle(values).slice(0, count),
  };
}
