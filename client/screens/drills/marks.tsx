/**
 * Signs for what is marked: a tick or a cross with its words for what was given, and the board's small signs for the marks
 * of a place, with the legend that explains those in use.
 */
import type { Figure, Mark } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import type { Mark as Marked } from './sheet.ts';

/** Whether something is right, and whether it was given: a sign and words. */
export function Verdict({ mark, mine }: { mark: Marked; mine: boolean }) {
  if (mark === null && !mine) return null;
  const words = mark === 'right' ? (mine ? 'givenRight' : 'isRight') : 'given';
  return (
    <span class={`drill-mark ${mark ?? ''}`}>
      {mark !== null && <Icon name={mark === 'right' ? 'check' : 'close'} size={18} />}
      {t(`drills:ui.${words}`)}
    </span>
  );
}

/** The same for one of a list that was given: a sign alone, with its word for who doesn't see it. */
export function Tick({ mark }: { mark: Marked }) {
  if (mark === null) return null;
  return (
    <span class={`drill-mark ${mark}`}>
      <Icon name={mark === 'right' ? 'check' : 'close'} size={18} />
      <span class="hidden">{t(`drills:ui.${mark === 'right' ? 'isRight' : 'isWrong'}`)}</span>
    </span>
  );
}

/** In a box of 12 by 12; a filled sign unless it is drawn with a line. */
const SIGNS: { readonly [mark in Mark]: { d: string; line?: true } } = {
  referenced: { d: 'M6 2.2a3.8 3.8 0 1 0 0 7.6a3.8 3.8 0 1 0 0-7.6z' },
  dirty: { d: 'M6 1.6L11 10.4H1z' },
  pinned: { d: 'M4 1h4v10H4z' },
  shared: { d: 'M1.5 1.5h6v6h-6zM4.5 4.5h6v6h-6z', line: true },
  hand: { d: 'M6 1v9M2 6.5L6 10.5l4-4', line: true },
  new: { d: 'M6 1.5v9M1.5 6h9', line: true },
  gone: { d: 'M2 2l8 8M10 2l-8 8', line: true },
  asked: { d: 'M6 1l5 5-5 5-5-5z', line: true },
};

function Sign({ mark }: { mark: Mark }) {
  const { d, line } = SIGNS[mark];
  return (
    <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d={d} class={line ? 'line' : ''} />
    </svg>
  );
}

/** The signs of one place, with their words for who doesn't see them. */
export function Signs({ marks }: { marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <span class="drill-signs">
      {marks.map((mark) => (
        <Sign key={mark} mark={mark} />
      ))}
      <span class="hidden">{marks.map((mark) => t(`drills:ui.mark.${mark}`)).join(', ')}</span>
    </span>
  );
}

/** What the signs on a figure mean; nothing where there are none. */
export function Legend({ figure }: { figure: Figure }) {
  const places = figure.type === 'tiles' ? figure.tiles : figure.type === 'blocks' ? figure.blocks : [];
  const used = [...new Set(places.flatMap(({ marks = [] }) => marks))];
  if (used.length === 0) return null;
  return (
    <p class="drill-legend small" aria-hidden="true">
      {used.map((mark) => (
        <span key={mark}>
          <Sign mark={mark} /> {t(`drills:ui.mark.${mark}`)}
        </span>
      ))}
    </p>
  );
}
