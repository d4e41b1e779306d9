/**
 * An order to be brought about: the items with a way up and down each. The focus stays on the item that is moved, also
 * where it comes to an end; afterwards each place is marked, and the right order stands below.
 */
import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Form } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Tick } from './marks.tsx';
import { correct, draft, given, markAt } from './sheet.ts';
import { tell } from './words.ts';

interface Props {
  form: Extract<Form, { type: 'order' }>;
  done: boolean;
  /** The button that answers. */
  children: ComponentChildren;
}

export function Order({ form, done, children }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const moved = useRef<{ item: number; way: string } | null>(null);
  const order = given.value === null ? draft.value : [given.value].flat();
  useLayoutEffect(() => {
    if (moved.current === null) return;
    const { item, way } = moved.current;
    moved.current = null;
    const buttons = list.current?.querySelectorAll<HTMLButtonElement>(`[data-item="${item}"] button`) ?? [];
    const [first, other] = way === 'up' ? buttons : [...buttons].reverse();
    (first?.disabled ? other : first)?.focus();
  }, [order]);
  const move = (at: number, by: number): void => {
    const next = [...order];
    const [item] = next.splice(at, 1);
    if (item === undefined) return;
    next.splice(at + by, 0, item);
    moved.current = { item, way: by < 0 ? 'up' : 'down' };
    draft.value = next;
  };
  const right = correct.value;
  const wrong = right !== null && order.some((_, at) => markAt(at) !== 'right');
  return (
    <>
      <ol ref={list} class="drill-order">
        {order.map((item, at) => (
          <li key={item} class={`card ${markAt(at) ?? ''}`} data-item={item}>
            <b class="mono grow">{tell(form.items[item]!)}</b>
            {done ? (
              <Tick mark={markAt(at)} />
            ) : (
              <Ways name={tell(form.items[item]!)} at={at} last={order.length - 1} onMove={move} />
            )}
          </li>
        ))}
      </ol>
      {wrong && (
        <p class="drill-right" data-testid="right-answer">
          {t('drills:ui.rightIs', { answer: right.map((item) => tell(form.items[item]!)).join(', ') })}
        </p>
      )}
      {children}
    </>
  );
}

interface WaysProps {
  name: string;
  at: number;
  last: number;
  onMove: (at: number, by: number) => void;
}

function Ways({ name, at, last, onMove }: WaysProps) {
  return (
    <>
      <Button
        label={t('drills:ui.upOf', { name })}
        disabled={at === 0}
        testId={`up-${at}`}
        onClick={() => onMove(at, -1)}
      >
        ↑
      </Button>
      <Button
        label={t('drills:ui.downOf', { name })}
        disabled={at === last}
        testId={`down-${at}`}
        onClick={() => onMove(at, 1)}
      >
        ↓
      </Button>
    </>
  );
}
