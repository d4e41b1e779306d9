/** What the kernel keeps for a process besides its memory, when it ends. */
import type { Machine } from '../machine.ts';
import { kmemFreeAll } from '../mm/kmem.ts';
import { becomeZombie, disown } from './fork.ts';
import type { Process } from './process.ts';

/** What the kernel kept for it: files, letters, areas; a child's task stays until it is reaped. */
export function forgetObjects(machine: Machine, process: Process): void {
  process.files.fill(-1);
  process.ring = [];
  process.mail = [];
  for (const name of ['vma', 'inode', 'message'] as const) kmemFreeAll(machine, name, process.pid);
  if (process.parent > 0) becomeZombie(machine, process);
  else {
    kmemFreeAll(machine, 'task', process.pid);
    for (const child of machine.processes) {
      if (child.parent === process.pid) disown(machine, child);
    }
  }
}
