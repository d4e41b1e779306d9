/**
 * Garbage collection (UM4): frees what no job reaches, and stops its process meanwhile, the longer the larger the heap
 * (Wilson, "Uniprocessor Garbage Collection Techniques", 1992: a sweep visits the whole heap). A block that a job still
 * holds is reachable, needed or not: a collector doesn't end every leak.
 */
import { ok, type Result } from '../errno.ts';
import { emit, type Machine } from '../machine.ts';
import type { Block, Process } from '../proc/process.ts';
import { free } from './freeList.ts';

/** Cells that the collector gets through in a tick. */
const CELLS_A_TICK = 8;

/** Ticks that collecting a heap of so many cells takes: one for each 8, rounded up, at least 1. */
export const gcPause = (heapCells: number): number => Math.max(1, Math.ceil(heapCells / CELLS_A_TICK));

/**
 * The blocks that no job reaches: those of the heap whose job is gone. Mapped blocks are left alone, as they are pages
 * of their own, which munmap gives back. jobsAlive: ids of the jobs held, at work or not.
 */
export function collect<B extends Pick<Block, 'job' | 'mapped'>>(
  blocks: readonly B[],
  jobsAlive: readonly number[],
): B[] {
  return blocks.filter(({ job, mapped }) => mapped === 0 && (job === 0 || !jobsAlive.includes(job)));
}

/** Collects a process's garbage; its own commands and its running job wait until that is done. Value: cells freed. */
export function gc(machine: Machine, process: Process): Result {
  const garbage = collect(
    process.blocks,
    process.jobs.map((job) => job.id),
  );
  const pause = gcPause(process.heap.size);
  for (const { ptr } of garbage) free(process.heap, ptr);
  process.blocks = process.blocks.filter((block) => !garbage.includes(block));
  process.busyUntil = machine.tick + pause;
  process.nextAccess = Math.max(process.nextAccess, machine.tick) + pause;
  const cells = garbage.reduce((sum, block) => sum + block.size, 0);
  emit(machine, 'gc', process.pid, -1, -1, cells);
  return ok(cells);
}
