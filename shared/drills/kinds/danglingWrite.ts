/** Whose data a write through a freed pointer destroys: whoever got the cells since (UM3). */
import { freeList } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { heapFigure, marked, table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { sought } from '../sought.ts';

const BLOCKS = { 1: 3, 2: 4, 3: 5 } as const;
const HEAP = 36;
const NAMES = 'abcdefghij';

interface Board {
  lines: string[];
  /** The lines that allocate, with the address and name of each block. */
  made: { line: number; name: string; pointer: number }[];
  list: freeList.FreeList;
  cell: number;
  /** The line whose block is hit; the last one for nobody's. */
  hit: number;
}

/** Blocks are made, some freed, others made in their place; then a freed pointer is written through. */
function draw(dice: Dice, level: Level): Board {
  const list = freeList.createFreeList({ base: 0, size: HEAP, policy: 'first', coalesce: true });
  const lines: string[] = [];
  const made: Board['made'] = [];
  const sizes: number[] = [];
  const make = (size: number): void => {
    const name = NAMES[made.length]!;
    made.push({ line: lines.length, name, pointer: freeList.malloc(list, size).pointer });
    sizes.push(size);
    lines.push(`${name} = malloc(${size});`);
  };
  for (let count = 0; count < BLOCKS[level]; count++) make(dice.between(3, 7));
  const freed = dice.some([...made.keys()], dice.between(1, level));
  for (const at of freed) {
    freeList.free(list, made[at]!.pointer);
    lines.push(`free(${made[at]!.name});`);
  }
  for (let count = dice.between(1, level); count > 0; count--) make(dice.between(1, 5));
  const dangling = dice.pick(freed);
  const offset = dice.below(sizes[dangling]!);
  const cell = made[dangling]!.pointer + offset;
  lines.push(`${made[dangling]!.name}[${offset}] = 7;`);
  const live = list.live.find(({ address, size }) => address <= cell && cell < address + size);
  const owner = made.filter(({ pointer }) => pointer === live?.address).at(-1);
  return { lines, made, list, cell, hit: live === undefined ? lines.length - 1 : owner!.line };
}

const listing = (lines: readonly string[], at?: number): Figure =>
  table(
    say('figure.program'),
    [say('figure.line')],
    lines.map((line) => [line]),
    at,
  );

export const danglingWrite: Kind = {
  id: 'dangling-write',
  concept: 'leak',
  also: ['malloc'],
  make(dice, level): Made {
    const places = ({ lines, made }: Board): number[] => [...made.map(({ line }) => line), lines.length - 1];
    const board = sought(
      dice,
      () => draw(dice, level),
      (one) => {
        // The blocks made last are those that may lie there; the dangling one's own line is never right.
        const late = places(one).slice(BLOCKS[level]);
        return { at: late.indexOf(one.hit), of: late.length };
      },
    );
    const { lines, made, list, cell, hit } = board;
    const last = lines.length - 1;
    const victim = made.find(({ line }) => line === hit);
    const alive = made.filter(({ pointer }) => freeList.isLive(list, pointer));
    const heap = heapFigure(
      list,
      new Map(alive.map(({ pointer, name }) => [pointer, name])),
      victim === undefined ? undefined : marked(victim.pointer, 'asked'),
    );
    return {
      ask: say('dangling-write.ask'),
      figures: [listing(lines)],
      form: { type: 'pick', figure: 0, from: places(board).slice(BLOCKS[level]) },
      answer: hit,
      steps: [
        {
          say: say('dangling-write.cell', { line: lines[last]!, cell }),
          figures: [listing(lines, last), heap],
        },
        {
          say:
            victim === undefined
              ? say('dangling-write.nobody')
              : say('dangling-write.somebody', { name: victim.name }),
          figures: [listing(lines, hit), heap],
        },
      ],
    };
  },
};
