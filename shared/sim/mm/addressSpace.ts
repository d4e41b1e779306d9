/**
 * A process's address space (AS1, AS3, LI1): a null page, text, the heap up to the break, the mmap area above it
 * and the stack at the top. Changing it moves no frame; first touch does.
 */
import type { Errno } from '../errno.ts';
import { emit, type Machine, pageOf, processOf } from '../machine.ts';
import { VMA } from '../names.ts';
import { cacheIndex, reapSegments } from './pageCache.ts';
import { dropEmptyTable } from './pageTable.ts';
import { discardPage } from './reclaim.ts';
import { tlbFlush } from './tlb.ts';
import { fitVmas } from './vma.ts';

/** First page of the heap: after the null page and the text. */
export const heapStart = (machine: Machine): number => 1 + machine.param.textPages;

/** Lays out a fresh address space. */
export function layOutSpace(machine: Machine, pid: number): void {
  const { pages, textPages, stackPages } = machine.param;
  for (let vpn = 0; vpn < pages; vpn++) {
    let vma: number = VMA.none;
    if (vpn === 0) vma = VMA.null;
    else if (vpn <= textPages) vma = VMA.text;
    else if (vpn >= pages - stackPages) vma = VMA.stack;
    const page = pageOf(machine, pid, vpn);
    machine.vma[page] = vma;
    if (vma === VMA.text && machine.param.sharedText) machine.backed[page] = cacheIndex(machine, 0, vpn - 1);
  }
}

/** A touch just below the stack makes it grow (down to `stackMax` pages); false for any other touch. */
export function growStack(machine: Machine, pid: number, vpn: number): boolean {
  const { pages, stackMax } = machine.param;
  if (vpn < pages - stackMax || machine.vma[pageOf(machine, pid, vpn)] !== VMA.none) return false;
  const process = processOf(machine, pid)!;
  for (let at = pages - 1; at >= vpn; at--) {
    const page = pageOf(machine, pid, at);
    if (machine.vma[page] === VMA.stack) continue;
    if (overLimit(machine, pid, 1)) return false;
    machine.vma[page] = VMA.stack;
    process.asPages += 1;
    emit(machine, 'stack-grow', pid, at);
  }
  return true;
}

/** Takes everything out of an address space, and every translation of it. */
export function clearSpace(machine: Machine, pid: number): void {
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, pid, vpn);
    discardPage(machine, page);
    machine.vma[page] = VMA.none;
  }
  for (let vpn = 0; vpn < machine.param.pages; vpn += machine.param.tableEntries) {
    dropEmptyTable(machine, pid, vpn);
  }
  tlbFlush(machine, pid);
  reapSegments(machine);
}

/** Address space that all processes were promised, in pages (AS3). */
export function committed(machine: Machine): number {
  let count = 0;
  for (const vma of machine.vma) if (vma > VMA.null) count++;
  return count;
}

/** Pages that may be promised under strict accounting: RAM beside the kernel's image, and swap. */
export function promisable(machine: Machine): number {
  const { frames, deviceFrames, kernelFrames, swapSlots } = machine.param;
  return frames - deviceFrames - kernelFrames + swapSlots;
}

/** Whether `pages` more would break a limit (LI1) or, under strict accounting, a promise (AS3). */
function overLimit(machine: Machine, pid: number, pages: number): boolean {
  const process = processOf(machine, pid)!;
  if (process.asPages + pages > process.limitAs) return true;
  return machine.param.strict && committed(machine) + pages > promisable(machine);
}

/** Why the break can't move by `pages`, or null when it can. */
export function checkBrk(machine: Machine, pid: number, pages: number): Errno | null {
  const process = processOf(machine, pid)!;
  const target = process.brk + pages;
  if (pages === 0 || target < heapStart(machine)) return 'EINVAL';
  if (pages < 0) return null;
  if (overLimit(machine, pid, pages)) return 'ENOMEM';
  for (let vpn = process.brk; vpn < target; vpn++) {
    if (vpn >= machine.param.pages || machine.vma[pageOf(machine, pid, vpn)] !== VMA.none) return 'ENOMEM';
  }
  return null;
}

