/**
 * The heap as a process player sees it, computed from the view: where blocks and holes lie, where a fit
 * would put the next buffer, and how many pages that adds. Only a preview; the machine decides.
 */
import {
  CALL,
  type Fit,
  JOB,
  MAX_BUFFERS,
  PAGE_STATES,
  type ProcessView,
  poolSize,
  VMA_KINDS,
} from '../../../shared/sim/index.ts';

const HEAP = VMA_KINDS.indexOf('heap');
export const stateOf = (state: number): (typeof PAGE_STATES)[number] => PAGE_STATES[state] ?? 'none';

export type Job = ProcessView['jobs'][number];
export type Offer = ProcessView['offers'][number];

export interface Segment {
  /** First cell, and cells. */
  at: number;
  size: number;
  kind: 'hole' | 'block' | 'leftover';
  ptr: number;
  job: number;
  buffer: number;
}

export const sizesOf = (row: Job | Offer): number[] =>
  [row.size0, row.size1, row.size2, row.size3, row.size4].slice(0, Math.min(row.count, MAX_BUFFERS));

export const pointersOf = (row: Job): number[] =>
  [row.ptr0, row.ptr1, row.ptr2, row.ptr3, row.ptr4].slice(0, Math.min(row.count, MAX_BUFFERS));

/** First cell of the heap and the cell after its last one. */
export function heapRange(view: ProcessView): { from: number; to: number } {
  const { cellsPerPage } = view.self[0];
  const first = view.pages.findIndex((page) => page.vma === HEAP);
  if (first < 0) return { from: 0, to: 0 };
  let last = first;
  while (view.pages[last + 1]?.vma === HEAP) last++;
  return { from: first * cellsPerPage, to: (last + 1) * cellsPerPage };
}

export const blocksOf = (view: ProcessView) =>
  view.blocks.filter((block) => block.ptr >= 0 && block.size > 0);

export const leftovers = (view: ProcessView) => blocksOf(view).filter((block) => block.job === 0);

/** Blocks and holes of the heap in address order, without gaps between them. */
export function segments(view: ProcessView): Segment[] {
  const { from, to } = heapRange(view);
  const list: Segment[] = [];
  let at = from;
  const hole = (until: number): void => {
    if (until > at) list.push({ at, size: until - at, kind: 'hole', ptr: -1, job: 0, buffer: -1 });
  };
  const inside = blocksOf(view).filter((block) => block.ptr >= from && block.ptr < to);
  for (const { ptr, size, job, buffer } of inside.sort((a, b) => a.ptr - b.ptr)) {
    hole(ptr);
    list.push({ at: ptr, size, kind: job === 0 ? 'leftover' : 'block', ptr, job, buffer });
    at = ptr + size;
  }
  hole(to);
  return list;
}

/** The next buffer to place: of the first job that is still being packed. */
export function nextBuffer(view: ProcessView): { job: Job; buffer: number; size: number } | null {
  for (const job of view.jobs) {
    if (job.id === 0 || job.state !== 0) continue;
    const buffer = pointersOf(job).findIndex((ptr) => ptr < 0);
    if (buffer >= 0) return { job, buffer, size: sizesOf(job)[buffer] };
  }
  return null;
}

/** Cells that a buffer of `size` takes of the heap: whole slots in a pool. */
export const cellsBy = (size: number, fit: Fit, slot: number): number =>
  fit === 'pool' ? poolSize(size, slot) : size;

/** Where a fit would put `size` cells (see cellsBy): a cell address, or -1 when no hole is large enough. */
export function placeBy(list: readonly Segment[], size: number, fit: Fit): number {
  const holes = list.filter((one) => one.kind === 'hole' && one.size >= size);
  if (holes.length === 0 || fit === 'mmap') return -1;
  if (fit === 'best') return holes.reduce((best, one) => (one.size < best.size ? one : best)).at;
  if (fit === 'worst') return holes.reduce((best, one) => (one.size > best.size ? one : best)).at;
  return holes[0].at;
}

