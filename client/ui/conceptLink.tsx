/** A concept's name, leading to its page of the manual where there is one. */
import type { ConceptId } from '../../shared/concepts/index.ts';
import { t } from '../i18n/index.ts';
import { WRITTEN } from './written.ts';

interface Props {
  id: ConceptId;
  /** In a tab of its own: out of a match nobody is led away. */
  apart?: boolean;
}

export function ConceptLink({ id, apart = false }: Props) {
  const name = t(`concept.${id}`);
  if (!WRITTEN.includes(id)) return <span>{name}</span>;
  return (
    <a href={`#/manual/${id}`} target={apart ? '_blank' : undefined} rel={apart ? 'noopener' : undefined}>
      {name}
    </a>
  );
}
