/**
 * Two-level page tables (AS1, AS2): a directory for each process, and leaf tables that are built when a page in
 * their range is first mapped and given back when none is left. Both are kernel frames.
 */
import { LOCKED, type Machine, PRESENT, pageOf, pidOf } from '../machine.ts';
import { FRAME, VMA } from '../view.ts';
import { addMapping, becomeTable, mappings, releaseFrame, removeMapping, takeFrame } from './frame.ts';

const leavesOf = (machine: Machine): number => Math.ceil(machine.param.pages / machine.param.tableEntries);

/** The two indices of a page (AS1): its entry in the directory, and the entry in the leaf table that it names. */
export const splitVpn = (vpn: number, entries: number): { directory: number; leaf: number } => ({
  directory: Math.floor(vpn / entries),
  leaf: vpn % entries,
});

const leafOf = (machine: Machine, pid: number, vpn: number): number =>
  (pid - 1) * leavesOf(machine) + splitVpn(vpn, machine.param.tableEntries).directory;

export const hasTable = (machine: Machine, pid: number, vpn: number): boolean =>
  machine.table[leafOf(machine, pid, vpn)] >= 0;

/** Makes sure that the leaf table for a page exists; false when no frame is free for it. */
export function ensureTable(machine: Machine, pid: number, vpn: number): boolean {
  const leaf = leafOf(machine, pid, vpn);
  if (machine.table[leaf] >= 0) return true;
  const pfn = takeFrame(machine, FRAME.table, pid);
  if (pfn < 0) return false;
  machine.table[leaf] = pfn;
  return true;
}

/**
 * Gives the leaf table around a page back when no page in its range is part of the address space any more, nor on its
 * way. An eviction alone leaves it: like Linux (mm/memory.c, free_pgtables), reclaim frees pages, not tables.
 */
export function dropEmptyTable(machine: Machine, pid: number, vpn: number): void {
  const leaf = leafOf(machine, pid, vpn);
  if (machine.table[leaf] < 0) return;
  const { tableEntries, pages } = machine.param;
  const first = Math.floor(vpn / tableEntries) * tableEntries;
  const end = Math.min(first + tableEntries, pages);
  if (isOnItsWay(machine, pid, first, end)) return;
  for (let at = first; at < end; at++) {
    if (machine.vma[pageOf(machine, pid, at)] > VMA.null) return;
  }
  const pfn = machine.table[leaf];
  machine.table[leaf] = -1;
  const dangling = mappings(machine, pfn);
  // A kernel that mapped a table into a process (KO2) takes it back with the table.
  for (const page of dangling) clearPte(machine, page);
  releaseFrame(machine, pfn);
}

/** Whether the kernel is bringing in a page of a range: a fault that is being served. What a call names is none. */
export const isOnItsWay = (machine: Machine, pid: number, first: number, end: number): boolean =>
  machine.traps.some((t) => t.pid === pid && t.call === 0 && t.stage > 0 && t.vpn >= first && t.vpn < end);

/** Makes a frame that was emptied for it the leaf table around a page. */
export function installTable(machine: Machine, pid: number, vpn: number, pfn: number): void {
  becomeTable(machine, pfn, pid);
  machine.table[leafOf(machine, pid, vpn)] = pfn;
}

/** Frames that a process's page tables take, the directory included. */
export function tableCount(machine: Machine, pid: number): number {
  const leaves = leavesOf(machine);
  let count = machine.directory[pid - 1] >= 0 ? 1 : 0;
  for (let leaf = (pid - 1) * leaves; leaf < pid * leaves; leaf++) if (machine.table[leaf] >= 0) count++;
  return count;
}

/** VMAs that nobody may write to. */
const READ_ONLY: readonly number[] = [VMA.text, VMA.file, VMA.packet];
export const isReadOnly = (machine: Machine, page: number): boolean => READ_ONLY.includes(machine.vma[page]);

/** What the network card's driver mapped: packets and registers. They are never paged, copied by fork, or zero-filled. */
const OF_DEVICE: readonly number[] = [VMA.packet, VMA.device];
export const isOfDevice = (machine: Machine, page: number): boolean => OF_DEVICE.includes(machine.vma[page]);

/** Whether a page counts as its process's own resident memory (LI1): what it shares with others does not. */
export const isOwn = (machine: Machine, page: number): boolean =>
  machine.backed[page] < 0 && !isOfDevice(machine, page);

/** Maps a frame at a page whose table exists. */
export function setPte(machine: Machine, page: number, pfn: number, bits: number): void {
  if (isOwn(machine, page)) machine.processes[pidOf(machine, page) - 1].rss += 1;
  machine.pte[page] = PRESENT | bits;
  machine.pfn[page] = pfn;
  addMapping(machine, pfn, page);
}

/** Takes a mapping away; the TLB keeps what it has. Returns the frame. */
export function clearPte(machine: Machine, page: number): number {
  const pfn = machine.pfn[page];
  if (isOwn(machine, page)) machine.processes[pidOf(machine, page) - 1].rss -= 1;
  if (machine.pte[page] & LOCKED) machine.pins[pfn] -= 1;
  removeMapping(machine, pfn, page);
  machine.pte[page] = 0;
  machine.pfn[page] = -1;
  return pfn;
}

/** What a page that is not present comes back from; cached: a frame that is in memory already. */
export function backing(machine: Machine, page: number): 'swap' | 'file' | 'zero' | 'cached' {
  if (machine.slot[page] >= 0) return 'swap';
  const index = machine.backed[page];
  if (index >= 0) {
    if (machine.cache[index] >= 0) return 'cached';
    return index < machine.param.files * machine.param.filePages ? 'file' : 'zero';
  }
  return machine.vma[page] === VMA.text ? 'file' : 'zero';
}
