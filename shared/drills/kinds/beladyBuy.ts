/** A fourth frame for FIFO, or three frames under LRU: which way faults less on these references (RC1)? */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { countStep, faultsOf, someRefs } from './paging.ts';

const WAYS = ['fifo', 'lru'] as const;
const timesOf = (refs: readonly number[]) => [faultsOf('fifo', refs, 4), faultsOf('lru', refs, 3)] as const;

export const beladyBuy: Kind = {
  id: 'belady-buy',
  concept: 'belady',
  also: ['replacement'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.below(2);
    let refs = someRefs(dice, 10 + 2 * level, 5);
    for (let tries = 0; tries < 300; tries++) {
      const [fifo, lru] = timesOf(refs);
      if (fifo !== lru && (fifo < lru ? 0 : 1) === wanted) break;
      refs = someRefs(dice, 10 + 2 * level, 5);
    }
    const [fifo, lru] = timesOf(refs);
    const better = fifo < lru ? 'fifo' : 'lru';
    const options = dice.shuffle(WAYS);
    return {
      ask: say('belady-buy.ask'),
      figures: [refsFigure(refs)],
      form: { type: 'choice', options: options.map((way) => say(`belady-buy.${way}`)) },
      answer: options.indexOf(better),
      steps: [
        countStep('fifo', refs, 3),
        countStep('fifo', refs, 4),
        countStep('lru', refs, 3),
        { say: say(`belady-buy.better.${better}`, { fifo, lru }), figures: [refsFigure(refs)] },
      ],
      slips:
        better === 'lru' && fifo > faultsOf('fifo', refs, 3)
          ? [{ answer: options.indexOf('fifo'), misconception: 'more-frames-fewer-faults' }]
          : [],
    };
  },
};
