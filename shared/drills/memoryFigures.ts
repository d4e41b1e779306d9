/** Boards of memory: a zone of the page allocator, a heap with its free list, tables; and zones in some disorder. */
import { buddy, type freeList } from '../sim/index.ts';
import type { Dice } from './dice.ts';
import { type Block, type Figure, type Mark, type Say, say, type Text } from './question.ts';

/** A block in use: the first frame, its order, and what stands on it. */
export interface Taken {
  address: number;
  order: number;
  label?: string;
}

export interface BusyZone {
  zone: buddy.Zone;
  used: Taken[];
}

export type Marks = ReadonlyMap<number, readonly Mark[]>;
const NO_MARKS: Marks = new Map();

export const marked = (address: number, ...marks: Mark[]): Marks => new Map([[address, marks]]);

export const table = (
  name: Say,
  head: readonly Say[],
  rows: readonly (readonly Text[])[],
  at?: number,
): Figure => ({ type: 'table', name, head, rows, ...(at === undefined ? {} : { at }) });

/** A zone's blocks by address; a block's id is its first frame. */
export function zoneFigure({ zone, used }: BusyZone, marks: Marks = NO_MARKS): Figure {
  const block = (address: number, order: number, label: string, inUse: boolean): Block => ({
    id: address,
    address,
    size: 1 << order,
    label,
    used: inUse,
    marks: marks.get(address) ?? [],
  });
  const blocks = [
    ...buddy.freeBlocks(zone).map(({ address, order }) => block(address, order, '', false)),
    ...used.map(({ address, order, label = '' }) => block(address, order, label, true)),
  ];
  return {
    type: 'blocks',
    name: say('figure.zone'),
    blocks: blocks.sort((a, b) => a.address - b.address),
  };
}

/** A copy to try something on. */
export const copyZone = ({ zone, used }: BusyZone): BusyZone => ({
  zone: {
    ...zone,
    orderAt: zone.orderAt.slice(),
    blocks: zone.blocks.slice(),
    lowest: zone.lowest.slice(),
  },
  used: [...used],
});

/** A zone filled with blocks up to an order, of which some were given back. */
export function someZone(
  dice: Dice,
  frames: number,
  largest: number,
  freedPercent: number,
  base = 0,
): BusyZone {
  const zone = buddy.createZone(base, frames);
  const used: Taken[] = [];
  for (let misses = 0; misses < 3; ) {
    const order = dice.below(largest + 1);
    const address = buddy.allocPages(zone, order);
    if (address < 0) misses++;
    else used.push({ address, order });
  }
  const kept = used.filter(({ address, order }) => {
    const freed = dice.chance(freedPercent);
    if (freed) buddy.freePages(zone, address, order);
    return !freed;
  });
  return { zone, used: kept.sort((a, b) => a.address - b.address) };
}

/** A heap: its live blocks and its holes by address; a block's id is its address. */
export function heapFigure(
  list: freeList.FreeList,
  labels: ReadonlyMap<number, string> = new Map(),
  marks: Marks = NO_MARKS,
): Figure {
  const block = ({ address, size }: freeList.Block, used: boolean): Block => ({
    id: address,
    address,
    size,
    label: used ? (labels.get(address) ?? '') : '',
    used,
    marks: marks.get(address) ?? [],
  });
  const blocks = [...list.live.map((one) => block(one, true)), ...list.free.map((one) => block(one, false))];
  return { type: 'blocks', name: say('figure.heap'), blocks: blocks.sort((a, b) => a.address - b.address) };
}

/** A copy of a heap to try something on. */
export const copyHeap = (list: freeList.FreeList): freeList.FreeList => ({
  ...list,
  free: list.free.map((one) => ({ ...one })),
  live: list.live.map((one) => ({ ...one })),
});
