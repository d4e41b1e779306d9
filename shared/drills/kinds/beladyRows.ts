/** Fault counts of three policies without their names: which line is FIFO's, LRU's, OPT's? Only FIFO's may rise (RC1). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { beladyRefs, faultsOf } from './paging.ts';

const POLICIES = ['fifo', 'lru', 'opt'] as const;
const FRAMES = [2, 3, 4, 5];
const NAMES = ['A', 'B', 'C'];

export const beladyRows: Kind = {
  id: 'belady-rows',
  concept: 'belady',
  also: ['replacement'],
  make(dice: Dice, level: Level): Made {
    const asked = dice.pick(POLICIES);
    const refs = beladyRefs(
      dice,
      2 * level,
      (one) =>
        faultsOf('fifo', one, 4) > faultsOf('fifo', one, 3) &&
        faultsOf('opt', one, 3) < faultsOf('lru', one, 3),
    );
    const order = dice.shuffle(POLICIES);
    const counts = order.map((policy) => FRAMES.map((frames) => faultsOf(policy, refs, frames)));
    const rows = counts.map((faults, at) => [NAMES[at]!, ...faults]);
    const figure = (at?: number) =>
      tableFigure(say('belady-rows.counts'), ['policy', 'with2', 'with3', 'with4', 'with5'], rows, at);
    const row = (policy: (typeof POLICIES)[number]): number => order.indexOf(policy);
    const step = (policy: (typeof POLICIES)[number]) => ({
      say: say(`belady-rows.${policy}`, { name: NAMES[row(policy)]! }),
      figures: [figure(row(policy))],
    });
    return {
      ask: say(`belady-rows.ask.${asked}`),
      figures: [figure()],
      form: { type: 'pick', figure: 0, from: [0, 1, 2] },
      answer: row(asked),
      steps: [...POLICIES.filter((policy) => policy !== asked).map(step), step(asked)],
      slips: asked === 'lru' ? [{ answer: row('fifo'), misconception: 'lru-has-belady' }] : [],
    };
  },
};
