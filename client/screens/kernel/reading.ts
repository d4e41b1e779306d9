/**
 * What the panels read off the kernel's view: what the kernel's frames are for, page tables and translations of a
 * process, what is shared, and which block compaction would empty. Pure; every number is the view's.
 */
import {
  FRAME_KINDS,
  type KernelView,
  MODULE,
  MODULE_STATES,
  STATE,
  TRAP,
  ZONE,
} from '../../../shared/sim/index.ts';
import { type FrameKind, isOwned, PTE_BITS, type Tile } from '../../board/model.ts';

export type Process = KernelView['processes'][number];
export type Trap = KernelView['traps'][number];

/** What the kernel holds frames for, in the order of the bar. */
export const USES = [
  'kernel',
  'stack',
  'table',
  'slab',
  'module',
  'vmalloc',
  'dma',
  'pool',
  'device',
] as const satisfies readonly FrameKind[];

export function kernelUse(view: KernelView): { kind: (typeof USES)[number]; count: number }[] {
  const count = new Map<number, number>();
  for (const { kind } of view.frames) count.set(kind, (count.get(kind) ?? 0) + 1);
  return USES.map((kind) => ({ kind, count: count.get(FRAME_KINDS.indexOf(kind)) ?? 0 }));
}

/** Players' processes and the children there are. */
export const present = (view: KernelView): Process[] =>
  view.processes.filter(({ state }) => state !== STATE.unused);

/** Processes that one counts against its limit: itself and the children it has. */
export const familyOf = (view: KernelView, pid: number): number =>
  1 + present(view).filter(({ parent }) => parent === pid).length;

export interface Entry {
  vpn: number;
  vma: number;
  state: number;
  where: number;
  bits: number;
}

export interface Leaf {
  /** Its frame, -1 when it was never needed. */
  pfn: number;
  entries: Entry[];
}

/** The second level of a process's page tables. */
export function leavesOf(view: KernelView, pid: number): Leaf[] {
  const each = view.processes.length;
  const pages = view.ptes.length / each;
  const leaves = view.tables.length / each;
  const entries = Math.ceil(pages / Math.max(1, leaves));
  return Array.from({ length: leaves }, (_, at) => ({
    pfn: view.tables[(pid - 1) * leaves + at].pfn,
    entries: view.ptes
      .slice((pid - 1) * pages + at * entries, (pid - 1) * pages + Math.min(pages, (at + 1) * entries))
      .map((pte, index) => ({ vpn: at * entries + index, ...pte })),
  }));
}

export const BIT_LETTERS = ['P', 'W', 'U', 'A', 'D', 'C', 'L'] as const;
/** A PTE's bits as letters, a dot for each that is clear. */
export const bitsText = (bits: number): string =>
  Object.values(PTE_BITS)
    .map((bit, at) => (bits & bit ? BIT_LETTERS[at] : '·'))
    .join('');

export interface Translation {
  vpn: number;
  pfn: number;
  /** The page table says something else by now: until it is flushed, the processor goes by this. */
  stale: boolean;
}

export function tlbOf(view: KernelView, pid: number): Translation[] {
  const each = view.processes.length;
  const entries = view.tlb.length / each;
  const pages = view.ptes.length / each;
  return view.tlb
    .slice((pid - 1) * entries, pid * entries)
    .filter(({ vpn }) => vpn >= 0)
    .map(({ vpn, pfn }) => {
      const pte = view.ptes[(pid - 1) * pages + vpn];
      return { vpn, pfn, stale: (pte.bits & PTE_BITS.present) === 0 || pte.where !== pfn };
    });
}

/** How a frame is shared, null when it isn't. */
export function sharingOf(tile: Tile): 'cow' | 'cache' | 'shm' | 'user' | null {
  if (tile.kind === 'shm') return 'shm';
  if (tile.mappings < 2 || !isOwned(tile.kind)) return null;
  return tile.cow ? 'cow' : tile.kind === 'cache' ? 'cache' : 'user';
}

export interface Block {
  base: number;
  /** Frames whose pages would have to move. */
  inTheWay: number[];
}

const movable = (view: KernelView, pfn: number): boolean => {
  const { kind, pins, locked } = view.frames[pfn];
  return isOwned(FRAME_KINDS[kind]) && pins === 0 && locked === 0;
};

/**
 * The aligned block of 2^order DMA frames with the fewest pages in its way; null when each holds one that can't move.
 * Compaction leaves `full` blocks alone, evicting may empty one.
 */
export function cheapestBlock(view: KernelView, order: number, full = false): Block | null {
  const { base, frames } = view.zones[ZONE.dma];
  const size = 1 << order;
  let best: Block | null = null;
  for (let at = base; at + size <= base + frames; at += size) {
    const used = Array.from({ length: size }, (_, index) => at + index).filter(
      (pfn) => FRAME_KINDS[view.frames[pfn].kind] !== 'free',
    );
    if ((used.length === size && !full) || !used.every((pfn) => movable(view, pfn))) continue;
    if (best === null || used.length < best.inTheWay.length) best = { base: at, inTheWay: used };
  }
  return best;
}

/** Whether an interrupt of an order finds a block: in the DMA zone, or a reserve of just its size. */
export const hasBlock = (view: KernelView, order: number): boolean =>
  view.zones[ZONE.dma].largest >= 1 << order || reserveOf(view, order) >= 0;

export const reserveOf = (view: KernelView, order: number): number =>
  view.reserves.findIndex((reserve) => reserve.pfn >= 0 && reserve.order === order);

export const isInterrupt = (trap: { kind: number }): boolean => trap.kind === TRAP.interrupt;
/** A fault that a frame or a mapping resolves. */
export const isPageFault = (trap: { kind: number }): boolean => trap.kind <= TRAP.major;

/** Whether a packet could be served now: there are frames in one piece for it, and the card's driver runs. */
export const isServable = (view: KernelView, trap: Trap): boolean =>
  hasBlock(view, trap.arg) && MODULE_STATES[view.modules[MODULE.nic].state] === 'loaded';
