/** What a garbage collection frees: what no job reaches, not what is reachable and unused (UM4). */
import { collect, gcPause } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';

const BLOCKS = { 1: 5, 2: 7, 3: 9 } as const;
/** Ticks after which a block looks unused. */
const LONG = 100;

interface Block {
  address: number;
  size: number;
  job: number;
  /** Ticks since its last use. */
  idle: number;
  mapped: number;
}

/** What each block is: 0 held and used lately, 1 held and idle, 2 garbage used lately, 3 garbage and idle. */
function sortsOf(dice: Dice, count: number): number[] {
  const sorts = [0, 1, 2, 3];
  while (sorts.length < count) {
    // As many of 1 as of 2: so the number of blocks to pick doesn't say by what to judge.
    if (count - sorts.length > 1 && dice.chance(50)) sorts.push(1, 2);
    else sorts.push(dice.pick([0, 3]));
  }
  return dice.shuffle(sorts);
}

/** Blocks in a row, of jobs that exist or don't, used lately or not. */
function draw(dice: Dice, level: Level, alive: readonly number[], gone: readonly number[]): Block[] {
  let address = dice.between(0, 20) * 2;
  return sortsOf(dice, BLOCKS[level]).map((sort) => {
    const size = dice.between(2, 9);
    const block = {
      address,
      size,
      job: dice.pick(sort < 2 ? alive : gone),
      idle: sort % 2 === 0 ? dice.between(1, 20) : dice.between(LONG, 9 * LONG),
      mapped: 0,
    };
    address += size;
    return block;
  });
}

const board = (blocks: readonly Block[]): Figure =>
  table(
    say('gc-collect.blocks'),
    [say('figure.address'), say('figure.cells'), say('gc-collect.job'), say('gc-collect.idle')],
    blocks.map(({ address, size, job, idle }) => [address, size, job, idle]),
  );

export const gcCollect: Kind = {
  id: 'gc-collect',
  concept: 'gc',
  also: ['leak'],
  make(dice, level): Made {
    const jobs = dice.some([1, 2, 3, 4, 5, 6, 7, 8, 9], 5);
    const alive = jobs.slice(0, dice.between(2, 3)).sort((a, b) => a - b);
    const gone = jobs.slice(3);
    const blocks = draw(dice, level, alive, gone);
    const heap = blocks.at(-1)!.address + blocks.at(-1)!.size - blocks[0]!.address;
    const garbage = collect(blocks, alive);
    const rows = (wanted: (block: Block) => boolean): number[] =>
      blocks.flatMap((block, row) => (wanted(block) ? [row] : []));
    const answer = rows((block) => garbage.includes(block));
    const kept = blocks.filter((block) => !garbage.includes(block));
    const unused = kept.filter(({ idle }) => idle >= LONG).map(({ address }) => address);
    return {
      ask: say('gc-collect.ask', { jobs: alive.join(', ') }),
      figures: [board(blocks)],
      form: { type: 'picks', figure: 0, from: blocks.map((_, row) => row), count: answer.length },
      answer,
      steps: [
        {
          say: say('gc-collect.reached', { jobs: alive.join(', '), unused: unused.join(', ') }),
          figures: [board(blocks)],
        },
        {
          say: say('gc-collect.freed', {
            freed: garbage.map(({ address }) => address).join(', '),
            heap,
            pause: gcPause(heap),
          }),
          figures: [board(kept)],
        },
      ],
      slips: [{ answer: rows(({ idle }) => idle >= LONG), misconception: 'gc-frees-unused' }],
    };
  },
};
