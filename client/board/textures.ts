/**
 * Tiles painted once each on small canvases, hatch and marks included, to become textures of the board. The
 * hatches are the same paths as those of the page's SVG patterns.
 */
import { hatchOf, inkOf } from '../ui/inks.ts';
import { paintKernels } from './kernelTiles.ts';
import { isKernels, isOwned, SHOWN_OWNERS, type Tile } from './model.ts';

export interface Paint {
  ink: string;
  tile: string;
  faint: string;
}

export const PAINTS: { light: Paint; dark: Paint } = {
  light: { ink: '#1b1a17', tile: '#fbf8ef', faint: '#a89f8b' },
  dark: { ink: '#f5f0e3', tile: '#2d2a24', faint: '#746d5f' },
};

/** Below this size the marks fade from the tiles, and the letter stays. */
const MARKED = 30;

type Context = CanvasRenderingContext2D;

/** A tile's face, `size` CSS pixels wide, at a pixel ratio. */
export function paintTile(tile: Tile, size: number, ratio: number, paint: Paint): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(size * ratio);
  canvas.height = canvas.width;
  const context = canvas.getContext('2d');
  if (context === null) return canvas;
  context.scale(canvas.width / size, canvas.height / size);
  const box = new Path2D();
  box.roundRect(0.8, 0.8, size - 1.6, size - 1.6, Math.min(5, size / 6));
  context.save();
  context.clip(box);
  fill(context, tile, size, paint);
  context.restore();
  outline(context, box, tile, paint);
  if (size >= MARKED) marks(context, tile, size, paint);
  return canvas;
}

function fill(context: Context, tile: Tile, size: number, paint: Paint): void {
  if (tile.kind === 'free') {
    if (!tile.wiped) leftTraces(context, size, paint);
  } else if (isKernels(tile.kind)) paintKernels(context, tile.kind, size);
  else if (tile.kind === 'cache') file(context, tile, size, paint);
  else if (tile.kind === 'shm') segment(context, tile, size, paint);
  else if (tile.pids.length < 2) hatch(context, tile.pids[0] ?? 1, size, paint);
  else halves(context, tile, size, paint);
}

/** Two owners: the second has the half below the diagonal. The seam is perforated where a write tears it. */
function halves(context: Context, tile: Tile, size: number, paint: Paint): void {
  hatch(context, tile.pids[0], size, paint);
  const half = new Path2D(`M${size} 0V${size}H0z`);
  context.clip(half);
  hatch(context, tile.pids[1], size, paint);
  const width = size < 22 ? 1.6 : 2.4;
  const seam = `M${size} 0L0 ${size}`;
  if (!tile.cow) {
    line(context, seam, paint.ink, width);
    return;
  }
  line(context, seam, paint.tile, width * 3.4);
  context.setLineDash([Math.max(2, size / 9), Math.max(2, size / 9)]);
  line(context, seam, paint.ink, width);
  context.setLineDash([]);
}

/** A band of each owner's hatch, side by side. */
function bands(context: Context, tile: Tile, top: number, size: number, paint: Paint): void {
  const owners = tile.pids.slice(0, SHOWN_OWNERS);
  const width = size / Math.max(1, owners.length);
  owners.forEach((pid, at) => {
    context.save();
    context.clip(new Path2D(`M${at * width} ${top}h${width}V${size}h${-width}z`));
    hatch(context, pid, size, paint);
    context.restore();
    if (at > 0) line(context, `M${at * width} ${top}V${size}`, paint.ink, 1.4);
  });
}

/** A page of a file: lined paper, with whoever maps it below. */
function file(context: Context, tile: Tile, size: number, paint: Paint): void {
  context.fillStyle = paint.tile;
  context.fillRect(0, 0, size, size);
  const top = tile.pids.length > 0 ? size * 0.56 : size;
  const step = Math.max(3, size / 9);
  for (let y = step; y < top - 1; y += step) line(context, `M0 ${y}H${size}`, paint.faint, 1);
  if (tile.pids.length === 0) return;
  bands(context, tile, top, size, paint);
  line(context, `M0 ${top}H${size}`, paint.ink, 1.4);
}

