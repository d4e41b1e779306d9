/**
 * The TLB (AS2): a few translations for each process, least recently used out first. It is not coherent with the
 * page table: an entry stays until something flushes it, whatever became of the mapping.
 */
import { emit, type Machine } from '../machine.ts';

/** Index of the entry for a page, or -1. */
export function tlbLookup(machine: Machine, pid: number, vpn: number): number {
  const { tlbEntries } = machine.param;
  const start = (pid - 1) * tlbEntries;
  for (let index = start; index < start + tlbEntries; index++) {
    if (machine.tlbVpn[index] === vpn) return index;
  }
  return -1;
}

/** Enters a translation, in the place of its older self, an empty entry, or the least recently used one. */
export function tlbInsert(machine: Machine, pid: number, vpn: number, pfn: number, dirty: boolean): void {
  const { tlbEntries } = machine.param;
  const start = (pid - 1) * tlbEntries;
  let place = tlbLookup(machine, pid, vpn);
  if (place < 0) {
    place = start;
    for (let index = start; index < start + tlbEntries; index++) {
      if (machine.tlbVpn[index] < 0) {
        place = index;
        break;
      }
      if (machine.tlbUsed[index] < machine.tlbUsed[place]) place = index;
    }
  }
  machine.tlbVpn[place] = vpn;
  machine.tlbPfn[place] = pfn;
  machine.tlbDirty[place] = dirty ? 1 : 0;
  machine.tlbUsed[place] = machine.tick;
}

/** Forgets one page's translation. */
export function tlbFlushPage(machine: Machine, pid: number, vpn: number): void {
  const index = tlbLookup(machine, pid, vpn);
  if (index < 0) return;
  machine.tlbVpn[index] = -1;
  machine.tlbPfn[index] = -1;
  machine.tlbDirty[index] = 0;
  machine.tlbUsed[index] = 0;
}

/** Forgets all of a process's translations. */
export function tlbFlush(machine: Machine, pid: number): void {
  const { tlbEntries } = machine.param;
  const start = (pid - 1) * tlbEntries;
  machine.tlbVpn.fill(-1, start, start + tlbEntries);
  machine.tlbPfn.fill(-1, start, start + tlbEntries);
  machine.tlbDirty.fill(0, start, start + tlbEntries);
  machine.tlbUsed.fill(0, start, start + tlbEntries);
  emit(machine, 'flush', pid);
}
