/**
 * A page of the manual: `assets/manual/<id>.json`. Words in each language (the household pack reads the English ones);
 * sources, and a live example, which is the explanation of a drill, the same in all.
 */
import type { ConceptId } from './ids.ts';

export const SYSTEMS = ['linux', 'windows', 'macos', 'xv6'] as const;
export type System = (typeof SYSTEMS)[number];

export interface ManualWords {
  /** What it is, a paragraph each. */
  what: readonly string[];
  /** Where it shows in the game. */
  game: string;
  /** The real thing, by system; a system that has nothing of the kind says so. */
  real: { readonly [S in System]: string };
  /** Where the game simplifies. */
  simplified: string;
}

export interface ManualPage {
  id: ConceptId;
  words: { readonly en: ManualWords; readonly de?: ManualWords };
  /** Primary sources: kernel documentation, standards, OSTEP, vendors' documentation. */
  sources: readonly { title: string; url: string }[];
  example: { kind: string; seed: number; level: 1 | 2 | 3 };
  /** Pages to read next. */
  related: readonly ConceptId[];
}
