/** A concept's name, leading to its page of the manual where there is one. */
import type { ConceptId } from '../../../shared/concepts/index.ts';
import { t } from '../../i18n/index.ts';
import { WRITTEN } from './written.ts';

export function ConceptLink({ id }: { id: ConceptId }) {
  const name = t(`concept.${id}`);
  return WRITTEN.includes(id) ? <a href={`#/manual/${id}`}>{name}</a> : <span>{name}</span>;
}
