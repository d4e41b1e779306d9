/**
 * Everything behind a code: waiting for the line, then lobby, game or result by the room's phase, with the
 * banner of the connection above whatever is shown. A broken line keeps the last picture in place.
 */
import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { has, t } from '../i18n/index.ts';
import { loadSession } from '../net/create.ts';
import { link, result, retryAt, room, turnedAway, welcome } from '../net/store.ts';
import { Button } from '../ui/button.tsx';
import { KernelScreen } from './kernel/screen.tsx';
import { Lobby } from './lobby.tsx';
import { Lost } from './lost.tsx';
import { Plain } from './plain.tsx';
import { ProcessScreen } from './process/screen.tsx';
import { ResultScreen } from './result.tsx';
import { Spectator } from './spectator.tsx';
import { Tutorial } from './tutorial/overlay.tsx';

const retry = (): void => void loadSession().then((session) => session.retry());

export function Room({ code }: { code: string }) {
  const state = link.value;
  if (state === 'missing') return <Lost title={t('lost.code', { code })} text={t('lost.codeText')} />;
  const ready = welcome.value !== null && room.value !== null;
  if (state === 'failed' && !ready) {
    return (
      <Lost title={t('lost.server')} text={why()}>
        <Button kind="main" onClick={retry}>
          {t('lost.retry')}
        </Button>
      </Lost>
    );
  }
  return (
    <>
      <Banner />
      {ready ? <Phase /> : <Joining code={code} />}
    </>
  );
}

/** Why the server turned us away, when it said so. */
function why(): string {
  const key = `lost.why.${turnedAway.value}`;
  return t(has(key) ? key : 'lost.serverText');
}

function Phase() {
  const phase = room.value?.phase;
  if (phase === 'lobby') return <Lobby />;
  if (phase === 'over') return <ResultScreen result={result.value} />;
  const seat = welcome.value?.seat ?? -1;
  if (seat < 0) return <Spectator />;
  return (
    <>
      {seat === 0 ? <KernelScreen /> : <ProcessScreen />}
      <Tutorial />
    </>
  );
}

function Joining({ code }: { code: string }) {
  return (
    <Plain>
      <section class="stack" aria-busy="true">
        <h1>{t('joining.title', { code })}</h1>
        <p class="lead">{t('joining.text')}</p>
        <div class="skeleton" />
      </section>
    </Plain>
  );
}

/** Says that the line is down and what happens next. */
function Banner() {
  const now = useSignal(Date.now());
  const state = link.value;
  const down = state === 'lost' || state === 'taken' || state === 'failed';
  useEffect(() => {
    if (!down) return;
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 500);
    return () => clearInterval(timer);
  }, [down, now]);
  if (!down) return null;
  const wait = Math.max(0, Math.ceil((retryAt.value - now.value) / 1000));
  return (
    <div class="banner" role="alert" data-testid="banner">
      <p>
        <b>{t(`banner.${state}.title`)}</b>{' '}
        {state === 'lost' && wait > 0 ? t('banner.wait', { count: wait }) : t(`banner.${state}.text`)}
      </p>
      <Button onClick={retry}>{t(`banner.${state}.button`)}</Button>
    </div>
  );
}
