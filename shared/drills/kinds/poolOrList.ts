/** A pool or a free list for these requests: constant time for waste, or a search for every cell (UM4). */
import { freeList, poolSize, searchTicks } from '../../sim/index.ts';
import type { Dice } from '../dice.ts';
import type { Kind } from '../kind.ts';
import { copyHeap, heapFigure, table } from '../memoryFigures.ts';
import { type Figure, type Level, type Made, say } from '../question.ts';
import { worked } from '../worked.ts';
import { holedHeap } from './mallocHole.ts';

const REQUESTS = { 1: 3, 2: 4, 3: 6 } as const;
const WAYS = ['pool', 'list'] as const;

interface Load {
  list: freeList.FreeList;
  requests: number[];
  slot: number;
  area: number;
  cost: number;
  deadline: number;
}

interface Result {
  /** Ticks of searching, -1 when a request finds no hole. */
  ticks: number;
  entries: number;
  /** Cells that the pool would take. */
  cells: number;
}

function run({ list, requests, slot, cost }: Load): Result {
  const heap = copyHeap(list);
  let [ticks, entries, fits] = [0, 0, true];
  for (const size of requests) {
    const { pointer, searched } = freeList.malloc(heap, size);
    if (pointer < 0) fits = false;
    entries += searched;
    ticks += searchTicks(searched, cost);
  }
  const cells = requests.reduce((sum, size) => sum + poolSize(size, slot), 0);
  return { ticks: fits ? ticks : -1, entries, cells };
}

/** A load for which only one way is good: the search is late, or the pool's slots don't fit into its area. */
function draw(dice: Dice, level: Level, right: (typeof WAYS)[number]): Load {
  const slot = dice.pick([4, 8]);
  const requests = Array.from({ length: REQUESTS[level] }, () => dice.between(1, 9));
  const load = {
    list: holedHeap(dice, 16 + 4 * level, 'first'),
    requests,
    slot,
    area: 0,
    cost: dice.between(4, 12),
    deadline: 0,
  };
  const { ticks, cells } = run(load);
  const tight = cells - dice.between(1, slot);
  load.area = right === 'pool' ? cells + dice.between(0, slot) : Math.max(tight, slot);
  load.deadline = right === 'pool' ? ticks - dice.between(1, 3) : ticks + dice.between(0, 3);
  return load;
}

const isRight = (load: Load, { ticks, cells }: Result, right: (typeof WAYS)[number]): boolean =>
  ticks > 0 &&
  load.deadline > 0 &&
  (right === 'pool') === cells <= load.area &&
  (right === 'list') === ticks <= load.deadline;

const numbers = ({ requests, slot, area, cost, deadline }: Load): Figure =>
  table(
    say('pool-or-list.load'),
    ['requests', 'cost', 'deadline', 'slot', 'area'].map((name) => say(`pool-or-list.head-${name}`)),
    [[requests.join(', '), `${cost}/10`, deadline, slot, area]],
  );

/** What it takes against what there is. */
const against = (taken: number, there: number): string => `${taken} ${taken <= there ? '≤' : '>'} ${there}`;

export const poolOrList: Kind = {
  id: 'pool-or-list',
  concept: 'user-pool',
  also: ['malloc'],
  make(dice, level): Made {
    const right = dice.pick(WAYS);
    let load = draw(dice, level, right);
    for (let tries = 0; tries < 300 && !isRight(load, run(load), right); tries++)
      load = draw(dice, level, right);
    const result = run(load);
    const figures = [numbers(load), heapFigure(load.list)];
    const options = dice.shuffle(WAYS);
    const wasted = result.cells - load.requests.reduce((sum, size) => sum + size, 0);
    return {
      ask: say('pool-or-list.ask'),
      figures,
      form: { type: 'choice', options: options.map((way) => say(`pool-or-list.${way}`)) },
      answer: options.indexOf(right),
      steps: worked([
        {
          say: say('pool-or-list.listed', {
            entries: result.entries,
            ticks: result.ticks,
            deadline: load.deadline,
          }),
          figures,
          found: [[say('pool-or-list.list'), against(result.ticks, load.deadline)]],
        },
        {
          say: say('pool-or-list.pooled', { cells: result.cells, wasted, area: load.area, slot: load.slot }),
          figures,
          found: [[say('pool-or-list.pool'), against(result.cells, load.area)]],
        },
        { say: say(`pool-or-list.so-${right}`), figures },
      ]),
    };
  },
};
