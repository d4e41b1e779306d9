/**
 * The slab allocator (KM1): kernel objects smaller than a page, packed into frames a cache at a time (Bonwick, "The Slab
 * Allocator", USENIX Summer 1994). It knows nothing of the machine: frames come from and go to the caller, and a holder
 * is any positive number of the caller's. kmalloc is the same over caches of powers of two (Linux, mm/slab_common.c).
 */

/** Bytes in a frame here, and so in a slab: one frame each. */
export const SLAB_BYTES = 4096;

/**
 * Objects of a cache, in bytes. The kernel's own caches need not be powers of two: 21 vmas of 192 bytes fit into a slab,
 * where kmalloc-256 would hold 16 of them. What doesn't divide 4096 leaves a tail.
 */
export const CACHES = [
  { name: 'task', size: 1024 },
  { name: 'vma', size: 192 },
  { name: 'inode', size: 576 },
  { name: 'message', size: 512 },
  { name: 'kmalloc-64', size: 64 },
  { name: 'kmalloc-128', size: 128 },
  { name: 'kmalloc-256', size: 256 },
  { name: 'kmalloc-512', size: 512 },
  { name: 'kmalloc-1024', size: 1024 },
  { name: 'kmalloc-2048', size: 2048 },
] as const;
export type CacheName = (typeof CACHES)[number]['name'];

export interface Slab {
  /** Index in CACHES. */
  cache: number;
  pfn: number;
  /** The holder of each slot, 0 for a free one. */
  objects: number[];
}

export interface SlabState {
  /** In the order in which they were taken. */
  slabs: Slab[];
}

export const createSlabs = (): SlabState => ({ slabs: [] });

/** Index in CACHES. */
export const cacheOf = (name: CacheName): number => CACHES.findIndex((cache) => cache.name === name);

/** Objects of `size` bytes that a slab holds. */
export const objectsPerSlab = (size: number): number => Math.floor(SLAB_BYTES / size);

/** Index of the smallest kmalloc cache for `bytes` (1 or more), -1 above the largest: that is alloc_pages' business. */
export const kmallocCache = (bytes: number): number =>
  CACHES.findIndex((cache) => cache.name.startsWith('kmalloc-') && cache.size >= bytes);

const used = (slab: Slab): number => slab.objects.reduce((count, holder) => count + (holder > 0 ? 1 : 0), 0);

/**
 * The slab to allocate from: the fullest that has room, ties to the lower frame; undefined when all are full.
 * Bonwick (3.2) takes from partial slabs before empty ones, so that memory stays reclaimable; that the fullest comes
 * first, so that the others empty out, is how Linux sorts them when it shrinks a cache (mm/slub.c, kmem_cache_shrink).
 */
function fullestWithRoom(state: SlabState, cache: number): Slab | undefined {
  let best: Slab | undefined;
  for (const slab of state.slabs) {
    if (slab.cache !== cache || !slab.objects.includes(0)) continue;
    const more = best === undefined ? 1 : used(slab) - used(best);
    if (more > 0 || (more === 0 && slab.pfn < best!.pfn)) best = slab;
  }
  return best;
}

/**
 * An object of a cache for a holder (1 or more; one holder may hold several). Returns the frame of its slab, or -1 when
 * a new slab was needed and takeFrame, which returns -1 when memory is out, had no frame.
 */
export function slabAlloc(state: SlabState, cache: number, holder: number, takeFrame: () => number): number {
  if (CACHES[cache] === undefined || !(holder > 0))
    throw new RangeError(`no cache ${cache}, or no holder ${holder}`);
  let slab = fullestWithRoom(state, cache);
  if (slab === undefined) {
    const pfn = takeFrame();
    if (pfn < 0) return -1;
    slab = { cache, pfn, objects: new Array<number>(objectsPerSlab(CACHES[cache].size)).fill(0) };
    state.slabs.push(slab);
  }
  slab.objects[slab.objects.indexOf(0)] = holder;
  return slab.pfn;
}

/**
 * Frees an object of a cache that the holder has: of several the one in the emptiest slab, ties to the higher frame, so
 * that slabs empty out. The slab stays with its cache. Returns its frame, or -1 when the holder has none: the caller's
 * double free, which in a kernel is a bug.
 */
export function slabFree(state: SlabState, cache: number, holder: number): number {
  let from: Slab | undefined;
  for (const slab of state.slabs) {
    if (slab.cache !== cache || holder <= 0 || !slab.objects.includes(holder)) continue;
    const fewer = from === undefined ? 1 : used(from) - used(slab);
    if (fewer > 0 || (fewer === 0 && slab.pfn > from!.pfn)) from = slab;
  }
  if (from === undefined) return -1;
  from.objects[from.objects.indexOf(holder)] = 0;
  return from.pfn;
}

export const isEmpty = (slab: Slab): boolean => used(slab) === 0;

/** Gives up to `most` empty slabs back, the highest frame first, whatever their cache. Returns how many. */
export function slabShrink(
  state: SlabState,
  releaseFrame: (pfn: number) => void,
  most = Number.POSITIVE_INFINITY,
): number {
  const empty = state.slabs.filter(isEmpty).sort((a, b) => b.pfn - a.pfn);
  const going = empty.slice(0, Math.max(0, most));
  state.slabs = state.slabs.filter((slab) => !going.includes(slab));
  for (const { pfn } of going) releaseFrame(pfn);
  return going.length;
}

/** Objects of a cache that are held: by anybody, or by one holder. */
export function objectsIn(state: SlabState, cache: number, holder?: number): number {
  let count = 0;
  for (const slab of state.slabs) {
    if (slab.cache !== cache) continue;
    count += holder === undefined ? used(slab) : slab.objects.filter((one) => one === holder).length;
  }
  return count;
}

/**
 * Bytes that can't be used whatever is allocated: the tails of the slabs. Free slots are not waste, they wait. What
 * kmalloc lost by rounding up isn't known here, as an object doesn't say what was asked for; the slots of its caches
 * are counted as used whole.
 */
export const internalWaste = (state: SlabState): number =>
  state.slabs.reduce(
    (bytes, { cache, objects }) => bytes + SLAB_BYTES - objects.length * CACHES[cache].size,
    0,
  );

/** What doesn't add up, a sentence each; empty when sound. Who holds how many is for the caller to compare (objectsIn). */
export function checkSlabs(state: SlabState): string[] {
  const faults: string[] = [];
  const seen = new Set<number>();
  for (const { cache, pfn, objects } of state.slabs) {
    if (seen.has(pfn)) faults.push(`frame ${pfn} serves as two slabs`);
    seen.add(pfn);
    const size = CACHES[cache]?.size;
    if (size === undefined) faults.push(`slab ${pfn} is of no cache: ${cache}`);
    else if (objects.length !== objectsPerSlab(size))
      faults.push(`slab ${pfn} of ${CACHES[cache].name} has ${objects.length} slots`);
    objects.forEach((holder, slot) => {
      if (!Number.isInteger(holder) || holder < 0) faults.push(`slot ${slot} of slab ${pfn} holds ${holder}`);
    });
  }
  return faults;
}
