/**
 * Out of memory has a defined end (OM1): when a fault waits, nothing is free, nothing can be evicted and nothing is
 * on its way, the kernel has `oomPatience` ticks to kill somebody; then the OOM killer takes the worst.
 */

import { killProcess } from '../kernel/kill.ts';
import { panic } from '../kernel/panic.ts';
import { emit, type Machine } from '../machine.ts';
import type { Process } from '../proc/process.ts';
import { STAGE, TRAP } from '../view.ts';
import { isMovable } from './frame.ts';
import { freeCount } from './pageAlloc.ts';
import { tableCount } from './pageTable.ts';
import { canEvict } from './reclaim.ts';

/** Pages that killing a process would give back: resident, swapped, tables (Linux, mm/oom_kill.c, oom_badness). */
export function badness(machine: Machine, process: Process): number {
  return process.rss + swapped(machine, process.pid) + tableCount(machine, process.pid);
}

/** A process's pages that are out in swap only. */
export function swapped(machine: Machine, pid: number): number {
  const { pages } = machine.param;
  let count = 0;
  for (let page = (pid - 1) * pages; page < pid * pages; page++) {
    if (machine.slot[page] >= 0 && machine.pfn[page] < 0) count++;
  }
  return count;
}

function starving(machine: Machine): boolean {
  if (freeCount(machine.zone) > 1 || machine.run.length > 0 || machine.disk.length > 0) return false;
  if (!machine.traps.some((trap) => trap.kind <= TRAP.major && trap.stage === STAGE.queued)) return false;
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    if (isMovable(machine, pfn) && canEvict(machine, pfn)) return false;
  }
  // One frame is enough for a page whose table exists, and so for somebody to go on.
  return freeCount(machine.zone) === 0;
}

/** Watches for famine, once a tick. */
export function tickOom(machine: Machine): void {
  if (!starving(machine)) {
    machine.oomAt = -1;
    return;
  }
  if (machine.oomAt < 0) {
    machine.oomAt = machine.tick + machine.param.oomPatience;
    emit(machine, 'oom', 0);
    return;
  }
  if (machine.tick < machine.oomAt) return;
  machine.oomAt = -1;
  const living = machine.processes.filter((process) => process.startAt < 0);
  const worst = living.reduce<Process | null>(
    (best, process) => (best === null || badness(machine, process) > badness(machine, best) ? process : best),
    null,
  );
  if (worst === null) panic(machine, 'no-victim');
  else killProcess(machine, worst, 1);
}
