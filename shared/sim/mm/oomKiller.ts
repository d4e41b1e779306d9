/**
 * Out of memory has a defined end (OM1): when a fault waits that no order could serve, because nothing is free and
 * nothing can be evicted, the kernel has `oomPatience` ticks to do something; then the OOM killer does.
 */

import { KERNEL_OPS } from '../command.ts';
import { killProcess } from '../kernel/kill.ts';
import { panic } from '../kernel/panic.ts';
import { emit, type Machine, type Trap, type Work } from '../machine.ts';
import type { Process } from '../proc/process.ts';
import { STAGE, TRAP } from '../view.ts';
import { firstMapper, isMovable } from './frame.ts';
import { freeCount } from './pageAlloc.ts';
import { hasTable, tableCount } from './pageTable.ts';
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

/** A fault that no grant could serve now: no frame to be had, or none of its own for a process at its limit. */
function hopeless(machine: Machine, trap: Trap): boolean {
  const process = machine.processes[trap.pid - 1];
  // A page table counts against no limit.
  const limited = process.rss >= process.limitRss && hasTable(machine, trap.pid, trap.vpn);
  if (!limited && freeCount(machine.zone) > 0) return false;
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    if (!isMovable(machine, pfn) || !canEvict(machine, pfn)) continue;
    if (!limited || firstMapper(machine, pfn)[0] === trap.pid) return false;
  }
  return true;
}

/** The first fault that waits in vain, unless an eviction under way will free a frame. */
function starving(machine: Machine): Trap | undefined {
  const evicting = (work: Work | null) => work !== null && KERNEL_OPS[work.op] === 'evict';
  if (machine.run.some(evicting) || machine.disk.some((request) => evicting(request.work))) return undefined;
  return machine.traps.find(
    (trap) => trap.kind <= TRAP.major && trap.stage === STAGE.queued && hopeless(machine, trap),
  );
}

/** Whom the OOM killer takes: the process that is at its own limit, else the worst of all. */
function victimOf(machine: Machine, trap: Trap): Process | null {
  const asker = machine.processes[trap.pid - 1];
  if (asker.rss >= asker.limitRss) return asker;
  const living = machine.processes.filter((process) => process.startAt < 0);
  return living.reduce<Process | null>(
    (best, process) => (best === null || badness(machine, process) > badness(machine, best) ? process : best),
    null,
  );
}

/** Watches for famine, once a tick. */
export function tickOom(machine: Machine): void {
  const trap = starving(machine);
  if (trap === undefined) {
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
  const victim = victimOf(machine, trap);
  if (victim === null) panic(machine, 'no-victim');
  else killProcess(machine, victim, 1);
}
