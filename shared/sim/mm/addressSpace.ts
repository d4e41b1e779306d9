/**
 * A process's address space (AS1, AS3, LI1): a null page, text, the heap up to the break, the mmap area above it
 * and the stack at the top. Changing it moves no frame; first touch does.
 */
import type { Errno } from '../errno.ts';
import { type Machine, pageOf, processOf } from '../machine.ts';
import { VMA } from '../view.ts';
import { discardPage } from './reclaim.ts';
import { tlbFlush } from './tlb.ts';

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
    machine.vma[pageOf(machine, pid, vpn)] = vma;
  }
}

/** Takes everything out of an address space, and every translation of it. */
export function clearSpace(machine: Machine, pid: number): void {
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, pid, vpn);
    machine.vma[page] = VMA.none;
    discardPage(machine, page);
  }
  tlbFlush(machine, pid);
}

/** Address space that all processes were promised, in pages (AS3). */
function committed(machine: Machine): number {
  let count = 0;
  for (const vma of machine.vma) if (vma > VMA.null) count++;
  return count;
}

/** Whether `pages` more would break a limit (LI1) or, under strict accounting, a promise (AS3). */
function overLimit(machine: Machine, pid: number, pages: number): boolean {
  const process = processOf(machine, pid)!;
  if (process.asPages + pages > process.limitAs) return true;
  const { frames, kernelFrames, swapSlots } = machine.param;
  return machine.param.strict && committed(machine) + pages > frames - kernelFrames + swapSlots;
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
  if (pages < 0) tlbFlush(machine, pid);
  return process.brk;
}

/** First page of a gap for an mmap of `pages`, highest first so that the heap can grow; or the refusal. */
export function findGap(machine: Machine, pid: number, pages: number): number | Errno {
  if (pages < 1) return 'EINVAL';
  if (overLimit(machine, pid, pages)) return 'ENOMEM';
  const { brk } = processOf(machine, pid)!;
  let run = 0;
  for (let vpn = machine.param.pages - 1; vpn >= brk; vpn--) {
    run = machine.vma[pageOf(machine, pid, vpn)] === VMA.none ? run + 1 : 0;
    if (run === pages) return vpn;
  }
  return 'ENOMEM';
}

export function mapGap(machine: Machine, pid: number, vpn: number, pages: number): void {
  for (let at = vpn; at < vpn + pages; at++) machine.vma[pageOf(machine, pid, at)] = VMA.mmap;
  processOf(machine, pid)!.asPages += pages;
}

/** Why a stretch can't be unmapped, or null: it must be all mmap. */
export function checkUnmap(machine: Machine, pid: number, vpn: number, pages: number): Errno | null {
  if (vpn < 0 || pages < 1 || vpn + pages > machine.param.pages) return 'EINVAL';
  for (let at = vpn; at < vpn + pages; at++) {
    if (machine.vma[pageOf(machine, pid, at)] !== VMA.mmap) return 'EINVAL';
  }
  return null;
}

/** Unmaps a stretch and flushes: what the call does needs no order of the kernel player. */
export function unmapGap(machine: Machine, pid: number, vpn: number, pages: number): void {
  for (let at = vpn; at < vpn + pages; at++) forget(machine, pid, at);
  processOf(machine, pid)!.asPages -= pages;
  tlbFlush(machine, pid);
}

function forget(machine: Machine, pid: number, vpn: number): void {
  const page = pageOf(machine, pid, vpn);
  machine.vma[page] = VMA.none;
  discardPage(machine, page);
}
