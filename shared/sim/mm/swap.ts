/**
 * Swap and its disk (RC3). A slot holds the copy of a page; it is kept while the page is resident and unchanged.
 * The disk takes one page at a time, in the order asked.
 */
import { diskTicks } from '../kernel/module.ts';
import { DIRTY, type DiskRequest, type Machine, PRESENT, vpnOf, type Work } from '../machine.ts';

/** Slots that are free, or held only by resident pages and so can be had. */
export function swapAvailable(machine: Machine): boolean {
  if (machine.slotRefs.includes(0)) return true;
  return findReleasable(machine) >= 0;
}

export function swapUsed(machine: Machine): number {
  let used = 0;
  for (const refs of machine.slotRefs) if (refs > 0) used++;
  return used;
}

/** A page of which a resident, unshared copy exists besides its slot; -1 when none does. */
function findReleasable(machine: Machine): number {
  for (let page = 0; page < machine.slot.length; page++) {
    const slot = machine.slot[page];
    if (slot >= 0 && machine.pte[page] & PRESENT && machine.slotRefs[slot] === 1) return page;
  }
  return -1;
}

/** A free slot; when there is none, the slot of a resident page, which then counts as dirty. -1 when swap is full. */
export function takeSlot(machine: Machine, pid: number, vpn: number, stamp: number): number {
  let slot = machine.slotRefs.indexOf(0);
  if (slot < 0) {
    const page = findReleasable(machine);
    if (page < 0) return -1;
    slot = machine.slot[page];
    dropSlot(machine, page);
    machine.pte[page] |= DIRTY;
  }
  machine.slotPid[slot] = pid;
  machine.slotVpn[slot] = vpn;
  machine.slotContent[slot] = stamp;
  return slot;
}

/** Makes a page refer to a slot. */
export function setSlot(machine: Machine, page: number, slot: number): void {
  machine.slot[page] = slot;
  machine.slotRefs[slot]++;
}

/** Makes a page refer to no slot; the last reference frees it. */
export function dropSlot(machine: Machine, page: number): void {
  const slot = machine.slot[page];
  if (slot < 0) return;
  machine.slot[page] = -1;
  machine.slotRefs[slot]--;
}

/** Queues a page for the disk; what it writes was copied when it was asked. `work` goes on when it is done. */
export function askDisk(machine: Machine, write: boolean, pid: number, vpn: number, work: Work): void {
  const request: DiskRequest = { write, pid, vpn, left: diskTicks(machine), work };
  machine.disk.push(request);
}

/**
 * Copies what the pages of one frame hold to a slot and marks them clean; the disk has yet to write it, and TLBs
 * that think them dirty are the caller's business. Returns the slot, or -1 when swap is full.
 */
export function copyToSwap(machine: Machine, pages: readonly number[], pid: number, stamp: number): number {
  const first = pages[0];
  let slot = machine.slot[first];
  if (slot >= 0 && machine.slotRefs[slot] === 1) machine.slotContent[slot] = stamp;
  else {
    slot = takeSlot(machine, pid, vpnOf(machine, first), stamp);
    if (slot < 0) return -1;
    dropSlot(machine, first);
    setSlot(machine, first, slot);
  }
  for (const page of pages) {
    if (page !== first) {
      dropSlot(machine, page);
      setSlot(machine, page, slot);
    }
    machine.pte[page] &= ~DIRTY;
  }
  return slot;
}
