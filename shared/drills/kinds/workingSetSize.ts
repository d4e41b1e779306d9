/** The working set: how many different pages the last references went to, and so how many frames it takes (RC4). */
import { simulate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { sought } from '../sought.ts';

const LENGTH = { 1: 14, 2: 18, 3: 24 } as const;
/** Sizes that are asked about, all of them as often. */
const [LEAST, MOST] = [2, 6];

/** Two phases with a locality of their own, so that the window matters. */
function phases(dice: Dice, length: number): number[] {
  const change = dice.between(4, length - 4);
  const sizes = [dice.between(2, 4), dice.between(1, 6)];
  return Array.from({ length }, (_, at) => (at < change ? dice.below(sizes[0]!) : 4 + dice.below(sizes[1]!)));
}

/** References, and how many pages the last of them went to. */
function draw(dice: Dice, level: Level, window: number): { refs: number[]; answer: number } {
  const refs = phases(dice, LENGTH[level]);
  // With a frame for each reference nothing is evicted: every fault is a page's first use.
  return { refs, answer: simulate('lru', refs.slice(-window), window).coldFaults };
}

export const workingSetSize: Kind = {
  id: 'working-set-size',
  concept: 'working-set',
  make(dice: Dice, level: Level): Made {
    const window = dice.between(6, 7 + level);
    const { refs, answer } = sought(
      dice,
      () => draw(dice, level, window),
      (one) =>
        one.answer < LEAST || one.answer > MOST ? null : { at: one.answer - LEAST, of: MOST - LEAST + 1 },
    );
    const last = refs.slice(-window);
    const pages = [...new Set(last)].sort((a, b) => a - b);
    return {
      ask: say('working-set-size.ask', { window }),
      figures: [refsFigure(refs)],
      form: { type: 'number', min: 1, max: refs.length, unit: say('unit.frames') },
      answer,
      steps: [
        {
          say: say('working-set-size.window', { window, refs: last.join(', ') }),
          figures: [refsFigure(refs, refs.length - window)],
        },
        {
          say: say('working-set-size.pages', { pages: pages.join(', '), count: answer }),
          figures: [refsFigure(last)],
        },
      ],
    };
  },
};
