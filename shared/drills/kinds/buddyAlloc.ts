/** Which free block alloc_pages takes or splits: the lowest of the smallest sufficient order (PA1). */
import { buddy } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type BusyZone, copyZone, marked, someZone, zoneFigure } from '../memoryFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';
import { sought } from '../sought.ts';

const FRAMES = { 1: 16, 2: 32, 3: 64 } as const;

interface Board {
  before: BusyZone;
  order: number;
  holes: buddy.FreeBlock[];
  /** The hole that is taken, by its place among the holes. */
  at: number;
  after: BusyZone;
  pfn: number;
}

function draw(dice: Dice, level: Level, order: number): Board {
  const before = someZone(dice, FRAMES[level], 2 + Math.floor(level / 2), 40);
  const holes = buddy.freeBlocks(before.zone);
  const after = copyZone(before);
  const pfn = buddy.allocPages(after.zone, order);
  after.used.push({ address: pfn, order });
  const at = holes.findIndex((hole) => hole.address <= pfn && pfn < hole.address + (1 << hole.order));
  return { before, order, holes, at, after, pfn };
}

function stepsOf({ before, order, holes, at, after, pfn }: Board): Step[] {
  const hole = holes[at]!;
  const size = 1 << order;
  const taken = { frames: size, address: hole.address, size: 1 << hole.order };
  return [
    {
      say: say('buddy-alloc.smallest', taken),
      figures: [zoneFigure(before, marked(hole.address, 'asked'))],
    },
    {
      say: say(hole.order === order ? 'buddy-alloc.whole' : 'buddy-alloc.split', { ...taken, pfn }),
      figures: [zoneFigure(after, marked(pfn, 'new'))],
    },
  ];
}

export const buddyAlloc: Kind = {
  id: 'buddy-alloc',
  concept: 'page-allocator',
  also: ['buddy'],
  make(dice, level): Made {
    const order = dice.below(3);
    const board = sought(
      dice,
      () => draw(dice, level, order),
      ({ holes, at, pfn }) =>
        pfn < 0 || holes.length < 3 || holes.length > 5 ? null : { at, of: holes.length },
    );
    const { before, holes, at } = board;
    const first = holes.find((hole) => hole.order >= order)!;
    return {
      ask: say('buddy-alloc.ask', { order, count: 1 << order }),
      figures: [zoneFigure(before)],
      form: { type: 'pick', figure: 0, from: holes.map(({ address }) => address) },
      answer: holes[at]!.address,
      steps: stepsOf(board),
      slips: first === holes[at] ? [] : [{ answer: first.address, misconception: 'best-fit-is-first' }],
    };
  },
};
