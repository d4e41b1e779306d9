/** A frame more, or a faster disk? Both are run over the same references, and the average access is compared (RC1). */
import { DEFAULT_PARAM } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure, tableFigure } from '../pagingFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { countStep, faultsOf, someRefs } from './paging.ts';

const WAYS = ['frame', 'disk'] as const;

/** Ticks for all references: each takes one, and each fault the disk beside. */
const timeOf = (refs: readonly number[], frames: number, disk: number): number =>
  refs.length + faultsOf('lru', refs, frames) * disk;

interface Load {
  refs: number[];
  frames: number;
  slow: number;
  fast: number;
  times: [number, number];
}

function load(dice: Dice, level: Level): Load {
  const frames = 1 + level + dice.below(2);
  const refs = someRefs(dice, 9 + 3 * level, frames + 1 + dice.below(2));
  const slow = DEFAULT_PARAM.cost.disk * dice.between(1, 4);
  const fast = slow - dice.between(1, slow - 2);
  return { refs, frames, slow, fast, times: [timeOf(refs, frames + 1, slow), timeOf(refs, frames, fast)] };
}

export const eatChoice: Kind = {
  id: 'eat-choice',
  concept: 'effective-access-time',
  also: ['replacement'],
  make(dice: Dice, level: Level): Made {
    const wanted = dice.below(2);
    let made = load(dice, level);
    for (let tries = 0; tries < 50; tries++) {
      const [frame, disk] = made.times;
      if (frame !== disk && (frame < disk ? 0 : 1) === wanted) break;
      made = load(dice, level);
    }
    const { refs, frames, slow, fast, times } = made;
    const better = times[0] < times[1] ? 0 : 1;
    const options = dice.shuffle(WAYS);
    const before = timeOf(refs, frames, slow);
    const rows = [
      ['-', frames, slow],
      ['A', frames + 1, slow],
      ['B', frames, fast],
    ];
    const prices = (at?: number): Figure =>
      tableFigure(say('eat-choice.ways'), ['way', 'framesOwn', 'diskPage'], rows, at);
    const values = { refs: refs.length, frame: times[0], disk: times[1], before };
    return {
      ask: say('eat-choice.ask', { frames, slow }),
      figures: [refsFigure(refs), prices()],
      form: { type: 'choice', options: options.map((way) => say(`eat-choice.${way}`)) },
      answer: options.indexOf(WAYS[better]!),
      steps: [
        countStep('lru', refs, frames),
        countStep('lru', refs, frames + 1),
        { say: say('eat-choice.both', values), figures: [refsFigure(refs), prices()] },
        { say: say(`eat-choice.better.${WAYS[better]!}`), figures: [refsFigure(refs), prices(better + 1)] },
      ],
    };
  },
};
