/** Which hole a fit takes: first, best, worst, or next from where the last search ended (UM1). */
import { freeList } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { copyHeap, heapFigure, marked } from '../memoryFigures.ts';
import { type Level, type Made, type Slip, say } from '../question.ts';
import { sought } from '../sought.ts';

const BLOCKS = { 1: 8, 2: 10, 3: 13 } as const;
const NAMES = { first: 'First Fit', best: 'Best Fit', worst: 'Worst Fit', next: 'Next Fit' } as const;

/** A heap full of blocks of which some were freed. */
export function holedHeap(dice: Dice, blocks: number, policy: freeList.Fit): freeList.FreeList {
  const sizes = Array.from({ length: blocks }, () => dice.between(1, 9));
  const size = sizes.reduce((sum, cells) => sum + cells, 0);
  const list = freeList.createFreeList({ base: 0, size, policy, coalesce: true });
  const pointers = sizes.map((cells) => freeList.malloc(list, cells).pointer);
  for (const pointer of pointers) if (dice.chance(50)) freeList.free(list, pointer);
  list.rover = -1;
  if (policy === 'next' && list.free.length > 0) list.rover = dice.pick(list.free).address;
  return list;
}

const taken = (list: freeList.FreeList, policy: freeList.Fit, size: number): number =>
  freeList.malloc({ ...copyHeap(list), policy }, size).pointer;

const draw = (dice: Dice, level: Level, policy: freeList.Fit, size: number) => {
  const list = holedHeap(dice, BLOCKS[level], policy);
  const pointer = taken(list, policy, size);
  return { policy, list, size, at: list.free.findIndex(({ address }) => address === pointer) };
};

/** Two holes are as good by a fit that goes by size: the question would not say which of them. */
const isTied = ({ policy, list, at }: ReturnType<typeof draw>): boolean =>
  (policy === 'best' || policy === 'worst') &&
  list.free.filter(({ size }) => size === list.free[at]!.size).length > 1;

function slipsOf(list: freeList.FreeList, policy: freeList.Fit, size: number, answer: number): Slip[] {
  const slips: Slip[] = [];
  const first = taken(list, 'first', size);
  const best = taken(list, 'best', size);
  if (policy === 'best' && first !== answer)
    slips.push({ answer: first, misconception: 'best-fit-is-first' });
  // Who takes the tightest hole for the worst believes that the worst is the one that wastes least room.
  if (policy === 'worst' && best !== answer)
    slips.push({ answer: best, misconception: 'worst-fit-is-wasteful-block' });
  return slips;
}

export const mallocHole: Kind = {
  id: 'malloc-hole',
  concept: 'malloc',
  also: ['process-memory'],
  make(dice, level): Made {
    const policy = dice.pick(freeList.FITS);
    // So that it may be any hole: what is small fits into the first, what is large into few.
    const size = dice.between(4, 7);
    const { list, at } = sought(
      dice,
      () => draw(dice, level, policy, size),
      (one) => {
        const { length } = one.list.free;
        return one.at < 0 || length < 3 || length > 5 || isTied(one) ? null : { at: one.at, of: length };
      },
    );
    const hand = policy === 'next' ? marked(list.rover, 'hand') : undefined;
    const hole = list.free[at]!;
    const after = copyHeap(list);
    const { pointer } = freeList.malloc(after, size);
    const fitting = list.free.filter((one) => one.size >= size).map(({ address }) => address);
    return {
      ask: say(policy === 'next' ? 'malloc-hole.askNext' : 'malloc-hole.ask', { size, fit: NAMES[policy] }),
      figures: [heapFigure(list, undefined, hand)],
      form: { type: 'pick', figure: 0, from: list.free.map(({ address }) => address) },
      answer: pointer,
      steps: [
        {
          say: say('malloc-hole.fitting', { size, holes: fitting.join(', ') }),
          figures: [heapFigure(list, undefined, new Map(fitting.map((address) => [address, ['asked']])))],
        },
        {
          say: say(`malloc-hole.${policy}`, { address: pointer, hole: hole.size, rest: hole.size - size }),
          figures: [heapFigure(after, undefined, marked(pointer, 'new'))],
        },
      ],
      slips: slipsOf(list, policy, size, pointer),
    };
  },
};
