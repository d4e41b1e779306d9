/**
 * The states that lie over a game screen: nothing received yet, paused by the host, and the panic, which
 * stops the whole sheet, prints its reason as a kernel log and counts down to the reboot.
 */

import { PANIC_REASONS, PHASE } from '../../shared/sim/index.ts';
import { PANICS } from '../about.ts';
import { t } from '../i18n/index.ts';
import { common, numberInClass, room, seconds, welcome } from '../net/store.ts';
import { Bar, Button } from '../ui/button.tsx';
import { ReadOn } from '../ui/readOn.tsx';
import { waits } from './lessonState.ts';
import { ask } from './lobbyActions.ts';

export function Waiting() {
  return (
    <main id="main" class="awaiting" aria-busy="true">
      <p>{t('joining.view')}</p>
      <div class="skeleton" />
    </main>
  );
}

export function Paused() {
  // While one reads a lesson's briefing the machine waits, and needs no sheet to say so.
  if (room.value?.phase !== 'paused' || waits.value) return null;
  return (
    <div class="overlay paused" role="status">
      <section class="card sheet-card">
        <h2>{t('paused.title')}</h2>
        <p>{t(numberInClass.value === null ? 'paused.text' : 'paused.class')}</p>
        {welcome.value?.host && (
          <Button kind="main" onClick={() => void ask({ do: 'resume' })}>
            {t('paused.resume')}
          </Button>
        )}
      </section>
    </div>
  );
}

export function PanicSheet() {
  const view = common.value;
  if (view === null || view.machine[0].phase !== PHASE.panic) return null;
  const { tick, rebootAt, panicReason } = view.machine[0];
  const left = Math.max(0, rebootAt - tick);
  const reason = PANIC_REASONS[panicReason] ?? 'unknown';
  const stamp = `[${(tick / 10).toFixed(1).padStart(8)}]`;
  return (
    <div class="overlay panic" role="alert" data-testid="panic">
      <section class="panic-log">
        <h2>{t('panic.title')}</h2>
        <pre>
          {[
            `${stamp} ${t('panic.line1', { reason })}`,
            `${stamp} ${t('panic.line2')}`,
            `${stamp} ${t('panic.line3')}`,
            `${stamp} ---[ ${t('panic.end')} ]---`,
          ].join('\n')}
        </pre>
        <p>{t(`panic.why.${reason}`)}</p>
        <ReadOn about={PANICS[PANIC_REASONS[panicReason] ?? 'wild-write']} />
        <p>{t('panic.reboot', { time: seconds(left) })}</p>
        <Bar share={1 - left / (welcome.value?.ticks.reboot ?? left)} label={t('panic.progress')} />
      </section>
    </div>
  );
}
