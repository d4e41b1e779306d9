/**
 * `malloc`: a script of allocations and frees through the user-space free list (UM1).
 */
import { freeList } from '../../../shared/sim/index.ts';
import { BadArgument, choice, integer, listOrFile, parseInteger } from '../args.ts';
import type { Command } from '../command.ts';
import { print, table } from '../table.ts';

const { createFreeList, FITS, free, malloc: allocate, ORDERS } = freeList;

const MAX_CELLS = 2 ** 48;
const MAX_OPS = 100_000;

interface Step {
  op: string;
  /** Allocated or freed; null when nothing fitted, or when that was freed. */
  pointer: number | null;
  searched: number;
}

/** What the allocations returned so far, by number; `live` says which still hold. */
interface History {
  pointers: (number | null)[];
  live: boolean[];
}

/** Frees what allocation `index` returned; NULL is free to free, as in C. */
function release(list: freeList.FreeList, history: History, op: string, index: number): Step {
  const pointer = history.pointers[index];
  if (pointer === undefined)
    throw new BadArgument(`--ops: '${op}' frees an allocation that hasn't been made`);
  if (pointer === null) return { op, pointer, searched: 0 };
  if (!history.live[index]) throw new BadArgument(`--ops: '${op}' frees an allocation that is already freed`);
  free(list, pointer);
  history.live[index] = false;
  return { op, pointer, searched: 0 };
}

/** One operation: `+SIZE` or `-INDEX`. */
function perform(list: freeList.FreeList, history: History, op: string): Step {
  const parts = /^(?<sign>[+-])(?<amount>\d+)$/.exec(op)?.groups;
  if (parts === undefined) throw new BadArgument(`--ops: '${op}' is neither +SIZE nor -INDEX`);
  if (parts.sign === '-') return release(list, history, op, Number(parts.amount));
  const size = parseInteger(`--ops: size in '${op}'`, parts.amount!, 1, MAX_CELLS);
  const found = allocate(list, size);
  const pointer = found.pointer < 0 ? null : found.pointer;
  history.pointers.push(pointer);
  history.live.push(pointer !== null);
  return { op, pointer, searched: found.searched };
}

export const malloc: Command = {
  name: 'malloc',
  summary: 'run allocations and frees through a free list',
  usage: `malloc --size N [--base B] --policy ${FITS.join('|')} [--header H] [--align A] [--coalesce]
       [--order ${ORDERS.join('|')}] (--ops "+10,+10,-0" | --ops-file F) [--json]

  --size      cells in the heap, one free entry at the start
  --base      address of the first cell; default 0
  --header    cells in front of every payload; default 0
  --align     round a payload's size up to a multiple of this; default 1
  --coalesce  merge entries that touch when one is freed
  --order     how the free list is kept; default address; insert puts a freed block in front
  --ops       +SIZE allocates, -K frees what the K-th allocation (from 0, failed ones counted) returned

A pointer is where the payload begins; searched counts the free entries looked at. Freeing NULL does nothing.`,
  shape: {
    options: ['size', 'base', 'policy', 'header', 'align', 'order', 'ops', 'ops-file'],
    switches: ['coalesce'],
  },
  run(args) {
    const list = createFreeList({
      size: integer(args, 'size', 1, MAX_CELLS),
      base: integer(args, 'base', 0, MAX_CELLS, 0),
      policy: choice(args, 'policy', FITS),
      header: integer(args, 'header', 0, MAX_CELLS, 0),
      align: integer(args, 'align', 1, MAX_CELLS, 1),
      coalesce: args.switches.has('coalesce'),
      order: choice(args, 'order', ORDERS, 'address'),
    });
    const history: History = { pointers: [], live: [] };
    const steps = listOrFile(args, 'ops', MAX_OPS).map((op) => perform(list, history, op));
    return print(args, { steps, free: list.free }, () =>
      [
        table(
          ['op', 'pointer', 'searched'],
          steps.map((step) => [step.op, step.pointer, step.searched]),
        ),
        '',
        'free:',
        table(
          ['address', 'size'],
          list.free.map((entry) => [entry.address, entry.size]),
        ),
      ].join('\n'),
    );
  },
};
