/** The areas of an address space and the vma objects that the kernel keeps for them (KM1, AS1). */
import { type Machine, pageOf } from '../machine.ts';
import { VMA } from '../names.ts';
import { kmemAlloc, kmemFree } from './kmem.ts';
import { cacheOf, objectsIn } from './slab.ts';

/** Areas of a process: runs of pages of one kind, and of one file or segment. */
export function areasOf(machine: Machine, pid: number): number {
  let areas = 0;
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, pid, vpn);
    if (machine.vma[page] <= VMA.null) continue;
    const { [page]: index } = machine.backed;
    const follows =
      vpn > 0 &&
      machine.vma[page - 1] === machine.vma[page] &&
      machine.backed[page - 1] === (index < 0 ? -1 : index - 1);
    if (!follows) areas++;
  }
  return areas;
}

/** Makes the kernel's objects fit the areas; false when memory for another one is out. */
export function fitVmas(machine: Machine, pid: number): boolean {
  if (!machine.param.slab) return true;
  const areas = areasOf(machine, pid);
  let held = objectsIn(machine, cacheOf('vma'), pid);
  for (; held > areas; held--) kmemFree(machine, 'vma', pid);
  for (; held < areas; held++) if (!kmemAlloc(machine, 'vma', pid)) return false;
  return true;
}
