/** Which process thrashes: the one whose working set exceeds its frames, however many those are (RC4). */
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { tableFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { countStep, faultsOf } from './paging.ts';

const LENGTH = 12;

export const thrashWho: Kind = {
  id: 'thrash-who',
  concept: 'working-set',
  also: ['replacement', 'limits'],
  make(dice: Dice, level: Level): Made {
    const processes = 2 + level;
    const bad = dice.below(processes);
    const loads = Array.from({ length: processes }, (_, at) => {
      const frames = dice.between(2, 5);
      const set = at === bad ? frames + 1 : dice.between(2, frames);
      const pages = dice.some(
        Array.from({ length: 9 }, (__, page) => page + 1),
        set,
      );
      return { frames, set, refs: Array.from({ length: LENGTH }, (__, turn) => pages[turn % set]!) };
    });
    const faults = loads.map(({ refs, frames }) => faultsOf('lru', refs, frames));
    const answer = faults.indexOf(Math.max(...faults));
    const sets = loads.map(({ set }) => set);
    const biggest = sets.indexOf(Math.max(...sets));
    const rows = loads.map(({ frames, refs }, at) => [`P${at + 1}`, frames, refs.join(' ')]);
    const figure = (at?: number) =>
      tableFigure(say('thrash-who.board'), ['process', 'framesOwn', 'refs'], rows, at);
    const { refs, frames, set } = loads[answer]!;
    return {
      ask: say('thrash-who.ask'),
      figures: [figure()],
      form: { type: 'pick', figure: 0, from: rows.map((_, at) => at) },
      answer,
      steps: [
        {
          say: say('thrash-who.sets', { sets: sets.map((size, at) => `P${at + 1}: ${size}`).join(', ') }),
          figures: [figure()],
        },
        countStep('lru', refs, frames),
        {
          say: say('thrash-who.found', { pid: answer + 1, set, frames, faults: faults[answer]! }),
          figures: [figure(answer)],
        },
      ],
      slips: biggest === answer ? [] : [{ answer: biggest, misconception: 'thrashing-is-full-ram' }],
    };
  },
};
