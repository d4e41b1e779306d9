/**
 * grant: the one order that resolves a trap (AC3). A fault gets a frame, free or a victim's, emptied, wiped or read
 * in, and mapped; a system call is carried out.
 */
import type { KernelCommand } from '../command.ts';
import { fail, type Result } from '../errno.ts';
import {
  ACCESSED,
  emit,
  type Machine,
  PRESENT,
  pageOf,
  processOf,
  type Trap,
  USER,
  type Work,
  WRITABLE,
} from '../machine.ts';
import { fileStamp, firstMapper, releaseFrame, takeFrame } from '../mm/frame.ts';
import { freeCount } from '../mm/pageAlloc.ts';
import { backing, dropEmptyTable, ensureTable, hasTable, installTable } from '../mm/pageTable.ts';
import { canEvict } from '../mm/reclaim.ts';
import { mapIn } from '../proc/process.ts';
import { carryOut } from '../syscall/index.ts';
import { FRAME, STAGE, TRAP, VMA } from '../view.ts';
import {
  closeTrap,
  dangerous,
  findTrap,
  isErrno,
  type Next,
  type Order,
  openTrap,
  queue,
  targetAt,
} from './order.ts';
import { vacate, vacateCost } from './vacate.ts';

type Grant = Extract<KernelCommand, { op: 'grant' }>;

const ENTRY = 0;
const VACATE = 1;
const WRITE = 2;
const ZERO = 3;
const READ = 4;
const MAP = 5;
const TABLE = 6;

export const grant: Order<Grant> = {
  give(machine, command) {
    const trap = openTrap(machine, command.trap);
    if (isErrno(trap)) return fail(trap);
    if (trap.kind === TRAP.maperr || trap.kind === TRAP.accerr) return fail('EFAULT');
    if (trap.kind === TRAP.syscall) {
      trap.stage = STAGE.cpu;
      const { entry, map } = machine.param.cost;
      return queue(machine, 'grant', entry + map, { pid: trap.pid, trap: trap.id, call: trap.call });
    }
    return giveFrame(machine, command, trap);
  },

  advance(machine, work) {
    const trap = findTrap(machine, work.trap);
    if (trap === undefined) return giveBack(machine, work);
    if (work.call > 0) {
      carryOut(machine, trap);
      return 'done';
    }
    switch (work.stage) {
      case ENTRY:
        if (machine.rmapHead[work.pfn] < 0) return fill(machine, work, trap);
        return go(work, VACATE, vacateCost(machine, work.flush));
      case VACATE: {
        const next = vacate(machine, work);
        if (next === null) return fill(machine, work, trap);
        if (next !== 'done') onDisk(work, trap, WRITE);
        return next;
      }
      case WRITE:
        return fill(machine, work, trap);
      case ZERO:
        machine.content[work.pfn] = 0;
        emit(machine, 'zero', work.pid, work.vpn, work.pfn);
        return go(work, MAP, machine.param.cost.map);
      case READ:
        return readIn(machine, work, trap);
      case TABLE:
        return buildTable(machine, work, trap);
      default:
        return mapPage(machine, work);
    }
  },
};

/**
 * Reserves the frame, so that no later order takes it. When the page's table is missing and no other frame is free for
 * it, this one becomes the table, and the trap waits on for the page's own.
 */
function giveFrame(machine: Machine, command: Grant, trap: Trap): Result {
  const process = processOf(machine, trap.pid)!;
  const pfn = command.pfn ?? -1;
  const target = pfn < 0 ? 'free' : targetAt(machine, pfn);
  if (isErrno(target)) return fail(target);
  if (target === 'kernel') return dangerous(machine, command.force, 'lost-kernel-frame');
  const spare = freeCount(machine.zone) - (target === 'free' ? 1 : 0);
  if (spare < 0) return fail('ENOMEM');
  const table = !hasTable(machine, trap.pid, trap.vpn) && spare === 0;
  const own = target === 'user' && firstMapper(machine, pfn)[0] === trap.pid;
  const limited = process.rss + inFlight(machine, trap.pid) >= process.limitRss;
  if (limited && !own && !table) return fail('EDQUOT');
  if (target === 'user' && !canEvict(machine, pfn)) return fail('ENOSPC');
  // The frame first: a table must not take the one that was picked.
  const taken = target === 'free' ? takeFrame(machine, FRAME.user, trap.pid, pfn) : pfn;
  if (!table) ensureTable(machine, trap.pid, trap.vpn);
  machine.locked[taken] = 1;
  trap.stage = STAGE.cpu;
  return queue(machine, 'grant', machine.param.cost.entry, {
    pid: trap.pid,
    trap: trap.id,
    vpn: trap.vpn,
    pfn: taken,
    n: table ? 1 : 0,
    zero: command.zero ?? true,
    flush: command.flush ?? true,
  });
}

