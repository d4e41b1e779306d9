/** How boards are drawn so that they fit: runs of idle frames as one tile, and how much memory a row of blocks shows. */
import type { Block, Tile } from '../../../shared/drills/index.ts';

/** A tile, or a run of idle ones from it to another. */
export interface Piece {
  tile: Tile;
  to: Tile | null;
}

/** Runs of idle tiles up to this length stay as they are. */
const FEW = 8;

const IDLE = '-';
const isIdle = ({ label, owner, marks = [] }: Tile): boolean =>
  label === IDLE && owner === undefined && marks.length === 0;

/** The tiles with long runs of idle ones put together; what may be picked stays by itself. */
export function pieces(tiles: readonly Tile[], from: readonly number[]): Piece[] {
  const kept = new Set(from);
  const all: Piece[] = [];
  for (let at = 0; at < tiles.length; ) {
    let end = at;
    while (end < tiles.length && isIdle(tiles[end]!) && !kept.has(tiles[end]!.id)) end++;
    if (end - at > FEW) all.push({ tile: tiles[at]!, to: tiles[end - 1]! });
    else for (const tile of tiles.slice(at, Math.max(end, at + 1))) all.push({ tile, to: null });
    at = Math.max(end, at + 1);
  }
  return all;
}

/** Units of memory that fit a row of a phone, and of a wide page, at a width that a number can be read in. */
const FITS = { narrow: 16, wide: 32 } as const;

/** A row's units: all, where they fit; else a power of two, which blocks of a zone fill, of the largest block at least. */
function rowOf(total: number, largest: number, fits: number): number {
  if (total <= fits) return total;
  let row = 1;
  while (row < largest || row * 2 <= fits) row *= 2;
  return Math.min(row, total);
}

export function rowsOf(blocks: readonly Block[]): { narrow: number; wide: number } {
  const total = blocks.reduce((sum, { size }) => sum + size, 0);
  const largest = Math.max(1, ...blocks.map(({ size }) => size));
  return { narrow: rowOf(total, largest, FITS.narrow), wide: rowOf(total, largest, FITS.wide) };
}
