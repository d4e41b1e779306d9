/** What an AI kernel does besides handing out frames: calls, interrupts, and the policies that it loads. */
import {
  CALL,
  FRAME,
  KERNEL_OPS,
  type KernelCommand,
  type KernelView,
  MODULE,
  PERSONALITIES,
  PHASE,
  POLICY_SLOTS,
  RING_ZERO,
  SLOTS,
  ZONE,
} from '../sim/index.ts';
import type { KernelHabits } from './names.ts';
import type { Chooser } from './victim.ts';

type Trap = KernelView['traps'][number];

/** Free frames that a user page may have, and those that will do for a page table. */
export function freeIn(view: KernelView): { usable: number; low: number } {
  const left = (zone: KernelView['zones'][number]) => Math.max(0, zone.free - zone.min);
  const usable = view.zones.reduce((sum, zone) => sum + left(zone), 0);
  return { usable, low: view.kernel[0].freeFrames - view.zones[ZONE.high].free };
}

const PROMISES: readonly number[] = [CALL.brk, CALL.mmap, CALL.fork];

/** Grants a call; a strict kernel promises no more than there is. */
export function answer(view: KernelView, trap: Trap, { strict }: KernelHabits): KernelCommand[] {
  const { committed, promisable } = view.kernel[0];
  const pages = trap.call === CALL.fork ? view.processes[trap.pid - 1].asPages : trap.arg;
  const exceeds = PROMISES.includes(trap.call) && committed + pages > promisable;
  return [{ op: strict && exceeds ? 'deny' : 'grant', trap: trap.id }];
}

/** Answers a packet when a block is there; else waits for one, or makes one. */
export function serve(
  view: KernelView,
  trap: Trap,
  { compacts, engineers }: KernelHabits,
  choose: Chooser,
): KernelCommand[] {
  if (view.modules[0].state !== 1) return [];
  const need = 1 << trap.arg;
  const reserved = view.reserves.some((one) => one.pfn >= 0 && one.order === trap.arg);
  if (view.zones[ZONE.dma].largest >= need || reserved) {
    return [{ op: 'serve', trap: trap.id, by: engineers ? 'map' : 'copy' }];
  }
  const compacting = view.orders.some((one) => one.id > 0 && one.op === KERNEL_OPS.indexOf('compact'));
  if (!compacts || compacting) return [];
  if (view.kernel[0].freeFrames <= need) {
    // Nowhere to move anything to: a page must go first.
    const pick = choose(view, 0, false);
    return pick === null ? [] : [...pick.before, { op: 'evict', pfn: pick.pfn }];
  }
  return [{ op: 'compact', order: trap.arg }];
}

/** Order of the reserve that an engineer keeps. */
const RESERVE = 1;
/** Ticks before it looks after its machine: processes come first. */
const SETTLED = 50;

/**
 * A reserve for packets, and the disk's driver, where the machine has a card at all. Once a driver in ring 0 took the
 * machine down, none may stay there; while nothing waits and the disk is idle, a dirty page that nobody used lately is written.
 */
export function engineer(view: KernelView, bitten: boolean): KernelCommand[] {
  const [card, disk] = view.modules;
  const { tick, phase } = view.machine[0];
  if (phase !== PHASE.running || tick < SETTLED || view.orders.some((one) => one.id > 0)) return [];
  const idle = view.kernel[0].diskQueue === 0 && !view.traps.some((trap) => trap.id > 0);
  const dirty = view.frames.findIndex(
    ({ kind, dirty, referenced, pins, locked }) =>
      kind === FRAME.user && dirty && !referenced && !pins && !locked,
  );
  if (idle && dirty >= 0) return [{ op: 'writeback', pfn: dirty }];
  const ringZero = bitten ? RING_ZERO[PERSONALITIES[view.machine[0].personality]] : [];
  const trusted = ringZero.find((name) => view.modules[MODULE[name]].state !== 0);
  if (trusted !== undefined) return [{ op: 'unload', module: trusted }];
  if (card.state === 0) return [];
  const { free, largest } = view.zones[ZONE.dma];
  const reserved = view.reserves.some((one) => one.pfn >= 0);
  if (!reserved && free >= 4 && largest >= 1 << RESERVE) return [{ op: 'pool', order: RESERVE }];
  if (disk.state === 0 && !ringZero.includes('blk') && view.kernel[0].freeFrames >= 8)
    return [{ op: 'load', module: 'blk', how: 'vmalloc' }];
  return [];
}

/** The policies that a governor loads, one slot after the other. */
const GOVERNED: { readonly [S in (typeof SLOTS)[number]]: string } = {
  allocator: 'overcommit',
  reclaim: 'clock',
  oom: 'badness',
  compaction: 'direct',
};

/** Frames that a governor wants free in the zone of most pages, before and after background reclaim. */
const LOW = 4;
const HIGH = 8;

export function govern(view: KernelView): KernelCommand[] {
  if (view.machine[0].phase !== PHASE.running) return [];
  // What has been ordered works once it is loaded.
  if (view.orders.some(({ id, op }) => id > 0 && op === KERNEL_OPS.indexOf('policy'))) return [];
  const slot = SLOTS.find((name, index) => {
    const loaded: readonly string[] = POLICY_SLOTS[name];
    return loaded[view.policies[index].loaded] !== GOVERNED[name];
  });
  if (slot !== undefined) return [{ op: 'policy', slot, name: GOVERNED[slot] }];
  const { low, frames, min } = view.zones[ZONE.normal];
  if (frames < 4 * HIGH || low >= min + LOW) return [];
  return [{ op: 'watermark', zone: 'normal', low: min + LOW, high: min + HIGH }];
}
