/**
 * The board as an ARIA grid, the keyboard path to every frame: one tab stop, arrows move and
 * pick, Enter or a click picks. Each cell's name says everything that its tile shows.
 */
import { type Signal, useSignal } from '@preact/signals';
import { t } from '../i18n/index.ts';
import { Hatch } from '../ui/hatch.tsx';
import { hex2 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';
import { type Geometry, isKernels, isOwned, SHOWN_OWNERS, type Tile } from './model.ts';

interface Props {
  tiles: Tile[];
  geometry: Geometry;
  bare: boolean;
  picked: number;
  hint: number;
  onPick?: (pfn: number) => void;
  onCursor?: (pfn: number) => void;
}

const MOVES: { [key: string]: (columns: number) => number } = {
  ArrowLeft: () => -1,
  ArrowRight: () => 1,
  ArrowUp: (columns) => -columns,
  ArrowDown: (columns) => columns,
};

/** Arrow keys move the one tab stop, and the focus with it; says where it is now, -1 for another key. */
function press(event: KeyboardEvent, at: Signal<number>, from: number, columns: number, count: number) {
  const move = MOVES[event.key];
  if (move === undefined) return -1;
  event.preventDefault();
  event.stopPropagation();
  at.value = Math.min(count - 1, Math.max(0, from + move(columns)));
  const grid = event.currentTarget as HTMLElement;
  grid.querySelector<HTMLElement>(`[data-pfn="${at.peek()}"]`)?.focus();
  return at.peek();
}

export function Grid({ tiles, geometry, bare, picked, hint, onPick, onCursor }: Props) {
  const at = useSignal(0);
  const stop = picked >= 0 ? picked : at.value;
  const { columns, rows, tile, gap } = geometry;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table can't be laid out in step with the canvas
    <div
      role="grid"
      class="grid"
      aria-label={t('board.name')}
      aria-rowcount={rows}
      aria-colcount={columns}
      tabIndex={-1}
      data-testid="board"
      style={{
        gridTemplateColumns: `repeat(${columns}, ${tile}px)`,
        gap: `${gap}px`,
        '--tile-size': `${tile}px`,
      }}
      onKeyDown={(event) => {
        const here = press(event, at, stop, columns, tiles.length);
        if (here >= 0) onCursor?.(here);
      }}
    >
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/a11y/useSemanticElements: as above
        <div key={row} role="row" tabIndex={-1} class="grid-row">
          {tiles.slice(row * columns, (row + 1) * columns).map((one) => (
            <Cell
              key={one.pfn}
              tile={one}
              size={tile}
              bare={bare}
              picked={one.pfn === picked}
              hinted={one.pfn === hint}
              stop={one.pfn === stop}
              onPick={(keys) => {
                at.value = one.pfn;
                if (keys) onCursor?.(one.pfn);
                else onPick?.(one.pfn);
              }}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

/** The name of a frame: everything the tile shows, in words. */
export function frameName(tile: Tile): string {
  const words = [t('board.frame', { frame: hex2(tile.pfn) })];
  const who = tile.pids.map(letterOf).join(', ');
  if (tile.kind !== 'user') words.push(t(`frame.${tile.kind}`));
  if (isOwned(tile.kind) && tile.pids.length > 0) words.push(t('board.page', { who, page: hex2(tile.vpn) }));
  if (tile.referenced) words.push(t('mark.referenced'));
  if (tile.dirty) words.push(t('mark.dirty'));
  if (tile.cow) words.push(t('board.cow'));
  else if (tile.pids.length > 1) words.push(t('mark.shared'));
  if (tile.pinned) words.push(t('mark.pinned'));
  if (tile.locked) words.push(t('mark.locked'));
  if (tile.kind === 'free') words.push(t(tile.wiped ? 'mark.wiped' : 'mark.unwiped'));
  return words.join(', ');
}

/** The letters that a tile has room for; a plus stands for more. */
function lettersOf(tile: Tile, size: number): string {
  const most = size < 30 ? 1 : size < 60 ? 2 : SHOWN_OWNERS;
  const shown = tile.pids
    .slice(0, most)
    .map(letterOf)
    .join(size < 60 ? '' : '·');
  return tile.pids.length > most && size >= 30 ? `${shown}+` : shown;
}

interface CellProps {
  tile: Tile;
  size: number;
  bare: boolean;
  picked: boolean;
  hinted: boolean;
  stop: boolean;
  /** By the keyboard, or by pointer. */
  onPick: (keys: boolean) => void;
}

function Cell({ tile, size, bare, picked, hinted, stop, onPick }: CellProps) {
  const classes = ['cell', tile.kind, bare ? 'bare' : '', picked ? 'picked' : '', hinted ? 'hinted' : ''];
  const kernel = isKernels(tile.kind);
  const owned = isOwned(tile.kind);
  if (kernel) classes.push('kernels');
  if (size < 30) classes.push('tiny');
  return (
    // biome-ignore lint/a11y/useSemanticElements: as above, and it is pressed like a button
    <button
      type="button"
      role="gridcell"
      class={classes.join(' ')}
      style={{ height: `${size}px` }}
      tabIndex={stop ? 0 : -1}
      aria-selected={picked}
      data-pfn={tile.pfn}
      data-kind={tile.kind}
      data-testid={`frame-${hex2(tile.pfn)}`}
      onClick={(event) => onPick(event.detail === 0)}
    >
      <span class="hidden">{frameName(tile)}</span>
      {bare && (kernel || tile.pids.length > 0) && <Hatch of={kernel ? 'kernel' : tile.pids[0]} />}
      {owned && size >= 18 && tile.pids.length > 0 && (
        <b class="letter" aria-hidden="true">
          {lettersOf(tile, size)}
        </b>
      )}
      {kernel && size >= 44 && (
        <span class="cell-kind" aria-hidden="true">
          {t(`frame.short.${tile.kind}`)}
        </span>
      )}
      {size >= 34 && (
        <span class="cell-address" aria-hidden="true">
          {hex2(tile.pfn)}
          {tile.kind === 'table' || tile.kind === 'stack' ? ` ${tile.pids.map(letterOf).join('')}` : ''}
        </span>
      )}
      {bare && tile.referenced && <i class="dot" />}
      {bare && tile.dirty && <i class="wedge" />}
    </button>
  );
}
