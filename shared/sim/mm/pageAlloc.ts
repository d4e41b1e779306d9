/**
 * The page allocator (PA1): a binary buddy system over one zone, as plain data. A free block is known by the order
 * written at its first frame; a frame's address here is its pfn. Buddies are reckoned from the zone's base, so a
 * zone may start anywhere and need not be a power of two long (Knuth, TAOCP 1, 2.5; Gorman, Linux VM, chapter 6).
 */

export interface Zone {
  /** First pfn, and how many frames follow from it. */
  readonly base: number;
  readonly frames: number;
  /** By offset: the order of the free block that begins there, NONE elsewhere. */
  readonly orderAt: Int8Array;
  /** By order: how many free blocks there are, and an offset below which none of them begins. */
  readonly blocks: Int32Array;
  readonly lowest: Int32Array;
  /** Free frames. */
  free: number;
}

export interface FreeBlock {
  address: number;
  order: number;
}

/** Most frames a zone may have; orders then fit in 0..24. */
export const MAX_ZONE_FRAMES = 1 << 24;

const NONE = -1;

function addBlock(zone: Zone, offset: number, order: number): void {
  zone.orderAt[offset] = order;
  zone.blocks[order]! += 1;
  if (offset < zone.lowest[order]!) zone.lowest[order] = offset;
}

function removeBlock(zone: Zone, offset: number): void {
  zone.blocks[zone.orderAt[offset]!]! -= 1;
  zone.orderAt[offset] = NONE;
}

/** Offset of the free block that contains the frame at `offset`, or NONE when that frame is in use. */
function blockAround(zone: Zone, offset: number): number {
  for (let order = 0; order < zone.blocks.length; order++) {
    const head = offset & ~((1 << order) - 1);
    if (zone.orderAt[head]! >= order) return head;
  }
  return NONE;
}

/**
 * A zone of `frames` free frames (1 to MAX_ZONE_FRAMES) from pfn `base`, seeded with the largest aligned blocks.
 * Throws RangeError for other sizes or a negative base.
 */
export function createZone(base: number, frames: number): Zone {
  if (!Number.isInteger(base) || base < 0) throw new RangeError(`createZone: base ${base}`);
  if (!Number.isInteger(frames) || frames < 1 || frames > MAX_ZONE_FRAMES) {
    throw new RangeError(`createZone: ${frames} frames`);
  }
  const orders = 32 - Math.clz32(frames);
  const zone: Zone = {
    base,
    frames,
    orderAt: new Int8Array(frames).fill(NONE),
    blocks: new Int32Array(orders),
    lowest: new Int32Array(orders).fill(frames),
    free: frames,
  };
  let offset = 0;
  for (let order = orders - 1; order >= 0; order--) {
    if ((frames & (1 << order)) === 0) continue;
    addBlock(zone, offset, order);
    offset += 1 << order;
  }
  return zone;
}

/** The smallest order, `order` or above, that has a free block; -1 if none has. */
export function sufficientOrder(zone: Zone, order: number): number {
  for (let candidate = order; candidate < zone.blocks.length; candidate++) {
    if (zone.blocks[candidate]! > 0) return candidate;
  }
  return -1;
}

/**
 * Allocates 2^order frames: the block of lowest address of the smallest sufficient order, its lower half at each
 * split. Returns the first pfn, or -1 when no block is large enough. Throws RangeError for a negative order.
 */
export function allocPages(zone: Zone, order: number): number {
  if (!Number.isInteger(order) || order < 0) throw new RangeError(`allocPages: order ${order}`);
  const found = sufficientOrder(zone, order);
  if (found < 0) return -1;
  let offset = zone.lowest[found]!;
  while (zone.orderAt[offset] !== found) {
    // Blocks of an order begin at its multiples only; the hint may lag behind on one of another order's.
    offset += 1 << found;
  }
  zone.lowest[found] = offset;
  removeBlock(zone, offset);
  for (let split = found - 1; split >= order; split--) addBlock(zone, offset + (1 << split), split);
  zone.free -= 1 << order;
  return zone.base + offset;
}

/**
 * Takes the one frame `pfn` (granted by hand), splitting the block that contains it; what remains of the block
 * stays free. False when the frame is in use; throws RangeError when it isn't in the zone.
 */
export function allocAt(zone: Zone, pfn: number): boolean {
  const offset = offsetOf(zone, pfn);
  const head = blockAround(zone, offset);
  if (head < 0) return false;
  const order = zone.orderAt[head]!;
  removeBlock(zone, head);
  for (let split = order - 1; split >= 0; split--) {
    // The half that doesn't hold the frame: the frame's offset with this bit turned over, aligned.
    addBlock(zone, (offset ^ (1 << split)) & ~((1 << split) - 1), split);
  }
  zone.free -= 1;
  return true;
}

/**
 * Frees the 2^order frames from `pfn` on and merges with the buddy (offset XOR size) as long as it is free and whole.
 * Returns the number of merges. Throws on a double free and on a block that can't exist: both are kernel bugs (KO2).
 */
export function freePages(zone: Zone, pfn: number, order: number): number {
  let offset = offsetOf(zone, pfn);
  const size = 1 << order;
  if (!Number.isInteger(order) || order < 0 || order >= zone.blocks.length || offset % size !== 0) {
    throw new RangeError(`freePages: no block of order ${order} at ${pfn}`);
  }
  if (offset + size > zone.frames) throw new RangeError(`freePages: block at ${pfn} leaves the zone`);
  if (
    blockAround(zone, offset) >= 0 ||
    !zone.orderAt.subarray(offset, offset + size).every((at) => at === NONE)
  ) {
    throw new Error(`freePages: double free at ${pfn}`);
  }
  zone.free += size;
  let merged = order;
  for (; merged < zone.blocks.length - 1; merged++) {
    const buddy = offset ^ (1 << merged);
    if (zone.orderAt[buddy] !== merged) break;
    removeBlock(zone, buddy);
    if (buddy < offset) offset = buddy;
  }
  addBlock(zone, offset, merged);
  return merged - order;
}

/** Offset of a pfn in the zone; throws RangeError when the zone hasn't got it. */
function offsetOf(zone: Zone, pfn: number): number {
  const offset = pfn - zone.base;
  if (!Number.isInteger(offset) || offset < 0 || offset >= zone.frames) {
    throw new RangeError(`zone ${zone.base}+${zone.frames}: no frame ${pfn}`);
  }
  return offset;
}

/** Whether the frame `pfn` is free; throws RangeError when it isn't in the zone. */
export function isFree(zone: Zone, pfn: number): boolean {
  return blockAround(zone, offsetOf(zone, pfn)) >= 0;
}

/** Free frames in the zone. */
export function freeCount(zone: Zone): number {
  return zone.free;
}

/** Frames of the largest free block, 0 when nothing is free (PA2). */
export function largestFree(zone: Zone): number {
  for (let order = zone.blocks.length - 1; order >= 0; order--) {
    if (zone.blocks[order]! > 0) return 1 << order;
  }
  return 0;
}

/** The free blocks by address. */
export function freeBlocks(zone: Zone): FreeBlock[] {
  const list: FreeBlock[] = [];
  for (let offset = 0; offset < zone.frames; offset++) {
    const order = zone.orderAt[offset]!;
    if (order === NONE) continue;
    list.push({ address: zone.base + offset, order });
    offset += (1 << order) - 1;
  }
  return list;
}
