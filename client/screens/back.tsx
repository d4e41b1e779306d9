/**
 * On the first page: the way back to the latest machine one had a seat in, as long as it is there.
 */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { askServer } from '../net/reach.ts';
import { keepTicket, latestCode } from '../net/resume.ts';

const found = signal<{ code: string; phase: string } | null>(null);

/** Asks the server once; a machine that is over or gone is not asked about again. */
async function look(): Promise<void> {
  found.value = null;
  const code = latestCode();
  if (code === null) return;
  try {
    const response = await askServer(`/api/matches/${code}`);
    const gone = response.status === 404 || response.status === 410;
    const { phase }: { phase?: string } = response.ok ? await response.json() : {};
    if (gone || phase === 'over') keepTicket(code, { over: true });
    else if (phase !== undefined) found.value = { code, phase };
  } catch {
    // Without an answer nothing is promised.
  }
}

export function WayBack() {
  useEffect(() => void look(), []);
  if (found.value === null) return null;
  const { code, phase } = found.value;
  return (
    <p class="notice row wrap" role="status" data-testid="way-back">
      <b>{t(`home.back.${phase === 'lobby' ? 'lobby' : 'running'}`, { code })}</b>
      <a class="button" href={`#/m/${code}`}>
        {t('home.back.go')}
      </a>
    </p>
  );
}
