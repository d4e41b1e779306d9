/**
 * Shrinkers: what the kernel holds only because it may be of use again goes first when memory is short: cached pages
 * that nobody maps, then empty slabs (Linux, Documentation/admin-guide/mm/concepts.rst, reclaim).
 */
import { emit, type Machine } from '../machine.ts';
import { shrinkSlabs } from './kmem.ts';
import { dropUnmapped, isIdle } from './pageCache.ts';
import { isEmpty } from './slab.ts';
import { freeFrames } from './zones.ts';

/** Frames that one direct reclaim asks of the caches. */
const BATCH = 4;

/** Gives up to `most` frames back; returns how many. */
export function shrinkCaches(machine: Machine, most: number): number {
  const dropped = dropUnmapped(machine, most);
  const freed = dropped + shrinkSlabs(machine, most - dropped);
  if (freed > 0) emit(machine, 'shrink', 0, -1, -1, freed);
  return freed;
}

/** Whether the caches have anything to give. */
export const canShrink = (machine: Machine): boolean =>
  machine.slabs.some(isEmpty) || machine.kind.some((_kind, pfn) => isIdle(machine, pfn));

/** When fewer than `need` frames are free for a page, or for the kernel, the caches give way at once. */
export function makeRoom(machine: Machine, need = 1): void {
  const short = freeFrames(machine) < need || freeFrames(machine, 'kernel') < need;
  if (short) shrinkCaches(machine, Math.max(BATCH, need));
}
