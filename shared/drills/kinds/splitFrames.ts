/** Frames for two processes: which split makes the fewest faults together (RC4)? Each split is run. */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, raw, say } from '../question.ts';
import { worked } from '../worked.ts';
import { faultsOf } from './paging.ts';

interface Load {
  first: number[];
  second: number[];
  sums: number[];
}

/** Loops over as many pages as the dice say; the sums are the faults of each split. */
function load(dice: Dice, frames: number, splits: readonly number[]): Load {
  const loop = (): number[] => {
    const set = dice.between(2, frames - 1);
    return Array.from({ length: 12 }, (_, at) => 1 + (dice.chance(15) ? dice.below(set) : at % set));
  };
  const [first, second] = [loop(), loop()];
  return {
    first,
    second,
    sums: splits.map((own) => faultsOf('lru', first, own) + faultsOf('lru', second, frames - own)),
  };
}

export const splitFrames: Kind = {
  id: 'split-frames',
  concept: 'working-set',
  also: ['limits', 'frame'],
  make(dice: Dice, level: Level): Made {
    const frames = 4 + level;
    const half = Math.floor(frames / 2);
    const splits = [half - 1, half, half + 1];
    const wanted = dice.below(splits.length);
    let made = load(dice, frames, splits);
    const best = ({ sums }: Load): number => sums.indexOf(Math.min(...sums));
    for (let tries = 0; tries < 200; tries++) {
      const alone = made.sums.filter((sum) => sum === Math.min(...made.sums)).length === 1;
      if (alone && best(made) === wanted) break;
      made = load(dice, frames, splits);
    }
    const { first, second, sums } = made;
    const order = dice.shuffle([0, 1, 2]);
    const figures = [first, second].map((refs, at) => ({
      ...refsFigure(refs),
      name: say('figure.refsOf', { pid: at + 1 }),
    }));
    return {
      ask: say('split-frames.ask', { frames }),
      figures,
      form: {
        type: 'choice',
        options: order.map((at) => raw(`P1: ${splits[at]!}, P2: ${frames - splits[at]!}`)),
      },
      answer: order.indexOf(best(made)),
      steps: worked(
        [...[0, 1, 2].filter((at) => at !== best(made)), best(made)].map((at) => ({
          say: say(at === best(made) ? 'split-frames.best' : 'split-frames.sum', {
            own: splits[at]!,
            other: frames - splits[at]!,
            first: faultsOf('lru', first, splits[at]!),
            second: faultsOf('lru', second, frames - splits[at]!),
            sum: sums[at]!,
          }),
          figures,
          found: [[raw(`P1: ${splits[at]!}, P2: ${frames - splits[at]!}`), sums[at]!]],
        })),
      ),
    };
  },
};
