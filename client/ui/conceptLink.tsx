/** A concept's name, or other words for it, leading to its page of the manual where there is one. */
import type { ComponentChildren } from 'preact';
import type { ConceptId } from '../../shared/concepts/index.ts';
import { t } from '../i18n/index.ts';
import { WRITTEN } from './written.ts';

interface Props {
  id: ConceptId;
  /** In a tab of its own: out of a match nobody is led away. */
  apart?: boolean;
  children?: ComponentChildren;
}

export function ConceptLink({ id, apart = false, children }: Props) {
  const name = t(`concept.${id}`);
  if (!WRITTEN.includes(id)) return <span>{children ?? name}</span>;
  return (
    <a
      class={children === undefined ? undefined : 'named'}
      href={`#/manual/${id}`}
      title={children === undefined ? undefined : t('manual.about', { name })}
      target={apart ? '_blank' : undefined}
      rel={apart ? 'noopener' : undefined}
    >
      {children ?? name}
    </a>
  );
}