/** Whether malloc could place `size` cells (see cellsBy): in a hole, or in pages that the limit still allows. */
export function roomFor(view: ProcessView, size: number, fit: Fit = 'first'): boolean {
  const { asPages, asLimit, cellsPerPage } = view.self[0];
  if (fit === 'mmap') return Math.ceil(size / cellsPerPage) <= asLimit - asPages;
  const list = segments(view);
  const last = list[list.length - 1];
  const tail = last?.kind === 'hole' ? last.size : 0;
  const more = Math.max(0, asLimit - asPages) * cellsPerPage;
  return tail + more >= size || list.some((one) => one.kind === 'hole' && one.size >= size);
}

const sum = (sizes: readonly number[]): number => sizes.reduce((all, size) => all + size, 0);

/**
 * Whether an offer would fit as things stand: its pages, and the pages' worth of holes and of what the limit
 * still allows, less what jobs already taken have yet to place.
 */
export function offerRoom(view: ProcessView, offer: Offer): { pages: number; room: number; fits: boolean } {
  const { asPages, asLimit, cellsPerPage } = view.self[0];
  const sizes = sizesOf(offer);
  const holes = segments(view).filter((one) => one.kind === 'hole');
  const waiting = view.jobs.filter((job) => job.id > 0 && job.state === 0);
  const owed = sum(waiting.flatMap((job) => sizesOf(job).filter((_, index) => pointersOf(job)[index] < 0)));
  const more = Math.max(0, asLimit - asPages) * cellsPerPage;
  const cells = Math.max(0, sum(holes.map((hole) => hole.size)) + more - owed);
  const fits = sum(sizes) <= cells && sizes.every((size) => roomFor(view, size));
  return {
    pages: Math.ceil(sum(sizes) / cellsPerPage),
    room: Math.floor(cells / cellsPerPage),
    fits,
  };
}

/** The small letter of a job, by its place among those held; the blocks of its buffers carry it. */
export function markOf(view: ProcessView, job: number): string {
  const place = view.jobs.findIndex((one) => one.id === job && job > 0);
  return place < 0 ? '' : String.fromCharCode(97 + place);
}

/** Pages under spans of cells. */
export function pagesUnder(
  spans: readonly { at: number; size: number }[],
  cellsPerPage: number,
): Set<number> {
  const pages = new Set<number>();
  for (const { at, size } of spans) {
    const last = Math.floor((at + size - 1) / cellsPerPage);
    for (let page = Math.floor(at / cellsPerPage); page <= last; page++) pages.add(page);
  }
  return pages;
}

/** A job's pages as laid out so far, and the fewest that all its buffers could take. */
export function layoutOf(view: ProcessView, job: Job): { pages: number; atBest: number } {
  const { cellsPerPage } = view.self[0];
  const sizes = sizesOf(job);
  const spans = pointersOf(job)
    .map((at, index) => ({ at, size: sizes[index] }))
    .filter((span) => span.at >= 0);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  return { pages: pagesUnder(spans, cellsPerPage).size, atBest: Math.ceil(total / cellsPerPage) };
}

/** Pages that a buffer placed at a cell adds to its job's working set. */
export function pagesAdded(view: ProcessView, job: Job, at: number, size: number): number {
  const { cellsPerPage } = view.self[0];
  const sizes = sizesOf(job);
  const spans = pointersOf(job)
    .map((ptr, index) => ({ at: ptr, size: sizes[index] }))
    .filter((span) => span.at >= 0);
  const before = pagesUnder(spans, cellsPerPage).size;
  return pagesUnder([...spans, { at, size }], cellsPerPage).size - before;
}

/**
 * A job that is packed and waits behind a running one: what a child could run at the same time. Half of a joint job is
 * none: its partner looks for the process that it was agreed with; nor is one for which a fork is under way.
 */
export const isForkable = (view: ProcessView, job: Job): boolean =>
  job.id > 0 &&
  job.state === JOB.ready &&
  job.peer === 0 &&
  !view.traps.some(({ id, call, arg }) => id > 0 && call === CALL.fork && arg === job.id) &&
  view.jobs.some((one) => one.id > 0 && one.state === JOB.running);

/** Whether the limit of processes leaves room for a child; one that has ended counts until it is reaped. */
export const hasPlace = (view: ProcessView): boolean =>
  view.children.filter((child) => child.pid > 0).length + 1 < view.self[0].nprocLimit;
