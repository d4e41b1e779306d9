/**
 * `buddy`: a script of allocations and frees through the page allocator (PA1), in the units the caller likes.
 */
import { buddy as allocator } from '../../../shared/sim/index.ts';
import { BadArgument, integer, listOrFile } from '../args.ts';
import type { Command } from '../command.ts';
import { print, table } from '../table.ts';

const { allocPages, createZone, freeBlocks, freePages, sufficientOrder } = allocator;

const MAX_SIZE = 2 ** 48;
/** As many blocks of the least size as a zone may have. */
const MAX_BLOCKS = 2 ** 24;
const MAX_OPS = 100_000;

interface Step {
  op: string;
  address: number | null;
  size: number | null;
  splits: number;
  merges: number;
  failed: boolean;
}

/** What a name stands for: a live block, or null for a request that failed. */
type Held = { address: number; order: number; request: number } | null;

interface Heap {
  zone: allocator.Zone;
  minBlock: number;
  held: Map<string, Held>;
}

const failure = (op: string): Step => ({ op, address: null, size: null, splits: 0, merges: 0, failed: true });

/** The smallest order whose blocks hold `request` units. */
function orderFor(request: number, minBlock: number): number {
  let order = 0;
  for (let size = minBlock; size < request; size *= 2) order += 1;
  return order;
}

function allocate(heap: Heap, op: string, name: string, request: number): Step {
  if (heap.held.get(name)) throw new BadArgument(`--ops: '${op}' allocates '${name}', which is live already`);
  const order = orderFor(request, heap.minBlock);
  const splits = sufficientOrder(heap.zone, order) - order;
  const address = allocPages(heap.zone, order);
  heap.held.set(name, address < 0 ? null : { address, order, request });
  if (address < 0) return failure(op);
  const size = 2 ** order * heap.minBlock;
  return { op, address: address * heap.minBlock, size, splits, merges: 0, failed: false };
}

function release(heap: Heap, op: string, name: string): Step {
  const block = heap.held.get(name);
  if (block === undefined) {
    throw new BadArgument(`--ops: '${op}' frees '${name}', which is unknown or already freed`);
  }
  heap.held.delete(name);
  if (block === null) return failure(op);
  const merges = freePages(heap.zone, block.address, block.order);
  const size = 2 ** block.order * heap.minBlock;
  return { op, address: block.address * heap.minBlock, size, splits: 0, merges, failed: false };
}

/** One operation: `NAME=SIZE` or `-NAME`. */
function perform(heap: Heap, op: string): Step {
  const parts = /^(?:-(?<freed>\w+)|(?<name>\w+)=(?<request>\d+))$/.exec(op)?.groups;
  if (parts === undefined) throw new BadArgument(`--ops: '${op}' is neither NAME=SIZE nor -NAME`);
  if (parts.freed !== undefined) return release(heap, op, parts.freed);
  const request = Number(parts.request);
  if (request < 1 || request > MAX_SIZE) {
    throw new BadArgument(`--ops: the size in '${op}' is not between 1 and ${MAX_SIZE}`);
  }
  return allocate(heap, op, parts.name!, request);
}

/** A size option that must be a power of two. */
function powerOfTwo(name: string, value: number): number {
  if (!Number.isInteger(Math.log2(value))) throw new BadArgument(`--${name}: ${value} is not a power of two`);
  return value;
}

export const buddy: Command = {
  name: 'buddy',
  summary: 'run allocations and frees through a binary buddy allocator',
  usage: `buddy --size N [--min-block M] (--ops "A=100,B=240,-A" | --ops-file F) [--json]

  --size       size of the memory, a power of two, in any unit
  --min-block  smallest block, a power of two; default 1
  --ops        NAME=SIZE allocates, -NAME frees; --ops-file: separated by white space or commas

A request takes the block of lowest address of the smallest sufficient size. One that fails is marked; freeing its
name does nothing.`,
  shape: { options: ['size', 'min-block', 'ops', 'ops-file'] },
  run(args) {
    const size = powerOfTwo('size', integer(args, 'size', 1, MAX_SIZE));
    const minBlock = powerOfTwo('min-block', integer(args, 'min-block', 1, size, 1));
    if (size / minBlock > MAX_BLOCKS) {
      throw new BadArgument(`--size: ${size} is more than ${MAX_BLOCKS} blocks; give a larger --min-block`);
    }
    const ops = listOrFile(args, 'ops', MAX_OPS);
    const heap: Heap = { zone: createZone(0, size / minBlock), minBlock, held: new Map() };
    const steps = ops.map((op) => perform(heap, op));
    const free = freeBlocks(heap.zone).map(({ address, order }) => ({
      address: address * minBlock,
      size: 2 ** order * minBlock,
    }));
    let internalFragmentation = 0;
    for (const block of heap.held.values()) {
      if (block !== null) internalFragmentation += 2 ** block.order * minBlock - block.request;
    }
    return print(args, { steps, free, internalFragmentation }, () =>
      [
        table(
          ['op', 'address', 'size', 'splits', 'merges', 'failed'],
          steps.map((step) => [step.op, step.address, step.size, step.splits, step.merges, step.failed]),
        ),
        '',
        'free:',
        table(
          ['address', 'size'],
          free.map((block) => [block.address, block.size]),
        ),
        '',
        `internal fragmentation: ${internalFragmentation}`,
      ].join('\n'),
    );
  },
};
