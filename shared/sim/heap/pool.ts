/**
 * Pools in user space (UM4), and what searching a free list takes without one. A pool rounds each request up to whole
 * slots, so that one hole is as good as another and nothing is searched: constant time for waste (Wilson and others,
 * "Dynamic Storage Allocation: A Survey", 1995, simple segregated storage; OSTEP 17.4, segregated lists).
 */

/** Cells that a request for `size` cells (1 or more) takes in a pool with slots of `slot` cells. */
export const poolSize = (size: number, slot: number): number => Math.ceil(size / slot) * slot;

/** Cells of them that the request doesn't use: internal fragmentation. */
export const poolWaste = (size: number, slot: number): number => poolSize(size, slot) - size;

/** Ticks that a malloc takes which looked at `searched` entries, at `mallocCost` tenths of a tick each, rounded down. */
export const searchTicks = (searched: number, mallocCost: number): number =>
  Math.floor((searched * mallocCost) / 10);
