/** A table of a drill; where a row is asked for, each that may be picked has its button, and afterwards its sign. */
import type { Figure } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { Verdict } from './marks.tsx';
import type { Picking } from './place.tsx';
import { correct, given, isGiven, markOf } from './sheet.ts';
import { tell, write } from './words.ts';

export function Rows({ figure, picking }: { figure: Extract<Figure, { type: 'table' }>; picking?: Picking }) {
  const open = picking !== undefined && picking.pick !== null;
  const marked = picking !== undefined && (given.value !== null || correct.value !== null);
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
            {(open || marked) && <th scope="col" aria-label={t('drills:ui.pick')} />}
          </tr>
        </thead>
        <tbody>
          {figure.rows.map((row, at) => (
            <tr key={at} class={`${at === figure.at ? 'now' : ''} ${marked ? (markOf(at) ?? '') : ''}`}>
              {row.map((cell, column) => (
                <td key={column}>{write(cell)}</td>
              ))}
              {open && <td>{picking.from.includes(at) && <PickRow at={at} picking={picking} />}</td>}
              {!open && marked && (
                <td>
                  <Verdict mark={markOf(at)} mine={isGiven(at)} />
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PickRow({ at, picking }: { at: number; picking: Picking }) {
  const picked = picking.picked.includes(at);
  return (
    <button
      type="button"
      class={picked ? 'button main' : 'button'}
      aria-pressed={picked}
      data-testid={`place-${at}`}
      onClick={() => picking.pick?.(at)}
    >
      {picked && <Icon name="check" size={16} />}
      {t(picked ? 'drills:ui.picked' : 'drills:ui.pick')}
    </button>
  );
}
