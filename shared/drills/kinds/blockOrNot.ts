/** Whether a request for frames in one piece succeeds: enough free in total is not enough in one piece (PA1, PA2). */
import { buddy } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type BusyZone, copyZone, marked, someZone, zoneFigure } from '../memoryFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { sought } from '../sought.ts';
import { worked } from '../worked.ts';

const FRAMES = { 1: 16, 2: 32, 3: 64 } as const;
const OUTCOMES = ['granted', 'scattered', 'few'] as const;

interface Board {
  before: BusyZone;
  outcome: number;
  pfn: number;
}

function draw(dice: Dice, level: Level, order: number): Board {
  const before = someZone(dice, FRAMES[level], 1 + dice.below(2), dice.pick([15, 30, 45]));
  const pfn = buddy.allocPages(copyZone(before).zone, order);
  const outcome = pfn >= 0 ? 0 : buddy.freeCount(before.zone) >= 1 << order ? 1 : 2;
  return { before, outcome, pfn };
}

export const blockOrNot: Kind = {
  id: 'block-or-not',
  concept: 'fragmentation',
  also: ['page-allocator'],
  make(dice, level): Made {
    const order = dice.between(2, level === 1 ? 2 : 3);
    const { before, outcome, pfn } = sought(
      dice,
      () => draw(dice, level, order),
      (board) => (buddy.freeCount(board.before.zone) < 2 ? null : { at: board.outcome, of: 3 }),
    );
    const { zone } = before;
    const options = dice.shuffle(OUTCOMES);
    const after = copyZone(before);
    if (pfn >= 0) after.used.push({ address: buddy.allocPages(after.zone, order), order });
    const values = { frames: 1 << order, free: buddy.freeCount(zone), largest: buddy.largestFree(zone) };
    const end = OUTCOMES[outcome]!;
    return {
      ask: say('block-or-not.ask', { frames: 1 << order }),
      figures: [zoneFigure(before)],
      form: { type: 'choice', options: options.map((one) => say(`block-or-not.${one}`)) },
      answer: options.indexOf(end),
      steps: worked([
        {
          say: say('block-or-not.count', values),
          figures: [zoneFigure(before)],
          found: [[say('figure.freeFrames'), values.free]],
        },
        {
          say: say(`block-or-not.so-${end}`, values),
          figures: [pfn >= 0 ? zoneFigure(after, marked(pfn, 'new')) : zoneFigure(before)],
          found: [[say('block-or-not.largest'), values.largest]],
        },
      ]),
      slips:
        end === 'scattered'
          ? [{ answer: options.indexOf('granted'), misconception: 'free-total-suffices' }]
          : [],
    };
  },
};
