/**
 * "Why?" beside a figure, an order or a refusal: the rule it follows, in words and with its id. Closed until it is
 * asked; opened, it keeps within the window.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';

interface Props {
  rule: string;
  /** Told when it is opened or closed. */
  onAsk?: (open: boolean) => void;
}

const EDGE = 8;
/** The bar under the thumb, which covers what lies beneath. */
const FOOT = '.dock, .orders';

/** Moves the opened text sideways and above its mark where it would reach beyond the window or under the bar. */
function keepInside(details: HTMLDetailsElement): void {
  const text = details.querySelector('p');
  if (text === null || !details.open) return;
  text.classList.remove('above');
  text.style.translate = 'none';
  const { left, right, bottom } = text.getBoundingClientRect();
  const over = Math.max(0, right + EDGE - innerWidth);
  text.style.translate = `${Math.round(Math.max(EDGE - left, -over))}px`;
  const foot = details.closest(FOOT) === null ? document.querySelector(FOOT) : null;
  const end = foot?.getBoundingClientRect().top ?? innerHeight;
  text.classList.toggle('above', bottom + EDGE > end);
}

export function Why({ rule, onAsk }: Props) {
  const ask = rule === 'score' ? t('why.askScore') : t('why.ask', { rule });
  return (
    <details
      class="why"
      data-testid={`why-${rule}`}
      onToggle={(event) => {
        keepInside(event.currentTarget);
        onAsk?.(event.currentTarget.open);
      }}
    >
      <summary aria-label={ask} title={ask}>
        ?
      </summary>
      <p class="card small">
        {rule !== 'score' && <b class="mono">{rule}</b>} {t(`why.${rule}`)}
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
