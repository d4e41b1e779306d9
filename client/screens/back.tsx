/**
 * On the first page: the way back to the latest machine, race or class one had a place in, as long as it is there.
 */
import { signal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { PLACE } from '../net/codes.ts';
import { askServer } from '../net/reach.ts';
import { keepTicket, latestCode, ticketOf } from '../net/resume.ts';

const found = signal<{ code: string; phase: string; place: string } | null>(null);

/** Asks the server once; a machine that is over or gone is not asked about again. */
async function look(): Promise<void> {
  found.value = null;
  const code = latestCode();
  if (code === null) return;
  try {
    const { kind } = ticketOf(code);
    const machine = kind === 'machine';
    const response = await askServer(`/api/${machine ? 'matches' : 'codes'}/${code}`);
    const gone = response.status === 404 || response.status === 410;
    const { phase = '' }: { phase?: string } = response.ok ? await response.json() : {};
    if (gone || phase === 'over') keepTicket(code, { over: true });
    else if (response.ok) {
      const where = phase === 'lobby' ? 'lobby' : 'running';
      found.value = { code, phase: machine ? where : kind, place: PLACE[kind] };
    }
  } catch {
    // Without an answer nothing is promised.
  }
}

export function WayBack() {
  useEffect(() => void look(), []);
  if (found.value === null) return null;
  const { code, phase, place } = found.value;
  return (
    <p class="notice row wrap" role="status" data-testid="way-back">
      <b>{t(`home.back.${phase}`, { code })}</b>
      <a class="button" href={`#/${place}/${code}`}>
        {t('home.back.go')}
      </a>
    </p>
  );
}
