/** A program that mallocs and frees on a small machine: what it wrote, what the kernel was asked, what lies where (UM1, UM3). */
import { JOB, PRESENT, pageOf, TRAP } from '../sim/index.ts';
import type { Dice } from './dice.ts';
import type { Driven } from './drive.ts';
import { smallMachine } from './smallMachine.ts';

export interface Placed {
  name: string;
  size: number;
  ptr: number;
  /** Pages of its own, 0 in the heap. */
  mapped: number;
  freed: boolean;
}

export interface HeapProgram {
  small: Driven;
  lines: string[];
  blocks: Placed[];
  mallocs: number;
}

export interface Shape {
  jobs: number;
  /** Cells from which on a block is mapped, and pages by which the break moves at the least. */
  threshold: number;
  brkPages: number;
  frees: number;
}

export const CELLS = 4;
const NAMES = 'abcdefghijklmnopqrst';

/** Places a buffer; where malloc asks the kernel, the kernel says yes. */
function place(small: Driven, job: number, buffer: number): void {
  if (small.give(1, { op: 'malloc', job, buffer }) >= 0) return;
  const trap = small.machine.traps.find((one) => one.kind === TRAP.syscall && one.stage === 0);
  if (trap === undefined) return;
  small.give(0, { op: 'grant', trap: trap.id });
  small.until('return', 1);
}

/** The jobs' buffers are placed one after the other; after the first job some of its blocks are freed. */
export function heapProgram(dice: Dice, { jobs, threshold, brkPages, frees }: Shape): HeapProgram {
  const small = smallMachine(
    {
      frames: 64,
      kernelFrames: 2,
      pages: 40,
      cellsPerPage: CELLS,
      mmapThreshold: threshold,
      brkPages,
      accessPeriod: 1000,
      job: { buffers: [2, 4], cells: [2, 14], maxCells: 64 },
    },
    1 + dice.below(1_000_000),
  );
  const [process] = small.machine.processes;
  const program: HeapProgram = { small, lines: [], blocks: [], mallocs: 0 };
  for (let count = 0; count < jobs; count++) {
    const job = small.give(1, { op: 'accept', offer: process!.offers[0]!.id });
    const { sizes } = process!.jobs.find(({ id }) => id === job)!;
    for (const [buffer, size] of sizes.entries()) {
      place(small, job, buffer);
      const block = process!.blocks.find((one) => one.job === job && one.buffer === buffer);
      if (block === undefined) continue;
      const name = NAMES[program.blocks.length]!;
      program.lines.push(`${name} = malloc(${size});`);
      program.blocks.push({ name, size, ptr: block.ptr, mapped: block.mapped, freed: false });
    }
    // Once it runs, a job keeps its pointers: its blocks can be freed under it.
    for (let ticks = 0; ticks < 4 && process!.jobs.some((one) => one.state !== JOB.running); ticks++)
      small.run(1);
    if (count === 0) for (const block of dice.some(program.blocks, frees)) release(program, block);
  }
  program.mallocs = program.blocks.length;
  return program;
}

/** Frees a block. */
export function release({ small, lines }: HeapProgram, block: Placed): void {
  small.give(1, { op: 'free', ptr: block.ptr });
  if (block.mapped > 0) small.until('return', 1);
  block.freed = true;
  lines.push(`free(${block.name});`);
}

/** Pages that a block lies on. */
export function pagesOf({ ptr, size }: Placed): number[] {
  const first = Math.floor(ptr / CELLS);
  const last = Math.floor((ptr + size - 1) / CELLS);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}

export const isResident = ({ machine }: Driven, vpn: number): boolean =>
  (machine.pte[pageOf(machine, 1, vpn)]! & PRESENT) !== 0;
