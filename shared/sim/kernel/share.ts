/**
 * Faults whose frame is in memory already: a page of the cache, a shared segment's, or the last sharer's own after a
 * fork. They take no frame, only a mapping (AS4, AS5). And the copy that ends a share.
 */
import { fail, type Result } from '../errno.ts';
import {
  ACCESSED,
  COW,
  DIRTY,
  emit,
  LOCKED,
  type Machine,
  PRESENT,
  pageOf,
  pidOf,
  processOf,
  type Trap,
  USER,
  vpnOf,
  type Work,
  WRITABLE,
} from '../machine.ts';
import { mappings, releaseFrame } from '../mm/frame.ts';
import { cachedFrame, noteShared } from '../mm/pageCache.ts';
import { backing, clearPte, ensureTable, hasTable, isReadOnly, setPte } from '../mm/pageTable.ts';
import { tlbFlushPage } from '../mm/tlb.ts';
import { freeFrames } from '../mm/zones.ts';
import { STAGE, TRAP, VMA } from '../names.ts';
import { mapIn } from '../proc/process.ts';
import { done, GRANT_SHARE } from './grant.ts';
import { closeTrap, type Next, queue } from './order.ts';

/** Whether a fault needs no frame of its own. */
export function isShared(machine: Machine, trap: Trap): boolean {
  const page = pageOf(machine, trap.pid, trap.vpn);
  if (trap.kind === TRAP.cow) return soleMapper(machine, page) || !(machine.pte[page] & PRESENT);
  if (backing(machine, page) !== 'cached') return false;
  return hasTable(machine, trap.pid, trap.vpn) || freeFrames(machine, 'kernel') > 0;
}

const soleMapper = (machine: Machine, page: number): boolean =>
  machine.pfn[page] >= 0 && mappings(machine, machine.pfn[page]).length === 1;

export function giveShared(machine: Machine, trap: Trap): Result {
  const page = pageOf(machine, trap.pid, trap.vpn);
  const pfn = trap.kind === TRAP.cow ? machine.pfn[page] : cachedFrame(machine, page);
  if (pfn >= 0 && machine.locked[pfn]) return fail('EBUSY');
  ensureTable(machine, trap.pid, trap.vpn);
  if (pfn >= 0) machine.locked[pfn] = 1;
  trap.stage = STAGE.cpu;
  const { entry, map } = machine.param.cost;
  const { pid, vpn, id } = trap;
  return queue(machine, 'grant', entry + map, { pid, trap: id, vpn, pfn, n: GRANT_SHARE });
}

/** Maps what is there; or, when it is there no more, lets the access decide anew. */
export function mapShared(machine: Machine, work: Work): Next {
  const { pid, vpn, pfn } = work;
  const page = pageOf(machine, pid, vpn);
  if (pfn >= 0) machine.locked[pfn] = 0;
  const present = (machine.pte[page] & PRESENT) !== 0;
  if (present && machine.pfn[page] === pfn && machine.pte[page] & COW) {
    if (mappings(machine, pfn).length === 1) keep(machine, page, pfn);
    return done(machine, work);
  }
  if (!present && machine.vma[page] > VMA.null && pfn >= 0 && cachedFrame(machine, page) === pfn) {
    noteShared(machine, page, vpn, pfn, machine.vma[page] === VMA.text);
    const writable = isReadOnly(machine, page) ? 0 : WRITABLE;
    mapIn(machine, processOf(machine, pid)!, vpn, pfn, USER | ACCESSED | writable);
    return done(machine, work);
  }
  closeTrap(machine, work.trap);
  processOf(machine, pid)!.faultTrap = 0;
  return 'done';
}

/** The last that shares a frame writes to it as to its own. */
function keep(machine: Machine, page: number, pfn: number): void {
  const [pid, vpn] = [pidOf(machine, page), vpnOf(machine, page)];
  machine.pte[page] = (machine.pte[page] & ~COW) | WRITABLE;
  tlbFlushPage(machine, pid, vpn);
  emit(machine, 'cow', pid, vpn, pfn, 1);
}

/** The write that ends a share: the page gets what the shared frame holds, in a frame of its own. False: nothing to copy. */
export function copyFrame(machine: Machine, work: Work): boolean {
  const { pid, vpn, pfn } = work;
  const page = pageOf(machine, pid, vpn);
  const shared = machine.pfn[page];
  if (!(machine.pte[page] & PRESENT) || !(machine.pte[page] & COW) || machine.locked[shared]) return false;
  if (mappings(machine, shared).length === 1) {
    // The others have let go of it meanwhile: nothing is to be copied any more.
    releaseFrame(machine, pfn);
    keep(machine, page, shared);
    return true;
  }
  machine.content[pfn] = machine.content[shared];
  const locked = machine.pte[page] & LOCKED;
  clearPte(machine, page);
  if (locked) machine.pins[pfn] += 1;
  tlbFlushPage(machine, pid, vpn);
  setPte(machine, page, pfn, USER | ACCESSED | WRITABLE | DIRTY | locked);
  machine.loaded[pfn] = machine.tick;
  emit(machine, 'cow', pid, vpn, pfn, 0);
  return true;
}
