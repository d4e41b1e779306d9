/**
 * RAM on the page: Phaser's canvas with a real grid over it. The grid carries the words, the names for
 * screen readers, the focus and the clicks; until the canvas is there, or when there is none, it draws the
 * tiles itself. The swap strip lies under it.
 */

import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { KernelView } from '../../shared/sim/index.ts';
import { t } from '../i18n/index.ts';
import { events } from '../net/store.ts';
import { Named } from '../ui/readOn.tsx';
import { calm, theme } from '../ui/theme.ts';
import { Grid } from './grid.tsx';
import { type Geometry, geometryOf, motionsOf, tilesOf } from './model.ts';
import { Outlines, type Shown } from './outlines.tsx';
import type { BoardPicture, Stage } from './scene.ts';
import { SwapStrip, slotColumns } from './swap.tsx';

interface Props {
  view: KernelView;
  picked: number;
  onPick?: (pfn: number) => void;
  /** Where the keyboard's cursor has come. */
  onCursor?: (pfn: number) => void;
  /** Frames to be pointed out, as candidates. */
  hint?: number;
  outlines?: Shown;
  /** Twice the size, to be scrolled: a quarter is seen at a time. */
  zoomed?: boolean;
}

const PLAIN: Shown = { zones: false, buddies: false };

/** Room that the swap strip takes below a board of at most this width, title included. */
function stripHeight(slots: number, width: number): number {
  const columns = slotColumns(slots);
  return 34 + Math.ceil(slots / columns) * (Math.min(width, width > 900 ? 960 : 640) / columns);
}

export function Board({ view, picked, onPick, onCursor, hint = -1, outlines = PLAIN, zoomed }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLDivElement>(null);
  const picture = useRef<BoardPicture | null>(null);
  const ready = useSignal(false);
  const room = useSignal({ width: 0, height: 0 });
  const tiles = tilesOf(view);
  const strip = stripHeight(view.swap.length, room.value.width);
  const times = zoomed ? 2 : 1;
  const geometry = geometryOf(
    tiles.length,
    room.value.width * times,
    (room.value.height - strip) * times,
    zoomed,
  );

  useMeasure(place, room);
  useStart(canvas, picture, ready);
  usePicture(picture, view, place, geometry, ready.value);
  const style = { width: `${geometry.width}px` };
  return (
    <div class={zoomed ? 'board-place zoomed' : 'board-place'} ref={place}>
      <div class="stage" style={style}>
        <div class="canvas" ref={canvas} aria-hidden="true" />
        <Grid
          tiles={tiles}
          geometry={geometry}
          bare={!ready.value}
          picked={picked}
          hint={hint}
          onPick={onPick}
          onCursor={onCursor ?? onPick}
        />
        <Outlines view={view} geometry={geometry} shown={outlines} />
        <p class="swap-title small">
          <Named as="swap">
            {t('board.swap', { used: view.kernel[0].swapUsed, slots: view.swap.length })}
          </Named>
        </p>
        <SwapStrip view={view} />
      </div>
    </div>
  );
}

/** Follows the room that the page gives the board. */
function useMeasure(
  place: { current: HTMLDivElement | null },
  room: Signal<{ width: number; height: number }>,
): void {
  useLayoutEffect(() => {
    const element = place.current;
    if (element === null) return;
    const measure = (): void => {
      room.value = { width: element.clientWidth, height: element.clientHeight };
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [place, room]);
}

/** Fetches Phaser and starts it once; stops it with the page. */
function useStart(
  canvas: { current: HTMLDivElement | null },
  picture: { current: BoardPicture | null },
  ready: Signal<boolean>,
): void {
  useEffect(() => {
    let gone = false;
    const start = async (): Promise<void> => {
      const { startBoard } = await import('./scene.ts');
      if (gone || canvas.current === null) return;
      const started = await startBoard(canvas.current);
      if (gone) return started.destroy();
      picture.current = started;
      ready.value = true;
    };
    // Without WebGL and canvas the grid goes on drawing the tiles itself.
    start().catch(() => undefined);
    return () => {
      gone = true;
      picture.current?.destroy();
      picture.current = null;
    };
  }, [canvas, picture, ready]);
}

/** Keeps the canvas as the page is: its stage when sizes change, its tiles with each view. */
function usePicture(
  picture: { current: BoardPicture | null },
  view: KernelView,
  place: { current: HTMLDivElement | null },
  geometry: Geometry,
  ready: boolean,
): void {
  const { tile } = geometry;
  const shade = theme.value;
  const still = calm.value;
  useEffect(() => {
    const stage = place.current?.querySelector<HTMLElement>('.stage');
    if (!ready || !stage) return;
    picture.current?.arrange(stageOf(stage, geometry, shade, still));
  }, [ready, tile, shade, still]);
  useEffect(() => {
    if (ready) picture.current?.show(tilesOf(view), motionsOf(view, events.peek()));
  }, [view, ready, tile, shade, still]);
}

function stageOf(element: HTMLElement, geometry: Geometry, shade: 'light' | 'dark', still: boolean): Stage {
  const origin = element.getBoundingClientRect();
  const slots = [...element.querySelectorAll('.slot')].map((slot) => {
    const box = slot.getBoundingClientRect();
    return { x: box.left - origin.left, y: box.top - origin.top, size: box.width };
  });
  return { geometry, slots, width: origin.width, height: origin.height, theme: shade, calm: still };
}
