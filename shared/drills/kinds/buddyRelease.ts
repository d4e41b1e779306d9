/** Which block must be given back so that a large request can be served: buddies decide, not what touches (PA1, PA2). */
import { buddy } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type BusyZone, copyZone, marked, someZone, type Taken, zoneFigure } from '../memoryFigures.ts';
import { type Level, type Made, say } from '../question.ts';
import { soughtAmong } from '../sought.ts';

const FRAMES = { 1: 24, 2: 48, 3: 48 } as const;
/** The order of the largest blocks; the request is for the next one. */
const LARGEST = { 1: 2, 2: 2, 3: 3 } as const;
/** Blocks that are offered as answers. */
const OFFERED = 4;

/** The zone after a block was given back. */
function without(before: BusyZone, block: Taken): BusyZone {
  const after = copyZone(before);
  buddy.freePages(after.zone, block.address, block.order);
  after.used = after.used.filter((one) => one !== block);
  return after;
}

const serves = (one: BusyZone, order: number): boolean => buddy.largestFree(one.zone) >= 1 << order;

interface Board {
  before: BusyZone;
  order: number;
  /** The blocks whose return makes the request possible. */
  helpful: Taken[];
}

/** The request is for the next larger block than the largest that is free. */
function draw(dice: Dice, level: Level): Board {
  const base = 64 * dice.below(8);
  const before = someZone(dice, FRAMES[level], LARGEST[level], dice.between(20, 45), base);
  const order = 32 - Math.clz32(buddy.largestFree(before.zone));
  return { before, order, helpful: before.used.filter((block) => serves(without(before, block), order)) };
}

/** A block whose return would leave as many frames free in a row, but not as one block. */
function tempting({ before, order, helpful }: Board): Taken | undefined {
  return before.used.find((block) => {
    if (helpful.includes(block)) return false;
    const holes = buddy.freeBlocks(without(before, block).zone);
    let [run, end] = [0, -1];
    return holes.some((hole) => {
      run = hole.address === end ? run + (1 << hole.order) : 1 << hole.order;
      end = hole.address + (1 << hole.order);
      return run >= 1 << order && hole.address <= block.address + (1 << order);
    });
  });
}

export const buddyRelease: Kind = {
  id: 'buddy-release',
  concept: 'fragmentation',
  also: ['buddy', 'page-allocator'],
  make(dice, level): Made {
    const order = LARGEST[level] + 1;
    const { one: board, from } = soughtAmong(
      dice,
      OFFERED,
      () => draw(dice, level),
      ({ before, order: wanted, helpful }) =>
        helpful.length !== 1 || wanted !== order
          ? null
          : { all: before.used.map(({ address }) => address), right: helpful[0]!.address },
    );
    const { before, helpful } = board;
    const [block] = helpful as [Taken];
    const after = without(before, block);
    const found = buddy.freeBlocks(after.zone).find((hole) => hole.order >= order)!;
    const other = tempting(board);
    const values = {
      frames: 1 << order,
      largest: buddy.largestFree(before.zone),
      free: buddy.freeCount(before.zone),
    };
    return {
      ask: say('buddy-release.ask', { frames: 1 << order }),
      figures: [zoneFigure(before)],
      form: { type: 'pick', figure: 0, from },
      answer: block.address,
      steps: [
        {
          say: say('buddy-release.short', values),
          figures: [zoneFigure(before, marked(block.address, 'asked'))],
        },
        {
          say: say('buddy-release.merged', {
            block: block.address,
            frames: 1 << found.order,
            address: found.address,
          }),
          figures: [zoneFigure(after, marked(found.address, 'new'))],
        },
      ],
      slips:
        other === undefined || !from.includes(other.address)
          ? []
          : [{ answer: other.address, misconception: 'neighbours-are-buddies' }],
    };
  },
};
