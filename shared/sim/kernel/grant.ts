/**
 * grant: the one order that resolves a trap (AC3). A fault gets a frame, free or a victim's, emptied, wiped or read
 * in, and mapped; one whose frame is in memory already is only mapped (kernel/share.ts); a system call is carried out.
 */
import type { KernelCommand } from '../command.ts';
import { type Errno, fail, type Result } from '../errno.ts';
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
import { firstMapper, releaseFrame, takeFrame } from '../mm/frame.ts';
import { kmap, kunmap } from '../mm/kmap.ts';
import { enterCache, isFileIndex } from '../mm/pageCache.ts';
import { backing, dropEmptyTable, ensureTable, hasTable, installTable, isReadOnly } from '../mm/pageTable.ts';
import { canEvict } from '../mm/reclaim.ts';
import { makeRoom } from '../mm/shrink.ts';
import { freeFrames, freeHigh, isHigh, mayTake } from '../mm/zones.ts';
import { FRAME, STAGE, TRAP } from '../names.ts';
import { mapIn } from '../proc/process.ts';
import { carryOut, crossing } from '../syscall/index.ts';
import { atLimit } from './limited.ts';
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
import { copyFrame, giveShared, isShared, mapShared } from './share.ts';
import { vacate, vacateCost } from './vacate.ts';

type Grant = Extract<KernelCommand, { op: 'grant' }>;

const ENTRY = 0;
const VACATE = 1;
const WRITE = 2;
const ZERO = 3;
const READ = 4;
const MAP = 5;
const TABLE = 6;
const FILL = 7;
const COPY = 8;

/** What the order does with its frame (work.n): maps the page in it, makes it the page's table, or only maps it. */
export const GRANT_PAGE = 0;
export const GRANT_TABLE = 1;
export const GRANT_SHARE = 2;

export const grant: Order<Grant> = {
  give(machine, command) {
    const trap = openTrap(machine, command.trap);
    if (isErrno(trap)) return fail(trap);
    if (trap.kind > TRAP.major && trap.kind !== TRAP.syscall) {
      return fail(trap.kind === TRAP.interrupt ? 'EINVAL' : 'EFAULT');
    }
    if (trap.kind === TRAP.syscall) {
      trap.stage = STAGE.cpu;
      const left = crossing(machine, trap.call) + machine.param.cost.map;
      return queue(machine, 'grant', left, { pid: trap.pid, trap: trap.id, call: trap.call });
    }
    return isShared(machine, trap) ? giveShared(machine, trap) : giveFrame(machine, command, trap);
  },

  advance(machine, work) {
    const trap = findTrap(machine, work.trap);
    if (trap === undefined) return giveBack(machine, work);
    if (work.call > 0) {
      carryOut(machine, trap);
      return 'done';
    }
    if (work.n === GRANT_SHARE) return mapShared(machine, work);
    switch (work.stage) {
      case ENTRY:
        if (machine.kind[work.pfn] === FRAME.user && machine.rmapHead[work.pfn] < 0) {
          return fill(machine, work, trap);
        }
        return go(work, VACATE, vacateCost(machine, work.flush));
      case VACATE: {
        const next = vacate(machine, work);
        if (next === null) return fill(machine, work, trap);
        if (next !== 'done') onDisk(work, trap, WRITE);
        return next;
      }
      case WRITE:
      case FILL:
        return fill(machine, work, trap);
      case ZERO:
        machine.content[work.pfn] = 0;
        emit(machine, 'zero', work.pid, work.vpn, work.pfn);
        return go(work, MAP, machine.param.cost.map);
      case READ:
        return readIn(machine, work, trap);
      case COPY:
        return copyFrame(machine, work) ? done(machine, work) : giveBack(machine, work);
      case TABLE:
        return buildTable(machine, work, trap);
      default:
        return mapPage(machine, work);
    }
  },
};

/** Why a frame can't be granted for a trap, or null; table: it is to become the page's table. */
function refusal(machine: Machine, trap: Trap, pfn: number, free: boolean, table: boolean): Errno | null {
  if (free && (pfn < 0 ? freeFrames(machine) < 1 : !mayTake(machine, pfn))) return 'ENOMEM';
  // Tables lie in memory that the kernel reaches without a mapping.
  if (table && pfn >= 0 && isHigh(machine, pfn)) return 'ENOMEM';
  const own = !free && firstMapper(machine, pfn)[0] === trap.pid;
  if (atLimit(machine, trap) && !own && !table) return 'EDQUOT';
  if (free) return null;
  if (machine.pfn[pageOf(machine, trap.pid, trap.vpn)] === pfn) return 'EINVAL';
  return canEvict(machine, pfn) ? null : 'ENOSPC';
}

/**
 * Reserves the frame, so that no later order takes it. When the page's table is missing and no other frame is free for
 * it, this one becomes the table, and the trap waits on for the page's own.
 */
