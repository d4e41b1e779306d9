/**
 * The registry of the concepts that the game teaches: by what a match shows each, and where else it is taught.
 * Which scenarios teach it stands in their files.
 */
import { EVIDENCE, type Evidence } from './evidence.ts';
import { CONCEPT_IDS, type ConceptId } from './ids.ts';

export { type EventEvidence, type Evidence, type PolicyEvidence, shows } from './evidence.ts';
export { CONCEPT_IDS, type ConceptId } from './ids.ts';

export interface Concept {
  id: ConceptId;
  evidence: Evidence;
  /** The kinds of drill that ask about it. */
  drills: readonly string[];
  /** Its page of the manual, null while there is none. */
  manual: string | null;
}

export const CONCEPTS: readonly Concept[] = CONCEPT_IDS.map((id) => ({
  id,
  evidence: EVIDENCE[id],
  drills: [],
  manual: null,
}));
