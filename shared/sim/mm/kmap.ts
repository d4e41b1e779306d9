/**
 * Temporary kernel mappings (FR2). Low memory is directly mapped and always within the kernel's reach; a frame of
 * HIGHMEM it wipes, copies or reads into only through one of two slots, and gives the slot back afterwards
 * (Linux, Documentation/mm/highmem.rst).
 */
import { emit, type Machine } from '../machine.ts';
import { isHigh } from './zones.ts';

/** Makes a frame reachable; false when both slots are taken. A frame of low memory needs none. */
export function kmap(machine: Machine, pfn: number): boolean {
  if (!isHigh(machine, pfn) || machine.kmap.includes(pfn)) return true;
  const slot = machine.kmap.indexOf(-1);
  if (slot < 0) return false;
  machine.kmap[slot] = pfn;
  emit(machine, 'kmap', 0, -1, pfn, slot);
  return true;
}

/** Gives a frame's slot back, if it has one. */
export function kunmap(machine: Machine, pfn: number): void {
  const slot = machine.kmap.indexOf(pfn);
  if (slot >= 0) machine.kmap[slot] = -1;
}
