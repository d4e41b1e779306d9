/**
 * The slab allocator against figures printed elsewhere: /proc/slabinfo as in Mauerer, Professional Linux Kernel
 * Architecture, chapter 3 (one page a slab, off-slab lists), and Bonwick's paper; the rest by hand.
 */
import { describe, expect, it } from 'vitest';
import {
  CACHES,
  cacheOf,
  checkSlabs,
  createSlabs,
  internalWaste,
  kmallocCache,
  objectsIn,
  objectsPerSlab,
  slabAlloc,
  slabFree,
  slabShrink,
} from '../../shared/sim/mm/slab.ts';

const TASK = cacheOf('task');
const VMA = cacheOf('vma');

/** Slabs over frames counted up from `first`, `frames` of them. */
function slabs(first = 10, frames = 100) {
  const state = createSlabs();
  let next = first;
  const take = () => (next < first + frames ? next++ : -1);
  const alloc = (cache: number, holder: number) => slabAlloc(state, cache, holder, take);
  const given: number[] = [];
  const shrink = (most?: number) => slabShrink(state, (pfn) => given.push(pfn), most);
  return {
    state,
    alloc,
    free: (cache: number, holder: number) => slabFree(state, cache, holder),
    shrink,
    given,
  };
}

describe('KM1 objects per slab', () => {
  it.each([
    ['UDPv6', 960, 4],
    ['xfs_inode', 576, 7],
    ['xfs_efi_item', 352, 11],
    ['xfs_efd_item', 360, 11],
    ['nf_conntrack_expect', 224, 18],
    ['kmalloc-192', 192, 21],
    ['kmalloc-128', 128, 32],
    ['kmalloc-96', 96, 42],
    ['kmalloc-64', 64, 64],
  ])('KM1 %s of %i bytes: %i a page (slabinfo, Mauerer)', (_name, size, count) => {
    expect(objectsPerSlab(size)).toBe(count);
  });

  it('KM1 the caches here, and the bytes each slab wastes at its end (by hand)', () => {
    const rows = CACHES.map(({ name }, cache) => {
      const { state, alloc } = slabs();
      alloc(cache, 1);
      return [name, state.slabs[0].objects.length, internalWaste(state)];
    });
    expect(rows).toEqual([
      ['task', 4, 0],
      ['vma', 21, 64],
      ['inode', 7, 64],
      ['message', 8, 0],
      ['kmalloc-64', 64, 0],
      ['kmalloc-128', 32, 0],
      ['kmalloc-256', 16, 0],
      ['kmalloc-512', 8, 0],
      ['kmalloc-1024', 4, 0],
      ['kmalloc-2048', 2, 0],
    ]);
  });
});

it.each([
  [1, 'kmalloc-64'],
  [64, 'kmalloc-64'],
  [65, 'kmalloc-128'],
  [576, 'kmalloc-1024'],
  [1500, 'kmalloc-2048'],
  [2048, 'kmalloc-2048'],
])(
  'KM1 kmalloc(%i) takes the next power of two, %s (Linux, kmalloc_index, without its 96 and 192)',
  (bytes, name) => {
    expect(CACHES[kmallocCache(bytes)].name).toBe(name);
  },
);

it('KM1 kmalloc above the largest class is none of a slab’s business', () => {
  expect(kmallocCache(2049)).toBe(-1);
});

describe('KM1 which slab', () => {
  it('KM1 a partial slab before an empty one before a new one (Bonwick 1994, 3.2)', () => {
    const { state, alloc, free } = slabs();
    for (let holder = 1; holder <= 8; holder++) expect(alloc(TASK, holder)).toBe(holder <= 4 ? 10 : 11);
    for (let holder = 1; holder <= 4; holder++) free(TASK, holder);
    free(TASK, 8);
    // 10 is empty, 11 has a slot left.
    expect(alloc(TASK, 9)).toBe(11);
    expect(alloc(TASK, 9)).toBe(10);
    for (let count = 0; count < 3; count++) expect(alloc(TASK, 9)).toBe(10);
    expect(alloc(TASK, 9)).toBe(12);
    expect(state.slabs).toHaveLength(3);
  });

  it('KM1 the fullest partial slab first, ties to the lower frame, so that the others empty out (by hand)', () => {
    const { alloc, free } = slabs();
    for (let holder = 1; holder <= 12; holder++) alloc(TASK, holder);
    for (const holder of [1, 2, 3, 5, 9]) free(TASK, holder);
    // Frame 10 holds one, 11 and 12 hold three each.
    expect(alloc(TASK, 20)).toBe(11);
    expect(alloc(TASK, 21)).toBe(12);
    expect(alloc(TASK, 22)).toBe(10);
  });

  it('KM1 of several objects the one in the emptiest slab goes (by hand)', () => {
    const { alloc, free } = slabs();
    for (let count = 0; count < 6; count++) alloc(TASK, 7);
    expect(free(TASK, 7)).toBe(11);
    expect(free(TASK, 7)).toBe(11);
    expect(free(TASK, 7)).toBe(10);
  });

  it('KM1 caches don’t mix', () => {
    const { state, alloc } = slabs();
    expect([alloc(TASK, 1), alloc(VMA, 1), alloc(TASK, 2)]).toEqual([10, 11, 10]);
    expect([objectsIn(state, TASK), objectsIn(state, VMA), objectsIn(state, TASK, 1)]).toEqual([2, 1, 1]);
  });
});

describe('KM1 ends', () => {
  it('KM1 no frame is -1 and changes nothing; a free slot needs none', () => {
    const { state, alloc } = slabs(10, 1);
    for (let holder = 1; holder <= 4; holder++) expect(alloc(TASK, holder)).toBe(10);
    expect(alloc(TASK, 5)).toBe(-1);
    expect(alloc(VMA, 5)).toBe(-1);
    expect(objectsIn(state, TASK)).toBe(4);
  });

  it('KM1 freeing what one doesn’t hold is -1, twice too', () => {
    const { alloc, free } = slabs();
    alloc(TASK, 1);
    expect(free(TASK, 2)).toBe(-1);
    expect(free(VMA, 1)).toBe(-1);
    expect(free(TASK, 0)).toBe(-1);
    expect(free(TASK, 1)).toBe(10);
    expect(free(TASK, 1)).toBe(-1);
  });

  it('KM1 shrink gives back exactly the empty slabs, the highest frame first, and no more than asked', () => {
    const { state, alloc, free, shrink, given } = slabs();
    for (let holder = 1; holder <= 16; holder++) alloc(TASK, holder);
    alloc(VMA, 1);
    for (const holder of [1, 2, 3, 4, 5, 9, 10, 11, 12]) free(TASK, holder);
    free(VMA, 1);
    expect(shrink(1)).toBe(1);
    expect(given).toEqual([14]);
    expect(shrink()).toBe(2);
    expect(given).toEqual([14, 12, 10]);
    expect(shrink()).toBe(0);
    expect(state.slabs.map((slab) => slab.pfn)).toEqual([11, 13]);
    expect(checkSlabs(state)).toEqual([]);
  });

  it('KM1 impossible requests throw, and the checker sees what is wrong', () => {
    const { state, alloc } = slabs();
    expect(() => alloc(CACHES.length, 1)).toThrow(RangeError);
    expect(() => alloc(TASK, 0)).toThrow(RangeError);
    alloc(TASK, 1);
    state.slabs.push({ cache: 99, pfn: 10, objects: [] }, { cache: VMA, pfn: 11, objects: [-1] });
    expect(checkSlabs(state)).toHaveLength(4);
  });
});
