/**
 * The kernel player's reading of the board: which frame would be a cheap victim, what an order on a frame
 * would cost, which orders are dangerous. Pure; it proposes and never decides.
 */
import { type KernelCommand, type KernelView, VMA_KINDS } from '../../../shared/sim/index.ts';
import type { Tile } from '../../board/model.ts';
import { hex2 } from '../../ui/hex.ts';
import { letterOf } from '../../ui/inks.ts';

export interface Said {
  key: string;
  values: { [name: string]: string | number };
}

const said = (key: string, values: Said['values'] = {}): Said => ({ key, values });

/** What a victim costs: unreferenced and clean first; of equals the one loaded earliest. */
const costOf = (tile: Tile): number => (tile.referenced ? 2 : 0) + (tile.dirty ? 1 : 0);

/** A cheap victim among the user frames, of one process if `pid` is given; null when there is none. */
export function candidate(view: KernelView, tiles: readonly Tile[], pid = 0, not = -1): Tile | null {
  const possible = tiles.filter(
    (tile) =>
      tile.kind === 'user' &&
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

/** Whether any page would have to be written before it goes. */
export const dirtyPages = (view: KernelView): boolean =>
  view.frames.some((frame) => frame.pid > 0 && frame.dirty > 0);

/** The candidate as a sentence. */
export function proposal(tile: Tile): Said {
  const key = `kernel.candidate.${tile.referenced ? 'used' : 'idle'}${tile.dirty ? 'Dirty' : 'Clean'}`;
  return said(key, { frame: hex2(tile.pfn), who: letterOf(tile.pids[0] ?? 1) });
}

/** Facts of a frame, one a line. */
export function facts(view: KernelView, tile: Tile): Said[] {
  if (tile.kind === 'free')
    return [said('kernel.fact.free'), said(tile.wiped ? 'kernel.fact.wiped' : 'kernel.fact.unwiped')];
  if (tile.kind !== 'user') {
    return [said(`kernel.fact.${tile.kind}`, { who: tile.pids.map(letterOf).join(', ') })];
  }
  const pages = view.ptes.length / Math.max(1, view.processes.length);
  const pte = view.ptes[((tile.pids[0] ?? 1) - 1) * pages + tile.vpn];
  return [
    said('kernel.fact.owner', { who: tile.pids.map(letterOf).join(', '), page: hex2(tile.vpn) }),
    said(`vma.${VMA_KINDS[pte?.vma ?? 0] ?? 'none'}`),
    said(tile.referenced ? 'kernel.fact.referenced' : 'kernel.fact.unreferenced'),
    said(tile.dirty ? 'kernel.fact.dirty' : 'kernel.fact.clean'),
    ...(tile.pids.length > 1 ? [said('kernel.fact.shared', { count: tile.pids.length })] : []),
    ...(tile.locked ? [said('kernel.fact.locked')] : []),
  ];
}

/** What evicting the frame would mean, and a cheaper one if there is. */
export function consequence(view: KernelView, tile: Tile): Said {
  const frame = hex2(tile.pfn);
  const who = letterOf(tile.pids[0] ?? 1);
  if (tile.locked) return said('kernel.means.locked', { frame });
  if (tile.kind === 'free') return said('kernel.means.free', { frame });
  if (tile.kind !== 'user' || tile.pinned) return said('kernel.means.pinned', { frame });
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
  const kernel = tile.pinned || (tile.kind !== 'user' && tile.kind !== 'free');
  if (command.op === 'evict' && tile.kind === 'free') return 'doubleFree';
  if (command.op === 'zero' && !kernel && tile.kind !== 'free') return 'zeroUsed';
  if (kernel && ['evict', 'grant', 'zero', 'map'].includes(command.op)) return 'kernelFrame';
  return null;
}
