/**
 * "Why?" beside a figure, an order or a refusal: the rule it follows, in words and with its id. Closed until it is asked.
 */
import { t } from '../i18n/index.ts';

export function Why({ rule }: { rule: string }) {
  return (
    <details class="why" data-testid={`why-${rule}`}>
      <summary aria-label={t('why.ask', { rule })} title={t('why.ask', { rule })}>
        ?
      </summary>
      <p class="card small">
        <b class="mono">{rule}</b> {t(`why.${rule}`)}
      </p>
    </details>
  );
}
