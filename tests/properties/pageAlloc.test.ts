/**
 * Conservation in the buddy allocator after every random step.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  allocAt,
  allocPages,
  createZone,
  freeBlocks,
  freeCount,
  freePages,
  isFree,
  largestFree,
  sufficientOrder,
  type Zone,
} from '../../shared/sim/mm/pageAlloc.ts';

interface Live {
  pfn: number;
  order: number;
}

/** Every frame is in exactly one free or live block, and no two free buddies are left unmerged. */
function check(zone: Zone, live: readonly Live[]): void {
  const covered = new Uint8Array(zone.frames);
  const free = freeBlocks(zone);
  const all = [...free.map(({ address, order }) => ({ pfn: address, order })), ...live];
  for (const { pfn, order } of all) {
    expect((pfn - zone.base) % 2 ** order).toBe(0);
    for (let frame = pfn; frame < pfn + 2 ** order; frame++) covered[frame - zone.base]! += 1;
  }
  expect(covered.every((times) => times === 1)).toBe(true);
  const heads = new Set(free.map(({ address, order }) => `${address - zone.base}:${order}`));
  for (const { address, order } of free) {
    expect(heads.has(`${(address - zone.base) ^ (1 << order)}:${order}`)).toBe(false);
    expect(isFree(zone, address)).toBe(true);
  }
  for (const { pfn } of live) expect(isFree(zone, pfn)).toBe(false);
  expect(freeCount(zone)).toBe(free.reduce((sum, { order }) => sum + 2 ** order, 0));
  expect(largestFree(zone)).toBe(free.reduce((most, { order }) => Math.max(most, 2 ** order), 0));
}

const operation = fc.oneof(
  fc.record({ kind: fc.constant('alloc' as const), value: fc.nat(4) }),
  fc.record({ kind: fc.constant('take' as const), value: fc.nat(999) }),
  fc.record({ kind: fc.constant('free' as const), value: fc.nat(999) }),
);

/** The address PA1 demands, worked out from the list of free blocks. */
function lowestFit(zone: Zone, order: number): number {
  const found = sufficientOrder(zone, order);
  return freeBlocks(zone).find((block) => block.order === found)?.address ?? -1;
}

describe('PA1 properties', () => {
  it('PA1 free and live frames make up the zone, no overlap, no free buddies unmerged', () => {
    const sizes = fc.integer({ min: 1, max: 100 });
    fc.assert(
      fc.property(fc.nat(70), sizes, fc.array(operation, { maxLength: 60 }), (base, frames, operations) => {
        const zone = createZone(base, frames);
        const live: Live[] = [];
        check(zone, live);
        const seeded = freeBlocks(zone);
        for (const { kind, value } of operations) {
          if (kind === 'alloc') {
            const expected = lowestFit(zone, value);
            const pfn = allocPages(zone, value);
            expect(pfn).toBe(expected);
            if (pfn >= 0) live.push({ pfn, order: value });
          } else if (kind === 'take') {
            const pfn = base + (value % frames);
            const wasFree = isFree(zone, pfn);
            expect(allocAt(zone, pfn)).toBe(wasFree);
            if (wasFree) live.push({ pfn, order: 0 });
          } else if (live.length > 0) {
            const [block] = live.splice(value % live.length, 1);
            freePages(zone, block!.pfn, block!.order);
            expect(() => freePages(zone, block!.pfn, block!.order)).toThrow('double free');
          }
          check(zone, live);
        }
        for (const { pfn, order } of live) freePages(zone, pfn, order);
        expect(freeBlocks(zone)).toEqual(seeded);
      }),
    );
  });
});
