/**
 * The figures of a drill, drawn from their data alone: tiles, stretches of memory, tables, reference strings. Where the
 * form asks for a place on one, its tiles are buttons.
 */
import type { Figure, Mark } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Hatch } from '../../ui/hatch.tsx';
import { tell, write } from './words.ts';

/** More tiles than this are drawn smaller, so that a board fits a phone. */
const MANY = 16;

export interface Picking {
  /** Ids that may be picked, and those that are. */
  from: readonly number[];
  picked: readonly number[];
  /** Null once it has been answered. */
  pick: ((id: number) => void) | null;
}

export function FigureView({ figure, picking }: { figure: Figure; picking?: Picking }) {
  return (
    <figure class="drill-figure">
      <figcaption class="small muted">{tell(figure.name)}</figcaption>
      {figure.type === 'tiles' && (
        <ol class={figure.tiles.length > MANY ? 'drill-tiles many' : 'drill-tiles'}>
          {figure.tiles.map(({ id, label, below, owner, marks = [] }) => (
            <li key={id}>
              <Place id={id} picking={picking} marks={marks}>
                {owner !== undefined && <Hatch of={owner === 0 ? 'kernel' : owner} />}
                <b>{write(label)}</b>
                {below !== undefined && <small>{write(below)}</small>}
              </Place>
            </li>
          ))}
        </ol>
      )}
      {figure.type === 'blocks' && (
        <ol class="drill-blocks">
          {figure.blocks.map(({ id, address, size, label, used, marks = [] }) => (
            <li key={id} style={{ flexGrow: Math.max(1, size) }}>
              <Place id={id} picking={picking} marks={marks} used={used}>
                {used && <Hatch of={1} />}
                <b>{label}</b>
                <small>{size}</small>
                <i class="drill-address">{address}</i>
              </Place>
            </li>
          ))}
        </ol>
      )}
      {figure.type === 'table' && <Rows figure={figure} picking={picking} />}
      {figure.type === 'refs' && (
        <ol class="drill-refs mono">
          {figure.refs.map((page, at) => (
            <li key={at} class={at === figure.at ? 'now' : at > figure.at ? 'later' : ''}>
              {page}
            </li>
          ))}
        </ol>
      )}
    </figure>
  );
}

interface PlaceProps {
  id: number;
  picking?: Picking;
  marks: readonly Mark[];
  used?: boolean;
  children: preact.ComponentChildren;
}

/** One place: a button while it can be picked, else a box. Marks are told in words as well. */
function Place({ id, picking, marks, used = false, children }: PlaceProps) {
  const named = marks.map((mark) => t(`drills:ui.mark.${mark}`)).join(', ');
  const isPicked = picking?.picked.includes(id) ?? false;
  const classes = ['drill-place', used ? 'used' : '', isPicked ? 'picked' : '', ...marks].join(' ');
  const inside = (
    <>
      {children}
      {marks.length > 0 && <span class="drill-marks">{named}</span>}
    </>
  );
  if (picking?.pick == null || !picking.from.includes(id)) return <div class={classes}>{inside}</div>;
  return (
    <button
      type="button"
      class={classes}
      aria-pressed={isPicked}
      data-testid={`place-${id}`}
      onClick={() => picking.pick?.(id)}
    >
      {inside}
    </button>
  );
}

function Rows({ figure, picking }: { figure: Extract<Figure, { type: 'table' }>; picking?: Picking }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reached by keyboard
    <section class="drill-table" aria-label={tell(figure.name)} tabIndex={0}>
      <table class="mono">
        <thead>
          <tr>
            {figure.head.map((head, column) => (
              <th key={column} scope="col">
                {tell(head)}
              </th>
            ))}
            {picking !== undefined && <th scope="col" aria-label={t('drills:ui.pick')} />}
          </tr>
        </thead>
        <tbody>
          {figure.rows.map((row, at) => (
            <tr key={at} class={at === figure.at ? 'now' : ''}>
              {row.map((cell, column) => (
                <td key={column}>{write(cell)}</td>
              ))}
              {picking !== undefined && (
                <td>
                  {picking.from.includes(at) && (
                    <button
                      type="button"
                      class="button"
                      aria-pressed={picking.picked.includes(at)}
                      disabled={picking.pick === null}
                      data-testid={`place-${at}`}
                      onClick={() => picking.pick?.(at)}
                    >
                      {t('drills:ui.pick')}
                    </button>
                  )}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
