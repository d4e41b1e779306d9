/**
 * Taking a page out of its frame (RC3), and giving address space back. Which page goes is a policy's or a
 * player's business; here is only how.
 */
import { DIRTY, emit, type Machine, pidOf, vpnOf } from '../machine.ts';
import { FRAME } from '../names.ts';
import { frameBits, mappings, releaseFrame } from './frame.ts';
import { forgetCached } from './pageCache.ts';
import { clearPte } from './pageTable.ts';
import { copyToSwap, dropSlot, swapAvailable } from './swap.ts';
import { tlbFlushPage } from './tlb.ts';

/** Whether a frame's page would have to be written before it may go. */
export const needsWrite = (machine: Machine, pfn: number): boolean => (frameBits(machine, pfn) & DIRTY) !== 0;

/** Whether a frame's page can go at all now: clean, or with room in swap. */
export function canEvict(machine: Machine, pfn: number): boolean {
  if (!needsWrite(machine, pfn)) return true;
  return mappings(machine, pfn).some((page) => machine.slot[page] >= 0) || swapAvailable(machine);
}

/**
 * Unmaps every mapping of a frame; dirty content gets a slot first. Returns 'clean', 'dirty' (the caller sends the
 * page to the disk) or 'full' (nothing happened: no slot). The TLBs keep their entries: flushing is another step.
 */
export function unmapAll(machine: Machine, pfn: number): 'clean' | 'dirty' | 'full' {
  const pages = mappings(machine, pfn);
  const dirty = needsWrite(machine, pfn);
  if (dirty && copyToSwap(machine, pages, pidOf(machine, pages[0]), machine.content[pfn]) < 0) return 'full';
  for (const page of pages) {
    clearPte(machine, page);
    emit(machine, 'evict', pidOf(machine, page), vpnOf(machine, page), pfn, dirty ? 1 : 0);
  }
  forgetCached(machine, pfn);
  return dirty ? 'dirty' : 'clean';
}

/** Flushes the translations to pages that have just left a frame. */
export function flushPages(machine: Machine, pages: readonly number[]): void {
  for (const page of pages) tlbFlushPage(machine, pidOf(machine, page), vpnOf(machine, page));
}

/** Takes a page out of an address space for good: mapping, slot, expectation. A frame left without mapping is freed. */
export function discardPage(machine: Machine, page: number): void {
  if (machine.pfn[page] >= 0) {
    const pfn = clearPte(machine, page);
    // What the page cache holds stays there when nobody maps it any more.
    const own = machine.kind[pfn] === FRAME.user;
    if (own && machine.rmapHead[pfn] < 0 && machine.pins[pfn] === 0 && !machine.locked[pfn])
      releaseFrame(machine, pfn);
  }
  dropSlot(machine, page);
  machine.backed[page] = -1;
  machine.expect[page] = 0;
  machine.breached[page] = 0;
}
