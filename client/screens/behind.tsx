/**
 * Everything behind a code: waiting for the line, then what the room shows, with the banner of the connection above it. A
 * broken line keeps the last picture in place.
 */
import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { has, t } from '../i18n/index.ts';
import { loadSession } from '../net/create.ts';
import { classLink, type Link, roomLink } from '../net/store.ts';
import { Button } from '../ui/button.tsx';
import { Lost } from './lost.tsx';
import { Plain } from './plain.tsx';

const retryRoom = (): void => void loadSession().then((session) => session.retry());

interface Props {
  code: string;
  /** The line, and what tries it again; those of the machine or race where none are given. */
  link?: Link;
  retry?: () => void;
  /** The room has said who one is and how it stands. */
  ready: boolean;
  children: ComponentChildren;
}

export function Behind({ code, link = roomLink, retry = retryRoom, ready, children }: Props) {
  const state = link.state.value;
  if (state === 'missing') return <Lost title={t('lost.code', { code })} text={t('lost.codeText')} />;
  if (state === 'failed' && !ready) {
    return (
      <Lost title={t('lost.server')} text={why(link)}>
        <Button kind="main" onClick={retry}>
          {t('lost.retry')}
        </Button>
      </Lost>
    );
  }
  return (
    <>
      <Banner link={link} retry={retry} />
      {ready ? children : <Joining code={code} />}
    </>
  );
}

/** Why the server turned us away, when it said so. */
function why(link: Link): string {
  const { turnedAway } = link;
  const key = `${link === classLink ? 'class:enter.why' : 'lost.why'}.${turnedAway.value}`;
  return t(has(key) ? key : 'lost.serverText');
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

const DOWN = ['lost', 'taken', 'removed', 'failed'];

/** Says that the line is down and what happens next. */
function Banner({ link, retry }: { link: Link; retry: () => void }) {
  const now = useSignal(Date.now());
  const state = link.state.value;
  const down = DOWN.includes(state);
  useEffect(() => {
    if (!down) return;
    const timer = setInterval(() => {
      now.value = Date.now();
    }, 500);
    return () => clearInterval(timer);
  }, [down, now]);
  if (!down) return null;
  const wait = Math.max(0, Math.ceil((link.retryAt.value - now.value) / 1000));
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