/** Frames on their way to a process. */
function inFlight(machine: Machine, pid: number): number {
  return machine.traps.filter((t) => t.pid === pid && t.kind <= TRAP.major && t.stage !== STAGE.queued)
    .length;
}

function go(work: Work, stage: number, cpu: number): Next {
  work.stage = stage;
  return { cpu };
}

function onDisk(work: Work, trap: Trap, stage: number): void {
  work.stage = stage;
  trap.stage = STAGE.disk;
}

/** The frame is empty: bring in what the page holds. */
function fill(machine: Machine, work: Work, trap: Trap): Next {
  machine.owner[work.pfn] = work.pid;
  trap.stage = STAGE.cpu;
  if (work.n === 1) return go(work, TABLE, machine.param.cost.map);
  if (backing(machine, pageOf(machine, work.pid, work.vpn)) !== 'zero') {
    onDisk(work, trap, READ);
    return { disk: 'read', pid: work.pid, vpn: work.vpn };
  }
  if (work.zero && machine.content[work.pfn] !== 0) return go(work, ZERO, machine.param.cost.zero);
  return go(work, MAP, machine.param.cost.map);
}

function readIn(machine: Machine, work: Work, trap: Trap): Next {
  const page = pageOf(machine, work.pid, work.vpn);
  const slot = machine.slot[page];
  machine.content[work.pfn] = slot >= 0 ? machine.slotContent[slot] : fileStamp(work.pid);
  trap.stage = STAGE.cpu;
  emit(machine, 'swap-in', work.pid, work.vpn, work.pfn, slot);
  return go(work, MAP, machine.param.cost.map);
}

function buildTable(machine: Machine, work: Work, trap: Trap): Next {
  trap.stage = STAGE.queued;
  if (hasTable(machine, work.pid, work.vpn)) releaseFrame(machine, work.pfn);
  else installTable(machine, work.pid, work.vpn, work.pfn);
  return 'done';
}

function mapPage(machine: Machine, work: Work): Next {
  const process = processOf(machine, work.pid)!;
  const page = pageOf(machine, work.pid, work.vpn);
  const vma = machine.vma[page];
  if (vma === VMA.none || machine.pte[page] & PRESENT) {
    // Unmapped, or mapped by hand, while the frame was on its way: the access decides anew what it is.
    giveBack(machine, work);
    closeTrap(machine, work.trap);
    process.faultTrap = 0;
    return 'done';
  }
  machine.locked[work.pfn] = 0;
  mapIn(machine, process, work.vpn, work.pfn, USER | ACCESSED | (vma === VMA.text ? 0 : WRITABLE));
  emit(machine, 'resolved', work.pid, work.vpn, work.pfn, work.trap);
  closeTrap(machine, work.trap);
  process.faultTrap = 0;
  return 'done';
}

/** The one who waited is gone, or can't be helped: the frame goes back unless its page is still in it. */
function giveBack(machine: Machine, work: Work): Next {
  const trap = findTrap(machine, work.trap);
  if (trap) trap.stage = STAGE.queued;
  if (work.pfn < 0) return 'done';
  machine.locked[work.pfn] = 0;
  if (machine.rmapHead[work.pfn] < 0) releaseFrame(machine, work.pfn);
  if (work.vpn >= 0) dropEmptyTable(machine, work.pid, work.vpn);
  return 'done';
}
