/**
 * Giving the kernel's own frames back. A kernel that mapped one into a process by hand (KO2) takes the mapping back with
 * it: nothing may be free and mapped.
 */
import type { Machine } from '../machine.ts';
import { FRAME, MAX_RESERVES } from '../names.ts';
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

/** A DMA buffer's block goes back: to the reserve that it was taken from (a mempool refills itself), else to its zone. */
export function giveBuffer(
  machine: Machine,
  { pfn, block, reserve }: { pfn: number; block: number; reserve: boolean },
): void {
  if (!reserve || machine.pool.length >= MAX_RESERVES) {
    giveKernelBlock(machine, pfn, block);
    return;
  }
  for (let at = pfn; at < pfn + (1 << block); at++) {
    for (const page of mappings(machine, at)) clearPte(machine, page);
    machine.kind[at] = FRAME.pool;
    machine.owner[at] = 0;
  }
  machine.pool.push({ pfn, order: block });
}
