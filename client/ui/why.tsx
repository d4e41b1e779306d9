/**
 * "Why?" beside a figure, an order or a refusal: the rule it follows, in words and with its id. Closed until it is
 * asked; opened, it keeps within the window, until Escape or a press elsewhere.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { conceptOf } from '../rules.ts';
import { ConceptLink } from './conceptLink.tsx';

interface Props {
  rule: string;
  /** Told when it is opened or closed. */
  onAsk?: (open: boolean) => void;
}

const EDGE = 8;
/** The bar under the thumb, which covers what lies beneath. */
const FOOT = '.dock, .orders';

/** What scrolls or lies above by itself, and cuts off what reaches out of it. */
const PANE = '.kernel-side, dialog';

/** Keeps the opened text within the window, or the column that scrolls by itself, and above the bar. */
function keepInside(details: HTMLDetailsElement): void {
  const text = details.querySelector('p');
  if (text === null || !details.open) return;
  text.classList.remove('above');
  text.style.translate = 'none';
  const pane = details.closest(PANE)?.getBoundingClientRect();
  const from = (pane?.left ?? EDGE / 2) + EDGE / 2;
  const to = (pane?.right ?? innerWidth - EDGE / 2) - EDGE / 2;
  text.style.maxWidth = `${Math.floor(to - from)}px`;
  const { left, right, bottom } = text.getBoundingClientRect();
  text.style.translate = `${Math.round(Math.max(from - left, Math.min(0, to - right)))}px`;
  const foot = details.closest(`${FOOT}, dialog`) === null ? document.querySelector(FOOT) : null;
  const end = foot?.getBoundingClientRect().top ?? innerHeight;
  text.classList.toggle('above', bottom + EDGE > end);
}

/** Until it is undone, Escape and a press elsewhere close it. */
function closeFromOutside(details: HTMLDetailsElement | null): () => void {
  const away = (event: Event): void => {
    const leaves = event instanceof KeyboardEvent && event.key === 'Escape';
    const elsewhere = event.type === 'pointerdown' && !details?.contains(event.target as Node);
    if (details !== null && (leaves || elsewhere)) details.open = false;
  };
  const kinds = ['pointerdown', 'keydown'] as const;
  for (const kind of kinds) document.addEventListener(kind, away);
  return () => {
    for (const kind of kinds) document.removeEventListener(kind, away);
  };
}

/** What has a text, but no id in the rule book. */
const OWN_WORDS: { readonly [rule: string]: string } = { score: 'why.askScore', work: 'why.askWork' };

export function Why({ rule, onAsk }: Props) {
  const own = OWN_WORDS[rule];
  const concept = conceptOf(rule);
  const ask = own === undefined ? t('why.ask', { rule }) : t(own);
  const box = useRef<HTMLDetailsElement>(null);
  const asked = useSignal(false);
  useEffect(() => (asked.value ? closeFromOutside(box.current) : undefined), [asked.value]);
  return (
    <details
      ref={box}
      class="why"
      data-testid={`why-${rule}`}
      onToggle={(event) => {
        keepInside(event.currentTarget);
        asked.value = event.currentTarget.open;
        onAsk?.(event.currentTarget.open);
      }}
    >
      <summary aria-label={ask} title={ask}>
        ?
      </summary>
      <p class="card small">
        {own === undefined && <b class="mono">{rule}</b>} {t(`why.${rule}`)}
        {concept !== null && (
          <>
            {' '}
            <ConceptLink id={concept} apart />
          </>
        )}
      </p>
    </details>
  );
}

/** A heading with the rule one may ask for at its end; without a rule, the heading alone. */
export function Asked({ rule, children }: { rule: string | null; children: ComponentChildren }) {
  return (
    <div class="asked">
      {children}
      {rule !== null && <Why key={rule} rule={rule} />}
    </div>
  );
}
