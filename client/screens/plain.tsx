/**
 * The frame of the pages that are not a game: name on top, tools at the right, one column of content.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { Wordmark } from '../ui/icons.tsx';
import { Tools } from './tools.tsx';

export function Plain({ children, wide = false }: { children: ComponentChildren; wide?: boolean }) {
  return (
    <div class="plain">
      <button type="button" class="skip" onClick={skip}>
        {t('skip')}
      </button>
      <header class="top">
        <a class="brand" href="#/" title={t('brand')}>
          <Wordmark />
        </a>
        <Tools />
      </header>
      <main id="main" tabIndex={-1} class={wide ? 'wide' : ''}>
        {children}
      </main>
    </div>
  );
}

/** The hash is the route, so skipping is a button that moves the focus. */
export function skip(): void {
  document.getElementById('main')?.focus();
}
