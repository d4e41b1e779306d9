/** FIFO gets another frame: fewer faults, as many, or more? Belady's anomaly is counted, not believed (RC1). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { beladyRefs, countStep, faultsOf } from './paging.ts';

const OUTCOMES = ['fewer', 'same', 'more'] as const;
const outcomeOf = (refs: readonly number[]) => {
  const [three, four] = [faultsOf('fifo', refs, 3), faultsOf('fifo', refs, 4)];
  return four < three ? 'fewer' : four === three ? 'same' : 'more';
};

export const beladyFrames: Kind = {
  id: 'belady-frames',
  concept: 'belady',
  also: ['replacement'],
  make(dice: Dice, level: Level): Made {
    const wanted = OUTCOMES[dice.below(3)];
    const refs = beladyRefs(dice, level, (one) => outcomeOf(one) === wanted);
    const outcome = outcomeOf(refs);
    const options = dice.shuffle(OUTCOMES);
    const answer = options.indexOf(outcome);
    const [before, after] = [faultsOf('fifo', refs, 3), faultsOf('fifo', refs, 4)];
    return {
      ask: say('belady-frames.ask'),
      figures: [refsFigure(refs)],
      form: { type: 'choice', options: options.map((one) => say(`belady-frames.${one}`)) },
      answer,
      steps: [
        countStep('fifo', refs, 3),
        countStep('fifo', refs, 4),
        { say: say(`belady-frames.then.${outcome}`, { before, after }), figures: [refsFigure(refs)] },
      ],
      slips:
        outcome === 'fewer'
          ? []
          : [{ answer: options.indexOf('fewer'), misconception: 'more-frames-fewer-faults' }],
    };
  },
};
