/**
 * The kernel player's reading of the board: which frame would be a cheap victim, what an order on a frame
 * would cost, which orders are dangerous. Pure; it proposes and never decides.
 */
import { type KernelCommand, type KernelView, TRAP, VMA, VMA_KINDS } from '../../../shared/sim/index.ts';
import { isKernels, isOwned, type Tile } from '../../board/model.ts';
import { hex2 } from '../../ui/hex.ts';
import { letterOf } from '../../ui/inks.ts';
import { placeOfRow } from './cachePlace.ts';
import type { Trap } from './reading.ts';

export interface Said {
  key: string;
  values: { [name: string]: string | number };
}

const said = (key: string, values: Said['values'] = {}): Said => ({ key, values });

/** What a victim costs: a cached page that nobody maps first, then unreferenced and clean; of equals the one loaded earliest. */
const costOf = (tile: Tile): number =>
  isIdleCache(tile) ? -1 : (tile.referenced ? 2 : 0) + (tile.dirty ? 1 : 0) + (tile.mappings > 1 ? 1 : 0);

/** A page that the cache keeps although nobody maps it now. */
const isIdleCache = (tile: Tile): boolean => tile.kind === 'cache' && tile.mappings === 0;

/** With swap full a page can go only if nothing must be written, or if it has its slot from before. */
function canLeave(view: KernelView, tile: Tile): boolean {
  if (!tile.dirty || view.kernel[0].swapUsed < view.swap.length) return true;
  return view.swap.some((slot) => slot.pid === tile.pids[0] && slot.vpn === tile.vpn);
}

/** A cheap victim among the user frames, of one process if `pid` is given; null when there is none that can go. */
export function candidate(view: KernelView, tiles: readonly Tile[], pid = 0, not = -1): Tile | null {
  const possible = tiles.filter(
    (tile) =>
      canLeave(view, tile) &&
      (tile.kind === 'user' || (tile.kind === 'cache' && pid === 0)) &&
      !tile.pinned &&
      !tile.locked &&
      tile.pfn !== not &&
      (pid === 0 || tile.pids[0] === pid),
  );
  if (possible.length === 0) return null;
  return possible.reduce((best, tile) => {
    const less = costOf(tile) - costOf(best);
    if (less !== 0) return less < 0 ? tile : best;
    return view.frames[tile.pfn].loaded < view.frames[best.pfn].loaded ? tile : best;
  });
}

/** Whether a process has all the frames its limit allows. */
export function atLimit(view: KernelView, pid: number): boolean {
  const process = view.processes[pid - 1];
  return process !== undefined && process.rss >= process.rssLimit;
}

/** Whether a fault gets a frame for one of its own only. A copy replaces a page; what is shared counts for nobody. */
export function isLimited(view: KernelView, trap: Trap): boolean {
  if (trap.kind === TRAP.cow || trap.shared === 1 || !atLimit(view, trap.pid)) return false;
  const pages = view.ptes.length / Math.max(1, view.processes.length);
  const area = view.ptes[(trap.pid - 1) * pages + trap.vpn]?.vma;
  return area !== VMA.file && area !== VMA.shm;
}

/** Whether any page would have to be written before it goes. */
export const dirtyPages = (view: KernelView): boolean =>
  view.frames.some((frame) => frame.pid > 0 && frame.dirty > 0);

/** The candidate as a sentence. */
export function proposal(tile: Tile): Said {
  if (isIdleCache(tile)) return said('kernel.candidate.cache', { frame: hex2(tile.pfn) });
  if (tile.referenced) return said('kernel.candidate.used');
  const key = `kernel.candidate.${tile.dirty ? 'idleDirty' : 'idleClean'}`;
  return said(key, { frame: hex2(tile.pfn), who: letterOf(tile.pids[0] ?? 1) });
}

/** Facts of a frame, one a line. */
export function facts(view: KernelView, tile: Tile): Said[] {
  if (tile.kind === 'free')
    return [said('kernel.fact.free'), said(tile.wiped ? 'kernel.fact.wiped' : 'kernel.fact.unwiped')];
  const who = tile.pids.map(letterOf).join(', ');
  if (!isOwned(tile.kind)) return [said(`kernel.fact.${tile.kind}`, { who })];
  return [
    ...contents(view, tile, who),
    ...(isIdleCache(tile)
      ? []
      : [said(tile.referenced ? 'kernel.fact.referenced' : 'kernel.fact.unreferenced')]),
    said(tile.dirty ? 'kernel.fact.dirty' : 'kernel.fact.clean', { ticks: view.kernel[0].diskTicks }),
    ...(tile.cow
      ? [said('kernel.fact.cow', { count: tile.mappings })]
      : tile.mappings > 1
        ? [said('kernel.fact.shared', { count: tile.pids.length })]
        : []),
    ...(tile.pinned ? [said('kernel.fact.pinned')] : []),
    ...(tile.locked ? [said('kernel.fact.locked')] : []),
  ];
}

