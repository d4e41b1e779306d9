/**
 * The registry of the concepts that the game teaches, and by what a match shows each. Which scenarios, drills and manual
 * pages teach it stands in theirs.
 */
import { EVIDENCE, type Evidence } from './evidence.ts';
import { CONCEPT_IDS, type ConceptId } from './ids.ts';

export { type EventEvidence, type Evidence, type PolicyEvidence, shows } from './evidence.ts';
export { CONCEPT_IDS, type ConceptId } from './ids.ts';

export interface Concept {
  id: ConceptId;
  evidence: Evidence;
}

export const CONCEPTS: readonly Concept[] = CONCEPT_IDS.map((id) => ({
  id,
  evidence: EVIDENCE[id],
}));
