/** Which free blocks are left after requests: what is too large is halved, and the halves stay free (PA1). */
import { buddy } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type BusyZone, copyZone, marked, someZone, zoneFigure } from '../memoryFigures.ts';
import { type Level, type Made, say } from '../question.ts';

const FRAMES = { 1: 16, 2: 16, 3: 32 } as const;

/** Free blocks by order. */
const counts = (zone: buddy.Zone): number[] => [...zone.blocks];

/** What is left if each request were given the smallest block that suffices, whole. */
function unsplit({ blocks }: buddy.Zone, orders: readonly number[]): number[] {
  const left = [...blocks];
  for (const order of orders) {
    const found = left.findIndex((count, at) => at >= order && count > 0);
    if (found >= 0) left[found]! -= 1;
  }
  return left;
}

interface Board {
  before: BusyZone;
  orders: number[];
  pfns: number[];
  after: BusyZone;
}

/** A zone in which the requests succeed, and one of them at least has to split. */
function draw(dice: Dice, level: Level): Board {
  for (;;) {
    const before = someZone(dice, FRAMES[level], 3, 50);
    const orders = Array.from({ length: level }, () => dice.below(3));
    const after = copyZone(before);
    const pfns = orders.map((order) => buddy.allocPages(after.zone, order));
    for (const [at, address] of pfns.entries()) after.used.push({ address, order: orders[at]! });
    const split = unsplit(before.zone, orders).join() !== counts(after.zone).join();
    if (pfns.every((pfn) => pfn >= 0) && split) return { before, orders, pfns, after };
  }
}

export const buddySplit: Kind = {
  id: 'buddy-split',
  concept: 'buddy',
  also: ['page-allocator'],
  make(dice, level): Made {
    const { before, orders, pfns, after } = draw(dice, level);
    const answer = counts(after.zone);
    const now = copyZone(before);
    const steps = orders.map((order, at) => {
      const from = 1 << buddy.sufficientOrder(now.zone, order);
      const pfn = buddy.allocPages(now.zone, order);
      now.used.push({ address: pfn, order });
      return {
        say: say('buddy-split.taken', { size: 1 << order, from, pfn: pfns[at]! }),
        figures: [zoneFigure(copyZone(now), marked(pfn, 'new'))],
      };
    });
    return {
      ask: say('buddy-split.ask', { sizes: orders.map((order) => 1 << order).join(', ') }),
      figures: [zoneFigure(before)],
      form: {
        type: 'fields',
        fields: answer.map((_, order) => ({
          name: say('buddy-split.blocks', { size: 1 << order }),
          base: 10,
          max: 64,
        })),
      },
      answer,
      steps: [
        ...steps,
        {
          say: say('buddy-split.left', {
            counts: answer.map((count, order) => `${count} × ${1 << order}`).join(', '),
          }),
          figures: [zoneFigure(after)],
        },
      ],
      slips: [{ answer: unsplit(before.zone, orders), misconception: 'smallest-fit-unsplit' }],
    };
  },
};
