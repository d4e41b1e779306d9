/** Which concepts have a page: names only, so that whoever links to one needs no page yet. */
import { CONCEPT_IDS, type ConceptId } from '../../shared/concepts/index.ts';
import type { ManualPage } from '../../shared/concepts/manual.ts';

export const files = import.meta.glob<{ default: ManualPage }>('../../assets/manual/*.json');

export const fileOf = (id: string): string => `../../assets/manual/${id}.json`;

/** In the order of the registry. */
export const WRITTEN: readonly ConceptId[] = CONCEPT_IDS.filter((id) => fileOf(id) in files);
