/**
 * The user-space allocator (UM1): a free list over one heap, as plain data. The free entries are a list whose order
 * matters to the search; the live blocks are kept by address, so that a bad free is found out. It behaves like
 * malloc.py of the OSTEP homework (chapter 17); next fit is Knuth's (TAOCP 1, 2.5). The game and the `malloc`
 * command share this code.
 */

export const FITS = ['first', 'best', 'worst', 'next'] as const;
export type Fit = (typeof FITS)[number];

/** How the list is kept when a block comes back; `insert` puts it in front, as OSTEP 17.2 does. */
export const ORDERS = ['address', 'size+', 'size-', 'insert'] as const;
export type ListOrder = (typeof ORDERS)[number];

export interface Block {
  address: number;
  size: number;
}

export interface FreeListOptions {
  base: number;
  size: number;
  policy: Fit;
  /** Cells in front of every payload, 0 by default. */
  header?: number;
  /** A payload's size is rounded up to a multiple of this, 1 by default. */
  align?: number;
  /** Whether entries that touch merge when a block comes back; false by default. */
  coalesce?: boolean;
  /** 'address' by default. */
  order?: ListOrder;
}

export interface FreeList {
  readonly base: number;
  /** Cells in the heap, free and live; the break is base + size. */
  size: number;
  /** May be changed between two requests. */
  policy: Fit;
  readonly header: number;
  readonly align: number;
  readonly coalesce: boolean;
  readonly order: ListOrder;
  /** The free entries in list order. */
  free: Block[];
  /** The live blocks by address, header included. */
  live: Block[];
  /** Next fit: address of the entry where the next search begins; -1 for the head of the list. */
  rover: number;
}

export interface Found {
  /** Where the payload begins, or -1 when nothing fits. */
  pointer: number;
  /** Free entries looked at. */
  searched: number;
}

/** A heap of `size` cells (0 or more) that are one free entry. */
export function createFreeList(options: FreeListOptions): FreeList {
  const { base, size, policy, header = 0, align = 1, coalesce = false, order = 'address' } = options;
  const free = size > 0 ? [{ address: base, size }] : [];
  return { base, size, policy, header, align, coalesce, order, free, live: [], rover: -1 };
}

/** Cells that a request for `size` takes: rounded up to the alignment, and the header on top. */
export function blockSize(list: FreeList, size: number): number {
  const over = size % list.align;
  return size + (over === 0 ? 0 : list.align - over) + list.header;
}

/** Index of the first block, in one sorted by address, that begins at `address` or above. */
function indexByAddress(blocks: readonly Block[], address: number): number {
  let low = 0;
  let high = blocks.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (blocks[middle]!.address < address) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The entry to take for `need` cells, by index (-1 if none fits), and how many were looked at. */
function search(list: FreeList, need: number): { index: number; searched: number } {
  const { free, policy } = list;
  const whole = policy === 'best' || policy === 'worst';
  const start =
    policy === 'next'
      ? Math.max(
          0,
          free.findIndex((entry) => entry.address === list.rover),
        )
      : 0;
  let index = -1;
  for (let step = 0; step < free.length; step++) {
    const at = (start + step) % free.length;
    const size = free[at]!.size;
    if (size < need) continue;
    if (!whole) return { index: at, searched: step + 1 };
    if (index < 0 || (policy === 'best' ? size < free[index]!.size : size > free[index]!.size)) index = at;
  }
  return { index, searched: free.length };
}

/** Makes [address, address+need) of the entry at `index` live; what is left over stays in its place. */
function carve(list: FreeList, index: number, address: number, need: number): void {
  const entry = list.free[index]!;
  const below = { address: entry.address, size: address - entry.address };
  const above = { address: address + need, size: entry.address + entry.size - address - need };
  list.free.splice(index, 1, ...[below, above].filter((rest) => rest.size > 0));
  list.live.splice(indexByAddress(list.live, address), 0, { address, size: need });
  const next = above.size > 0 ? above : list.free[below.size > 0 ? index + 1 : index];
  if (list.policy === 'next') list.rover = next?.address ?? -1;
}

/** Allocates `size` cells (1 or more) by the list's policy; on a tie the earlier entry is taken. */
export function malloc(list: FreeList, size: number): Found {
  const need = blockSize(list, size);
  const { index, searched } = search(list, need);
  if (index < 0) return { pointer: -1, searched };
  const address = list.free[index]!.address;
  carve(list, index, address, need);
  return { pointer: address + list.header, searched };
}

/**
 * Allocates `size` cells in the spot picked by hand whose block (header included) begins at `address`.
 * Returns the pointer, or -1 when the block wouldn't lie within one free entry.
 */
export function take(list: FreeList, address: number, size: number): number {
  const need = blockSize(list, size);
  const index = list.free.findIndex(
    (entry) => entry.address <= address && address + need <= entry.address + entry.size,
  );
  if (index < 0) return -1;
  carve(list, index, address, need);
  return address + list.header;
}

/**
 * Merges the block with the free entries whose cells touch it, which leave the list. malloc.py merges neighbours in
 * the list only, which is the same under the address order and rarely finds any under the others.
 */
function absorb(list: FreeList, block: Block): Block {
  const merged = { ...block };
  const touching = list.free.filter(
    (entry) => entry.address + entry.size === block.address || block.address + block.size === entry.address,
  );
  if (touching.length === 0) return merged;
  for (const entry of touching) {
    merged.address = Math.min(merged.address, entry.address);
    merged.size += entry.size;
  }
  if (touching.some((entry) => entry.address === list.rover)) list.rover = merged.address;
  list.free = list.free.filter((entry) => !touching.includes(entry));
  return merged;
}

/** Puts a block on the list, merged if the list coalesces, where the order wants it. */
function insert(list: FreeList, block: Block): void {
  const entry = list.coalesce ? absorb(list, block) : { ...block };
  if (list.order === 'address') {
    list.free.splice(indexByAddress(list.free, entry.address), 0, entry);
  } else if (list.order === 'insert') {
    list.free.unshift(entry);
  } else {
    // The whole list: a split left its remainder where the entry was, however small it became.
    const sign = list.order === 'size+' ? 1 : -1;
    list.free.push(entry);
    list.free.sort((a, b) => sign * (a.size - b.size));
  }
}

/** Whether `pointer` is one that the list handed out and hasn't got back. */
export function isLive(list: FreeList, pointer: number): boolean {
  return list.live[indexByAddress(list.live, pointer - list.header)]?.address === pointer - list.header;
}

/** Frees what `pointer` points at. False, and nothing happens, when it isn't live (UM3: a double or wild free). */
export function free(list: FreeList, pointer: number): boolean {
  if (!isLive(list, pointer)) return false;
  const [block] = list.live.splice(indexByAddress(list.live, pointer - list.header), 1);
  insert(list, block!);
  return true;
}

/** The heap grows by `size` cells (1 or more) at its end, as after `brk`; they join the list like a freed block. */
export function extend(list: FreeList, size: number): void {
  insert(list, { address: list.base + list.size, size });
  list.size += size;
}

/** The heap gives back its last `size` cells. False, and nothing happens, unless all of them are free. */
export function shrink(list: FreeList, size: number): boolean {
  const end = list.base + list.size - size;
  const last = list.live.at(-1);
  if (size > list.size || (last !== undefined && last.address + last.size > end)) return false;
  for (const entry of list.free) entry.size = Math.min(entry.size, end - entry.address);
  list.free = list.free.filter((entry) => entry.size > 0);
  list.size -= size;
  return true;
}
