/**
 * Out of memory has a defined end (OM1): when a fault waits that no order could serve, because nothing is free and
 * nothing can be evicted, the kernel has `oomPatience` ticks to do something; then the OOM killer does.
 */

import { KERNEL_OPS } from '../command.ts';
import { killProcess } from '../kernel/kill.ts';
import { atLimit } from '../kernel/limited.ts';
import { isShared } from '../kernel/share.ts';
import { emit, type Machine, type Trap, type Work } from '../machine.ts';
import type { Process } from '../proc/process.ts';
import { STAGE, TRAP } from '../view.ts';
import { firstMapper, isMovable } from './frame.ts';
import { hasTable, tableCount } from './pageTable.ts';
import { canEvict } from './reclaim.ts';
import { freeFrames, isHigh } from './zones.ts';

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
  if (isShared(machine, trap)) return false;
  // A page table counts against no limit, nor does what is shared.
  const table = hasTable(machine, trap.pid, trap.vpn);
  const limited = table && atLimit(machine, trap);
  // Tables need memory that the kernel reaches without a mapping.
  const low = !table && freeFrames(machine, 'kernel') < 1;
  if (!limited && !low && freeFrames(machine) > 0) return false;
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    if (!isMovable(machine, pfn) || !canEvict(machine, pfn) || (low && isHigh(machine, pfn))) continue;
    if (!limited || firstMapper(machine, pfn)[0] === trap.pid) return false;
  }
  return true;
}

/** An eviction under way that will give the trap a frame. */
function helps(work: Work, trap: Trap, limited: boolean): boolean {
  return KERNEL_OPS[work.op] === 'evict' && (!limited || work.pid === trap.pid);
}

/** Whom the OOM killer takes: the process that is at its own limit, else the worst of all. */
function victimOf(machine: Machine, asker: Process): Process {
  if (asker.rss >= asker.limitRss) return asker;
  const living = machine.processes.filter((process) => process.startAt < 0);
  return living.reduce((worst, process) =>
    badness(machine, process) > badness(machine, worst) ? process : worst,
  );
}

/** Watches for famine, once a tick. */
export function tickOom(machine: Machine): void {
  const trap = machine.traps.find(
    (candidate) =>
      candidate.kind <= TRAP.major && candidate.stage === STAGE.queued && hopeless(machine, candidate),
  );
  if (trap === undefined) {
    machine.oomAt = -1;
    return;
  }
  if (machine.oomAt < 0) {
    machine.oomAt = machine.tick + machine.param.oomPatience;
    emit(machine, 'oom', 0);
  }
  if (machine.tick < machine.oomAt) return;
  const asker = machine.processes[trap.pid - 1];
  const limited = asker.rss >= asker.limitRss;
  const underWay = [...machine.run, ...machine.disk.map((request) => request.work)];
  if (underWay.some((work) => helps(work, trap, limited))) return;
  machine.oomAt = -1;
  killProcess(machine, victimOf(machine, asker), 1);
}
