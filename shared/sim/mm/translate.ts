/**
 * Address translation as a pure function: a virtual address split into VPN and offset, a set-associative TLB lookup
 * and a walk of a flat page table (Bryant and O'Hallaron, Computer Systems, chapter 9.6).
 * Addresses are integers below 2^53, so everything divides instead of shifting.
 */

export interface TlbEntry {
  set: number;
  tag: number;
  pfn: number;
}

export interface Tlb {
  /** How many sets: index = vpn mod sets, tag = vpn div sets. */
  sets: number;
  entries: readonly TlbEntry[];
}

export interface Translation {
  vpn: number;
  offset: number;
  /** Null without a TLB, like the two below. */
  tlbIndex: number | null;
  tlbTag: number | null;
  tlbHit: boolean | null;
  /** Whether the page isn't present, as far as the processor asked. */
  fault: boolean;
  /** The physical address, null on a fault. */
  physical: number | null;
}

/** How often `divisor` goes into `value`, both non-negative integers. */
function divide(value: number, divisor: number): number {
  return (value - (value % divisor)) / divisor;
}

/**
 * Translates `address` (bytes) with pages of `pageSize` bytes. `pages` maps present VPNs to frame numbers.
 * A TLB hit counts whatever the page table says: a stale entry lives until it is flushed (AS2).
 */
export function translate(
  address: number,
  pageSize: number,
  pages: ReadonlyMap<number, number>,
  tlb: Tlb | null,
): Translation {
  const offset = address % pageSize;
  const vpn = divide(address, pageSize);
  const tlbIndex = tlb === null ? null : vpn % tlb.sets;
  const tlbTag = tlb === null ? null : divide(vpn, tlb.sets);
  const entry = tlb?.entries.find((candidate) => candidate.set === tlbIndex && candidate.tag === tlbTag);
  const pfn = entry === undefined ? pages.get(vpn) : entry.pfn;
  return {
    vpn,
    offset,
    tlbIndex,
    tlbTag,
    tlbHit: tlb === null ? null : entry !== undefined,
    fault: pfn === undefined,
    physical: pfn === undefined ? null : pfn * pageSize + offset,
  };
}
