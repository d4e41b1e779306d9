/** One access in so many faults: how much slower memory is on average (effective access time, in whole numbers). */
import { simulate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { worked } from '../worked.ts';

/** A loop in one frame too few faults at each reference: so many faults among so many accesses, counted. */
function countFaults(passes: number): number {
  return simulate(
    'lru',
    Array.from({ length: 3 * passes }, (_, at) => at % 3),
    2,
  ).faults;
}

export const slowdown: Kind = {
  id: 'slowdown',
  concept: 'effective-access-time',
  also: ['page-fault'],
  make(dice: Dice, level: Level): Made {
    const memory = 50 * dice.between(1, 4);
    const faults = countFaults(dice.between(1, 3 * level));
    const accesses = faults * dice.pick([500, 1000, 2000, 4000]);
    const micro = 100 * dice.between(1, 20 * level);
    const fault = 1000 * micro;
    const total = (accesses - faults) * memory + faults * fault;
    const average = Math.floor(total / accesses);
    const answer = Math.floor(average / memory);
    const figure = tableFigure(
      say('figure.measured'),
      ['accessesMade', 'faultsMade', 'memoryNs', 'faultUs'],
      [[accesses, faults, memory, micro]],
    );
    return {
      ask: say('slowdown.ask'),
      figures: [figure],
      form: { type: 'number', min: 1, max: 100_000, unit: say('unit.times') },
      answer,
      steps: worked([
        {
          say: say('slowdown.rate', { every: accesses / faults }),
          figures: [figure],
          found: [[say('slowdown.between'), accesses / faults]],
        },
        {
          say: say('slowdown.sum', { hits: accesses - faults, memory, faults, fault, total }),
          figures: [figure],
          found: [[say('slowdown.all'), total]],
        },
        {
          say: say('slowdown.average', { average, memory, answer }),
          figures: [figure],
          found: [[say('slowdown.mean'), average]],
        },
      ]),
      slips: answer === 1 ? [] : [{ answer: 1, misconception: 'rate-is-linear' }],
    };
  },
};
