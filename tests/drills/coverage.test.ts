/** What the drills cover: each concept, the central ones thrice, and enough of what people believe. */
import { expect, it } from 'vitest';
import { CONCEPT_IDS, type ConceptId } from '../../shared/concepts/index.ts';
import { KINDS, kindsFor, LEVELS, MISCONCEPTIONS, makeDrill, SETS } from '../../shared/drills/index.ts';

const CENTRAL: readonly ConceptId[] = [
  'frame',
  'page-table',
  'tlb',
  'demand-paging',
  'page-fault',
  'replacement',
  'belady',
  'working-set',
  'buddy',
  'fragmentation',
  'slab',
  'cow',
  'malloc',
  'leak',
  'isolation',
  'oom',
];

it('at least sixty kinds', () => {
  expect(KINDS.length).toBeGreaterThanOrEqual(60);
});

it('each concept has one, the central sixteen three', () => {
  expect(CONCEPT_IDS.filter((id) => kindsFor(id).length === 0)).toEqual([]);
  expect(CENTRAL.filter((id) => kindsFor(id).length < 3)).toEqual([]);
});

it('at least 25 misconceptions are tied to a wrong answer, and none is named that no answer shows', () => {
  const shown = new Set<string>();
  for (const kind of KINDS) {
    for (let seed = 1; seed <= 60; seed++) {
      const { slips } = makeDrill(kind, seed, LEVELS[seed % LEVELS.length]);
      for (const { misconception } of slips) shown.add(misconception);
    }
  }
  expect(shown.size).toBeGreaterThanOrEqual(25);
  expect(MISCONCEPTIONS.filter((id) => !shown.has(id))).toEqual([]);
});

it('every set has something to ask', () => {
  for (const concepts of Object.values(SETS)) expect(concepts.flatMap(kindsFor).length).toBeGreaterThan(3);
});
