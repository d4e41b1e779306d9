/** The resident pages in the order in which exact LRU would evict them (RC1). */
import { simulate } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { refsFigure } from '../pagingFigures.ts';
import { type Level, type Made, raw, say } from '../question.ts';

const FRAMES = { 1: 3, 2: 4, 3: 5 } as const;

/** The resident pages after these references, the one unused longest first. */
function lruOrderOf(refs: readonly number[], frames: number): number[] {
  const { steps = [] } = simulate('lru', refs, frames, { trace: true });
  const resident = new Set<number>();
  for (const { page, evicted } of steps) {
    resident.add(page);
    if (evicted !== null) resident.delete(evicted);
  }
  return [...resident].sort((a, b) => refs.lastIndexOf(a) - refs.lastIndexOf(b));
}

/** The same pages in the order in which they were loaded. */
function loadOrder(refs: readonly number[], frames: number): number[] {
  const { steps = [] } = simulate('lru', refs, frames, { trace: true });
  const loaded: number[] = [];
  for (const { page, hit, evicted } of steps) {
    if (evicted !== null) loaded.splice(loaded.indexOf(evicted), 1);
    if (!hit) loaded.push(page);
  }
  return loaded;
}

export const lruOrder: Kind = {
  id: 'lru-order',
  concept: 'replacement',
  make(dice: Dice, level: Level): Made {
    const frames = FRAMES[level];
    const refs = Array.from({ length: 2 * frames + 2 + level }, () => dice.below(frames + 2));
    // As many pages as frames at least, so that all are full.
    for (let page = 0; page < frames; page++) refs[page * 2] = page;
    const order = lruOrderOf(refs, frames);
    const items = dice.shuffle(order);
    const places = (pages: readonly number[]) => pages.map((page) => items.indexOf(page));
    const byLoad = places(loadOrder(refs, frames));
    const answer = places(order);
    const steps = order.map((page) => ({
      say: say('lru-order.last', { page, at: refs.lastIndexOf(page) + 1 }),
      figures: [refsFigure(refs, refs.lastIndexOf(page))],
    }));
    return {
      ask: say('lru-order.ask', { frames }),
      figures: [refsFigure(refs, refs.length - 1)],
      form: { type: 'order', items: items.map(raw) },
      answer,
      steps: [
        ...steps,
        {
          say: say('lru-order.all', { pages: order.join(', ') }),
          figures: [refsFigure(refs, refs.length - 1)],
        },
      ],
      slips: byLoad.join() === answer.join() ? [] : [{ answer: byLoad, misconception: 'fifo-is-lru' }],
    };
  },
};
