/**
 * A page that says what went wrong, what was kept and how to go on: for unknown addresses and codes, and
 * for a server that doesn't answer.
 */
import type { ComponentChildren } from 'preact';
import { t } from '../i18n/index.ts';
import { Plain } from './plain.tsx';

export function Lost({
  title,
  text,
  children,
}: {
  title: string;
  text: string;
  children?: ComponentChildren;
}) {
  return (
    <Plain>
      <section class="card lost" data-testid="lost">
        <h1>{title}</h1>
        <p>{text}</p>
        <p class="row">
          {children}
          <a class="button" href="#/">
            {t('lost.home')}
          </a>
        </p>
      </section>
    </Plain>
  );
}
