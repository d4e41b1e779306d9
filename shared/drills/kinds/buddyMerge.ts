/** Which free blocks join a block that is freed: its buddy, then the buddy of both, and no other neighbour (PA1). */
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
  /** Where the free blocks begin that would join if every free neighbour of its size did. */
  believed: number[];
}

/** What comes of it when neighbours of a size count as buddies. */
function byNeighbours({ zone }: BusyZone, { address, order }: Taken): number[] {
  let [from, size] = [address, 1 << order];
  const holes = buddy.freeBlocks(zone);
  const joined: number[] = [];
  for (;;) {
    const other = holes.find(
      (hole) => 1 << hole.order === size && (hole.address === from + size || hole.address + size === from),
    );
    if (other === undefined) return joined;
    joined.push(other.address);
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

/** Where the blocks begin that it merges with, in the order in which it does: a buddy is at the address XOR the size. */
const joinedBy = ({ block, merges }: Board): number[] =>
  Array.from({ length: merges }, (_, at) => {
    const size = 1 << (block.order + at);
    return (block.address & ~(size - 1)) ^ size;
  });

/** A merge a step, then why there is none any more, and what has joined. */
function stepsOf(board: Board): Step[] {
  const { before, block, merges } = board;
  const now = copyZone(before);
  now.used = now.used.filter((one) => one !== block);
  buddy.freePages(now.zone, block.address, block.order);
  const size = 1 << (block.order + merges);
  const address = block.address & ~(size - 1);
  const joined = joinedBy(board);
  const after = [zoneFigure(now, marked(address, 'new'))];
  const joins = joined.map((other, at) => ({
    say: say('buddy-merge.joins', { size: 1 << (block.order + at), other }),
    figures: [zoneFigure(before, new Map([...marked(block.address, 'asked'), ...marked(other, 'new')]))],
  }));
  const whole = size >= now.zone.frames;
  return [
    ...joins,
    {
      say: whole
        ? say('buddy-merge.whole', { size })
        : say('buddy-merge.stops', { size, address, other: address ^ size }),
      figures: after,
    },
    { say: say('buddy-merge.joined', { blocks: joined.join(', '), size }), figures: after },
  ];
}

export const buddyMerge: Kind = {
  id: 'buddy-merge',
  concept: 'buddy',
  make(dice, level): Made {
    // In most of them a neighbour tempts.
    const tempting = dice.chance(65);
    const isTempting = ({ believed, merges }: Board): boolean => believed.length !== merges;
    let board = draw(dice, level);
    for (let tries = 0; tries < 400; tries++) {
      if (board.merges > 0 && (!tempting || isTempting(board))) break;
      board = draw(dice, level);
    }
    const { before, block, believed } = board;
    const answer = joinedBy(board);
    return {
      ask: say('buddy-merge.ask'),
      figures: [zoneFigure(before, marked(block.address, 'asked'))],
      form: {
        type: 'picks',
        figure: 0,
        from: buddy.freeBlocks(before.zone).map(({ address }) => address),
        count: answer.length,
      },
      answer,
      steps: stepsOf(board),
      slips: isTempting(board) ? [{ answer: believed, misconception: 'neighbours-are-buddies' }] : [],
    };
  },
};