/** What lies in a frame of processes': a page of theirs, of a file, or of shared memory. */
function contents(view: KernelView, tile: Tile, who: string): Said[] {
  const pages = view.ptes.length / Math.max(1, view.processes.length);
  const area = view.ptes[((tile.pids[0] ?? 1) - 1) * pages + tile.vpn]?.vma ?? 0;
  const owner =
    tile.pids.length > 0
      ? said('kernel.fact.owner', { who, page: hex2(tile.vpn) })
      : said('kernel.fact.nobody');
  if (tile.kind === 'user') return [owner, said(`vma.${VMA_KINDS[area] ?? 'none'}`)];
  const place = placeOfRow(tile.row);
  const values = { of: place?.of ?? 0, page: place?.page ?? tile.row };
  if (tile.kind === 'shm') return [said(place ? 'kernel.fact.shmPage' : 'kernel.fact.shm', values), owner];
  return [said(place ? 'kernel.fact.cachePage' : 'kernel.fact.cache', values), owner];
}

/** Orders that do give such a frame back; evicting it takes the machine down all the same. */
const KEPT: { readonly [K in Tile['kind']]?: string } = {
  slab: 'kernel.means.slab',
  module: 'kernel.means.module',
  vmalloc: 'kernel.means.module',
  dma: 'kernel.means.dma',
  pool: 'kernel.means.pool',
  device: 'kernel.means.device',
};

/** What evicting the frame would mean, and a cheaper one if there is. */
export function consequence(view: KernelView, tile: Tile): Said {
  const frame = hex2(tile.pfn);
  const who = letterOf(tile.pids[0] ?? 1);
  if (tile.locked) return said('kernel.means.locked', { frame });
  if (tile.kind === 'free') return said('kernel.means.free', { frame });
  if (!isOwned(tile.kind)) return said(KEPT[tile.kind] ?? 'kernel.means.pinned', { frame });
  if (tile.pinned) return said(tile.kind === 'shm' ? 'kernel.means.shm' : 'kernel.means.busy', { frame });
  if (isIdleCache(tile)) return said('kernel.means.idleCache', { frame });
  if (tile.cow) return said('kernel.means.cow', { frame, count: tile.mappings });
  if (tile.mappings > 1) return said('kernel.means.shared', { frame, count: tile.mappings });
  if (!canLeave(view, tile)) return said('kernel.means.swapFull', { frame, who });
  const { freeFrames } = view.kernel[0];
  if (freeFrames > 1) return said('kernel.means.needless', { frame, who, count: freeFrames });
  const owner = tile.pids[0] ?? 1;
  const { tiles } = boardOf(view, tile);
  const other = candidate(view, tiles, owner, tile.pfn);
  if (other !== null && costOf(other) === 0 && costOf(tile) > 0) {
    return said('kernel.means.better', { frame: hex2(other.pfn), who });
  }
  const key = `kernel.means.${tile.referenced ? 'used' : 'idle'}${tile.dirty ? 'Dirty' : 'Clean'}`;
  return said(key, { frame, who });
}

/** The few tiles that a comparison needs, read straight from the frames of the same first owner. */
function boardOf(view: KernelView, like: Tile): { tiles: Tile[] } {
  const tiles = view.frames.flatMap((frame, pfn) =>
    frame.pid === like.pids[0] && frame.vpn >= 0 && frame.kind === view.frames[like.pfn].kind
      ? [
          {
            ...like,
            pfn,
            vpn: frame.vpn,
            pids: [frame.pid],
            referenced: frame.referenced > 0,
            dirty: frame.dirty > 0,
            pinned: frame.pins > 0,
            locked: frame.locked > 0,
          },
        ]
      : [],
  );
  return { tiles };
}

/** Why an order is dangerous: the key of its question, or null for one that is safe. */
export function danger(command: KernelCommand, tiles: readonly Tile[]): string | null {
  if (!('pfn' in command) || command.pfn === undefined) return null;
  const tile = tiles[command.pfn];
  if (tile === undefined) return null;
  const kernel = isKernels(tile.kind);
  if (command.op === 'evict' && tile.kind === 'free') return 'doubleFree';
  if (command.op === 'zero' && !kernel && tile.kind !== 'free') return 'zeroUsed';
  if (kernel && ['evict', 'grant', 'zero', 'map'].includes(command.op)) return 'kernelFrame';
  return null;
}