function giveFrame(machine: Machine, command: Grant, trap: Trap): Result {
  const pfn = command.pfn ?? -1;
  // Before anything is looked at: the frame that was picked may be among those that the caches give back.
  makeRoom(machine);
  const target = pfn < 0 ? 'free' : targetAt(machine, pfn);
  if (isErrno(target)) return fail(target);
  if (target === 'kernel') return dangerous(machine, command.force, 'lost-kernel-frame');
  const free = target === 'free';
  const high = pfn < 0 ? freeHigh(machine) > 0 : isHigh(machine, pfn);
  const spare = freeFrames(machine, 'kernel') - (free && !high ? 1 : 0);
  const table = !hasTable(machine, trap.pid, trap.vpn) && spare < 1;
  const errno = refusal(machine, trap, pfn, free, table);
  if (errno === 'EDQUOT') emit(machine, 'limited', trap.pid, trap.vpn, -1, -122);
  if (errno !== null) return fail(errno);
  // The frame first: a table must not take the one that was picked.
  const taken = free ? takeFrame(machine, FRAME.user, trap.pid, pfn) : pfn;
  if (!table) ensureTable(machine, trap.pid, trap.vpn);
  machine.locked[taken] = 1;
  trap.stage = STAGE.cpu;
  return queue(machine, 'grant', machine.param.cost.entry, {
    pid: trap.pid,
    trap: trap.id,
    vpn: trap.vpn,
    pfn: taken,
    n: table ? GRANT_TABLE : GRANT_PAGE,
    zero: command.zero ?? true,
    flush: command.flush ?? true,
  });
}

function go(work: Work, stage: number, cpu: number): Next {
  work.stage = stage;
  return { cpu };
}

function onDisk(work: Work, trap: Trap, stage: number): void {
  work.stage = stage;
  trap.stage = STAGE.disk;
}

/** The frame is empty: bring in what the page holds, through a temporary mapping when it lies in high memory. */
function fill(machine: Machine, work: Work, trap: Trap): Next {
  const { cost } = machine.param;
  machine.owner[work.pfn] = work.pid;
  trap.stage = STAGE.cpu;
  if (work.n === GRANT_TABLE) return go(work, TABLE, cost.map);
  const from = backing(machine, pageOf(machine, work.pid, work.vpn));
  const copy = trap.kind === TRAP.cow;
  const wipe = !copy && from === 'zero' && work.zero && machine.content[work.pfn] !== 0;
  if (!copy && !wipe && (from === 'zero' || from === 'cached')) return go(work, MAP, cost.map);
  if (!kmap(machine, work.pfn)) {
    work.stage = FILL;
    return 'later';
  }
  if (copy) return go(work, COPY, cost.copy + cost.map);
  if (wipe) return go(work, ZERO, cost.zero);
  onDisk(work, trap, READ);
  return { disk: 'read', pid: work.pid, vpn: work.vpn };
}

function readIn(machine: Machine, work: Work, trap: Trap): Next {
  const page = pageOf(machine, work.pid, work.vpn);
  const slot = machine.slot[page];
  const index = machine.backed[page];
  // Text of one's own never changes: what is expected is what the file holds.
  const content = index >= 0 ? machine.fileContent[index] : machine.expect[page];
  machine.content[work.pfn] = slot >= 0 ? machine.slotContent[slot] : content;
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
  const index = machine.backed[page];
  const late = index >= 0 && machine.cache[index] >= 0;
  if (machine.vma[page] === 0 || machine.pte[page] & PRESENT || late) {
    // Unmapped, mapped by hand, or cached by somebody else while the frame was on its way: the access decides anew.
    giveBack(machine, work);
    return closed(machine, work);
  }
  machine.locked[work.pfn] = 0;
  if (index >= 0) {
    enterCache(machine, index, work.pfn);
    if (!isFileIndex(machine, index)) machine.fileContent[index] = machine.content[work.pfn];
  }
  const writable = isReadOnly(machine, page) ? 0 : WRITABLE;
  mapIn(machine, process, work.vpn, work.pfn, USER | ACCESSED | writable);
  return done(machine, work);
}

/** The page is where its process wants it: the trap is over. */
export function done(machine: Machine, work: Work): Next {
  kunmap(machine, work.pfn);
  machine.locked[work.pfn] = 0;
  emit(machine, 'resolved', work.pid, work.vpn, work.pfn, work.trap);
  const trap = findTrap(machine, work.trap);
  if (trap?.kind === TRAP.major) emit(machine, 'stalled', work.pid, work.vpn, -1, machine.tick - trap.since);
  return closed(machine, work);
}

function closed(machine: Machine, work: Work): Next {
  closeTrap(machine, work.trap);
  processOf(machine, work.pid)!.faultTrap = 0;
  return 'done';
}

/** The one who waited is gone, or can't be helped: the frame goes back unless its page is still in it. */
function giveBack(machine: Machine, work: Work): Next {
  const trap = findTrap(machine, work.trap);
  if (trap) trap.stage = STAGE.queued;
  if (work.pfn < 0) return 'done';
  kunmap(machine, work.pfn);
  machine.locked[work.pfn] = 0;
  if (machine.kind[work.pfn] === FRAME.user && machine.rmapHead[work.pfn] < 0)
    releaseFrame(machine, work.pfn);
  if (work.vpn >= 0) dropEmptyTable(machine, work.pid, work.vpn);
  return 'done';
}
