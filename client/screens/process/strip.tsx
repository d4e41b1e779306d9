/**
 * The heap as rows of cells, eight pages a row: blocks, leftovers and holes as buttons. The place where the
 * chosen fit would put the next buffer is outlined beforehand, with the pages it adds.
 */

import { FITS, type Fit, type ProcessView } from '../../../shared/sim/index.ts';
import { t } from '../../i18n/index.ts';
import { refusals } from '../../net/command.ts';
import { Hatch } from '../../ui/hatch.tsx';
import { hex4 } from '../../ui/hex.ts';
import { Named } from '../../ui/readOn.tsx';
import { Asked } from '../../ui/why.tsx';
import { Refusal } from '../header.tsx';
import { cursor, fit, free, placeAt, taken } from './choice.ts';
import {
  heapRange,
  leftovers,
  markOf,
  nextBuffer,
  pagesAdded,
  placeBy,
  roomFor,
  type Segment,
  segments,
} from './heap.ts';

const PAGES_A_ROW = 8;

interface Ghost {
  at: number;
  size: number;
}

export function HeapStrip({ view }: { view: ProcessView }) {
  const { from, to } = heapRange(view);
  const list = segments(view);
  const next = nextBuffer(view);
  const at = next === null ? -1 : placeBy(list, taken(next.size), fit.value);
  const ghost = next !== null && at >= 0 ? { at, size: taken(next.size) } : null;
  const width = PAGES_A_ROW * view.self[0].cellsPerPage;
  const rows = Array.from({ length: Math.ceil((to - from) / width) }, (_, row) => from + row * width);
  const lost = leftovers(view).reduce((sum, block) => sum + block.size, 0);
  return (
    <section class="part" aria-labelledby="heap">
      <div class="spread">
        <h2 id="heap">
          <Named as="heap">{t('process.heap')}</Named>
        </h2>
        <Asked rule="UM1">
          <p class="mono">
            {lost > 0 ? t('process.lost', { count: lost }) : t('process.cells', { count: to - from })}
          </p>
        </Asked>
      </div>
      {rows.length === 0 && <p class="empty small">{t('process.noHeap')}</p>}
      <div class="heap" data-testid="heap">
        {rows.map((start) => (
          <Row
            key={start}
            view={view}
            list={list}
            start={start}
            end={Math.min(to, start + width)}
            width={width}
            ghost={ghost}
          />
        ))}
      </div>
      <div class="spread wrap">
        <p class="small" data-testid="preview">
          {next === null ? t('process.noPacking') : preview(view, next, at)}
        </p>
        <FitChoice />
      </div>
      <Refusal of={refusals.value.heap} />
    </section>
  );
}

function preview(view: ProcessView, next: NonNullable<ReturnType<typeof nextBuffer>>, at: number): string {
  const values = { buffer: next.buffer + 1, of: next.job.count, size: next.size, cells: taken(next.size) };
  if (!roomFor(view, values.cells, fit.value)) return t('process.noRoom', values);
  if (fit.value === 'mmap') return t('process.willMap', values);
  if (at < 0) return t('process.willGrow', values);
  return t(fit.value === 'pool' ? 'process.willPool' : 'process.willAdd', {
    ...values,
    count: pagesAdded(view, next.job, at, next.size),
  });
}

function FitChoice() {
  return (
    <label class="row small">
      {t('process.fit')}
      <select
        class="input"
        value={fit.value}
        data-testid="fit"
        onChange={(event) => {
          fit.value = event.currentTarget.value as Fit;
        }}
      >
        {FITS.map((name) => (
          <option key={name} value={name}>
            {t(`fit.${name}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

interface RowProps {
  view: ProcessView;
  list: Segment[];
  start: number;
  end: number;
  width: number;
  ghost: Ghost | null;
}

function Row({ view, list, start, end, width, ghost }: RowProps) {
  const share = (cells: number): string => `${(100 * cells) / width}%`;
  const inside = list.filter((one) => one.at < end && one.at + one.size > start);
  const pages = Math.ceil((end - start) / view.self[0].cellsPerPage);
  const ghostFrom = ghost === null ? 0 : Math.max(ghost.at, start);
  const ghostTo = ghost === null ? 0 : Math.min(ghost.at + ghost.size, end);
  const inRow = cursor.value >= start && cursor.value < end;
  return (
    <div class="heap-row" style={{ width: share(end - start) === '100%' ? '100%' : share(end - start) }}>
      {inside.map((one) => (
        <Piece key={one.at} one={one} view={view} start={start} end={end} width={width} />
      ))}
      {Array.from({ length: pages - 1 }, (_, page) => (
        <i key={page} class="tick" style={{ left: `${(100 * (page + 1)) / pages}%` }} />
      ))}
      {ghostTo > ghostFrom && <i class="ghost" style={span(ghostFrom, ghostTo, start, end)} />}
      {inRow && <i class="cursor" style={span(cursor.value, cursor.value + 1, start, end)} />}
    </div>
  );
}

function span(from: number, to: number, start: number, end: number) {
  const cells = end - start;
  return { left: `${(100 * (from - start)) / cells}%`, width: `${(100 * (to - from)) / cells}%` };
}

/** Where the name of a block stands: on the larger part of one that goes on in the next row. */
function namedAt(one: Segment, start: number, width: number): number {
  const column = (((one.at - start) % width) + width) % width;
  const first = Math.min(one.size, width - column);
  return first * 2 >= one.size ? one.at : one.at + first;
}

function nameOn(one: Segment, view: ProcessView): string {
  return one.kind === 'leftover' ? t('process.left') : `${markOf(view, one.job)} ${one.size}`;
}

/** A label that holds what is written on its button, so that a voice can press it by that. */
const spoken = (written: string, label: string): string =>
  label.toLowerCase().includes(written.toLowerCase()) ? label : `${written}. ${label}`;

type PieceProps = Omit<RowProps, 'list' | 'ghost'> & { one: Segment };

function Piece({ one, view, start, end, width }: PieceProps) {
  const from = Math.max(one.at, start);
  const to = Math.min(one.at + one.size, end);
  const named = one.kind !== 'hole' && to - from > 1 && namedAt(one, start, width) === from;
  const label = t(`process.segment.${one.kind}`, {
    size: one.size,
    address: hex4(one.at),
    buffer: one.buffer + 1,
    mark: markOf(view, one.job),
  });
  const click = (event: MouseEvent): void => {
    const button = event.currentTarget as HTMLElement;
    if (one.kind === 'leftover') free(one.ptr);
    else if (one.kind === 'hole') {
      // A key press has no place in the hole: it takes the hole's beginning.
      const share = event.detail === 0 ? 0 : event.offsetX / Math.max(1, button.offsetWidth);
      const cell = from + Math.floor(share * (to - from));
      placeAt(view, cell - one.at <= 1 ? one.at : cell);
    } else cursor.value = from;
  };
  return (
    <button
      type="button"
      class={`piece ${one.kind}`}
      style={span(from, to, start, end)}
      aria-label={named ? spoken(nameOn(one, view), label) : label}
      title={label}
      data-testid={one.kind}
      onClick={click}
    >
      {one.kind === 'block' && <Hatch of={view.self[0].pid} />}
      {named && <span class="piece-name">{nameOn(one, view)}</span>}
    </button>
  );
}
