/**
 * The kernel's own frames on the board: dark tiles whose weave tells what they are for, legible without a word. A
 * device's memory is no RAM, and light with a cross.
 */
import type { FrameKind } from './model.ts';

const GROUND = '#1b1a17';
const THREAD = '#8b836f';
const PAPER = '#f5f0e3';

/** A weave in a cell of 8 × 8, stroked; the image's dots stand for all others. */
const WEAVES: { readonly [K in FrameKind]?: { d: string; width: number; ground?: string; ink?: string } } = {
  kernel: { d: 'M3.3 4h1.4', width: 1.4 },
  stack: { d: 'M0 2H8M0 6H8', width: 1 },
  table: { d: 'M0 4H8M4 0V8', width: 1 },
  slab: { d: 'M1.5 1.5h5v5h-5z', width: 1.2 },
  vmalloc: { d: 'M0 4h3M5 4h1M2 0v2M6 6v2', width: 1.4 },
  module: { d: 'M2 0V8M4 0V8', width: 1.3 },
  dma: { d: 'M1 1l3 3l-3 3M4.5 1l3 3l-3 3', width: 1.3, ink: '#f0e442' },
  pool: { d: 'M-1 9L9 -1', width: 1.2, ink: '#f0e442' },
  device: { d: 'M-1 -1L9 9M9 -1L-1 9', width: 0.8, ground: PAPER, ink: '#5e584c' },
};

export function paintKernels(context: CanvasRenderingContext2D, kind: FrameKind, size: number): void {
  const weave = WEAVES[kind] ?? WEAVES.kernel;
  if (weave === undefined) return;
  context.fillStyle = weave.ground ?? GROUND;
  context.fillRect(0, 0, size, size);
  context.strokeStyle = weave.ink ?? THREAD;
  context.lineWidth = weave.width;
  const cell = new Path2D(weave.d);
  for (let y = 0; y < size; y += 8) {
    for (let x = 0; x < size; x += 8) {
      context.save();
      context.translate(x, y);
      context.stroke(cell);
      context.restore();
    }
  }
}
