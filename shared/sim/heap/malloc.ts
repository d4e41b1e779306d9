/**
 * malloc and free of a process (UM1, UM3): user space, no call as long as a hole is large enough; otherwise malloc
 * itself asks by brk, or mmap for large blocks, and the job waits. NULL only after ENOMEM.
 */
import { FITS, type Fit, type ProcessCommand } from '../command.ts';
import { fail, ok, type Result } from '../errno.ts';
import { emit, type Machine } from '../machine.ts';
import { checkBrk } from '../mm/addressSpace.ts';
import type { Job } from '../proc/job.ts';
import { type Block, crash, type Process } from '../proc/process.ts';
import { call } from '../syscall/index.ts';
import { JOB, MAX_BLOCKS } from '../view.ts';
import { blockSize, free as freeBlock, malloc as place, shrink, take } from './freeList.ts';
import { poolSize, searchTicks } from './pool.ts';

type Malloc = Extract<ProcessCommand, { op: 'malloc' }>;

/** Places a job's buffer. Value: its pointer, or -1 while a system call of malloc's waits for the kernel. */
export function malloc(machine: Machine, process: Process, command: Malloc): Result {
  const job = process.jobs.find((candidate) => candidate.id === command.job);
  if (job === undefined) return fail('ESRCH');
  const { buffer } = command;
  const size = job.sizes[buffer];
  if (size === undefined) return fail('EINVAL');
  if (job.ptrs[buffer] >= 0) return fail('EEXIST');
  if (process.pending.some((p) => p.job === job.id && p.buffer === buffer)) return fail('EBUSY');
  if (process.blocks.length + process.pending.length >= MAX_BLOCKS) return fail('ENOMEM');
  if (command.at !== undefined) {
    const ptr = take(process.heap, command.at - machine.param.headerCells, size);
    return ptr < 0
      ? fail('EINVAL')
      : placed(machine, process, job, { ptr, size, job: job.id, buffer, mapped: 0 });
  }
  const fit = command.fit ?? 'first';
  if (fit === 'mmap' || size >= machine.param.mmapThreshold)
    return askMmap(machine, process, job, buffer, size);
  const ptr = search(machine, process, size, fit);
  if (ptr < 0) return askBrk(machine, process, job, buffer, size, fit);
  if (fit === 'pool') return inPool(machine, process, job, buffer, ptr);
  return placed(machine, process, job, { ptr, size, job: job.id, buffer, mapped: 0 });
}

/** Cells that a request for `size` takes of the heap, its header aside. */
const cellsBy = (machine: Machine, size: number, fit: Fit): number =>
  fit === 'pool' ? poolSize(size, machine.param.poolCells) : size;

/** A pointer into the heap, or -1 when no hole is large enough. Looking for it takes the process time, but for a pool. */
function search(machine: Machine, process: Process, size: number, fit: Fit): number {
  const { mallocCost } = machine.param;
  if (fit !== 'mmap') process.heap.policy = fit === 'pool' ? 'first' : fit;
  const { pointer, searched } = place(process.heap, cellsBy(machine, size, fit));
  if (mallocCost > 0 && fit !== 'pool') {
    process.busyUntil = Math.max(process.busyUntil, machine.tick + searchTicks(searched, mallocCost));
  }
  return pointer;
}

/** Places a buffer in a pool's slots: the block has them whole, the job only the cells it asked for. */
function inPool(machine: Machine, process: Process, job: Job, buffer: number, ptr: number): Result {
  const asked = job.sizes[buffer];
  const size = cellsBy(machine, asked, 'pool');
  const result = placed(machine, process, job, { ptr, size, job: job.id, buffer, mapped: 0 });
  emit(machine, 'pool', process.pid, -1, -1, size - asked);
  return result;
}

function placed(machine: Machine, process: Process, job: Job, block: Block): Result {
  process.blocks.push(block);
  job.ptrs[block.buffer] = block.ptr;
  emit(machine, 'malloc', process.pid, Math.floor(block.ptr / machine.param.cellsPerPage), -1, block.ptr);
  if (job.state === JOB.packing && job.ptrs.every((ptr) => ptr >= 0)) {
    job.state = JOB.ready;
    emit(machine, 'job-ready', process.pid, -1, -1, job.id);
  }
  return ok(block.ptr);
}

/** Free cells at the very end of the heap, which a higher break would add to. */
function tail(process: Process): number {
  const end = process.heap.base + process.heap.size;
  return process.heap.free.find((entry) => entry.address + entry.size === end)?.size ?? 0;
}

