/** Orders on mappings and limits: flush, map, unmap, set limit. What is possible but wrong is carried out (KO2). */
import type { KernelCommand } from '../command.ts';
import { RESOURCES } from '../command.ts';
import { fail } from '../errno.ts';
import {
  ACCESSED,
  emit,
  type Machine,
  PRESENT,
  pageOf,
  processOf,
  USER,
  type Work,
  WRITABLE,
} from '../machine.ts';
import { releaseFrame, takeFrame } from '../mm/frame.ts';
import { clearPte, ensureTable, hasTable, isReadOnly } from '../mm/pageTable.ts';
import { tlbFlush, tlbFlushPage } from '../mm/tlb.ts';
import { freeFrames, mayTake } from '../mm/zones.ts';
import { mapIn } from '../proc/process.ts';
import { FRAME, STAGE, VMA } from '../view.ts';
import { closeTrap, isErrno, type Next, type Order, queue, targetAt } from './order.ts';

export const flush: Order<Extract<KernelCommand, { op: 'flush' }>> = {
  give: (machine, { pid }) =>
    processOf(machine, pid)
      ? queue(machine, 'flush', machine.param.cost.entry + machine.param.cost.flush, { pid })
      : fail('ESRCH'),
  advance(machine, work) {
    tlbFlush(machine, work.pid);
    return 'done';
  },
};

/** Maps a frame, anybody's, at a page of a process. The kernel's own frames need force, nothing else does. */
export const map: Order<Extract<KernelCommand, { op: 'map' }>> = {
  give(machine, { pid, vpn, pfn, force }) {
    const process = processOf(machine, pid);
    if (process === undefined || process.startAt >= 0) return fail('ESRCH');
    if (vpn < 0 || vpn >= machine.param.pages) return fail('EINVAL');
    const page = pageOf(machine, pid, vpn);
    if (machine.vma[page] <= VMA.null) return fail('EFAULT');
    if (machine.pte[page] & PRESENT) return fail('EEXIST');
    if (machine.traps.some((t) => t.pid === pid && t.vpn === vpn && t.stage !== STAGE.queued))
      return fail('EBUSY');
    const target = targetAt(machine, pfn);
    if (isErrno(target)) return fail(target);
    if (target === 'kernel' && machine.param.guard && force !== true) return fail('EPERM');
    const need = (hasTable(machine, pid, vpn) ? 0 : 1) + (target === 'free' ? 1 : 0);
    if (freeFrames(machine) < need || (target === 'free' && !mayTake(machine, pfn))) return fail('ENOMEM');
    if (target === 'free') {
      takeFrame(machine, FRAME.user, pid, pfn);
      machine.locked[pfn] = 1;
    }
    const { entry, map: cost } = machine.param.cost;
    return queue(machine, 'map', entry + cost, { pid, vpn, pfn, n: target === 'free' ? 1 : 0 });
  },
  advance: carryOutMap,
};

function carryOutMap(machine: Machine, { pid, vpn, pfn, n }: Work): Next {
  const process = processOf(machine, pid)!;
  const page = pageOf(machine, pid, vpn);
  const possible =
    process.startAt < 0 &&
    machine.vma[page] > VMA.null &&
    !(machine.pte[page] & PRESENT) &&
    machine.kind[pfn] !== FRAME.free &&
    machine.locked[pfn] === n &&
    ensureTable(machine, pid, vpn);
  if (n === 1) machine.locked[pfn] = 0;
  if (!possible) {
    if (n === 1) releaseFrame(machine, pfn);
    return 'done';
  }
  mapIn(machine, process, vpn, pfn, USER | ACCESSED | (isReadOnly(machine, page) ? 0 : WRITABLE));
  emit(machine, 'map', pid, vpn, pfn);
  const trap = machine.traps.find((t) => t.id === process.faultTrap && t.vpn === vpn);
  if (trap) {
    closeTrap(machine, trap.id);
    process.faultTrap = 0;
  }
  return 'done';
}

/** Takes a mapping away. What nobody maps any more is free, and what it held is lost. */
export const unmap: Order<Extract<KernelCommand, { op: 'unmap' }>> = {
  give(machine, { pid, vpn, flush: alsoFlush }) {
    if (processOf(machine, pid) === undefined) return fail('ESRCH');
    if (vpn < 0 || vpn >= machine.param.pages) return fail('EINVAL');
    const page = pageOf(machine, pid, vpn);
    if (!(machine.pte[page] & PRESENT)) return fail('EINVAL');
    if (machine.locked[machine.pfn[page]]) return fail('EBUSY');
    const { entry, map: cost, flush: flushCost } = machine.param.cost;
    const left = entry + cost + (alsoFlush === false ? 0 : flushCost);
    return queue(machine, 'unmap', left, { pid, vpn, pfn: machine.pfn[page], flush: alsoFlush ?? true });
  },
  advance(machine, work) {
    const page = pageOf(machine, work.pid, work.vpn);
    if (!(machine.pte[page] & PRESENT) || machine.locked[machine.pfn[page]]) return 'done';
    const pfn = clearPte(machine, page);
    if (work.flush) tlbFlushPage(machine, work.pid, work.vpn);
    const own = machine.kind[pfn] === FRAME.user && machine.pins[pfn] === 0;
    if (own && machine.rmapHead[pfn] < 0) releaseFrame(machine, pfn);
    emit(machine, 'unmap', work.pid, work.vpn, pfn);
    return 'done';
  },
};

/** LI1: rss takes effect with the next frame, as with the next request. */
export const limit: Order<Extract<KernelCommand, { op: 'limit' }>> = {
  give: (machine, { pid, resource, value }) =>
    processOf(machine, pid)
      ? queue(machine, 'limit', machine.param.cost.entry, {
          pid,
          n: value * RESOURCES.length + RESOURCES.indexOf(resource),
        })
      : fail('ESRCH'),
  advance(machine, work) {
    const process = processOf(machine, work.pid)!;
    const value = Math.floor(work.n / RESOURCES.length);
    const resource = work.n % RESOURCES.length;
    if (RESOURCES[resource] === 'rss') process.limitRss = value;
    else if (RESOURCES[resource] === 'as') process.limitAs = value;
    else if (RESOURCES[resource] === 'memlock') process.limitMemlock = value;
    else process.limitNproc = value;
    emit(machine, 'limit', work.pid, -1, -1, resource);
    return 'done';
  },
};
