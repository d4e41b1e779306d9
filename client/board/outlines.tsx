/**
 * Outlines over the board: the zones with their names, and the free buddy blocks with their orders. A run of frames is
 * outlined along the edges of its tiles, however many rows it takes; a merge is two outlines becoming one.
 */
import { type KernelView, ZONES } from '../../shared/sim/index.ts';
import { type Geometry, placeOf } from './model.ts';

/** Zones by the names of the books. */
export const zoneName = (index: number): string =>
  ZONES[index] === 'high' ? 'HIGHMEM' : ZONES[index].toUpperCase();

export interface Shown {
  zones: boolean;
  buddies: boolean;
}

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

export function Outlines({ view, geometry, shown }: { view: KernelView; geometry: Geometry; shown: Shown }) {
  if (!shown.zones && !shown.buddies) return null;
  const { width, height } = geometry;
  return (
    <svg
      class="outlines"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      aria-hidden="true"
      focusable="false"
      data-testid="outlines"
    >
      {shown.buddies && <Blocks view={view} geometry={geometry} />}
      {shown.zones && <Zones view={view} geometry={geometry} />}
    </svg>
  );
}

function Zones({ view, geometry }: { view: KernelView; geometry: Geometry }) {
  return (
    <g class="zone-lines">
      {view.zones.map(
        ({ base, frames }, index) =>
          frames > 0 && (
            <g key={index}>
              <path d={runPath(geometry, base, frames, geometry.gap / 2)} />
              <Tag geometry={geometry} pfn={base} text={zoneName(index)} />
            </g>
          ),
      )}
    </g>
  );
}

/** A name on the upper edge of a frame. */
function Tag({ geometry, pfn, text }: { geometry: Geometry; pfn: number; text: string }) {
  const { x, y } = placeOf(geometry, pfn);
  const wide = text.length * 6.4 + 8;
  const top = y - 9;
  return (
    <>
      <rect x={x + 3} y={top} width={wide} height={12} rx={2} />
      <text x={x + 7} y={top + 9.5}>
        {text}
      </text>
    </>
  );
}

function Blocks({ view, geometry }: { view: KernelView; geometry: Geometry }) {
  const named = geometry.tile >= 24;
  return (
    <g class="block-lines">
      {view.frames.map(({ block }, pfn) => {
        if (block < 0) return null;
        const { x, y } = placeOf(geometry, pfn);
        return (
          <g key={pfn}>
            <path d={runPath(geometry, pfn, 1 << block, -1.5)} />
            {named && (
              <text x={x + 5} y={y + 13}>
                {1 << block}
              </text>
            )}
          </g>
        );
      })}
    </g>
  );
}
