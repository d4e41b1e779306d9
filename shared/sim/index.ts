/** The one door of the simulation. */

export { createMachine } from './boot.ts';
export { check } from './check.ts';
export * from './command.ts';
export { command } from './door.ts';
export * from './errno.ts';
export * from './event.ts';
export { hash } from './hash.ts';
/** Rooms that tools and drills use by themselves, under their own names. */
export * as freeList from './heap/freeList.ts';
export { collect, gcPause } from './heap/gc.ts';
export { poolSize, poolWaste, searchTicks } from './heap/pool.ts';
export { NEEDS as MODULE_NEEDS, RING_ZERO } from './kernel/module.ts';
export { PANIC_REASONS } from './kernel/panic.ts';
export * from './layout.ts';
export {
  ACCESSED,
  COW,
  DIRTY,
  type Machine,
  PRESENT,
  pageOf,
  playersOf,
  takeEvents,
  tasksOf,
  USER,
  WRITABLE,
} from './machine.ts';
export { committed, promisable } from './mm/addressSpace.ts';
export { badness, swapped } from './mm/oomKiller.ts';
export * as buddy from './mm/pageAlloc.ts';
export { backing, splitVpn, tableCount } from './mm/pageTable.ts';
export * as slab from './mm/slab.ts';
export { type Tlb, translate } from './mm/translate.ts';
export * as zones from './mm/zones.ts';
export { DEFAULT_PARAM, type ModuleName, type Param, type Personality } from './param.ts';
export * from './policy/index.ts';
export { type PagingCounts, simulate } from './policy/simulate.ts';
export { VIAS_OF } from './proc/joint.ts';
export { eventsFor, sectionsFor, shapeOf, viewFor, viewSize } from './procfs.ts';
export { ranked } from './procfsProcess.ts';
export { draw, drawBelow } from './rng.ts';
export { fairness, finesOf, kernelScore, service } from './score.ts';
export { SERVERS, type Server, SURCHARGE } from './syscall/personality.ts';
export { tick } from './tick.ts';
export * from './view.ts';
