/**
 * What happened just now: the list beside the game on a wide screen, and on a phone a button under the thumb that opens
 * it as a sheet, with the figures the small header has no room for and the rule of the score.
 */

import { effect, signal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { EVENTS } from '../about.ts';
import { t } from '../i18n/index.ts';
import { room } from '../net/store.ts';
import { Button } from '../ui/button.tsx';
import { ConceptLink } from '../ui/conceptLink.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { narrow } from '../ui/narrow.ts';
import { happenings } from './log.ts';

const open = signal(false);

const close = (): void => {
  open.value = false;
};

effect(() => {
  const phase = room.value?.phase;
  if (phase !== 'running' && phase !== 'paused') close();
});

/** The newest first, as many as there is room for. */
export function Log({ most }: { most: number }) {
  return (
    <ol class="log small" data-testid="log">
      {happenings.value.slice(0, most).map((one) => (
        <li key={one.id}>
          {one.text}
          <About type={one.type} />
        </li>
      ))}
      {happenings.value.length === 0 && <li class="muted">{t('log.nothing')}</li>}
    </ol>
  );
}

/** A small way to what happened, where it has a page of the manual. */
function About({ type }: { type: string }) {
  const about = EVENTS[type as keyof typeof EVENTS];
  if (about === undefined) return null;
  return (
    <>
      {/* Never alone on a line. */}
      {'\u00a0'}
      <ConceptLink id={about} apart>
        <span aria-hidden="true">→</span>
        <span class="hidden">{t('manual.about', { name: t(`concept.${about}`) })}</span>
      </ConceptLink>
    </>
  );
}

/** The phone's way to it; nothing on a wide screen, which shows it all the time. */
export function OpenJustNow() {
  if (!narrow.value) return null;
  return (
    <button
      type="button"
      class="textual just-now-open"
      data-testid="open-just-now"
      onClick={() => {
        open.value = true;
      }}
    >
      {t('log.title')}
    </button>
  );
}

/** The sheet, with what else the role may know below the list. */
export function JustNowSheet({ children }: { children: ComponentChildren }) {
  if (!open.value || !narrow.value) return null;
  return (
    <Dialog title={t('log.title')} onClose={close} testId="sheet-just-now">
      <Log most={8} />
      {children}
      <Button kind="quiet" onClick={close}>
        {t('panel.close')}
      </Button>
    </Dialog>
  );
}
