/** How large a block is after it has been freed: it merges with its buddy, not with any neighbour (PA1). */
import { buddy } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { type BusyZone, copyZone, marked, someZone, type Taken, zoneFigure } from '../memoryFigures.ts';
import { type Level, type Made, type Step, say } from '../question.ts';

const FRAMES = { 1: 16, 2: 32, 3: 64 } as const;

interface Board {
  before: BusyZone;
  block: Taken;
  merges: number;
  /** Frames it would have if every free neighbour of its size merged. */
  believed: number;
}

/** What comes of it when neighbours of a size count as buddies. */
function byNeighbours({ zone }: BusyZone, { address, order }: Taken): number {
  let [from, size] = [address, 1 << order];
  const holes = buddy.freeBlocks(zone);
  for (;;) {
    const other = holes.find(
      (hole) => 1 << hole.order === size && (hole.address === from + size || hole.address + size === from),
    );
    if (other === undefined) return size;
    holes.splice(holes.indexOf(other), 1);
    from = Math.min(from, other.address);
    size *= 2;
  }
}

function draw(dice: Dice, level: Level): Board {
  const before = someZone(dice, FRAMES[level], 2, 50);
  if (before.used.length === 0) return draw(dice, level);
  const block = dice.pick(before.used);
  const merges = buddy.freePages(copyZone(before).zone, block.address, block.order);
  return { before, block, merges, believed: byNeighbours(before, block) };
}

/** A merge a step, and at last why there is none any more. */
function stepsOf({ before, block, merges }: Board): Step[] {
  const now = copyZone(before);
  now.used = now.used.filter((one) => one !== block);
  buddy.freePages(now.zone, block.address, block.order);
  let { address } = block;
  const steps: Step[] = [];
  for (let order = block.order; order <= block.order + merges; order++) {
    const size = 1 << order;
    const other = address ^ size;
    const joins = order < block.order + merges;
    const whole = size >= now.zone.frames;
    const key = joins ? 'joins' : whole ? 'whole' : 'stops';
    const low = Math.min(address, other);
    if (joins) address = low;
    steps.push({
      say: say(
        `buddy-merge.${key}`,
        whole ? { size } : { size, address: joins ? block.address : address, other },
      ),
      figures: [
        joins ? zoneFigure(before, marked(block.address, 'asked')) : zoneFigure(now, marked(address, 'new')),
      ],
    });
  }
  return steps;
}

export const buddyMerge: Kind = {
  id: 'buddy-merge',
  concept: 'buddy',
  make(dice, level): Made {
    // In most of them a neighbour tempts.
    const tempting = dice.chance(65);
    let board = draw(dice, level);
    for (let tries = 0; tries < 60; tries++) {
      const right = 1 << (board.block.order + board.merges);
      if (tempting ? board.believed !== right : board.merges > 0) break;
      board = draw(dice, level);
    }
    const { before, block, merges, believed } = board;
    const answer = 1 << (block.order + merges);
    return {
      ask: say('buddy-merge.ask', { address: block.address, count: 1 << block.order }),
      figures: [zoneFigure(before, marked(block.address, 'asked'))],
      form: { type: 'number', min: 1, max: FRAMES[level], unit: say('unit.frames') },
      answer,
      steps: stepsOf(board),
      slips: believed === answer ? [] : [{ answer: believed, misconception: 'neighbours-are-buddies' }],
    };
  },
};
