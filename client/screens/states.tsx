/**
 * The states that lie over a game screen: nothing received yet, paused by the host (and the way there), and the panic, which
 * stops the whole sheet, prints its reason as a kernel log and counts down to the reboot.
 */

import { PANIC_REASONS, PHASE } from '../../shared/sim/index.ts';
import { PANICS } from '../about.ts';
import { t } from '../i18n/index.ts';
import { common, numberInClass, room, seconds, welcome } from '../net/store.ts';
import { Bar, Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { useKeys } from '../ui/keys.ts';
import { ReadOn } from '../ui/readOn.tsx';
import { goOn, mayPause, pause, resume, SPEEDS, waits } from './standstill.ts';

export function Waiting() {
  return (
    <main id="main" class="awaiting" aria-busy="true">
      <p>{t('joining.view')}</p>
      <div class="skeleton" />
    </main>
  );
}

/** The host's way to stop the clock. */
export function Pause() {
  // The same key, or Escape, goes on.
  useKeys(mayPause.value ? { p: pause } : { p: resume, Escape: resume });
  if (!mayPause.value) return null;
  return (
    <button
      type="button"
      class="button quiet"
      data-testid="pause"
      aria-label={t('paused.pause')}
      title={t('paused.pause')}
      aria-keyshortcuts="P"
      onClick={pause}
    >
      <Icon name="pause" />
    </button>
  );
}

export function Paused() {
  // While one reads the machine waits, and needs no sheet to say so.
  if (room.value?.phase !== 'paused' || waits.value) return null;
  return (
    <div class="overlay paused" role="status">
      <section class="card sheet-card">
        <h2>{t('paused.title')}</h2>
        <p>
          {t(
            numberInClass.value !== null
              ? 'paused.class'
              : welcome.value?.host
                ? 'paused.own'
                : 'paused.text',
          )}
        </p>
        {welcome.value?.host && (
          <div class="row wrap">
            {SPEEDS.map((speed, at) => (
              <Button
                key={speed}
                kind={at === 0 ? 'main' : 'plain'}
                testId={`resume-${speed}`}
                onClick={() => void goOn(speed)}
              >
                {t(`paused.speed.${speed}`)}
              </Button>
            ))}
          </div>
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
