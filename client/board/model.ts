/**
 * The board without the drawing: a KernelView becomes tiles, events become motions. Knows nothing of Phaser
 * or the DOM, so that both may be fed by it and tests may run it anywhere.
 */
import { type Event, FRAME_KINDS, type KernelView, PAGE_STATES } from '../../shared/sim/index.ts';

export type FrameKind = (typeof FRAME_KINDS)[number];

export interface Tile {
  pfn: number;
  kind: FrameKind;
  /** Whose pages lie in it, lowest first; empty for a free frame and the kernel's image. */
  pids: number[];
  vpn: number;
  /** Page tables that map it. */
  mappings: number;
  /** Shared until somebody writes (AS4). */
  cow: boolean;
  /** Its place in the page cache, -1 for none. */
  row: number;
  referenced: boolean;
  dirty: boolean;
  pinned: boolean;
  locked: boolean;
  wiped: boolean;
}

const RESIDENT = PAGE_STATES.indexOf('resident');

/** A PTE's bits, as the view has them. */
export const PTE_BITS = {
  present: 1,
  writable: 2,
  user: 4,
  accessed: 8,
  dirty: 16,
  cow: 32,
  locked: 64,
} as const;

const OWNED: readonly FrameKind[] = ['user', 'cache', 'shm'];
/** Kinds that hold what processes work with; they belong to whoever maps them. */
export const isOwned = (kind: FrameKind): boolean => OWNED.includes(kind);

/** Kinds that are the kernel's own, pinned. A device's memory is nobody's RAM. */
export const isKernels = (kind: FrameKind): boolean => !isOwned(kind) && kind !== 'free';

interface Mapped {
  pids: number[];
  cow: boolean;
}

/** Every process that maps a frame; the view's rows name the first one only. */
function mappersByFrame(view: KernelView): Map<number, Mapped> {
  const found = new Map<number, Mapped>();
  const pages = view.ptes.length / Math.max(1, view.processes.length);
  view.ptes.forEach((pte, index) => {
    if (pte.state !== RESIDENT || pte.where < 0) return;
    const pid = Math.floor(index / pages) + 1;
    const cow = (pte.bits & PTE_BITS.cow) !== 0;
    const one = found.get(pte.where);
    if (one === undefined) {
      found.set(pte.where, { pids: [pid], cow });
      return;
    }
    one.cow ||= cow;
    if (!one.pids.includes(pid)) one.pids.push(pid);
  });
  return found;
}

export function tilesOf(view: KernelView): Tile[] {
  const mappers = mappersByFrame(view);
  return view.frames.map((frame, pfn) => {
    const kind = FRAME_KINDS[frame.kind] ?? 'free';
    const mapped = isOwned(kind) || kind === 'dma' ? mappers.get(pfn) : undefined;
    return {
      pfn,
      kind,
      pids: mapped?.pids ?? (frame.pid > 0 && kind !== 'free' ? [frame.pid] : []),
      vpn: frame.vpn,
      mappings: frame.mappings,
      cow: mapped?.cow === true && frame.mappings > 1,
      row: frame.row,
      referenced: isOwned(kind) && frame.referenced > 0,
      dirty: isOwned(kind) && frame.dirty > 0,
      pinned: frame.pins > 0,
      locked: frame.locked > 0,
      wiped: frame.content === 0,
    };
  });
}

export interface Geometry {
  columns: number;
  rows: number;
  tile: number;
  gap: number;
  width: number;
  height: number;
}

const GAP = 4;
const LARGEST = 76;
/** On a projector, where the board has more than this width to itself. */
const WIDE = 900;
const LARGEST_WIDE = 116;
const SMALLEST = 12;

/**
 * By the number of frames alone: the third row is the same one on every screen. A power of two, so that buddies lie in one
 * row or below each other.
 */
export const columnsOf = (frames: number): number => {
  if (frames <= 96) return 8;
  if (frames <= 384) return 16;
  return frames <= 1536 ? 32 : 64;
};

/** The largest square tiles with which all frames fit into a space, in address order row by row. */
export function geometryOf(frames: number, width: number, height: number, zoomed = false): Geometry {
  const columns = columnsOf(frames);
  const rows = Math.ceil(frames / columns);
  // On a phone the room goes to the tiles, which are touched.
  const gap = frames > 256 ? 1 : width < 420 || frames > 128 ? 2 : GAP;
  const across = (width - gap * (columns - 1)) / columns;
  const down = (height - gap * (rows - 1)) / rows;
  const largest = width > WIDE && !zoomed ? LARGEST_WIDE : LARGEST;
  const tile = Math.max(SMALLEST, Math.min(largest, Math.floor(Math.min(across, down))));
  return {
    columns,
    rows,
    tile,
    gap,
    width: columns * (tile + gap) - gap,
    height: rows * (tile + gap) - gap,
  };
}

export function placeOf(geometry: Geometry, pfn: number): { x: number; y: number } {
  const step = geometry.tile + geometry.gap;
  return { x: (pfn % geometry.columns) * step, y: Math.floor(pfn / geometry.columns) * step };
}

/** Something that moves: a page out to a slot or in from one, a wipe, a tile that appears. */
export interface Motion {
  type: 'out' | 'in' | 'wipe' | 'appear';
  pfn: number;
  pid: number;
  /** Swap slot, -1 without one. */
  slot: number;
}

export function motionsOf(view: KernelView, events: readonly Event[]): Motion[] {
  const motions: Motion[] = [];
  const slotOf = (event: Event): number =>
    view.swap.findIndex((slot) => slot.pid === event.pid && slot.vpn === event.vpn);
  for (const event of events) {
    if (event.pfn < 0) continue;
    const { pfn, pid } = event;
    if (event.type === 'evict') motions.push({ type: 'out', pfn, pid, slot: slotOf(event) });
    else if (event.type === 'swap-in') motions.push({ type: 'in', pfn, pid, slot: event.n });
    else if (event.type === 'zero') motions.push({ type: 'wipe', pfn, pid, slot: -1 });
    else if (event.type === 'resolved' || event.type === 'map') {
      motions.push({ type: 'appear', pfn, pid, slot: -1 });
    }
  }
  return motions;
}

/** Owners of a frame that a tile has room for. */
export const SHOWN_OWNERS = 3;

/** What must be equal for two tiles to look the same: the key of their texture. */
export const faceOf = (tile: Tile): string =>
  [
    tile.kind,
    tile.pids.slice(0, SHOWN_OWNERS).join('.'),
    tile.cow ? 'c' : '',
    tile.referenced ? 'r' : '',
    tile.dirty ? 'd' : '',
    tile.pinned && isOwned(tile.kind) ? 'p' : '',
    tile.locked ? 'l' : '',
    tile.kind === 'free' && !tile.wiped ? 'u' : '',
  ].join('-');