function askBrk(
  machine: Machine,
  process: Process,
  job: Job,
  buffer: number,
  size: number,
  fit: Fit,
): Result {
  const { cellsPerPage } = machine.param;
  const waiting = process.pending.filter((p) => p.fit !== FITS.indexOf('mmap'));
  const asked = waiting.reduce((pages, p) => pages + p.pages, 0);
  const cells = waiting.reduce(
    (sum, p) => sum + blockSize(process.heap, cellsBy(machine, p.size, FITS[p.fit])),
    blockSize(process.heap, cellsBy(machine, size, fit)),
  );
  const need = Math.ceil((cells - tail(process)) / cellsPerPage) - asked;
  if (need <= 0) return fail('EAGAIN');
  const more = Math.max(need, machine.param.brkPages);
  const pages = checkBrk(machine, process.pid, more) === null ? more : need;
  return ask(
    machine,
    process,
    { op: 'brk', pages },
    { job: job.id, buffer, size, fit: FITS.indexOf(fit), pages },
  );
}

function askMmap(machine: Machine, process: Process, job: Job, buffer: number, size: number): Result {
  const pages = Math.ceil(size / machine.param.cellsPerPage);
  return ask(
    machine,
    process,
    { op: 'mmap', pages },
    { job: job.id, buffer, size, fit: FITS.indexOf('mmap'), pages },
  );
}

function ask(
  machine: Machine,
  process: Process,
  command: { op: 'brk' | 'mmap'; pages: number },
  pending: Omit<Process['pending'][number], 'trap'>,
): Result {
  const asked = call(machine, process, command);
  if (!asked.ok) {
    if (asked.errno === 'ENOMEM') emit(machine, 'malloc-null', process.pid, -1, -1, pending.size);
    return asked;
  }
  process.pending.push({ trap: asked.value, ...pending });
  return ok(-1);
}

/** A call that malloc made has come back: place the buffer, or return NULL. */
export function finishMalloc(machine: Machine, process: Process, trap: number, value: number): void {
  const pending = process.pending.find((p) => p.trap === trap);
  if (pending === undefined) return;
  process.pending = process.pending.filter((p) => p !== pending);
  const { size, buffer, fit, pages } = pending;
  const job = process.jobs.find((candidate) => candidate.id === pending.job);
  const mapped = FITS[fit] === 'mmap';
  let ptr = -1;
  if (value >= 0)
    ptr = mapped ? value * machine.param.cellsPerPage : search(machine, process, size, FITS[fit]);
  if (ptr < 0 && value >= 0 && job && askBrk(machine, process, job, buffer, size, FITS[fit]).ok) {
    // Another request took the room meanwhile: it asked again, and waits on.
    return;
  }
  if (ptr < 0) {
    emit(machine, 'malloc-null', process.pid, -1, -1, size);
    return;
  }
  if (job && FITS[fit] === 'pool') {
    inPool(machine, process, job, buffer, ptr);
    return;
  }
  const cells = cellsBy(machine, size, FITS[fit]);
  const block: Block = { ptr, size: cells, job: job?.id ?? 0, buffer, mapped: mapped ? pages : 0 };
  if (job) placed(machine, process, job, block);
  else process.blocks.push(block);
}

/** Releases a block. What malloc never handed out, or has back already, makes it abort the process (UM3). */
export function free(machine: Machine, process: Process, ptr: number): Result {
  const block = process.blocks.find((candidate) => candidate.ptr === ptr);
  if (block === undefined) {
    crash(machine, process, 'abort');
    return ok();
  }
  if (block.mapped > 0) {
    const vpn = Math.floor(ptr / machine.param.cellsPerPage);
    const asked = call(machine, process, { op: 'munmap', vpn, pages: block.mapped });
    if (!asked.ok) return asked;
  } else freeBlock(process.heap, ptr);
  process.blocks = process.blocks.filter((candidate) => candidate !== block);
  const job = process.jobs.find((candidate) => candidate.id === block.job);
  // A running job keeps its pointer: what it does from now on is a use after free.
  if (job && job.state !== JOB.running) {
    job.ptrs[block.buffer] = -1;
    job.state = JOB.packing;
  }
  emit(machine, 'free', process.pid, -1, -1, ptr);
  return ok();
}

/** Forgets the mapped blocks that lay in pages unmapped by hand: their jobs touch nothing there any more. */
export function dropBlocks(machine: Machine, process: Process, vpn: number, pages: number): void {
  const { cellsPerPage } = machine.param;
  process.blocks = process.blocks.filter(({ ptr, mapped }) => {
    const first = Math.floor(ptr / cellsPerPage);
    return mapped === 0 || first + mapped <= vpn || first >= vpn + pages;
  });
}

/** Takes cells off the end of the heap; false when a block lies there. */
export const shrinkHeap = (process: Process, cells: number): boolean => shrink(process.heap, cells);
