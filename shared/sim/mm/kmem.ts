/**
 * The kernel's own objects (KM1): a task for each process, a vma for each area, an inode for each open file, a message
 * for each letter under way, in slabs whose frames come out of the same memory (FR3). Scenarios without `slab` don't
 * count them.
 */
import { emit, type Machine } from '../machine.ts';
import { FRAME } from '../names.ts';
import { giveKernelFrame } from './kernelFrame.ts';
import { obtainFrame } from './recycle.ts';
import { type CacheName, cacheOf, objectsIn, slabAlloc, slabFree, slabShrink } from './slab.ts';

/** An object of a cache for a process; false when the kernel has no frame for another slab. */
export function kmemAlloc(machine: Machine, name: CacheName, pid: number): boolean {
  if (!machine.param.slab) return true;
  const cache = cacheOf(name);
  const pfn = slabAlloc(machine, cache, pid, () => obtainFrame(machine, FRAME.slab, 0, pid));
  if (pfn >= 0) emit(machine, 'slab-alloc', pid, -1, pfn, cache);
  return pfn >= 0;
}

/** Frees an object that the process holds; throws when it holds none, which is a kernel bug. */
export function kmemFree(machine: Machine, name: CacheName, pid: number): void {
  if (!machine.param.slab) return;
  const cache = cacheOf(name);
  const pfn = slabFree(machine, cache, pid);
  if (pfn < 0) throw new Error(`process ${pid} holds no ${name}`);
  emit(machine, 'slab-free', pid, -1, pfn, cache);
}

/** Frees all objects of a cache that the process holds. */
export function kmemFreeAll(machine: Machine, name: CacheName, pid: number): void {
  for (let left = objectsIn(machine, cacheOf(name), pid); left > 0; left--) kmemFree(machine, name, pid);
}

/** Gives empty slabs back; returns how many frames that freed. */
export const shrinkSlabs = (machine: Machine, most: number): number =>
  slabShrink(machine, (pfn) => giveKernelFrame(machine, pfn), most);
