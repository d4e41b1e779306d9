/**
 * compact and shrink (PA2, KM1): making room in one piece by moving pages, and making room at all by giving up caches.
 * Compaction looks for the aligned block with the fewest pages in its way, all movable, and moves them out one by one
 * (Linux, mm/compaction.c, scans from both ends instead).
 */
import type { KernelCommand } from '../command.ts';
import { fail } from '../errno.ts';
import { emit, type Machine, pidOf, vpnOf, type Work } from '../machine.ts';
import { addMapping, isMovable, isUserKind, mappings, releaseFrame, removeMapping } from '../mm/frame.ts';
import { kmap, kunmap } from '../mm/kmap.ts';
import { largestFree } from '../mm/pageAlloc.ts';
import { canShrink, shrinkCaches } from '../mm/shrink.ts';
import { tlbFlushPage } from '../mm/tlb.ts';
import { freeFrames, isFreeFrame, takeAt } from '../mm/zones.ts';
import { MAX_PAGE_ORDER, ZONE } from '../names.ts';
import { type Next, type Order, queue } from './order.ts';

/** Frames that are in the way of a block, or -1 when one of them can't be moved. */
function inTheWay(machine: Machine, base: number, order: number): number {
  let count = 0;
  for (let pfn = base; pfn < base + (1 << order); pfn++) {
    if (isFreeFrame(machine, pfn)) continue;
    if (!isMovable(machine, pfn)) return -1;
    count++;
  }
  return count;
}

/** First frame of the block of the DMA zone that is cheapest to empty, -1 without one. */
export function cheapestBlock(machine: Machine, order: number): number {
  const at = machine.zones.find(({ kind }) => kind === ZONE.dma) ?? machine.zones[0];
  const { base, frames } = at.zone;
  let best = -1;
  let fewest = (1 << order) + 1;
  for (let pfn = base; pfn + (1 << order) <= base + frames; pfn += 1 << order) {
    const count = inTheWay(machine, pfn, order);
    if (count < 0 || count >= fewest) continue;
    best = pfn;
    fewest = count;
  }
  return best;
}

/** A free frame outside a block, the highest first, so that the low zone empties; -1 without one. */
function elsewhere(machine: Machine, base: number, order: number): number {
  for (let pfn = machine.param.frames - 1; pfn >= 0; pfn--) {
    if (pfn >= base && pfn < base + (1 << order)) continue;
    if (isFreeFrame(machine, pfn)) return pfn;
  }
  return -1;
}

/** Moves what lies in a frame to another one; every page table that maps it is changed, every stale translation flushed. */
function migrate(machine: Machine, from: number, to: number): void {
  takeAt(machine, to);
  machine.kind[to] = machine.kind[from];
  machine.owner[to] = machine.owner[from];
  machine.loaded[to] = machine.loaded[from];
  machine.content[to] = machine.content[from];
  const row = machine.cache.indexOf(from);
  if (row >= 0) machine.cache[row] = to;
  for (const page of mappings(machine, from)) {
    removeMapping(machine, from, page);
    addMapping(machine, to, page);
    machine.pfn[page] = to;
    tlbFlushPage(machine, pidOf(machine, page), vpnOf(machine, page));
    emit(machine, 'migrate', pidOf(machine, page), vpnOf(machine, page), to, from);
  }
  releaseFrame(machine, from);
}

/** Says so when the zone has enough frames for the block, but not in one piece (PA2). */
function noteScattered(machine: Machine, order: number): void {
  const { zone } = machine.zones.find(({ kind }) => kind === ZONE.dma) ?? machine.zones[0];
  const size = 1 << order;
  if (zone.free >= size && largestFree(zone) < size) emit(machine, 'no-block', 0, -1, -1, order);
}

const MOVE = 1;

export const compact: Order<Extract<KernelCommand, { op: 'compact' }>> = {
  give(machine, { order }) {
    if (order < 0 || order > MAX_PAGE_ORDER) return fail('EINVAL');
    const base = cheapestBlock(machine, order);
    noteScattered(machine, order);
    if (base < 0 || freeFrames(machine, 'vmalloc') < inTheWay(machine, base, order)) return fail('ENOMEM');
    return queue(machine, 'compact', machine.param.cost.entry, { pfn: base, n: order });
  },
  advance(machine, work) {
    if (work.stage === MOVE && !moveOne(machine, work)) return 'later';
    if (nextMover(machine, work) < 0) {
      emit(machine, 'compact', 0, -1, work.pfn, work.n);
      return 'done';
    }
    work.stage = MOVE;
    const { copy, flush } = machine.param.cost;
    return { cpu: Math.max(1, copy + flush) } satisfies Next;
  },
};

/** The next frame to move out of the block; -1 when it is empty, or can't be emptied any more. */
function nextMover(machine: Machine, work: Work): number {
  const count = inTheWay(machine, work.pfn, work.n);
  if (count <= 0 || elsewhere(machine, work.pfn, work.n) < 0) return -1;
  let pfn = work.pfn;
  while (!isUserKind(machine.kind[pfn])) pfn++;
  return pfn;
}

/** Copies one page out of the block; false when it would go to high memory and no slot is free to reach it. */
function moveOne(machine: Machine, work: Work): boolean {
  const pfn = nextMover(machine, work);
  if (pfn < 0) return true;
  const to = elsewhere(machine, work.pfn, work.n);
  if (!kmap(machine, to)) return false;
  migrate(machine, pfn, to);
  kunmap(machine, to);
  return true;
}

/** Caches give way: pages that nobody maps, and empty slabs; refused where there are none. */
export const shrink: Order<Extract<KernelCommand, { op: 'shrink' }>> = {
  give: (machine) =>
    canShrink(machine) ? queue(machine, 'shrink', machine.param.cost.entry, {}) : fail('ENOENT'),
  advance(machine) {
    shrinkCaches(machine, machine.param.frames);
    return 'done';
  },
};
