/** A run of frames on the board as an outline: along the edges of its tiles, however many rows it takes. */
import { type Geometry, placeOf } from './model.ts';

/** The edges of a run of tiles as a path, `out` pixels outside of them. */
export function runPath(geometry: Geometry, from: number, count: number, out: number): string {
  const { columns, tile } = geometry;
  const to = from + count;
  const inside = (pfn: number): boolean => pfn >= from && pfn < to;
  let path = '';
  for (let pfn = from; pfn < to; pfn++) {
    const { x, y } = placeOf(geometry, pfn);
    const column = pfn % columns;
    const left = column > 0 && inside(pfn - 1);
    const right = column < columns - 1 && inside(pfn + 1);
    // Where the run goes on, the line reaches over to the next tile.
    const [x0, x1] = [x - (left ? geometry.gap : out), x + tile + (right ? geometry.gap : out)];
    const above = inside(pfn - columns);
    const below = inside(pfn + columns);
    const [y0, y1] = [y - (above ? geometry.gap : out), y + tile + (below ? geometry.gap : out)];
    if (!above) path += `M${x0} ${y - out}H${x1}`;
    if (!below) path += `M${x0} ${y + tile + out}H${x1}`;
    if (!left) path += `M${x - out} ${y0}V${y1}`;
    if (!right) path += `M${x + tile + out} ${y0}V${y1}`;
  }
  return path;
}