/** Shared memory: its owners side by side within a second frame. */
function segment(context: Context, tile: Tile, size: number, paint: Paint): void {
  bands(context, tile, 0, size, paint);
  const inset = Math.max(2.6, size * 0.09);
  context.strokeStyle = paint.ink;
  context.lineWidth = Math.max(1.2, size * 0.035);
  context.strokeRect(inset, inset, size - 2 * inset, size - 2 * inset);
}

function hatch(context: Context, pid: number, size: number, paint: Paint): void {
  const { d, stroke } = hatchOf(pid);
  const cell = new Path2D(d);
  context.fillStyle = paint.tile;
  context.fillRect(0, 0, size, size);
  context.fillStyle = inkOf(pid);
  context.globalAlpha = 0.3;
  context.fillRect(0, 0, size, size);
  context.globalAlpha = 1;
  context.strokeStyle = inkOf(pid);
  context.lineWidth = stroke;
  for (let y = 0; y < size; y += 8) {
    for (let x = 0; x < size; x += 8) {
      context.save();
      context.translate(x, y);
      if (stroke === 0) context.fill(cell);
      else context.stroke(cell);
      context.restore();
    }
  }
}

/** A free frame that was not wiped: faint strokes of what somebody left in it. */
function leftTraces(context: Context, size: number, paint: Paint): void {
  context.strokeStyle = paint.faint;
  context.lineWidth = 1.2;
  for (let y = size * 0.36; y < size * 0.72; y += 6) {
    context.beginPath();
    context.moveTo(size * 0.22, y);
    context.lineTo(size * (y % 12 < 6 ? 0.78 : 0.6), y);
    context.stroke();
  }
}

function outline(context: Context, box: Path2D, tile: Tile, paint: Paint): void {
  const free = tile.kind === 'free';
  context.strokeStyle = free ? paint.faint : paint.ink;
  context.lineWidth = tile.locked ? 2.6 : 1.4;
  context.setLineDash(free || tile.locked ? [4, 3] : []);
  context.stroke(box);
  context.setLineDash([]);
}

function marks(context: Context, tile: Tile, size: number, paint: Paint): void {
  context.fillStyle = paint.ink;
  context.strokeStyle = paint.tile;
  context.lineWidth = 1.6;
  const edge = size - Math.max(6, size * 0.17);
  const half = Math.min(6, size * 0.15);
  if (tile.referenced) {
    context.beginPath();
    context.arc(edge, size - edge, Math.max(3, size * 0.08), 0, Math.PI * 2);
    context.stroke();
    context.fill();
  }
  if (tile.dirty)
    shape(
      context,
      `M${edge - half} ${edge + half * 0.8}L${edge} ${edge - half * 0.9}L${edge + half} ${edge + half * 0.8}z`,
    );
  if (tile.pinned && tile.kind !== 'shm' && isOwned(tile.kind))
    shape(context, `M${edge - 2} ${edge - 16}h4v9h-4z`);
  if (!tile.locked) return;
  const middle = size / 2;
  context.fillStyle = paint.tile;
  context.strokeStyle = paint.ink;
  shape(context, `M${middle - 6} ${middle - 1}h12v9h-12z`);
  context.stroke(new Path2D(`M${middle - 3.5} ${middle - 1}v-3a3.5 3.5 0 0 1 7 0v3`));
}

function line(context: Context, d: string, ink: string, width: number): void {
  context.strokeStyle = ink;
  context.lineWidth = width;
  context.stroke(new Path2D(d));
}

function shape(context: Context, d: string): void {
  const path = new Path2D(d);
  context.stroke(path);
  context.fill(path);
}