/** Moves the break. Returns the new one. */
export function moveBrk(machine: Machine, pid: number, pages: number): number {
  const process = processOf(machine, pid)!;
  for (let step = 0; step < Math.abs(pages); step++) {
    if (pages > 0) machine.vma[pageOf(machine, pid, process.brk++)] = VMA.heap;
    else forget(machine, pid, --process.brk);
  }
  process.asPages += pages;
  fitVmas(machine, pid);
  if (pages < 0) tlbFlush(machine, pid);
  return process.brk;
}

/** First page of a gap for an mmap of `pages`, highest first so that the heap can grow; or the refusal. */
export function findGap(machine: Machine, pid: number, pages: number): number | Errno {
  if (pages < 1) return 'EINVAL';
  if (overLimit(machine, pid, pages)) return 'ENOMEM';
  const { brk } = processOf(machine, pid)!;
  let run = 0;
  const { pages: all, stackPages, stackMax } = machine.param;
  for (let vpn = all - 1 - Math.max(stackPages, stackMax); vpn >= brk; vpn--) {
    run = machine.vma[pageOf(machine, pid, vpn)] === VMA.none ? run + 1 : 0;
    if (run === pages) return vpn;
  }
  return 'ENOMEM';
}

/** Takes a gap for the mmap area: anonymous, or backed by the page cache from row `index` on. False: no room for its vma. */
export function mapGap(
  machine: Machine,
  pid: number,
  vpn: number,
  pages: number,
  kind: number = VMA.mmap,
  index = -1,
): boolean {
  for (let at = 0; at < pages; at++) {
    const page = pageOf(machine, pid, vpn + at);
    machine.vma[page] = kind;
    if (index >= 0) machine.backed[page] = index + at;
  }
  processOf(machine, pid)!.asPages += pages;
  if (fitVmas(machine, pid)) return true;
  unmapGap(machine, pid, vpn, pages);
  return false;
}

/** What munmap may take away: a packet's pages go back to the device's driver by themselves. */
const UNMAPPABLE: readonly number[] = [VMA.mmap, VMA.file, VMA.shm, VMA.device];

/** Unmaps the file or segment that a page belongs to: the run of pages that lie in a row in the cache, too. */
export function unmapArea(machine: Machine, process: { pid: number }, vpn: number): void {
  const page = pageOf(machine, process.pid, vpn);
  const kind = machine.vma[page];
  let pages = 0;
  // It may have been unmapped by hand before.
  if (kind !== VMA.file && kind !== VMA.shm) return;
  while (machine.vma[page + pages] === kind && machine.backed[page + pages] === machine.backed[page] + pages)
    pages++;
  if (pages > 0) unmapGap(machine, process.pid, vpn, pages);
}

/** Why a stretch can't be unmapped, or null: it must be all of the mmap area. */
export function checkUnmap(machine: Machine, pid: number, vpn: number, pages: number): Errno | null {
  if (vpn < 0 || pages < 1 || vpn + pages > machine.param.pages) return 'EINVAL';
  for (let at = vpn; at < vpn + pages; at++) {
    if (!UNMAPPABLE.includes(machine.vma[pageOf(machine, pid, at)])) return 'EINVAL';
  }
  return null;
}

/** Unmaps a stretch and flushes: what the call does needs no order of the kernel player. */
export function unmapGap(machine: Machine, pid: number, vpn: number, pages: number): void {
  for (let at = vpn; at < vpn + pages; at++) forget(machine, pid, at);
  processOf(machine, pid)!.asPages -= pages;
  tlbFlush(machine, pid);
  reapSegments(machine);
  fitVmas(machine, pid);
}

function forget(machine: Machine, pid: number, vpn: number): void {
  const page = pageOf(machine, pid, vpn);
  discardPage(machine, page);
  machine.vma[page] = VMA.none;
  dropEmptyTable(machine, pid, vpn);
}
