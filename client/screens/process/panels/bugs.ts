/**
 * What lies at a cell of one's own address space, and so what a stray access there would meet: the consequence of an
 * overrun, a use after free and a double free (UM3) told beforehand. Only a preview; the machine decides.
 */
import { type ProcessView, VMA } from '../../../../shared/sim/index.ts';
import { type Job, markOf, pointersOf, segments, sizesOf } from '../heap.ts';

export interface Met {
  /** job: another's live buffer. own: nobody minds. foreign: no area of one's own, a segmentation fault. */
  what: 'job' | 'own' | 'foreign';
  /** The letter of the job whose buffer it is. */
  mark: string;
}

export function metAt(view: ProcessView, cell: number): Met {
  const page = view.pages[Math.floor(cell / view.self[0].cellsPerPage)];
  if (page === undefined || page.vma <= VMA.null) return { what: 'foreign', mark: '' };
  const block = segments(view).find((one) => one.at <= cell && cell < one.at + one.size);
  if (block?.kind !== 'block') return { what: 'own', mark: '' };
  return { what: 'job', mark: markOf(view, block.job) };
}

/** What the cell past a buggy job's last buffer is now; null while that buffer isn't placed. */
export function overrunMeets(view: ProcessView, job: Job): Met | null {
  const last = job.count - 1;
  const pointer = pointersOf(job)[last];
  return pointer === undefined || pointer < 0 ? null : metAt(view, pointer + sizesOf(job)[last]);
}

/** Whether a pointer that was freed is some job's again: freeing it twice frees that. */
export const isReused = (view: ProcessView, pointer: number): boolean =>
  view.blocks.some(({ ptr, size }) => ptr === pointer && size > 0);
