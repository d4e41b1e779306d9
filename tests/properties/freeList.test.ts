/**
 * Conservation in the user-space free list after every random step, under every policy and list order.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  blockSize,
  createFreeList,
  extend,
  FITS,
  type FreeList,
  free,
  malloc,
  ORDERS,
  shrink,
  take,
} from '../../shared/sim/heap/freeList.ts';

/** Free and live blocks tile the heap; order and coalescing are kept. */
function check(list: FreeList): void {
  const all = [...list.free, ...list.live].sort((a, b) => a.address - b.address);
  let end = list.base;
  for (const block of all) {
    expect(block.address).toBe(end);
    expect(block.size).toBeGreaterThan(0);
    end += block.size;
  }
  expect(end).toBe(list.base + list.size);
  const addresses = list.free.map((entry) => entry.address);
  if (list.order === 'address') expect(addresses).toEqual(addresses.toSorted((a, b) => a - b));
  if (list.coalesce) {
    for (const entry of list.free) expect(addresses).not.toContain(entry.address + entry.size);
  }
}

const options = fc.record({
  base: fc.nat(50),
  size: fc.nat(80),
  policy: fc.constantFrom(...FITS),
  header: fc.nat(3),
  align: fc.integer({ min: 1, max: 4 }),
  coalesce: fc.boolean(),
  order: fc.constantFrom(...ORDERS),
});

const operation = fc.record({
  kind: fc.constantFrom('malloc', 'malloc', 'free', 'take', 'extend', 'shrink'),
  value: fc.integer({ min: 1, max: 20 }),
  where: fc.nat(200),
});

describe('UM1 properties', () => {
  it('UM1 free entries and live blocks tile the heap after every step', () => {
    fc.assert(
      fc.property(options, fc.array(operation, { maxLength: 60 }), (chosen, operations) => {
        const list = createFreeList(chosen);
        check(list);
        for (const { kind, value, where } of operations) {
          const live = list.live[where % Math.max(1, list.live.length)];
          if (kind === 'malloc') {
            const need = blockSize(list, value);
            const fits = list.free.some((entry) => entry.size >= need);
            const looked = list.free.length;
            const { pointer, searched } = malloc(list, value);
            expect(pointer >= 0).toBe(fits);
            if (!fits || chosen.policy === 'best' || chosen.policy === 'worst') expect(searched).toBe(looked);
          } else if (kind === 'free' && live !== undefined) {
            const pointer = live.address + list.header;
            expect(free(list, pointer)).toBe(true);
            expect(free(list, pointer)).toBe(false);
          } else if (kind === 'take') {
            take(list, list.base + where, value);
          } else if (kind === 'extend') {
            extend(list, value);
          } else if (kind === 'shrink') {
            shrink(list, value);
          }
          check(list);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('UM1 with coalescing, a heap that gets everything back is one entry again', () => {
    fc.assert(
      fc.property(options, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 }), (chosen, sizes) => {
        const list = createFreeList({ ...chosen, size: chosen.size + 1, coalesce: true });
        const pointers = sizes.map((size) => malloc(list, size).pointer).filter((pointer) => pointer >= 0);
        for (const pointer of pointers.toSorted((a, b) => (a % 5) - (b % 5))) free(list, pointer);
        expect(list.free).toEqual([{ address: list.base, size: list.size }]);
      }),
    );
  });
});
