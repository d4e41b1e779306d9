/**
 * Outlines over the board: the zones with their names, and the free buddy blocks with their orders. A run of frames is
 * outlined along the edges of its tiles, however many rows it takes; a merge is two outlines becoming one.
 */
import { type KernelView, ZONES } from '../../shared/sim/index.ts';
import { type Geometry, placeOf } from './model.ts';
import { runPath } from './runPath.ts';

/** Zones by the names of the books. */
export const zoneName = (index: number): string =>
  ZONES[index] === 'high' ? 'HIGHMEM' : ZONES[index].toUpperCase();

export interface Shown {
  zones: boolean;
  buddies: boolean;
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
