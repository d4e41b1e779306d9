/** Conservation in the slab allocator after every random step: counts, frames and holders. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CACHES,
  checkSlabs,
  createSlabs,
  objectsIn,
  slabAlloc,
  slabFree,
  slabShrink,
} from '../../shared/sim/mm/slab.ts';

const FRAMES = 12;

const operation = fc.record({
  kind: fc.constantFrom('alloc', 'alloc', 'alloc', 'free', 'free', 'shrink'),
  cache: fc.nat(CACHES.length - 1),
  holder: fc.integer({ min: 1, max: 5 }),
  most: fc.constantFrom(1, Number.POSITIVE_INFINITY),
});

describe('KM1 properties', () => {
  it('KM1 random objects: counts are kept, and frames taken are slabs held', () => {
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 120 }), (operations) => {
        const state = createSlabs();
        const free = Array.from({ length: FRAMES }, (_, pfn) => pfn);
        const held = new Map<string, number>();
        const count = (cache: number, holder: number) => held.get(`${cache}:${holder}`) ?? 0;
        for (const { kind, cache, holder, most } of operations) {
          const before = count(cache, holder);
          const room = state.slabs.some((slab) => slab.cache === cache && slab.objects.includes(0));
          if (kind === 'alloc') {
            const pfn = slabAlloc(state, cache, holder, () => free.shift() ?? -1);
            if (pfn < 0) expect([room, free.length]).toEqual([false, 0]);
            else held.set(`${cache}:${holder}`, before + 1);
          } else if (kind === 'free') {
            expect(slabFree(state, cache, holder) >= 0).toBe(before > 0);
            held.set(`${cache}:${holder}`, Math.max(0, before - 1));
          } else {
            const empty = state.slabs.filter((slab) => slab.objects.every((one) => one === 0)).length;
            expect(slabShrink(state, (pfn) => free.push(pfn), most)).toBe(Math.min(empty, most));
          }
          expect(checkSlabs(state)).toEqual([]);
          expect(state.slabs.length + free.length).toBe(FRAMES);
          expect(objectsIn(state, cache, holder)).toBe(count(cache, holder));
        }
        for (const [key, objects] of held) {
          const [cache, holder] = key.split(':').map(Number);
          for (let left = objects; left > 0; left--) slabFree(state, cache, holder);
        }
        slabShrink(state, (pfn) => free.push(pfn));
        expect(state).toEqual(createSlabs());
        expect(free).toHaveLength(FRAMES);
      }),
      { numRuns: 200 },
    );
  });
});
