/** Ways from the game into the manual, each in a tab of its own: a name that is a link, and a line of them. */
import type { ComponentChildren } from 'preact';
import type { ConceptId } from '../../shared/concepts/index.ts';
import { NAMES } from '../about.ts';
import { t } from '../i18n/index.ts';
import { ConceptLink } from './conceptLink.tsx';

/** A heading or a label of the game that leads to what it names. */
export function Named({ as, children }: { as: keyof typeof NAMES; children: ComponentChildren }) {
  return (
    <ConceptLink id={NAMES[as]} apart>
      {children}
    </ConceptLink>
  );
}

/** What there is to be read about a card, at its end. */
export function ReadOn({ about }: { about: readonly ConceptId[] }) {
  return (
    <p class="read-on small">
      {t('manual.title')}:{' '}
      {about.map((id, at) => (
        <span key={id}>
          {at > 0 && ' · '}
          <ConceptLink id={id} apart />
        </span>
      ))}
    </p>
  );
}
