/** One place on a figure: a button while it can be picked, else a box; afterwards with the sign of what was right. */
import type { ComponentChildren } from 'preact';
import type { Mark } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Icon } from '../../ui/icons.tsx';
import { Signs } from './marks.tsx';
import { isGiven, type Mark as Marked, markOf } from './sheet.ts';

export interface Picking {
  /** Ids that may be picked, and those that are on the way to an answer. */
  from: readonly number[];
  picked: readonly number[];
  /** Null where nothing is picked: on a screen that only shows it, and once it has been answered. */
  pick: ((id: number) => void) | null;
}

interface PlaceProps {
  id: number;
  picking?: Picking;
  marks: readonly Mark[];
  used?: boolean;
  children: ComponentChildren;
}

export function Place({ id, picking, marks, used = false, children }: PlaceProps) {
  const picked = picking !== undefined && (picking.picked.includes(id) || isGiven(id));
  const mark = picking === undefined ? null : markOf(id);
  const classes = [
    'drill-place',
    used ? 'used' : '',
    picked ? 'picked' : '',
    mark ?? '',
    ...marks.map((one) => `is-${one}`),
  ].join(' ');
  const inside = (
    <>
      {children}
      <Signs marks={marks} />
      <Badge mark={mark} picked={picked} />
    </>
  );
  if (picking?.pick == null || !picking.from.includes(id)) return <div class={classes}>{inside}</div>;
  return (
    <button
      type="button"
      class={`${classes} pickable`}
      aria-pressed={picked}
      data-testid={`place-${id}`}
      onClick={() => picking.pick?.(id)}
    >
      {inside}
    </button>
  );
}

/** In the corner of a place: picked, and whether that is right. */
function Badge({ mark, picked }: { mark: Marked; picked: boolean }) {
  if (mark === null && !picked) return null;
  const words =
    mark === 'right' ? (picked ? 'givenRight' : 'isRight') : mark === 'wrong' ? 'given' : 'picked';
  return (
    <span class={`drill-badge ${mark ?? ''}`}>
      <Icon name={mark === 'wrong' ? 'close' : 'check'} size={14} />
      <span class="hidden">{t(`drills:ui.${words}`)}</span>
    </span>
  );
}
