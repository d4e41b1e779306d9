/**
 * What the process player has chosen but not yet asked for: the fit, the way of an offer, and the cell under the heap's
 * cursor. Also the few commands that more than one control sends.
 */
import { computed, effect, signal } from '@preact/signals';
import {
  DEFAULT_PARAM,
  type Fit,
  JOB_KIND,
  type ProcessView,
  VIAS,
  VIAS_OF,
  type Via,
} from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { order, refuse } from '../../net/command.ts';
import { room, welcome } from '../../net/store.ts';
import { panelsNow } from '../panels.ts';
import { cellsBy, heapRange, leftovers, nextBuffer, type Offer, roomFor, segments } from './heap.ts';

export const fit = signal<Fit>('first');
/** Cells of a slot of a pool. */
export const slot = computed(() => welcome.value?.poolCells ?? DEFAULT_PARAM.poolCells);
/** Files of the disk, and pages of each. A shared segment has at most as many. */
export const files = computed(
  () => welcome.value?.files ?? { count: DEFAULT_PARAM.files, pages: DEFAULT_PARAM.filePages },
);
/** Whether one can fork here: the lesson brings it in, and the machine has places for children. */
export const forks = computed(() => {
  const { tasks, processes } = welcome.value?.shape ?? { tasks: 0, processes: 0 };
  return panelsNow.value.has('sharing') && tasks > processes;
});
/** Cells that a buffer of `size` takes of the heap by the chosen fit. */
export const taken = (size: number): number => cellsBy(size, fit.value, slot.value);
/** A cell address, or -1 while the cursor hasn't been used. */
export const cursor = signal(-1);
/** The way chosen for an offer, by its id. */
const ways = signal<{ readonly [offer: number]: Via }>({});

/** How an offer may be done, the usual way first; an invitation goes the way that its sender chose. */
export const waysOf = (offer: Offer): readonly Via[] =>
  offer.kind === JOB_KIND.consume ? [] : VIAS_OF[offer.kind].flatMap((via) => VIAS[via] ?? []);
/** The way in which an offer would be taken now; undefined when there is nothing to choose. */
export const wayOf = (offer: Offer): Via | undefined => ways.value[offer.id] ?? waysOf(offer)[0];
export function chooseWay(offer: Offer, via: Via): void {
  ways.value = { ...ways.peek(), [offer.id]: via };
}

effect(() => {
  if (room.value !== null) return;
  cursor.value = -1;
  ways.value = {};
});

/** malloc of the next buffer by the chosen fit. */
export function malloc(view: ProcessView): void {
  const next = nextBuffer(view);
  if (next === null) {
    refuse('heap', t('process.nothingToPlace'));
    return;
  }
  if (!roomFor(view, taken(next.size), fit.peek())) {
    refuse(
      'heap',
      t('process.noRoom', { buffer: next.buffer + 1, of: next.job.count, size: next.size }),
      'UM1',
    );
    return;
  }
  void order({ op: 'malloc', job: next.job.id, buffer: next.buffer, fit: fit.peek() }, 'heap');
}

/** malloc at a cell picked by hand; a tap near the end of a hole moves back so that the buffer fits. */
export function placeAt(view: ProcessView, cell: number): void {
  const next = nextBuffer(view);
  if (next === null) {
    refuse('heap', t('process.nothingToPlace'));
    return;
  }
  const hole = segments(view).find((one) => one.at <= cell && cell < one.at + one.size);
  if (hole === undefined || hole.kind !== 'hole' || hole.size < next.size) {
    refuse('heap', t('process.holeTooSmall', { size: next.size }), 'UM1');
    return;
  }
  const at = Math.min(cell, hole.at + hole.size - next.size);
  void order({ op: 'malloc', job: next.job.id, buffer: next.buffer, at }, 'heap');
}

export function free(ptr: number): void {
  void order({ op: 'free', ptr }, 'heap');
}

export function freeAll(view: ProcessView): void {
  const blocks = leftovers(view);
  if (blocks.length === 0) refuse('heap', t('process.noLeftovers'));
  for (const block of blocks) free(block.ptr);
}

export function accept(view: ProcessView, place: number): void {
  const offer = view.offers[place];
  if (offer === undefined || offer.id === 0) refuse('offers', t('process.noOffer'));
  else {
    const via = wayOf(offer);
    void order({ op: 'accept', offer: offer.id, ...(via === undefined ? {} : { via }) }, 'offers');
  }
}

export function moveCursor(view: ProcessView, by: number): void {
  const { from, to } = heapRange(view);
  if (to <= from) return;
  const start = cursor.peek() < from || cursor.peek() >= to ? from : cursor.peek() + by;
  cursor.value = Math.min(to - 1, Math.max(from, start));
}

/** Enter on the heap: places in a hole, frees a leftover. */
export function actAtCursor(view: ProcessView): void {
  const cell = cursor.peek();
  const segment = segments(view).find((one) => one.at <= cell && cell < one.at + one.size);
  if (segment === undefined) return;
  if (segment.kind === 'hole') placeAt(view, cell);
  else if (segment.kind === 'leftover') free(segment.ptr);
  else refuse('heap', t('process.inUse'), 'UM3');
}
