/**
 * Giving the kernel's own frames back. A kernel that mapped one into a process by hand (KO2) takes the mapping back with
 * it: nothing may be free and mapped.
 */
import type { Machine } from '../machine.ts';
import { mappings, releaseBlock, releaseFrame } from './frame.ts';
import { clearPte } from './pageTable.ts';

export function giveKernelFrame(machine: Machine, pfn: number): void {
  for (const page of mappings(machine, pfn)) clearPte(machine, page);
  releaseFrame(machine, pfn);
}

/** The same for 2^order frames in one piece. */
export function giveKernelBlock(machine: Machine, pfn: number, order: number): void {
  for (let at = pfn; at < pfn + (1 << order); at++) {
    for (const page of mappings(machine, at)) clearPte(machine, page);
  }
  releaseBlock(machine, pfn, order);
}
