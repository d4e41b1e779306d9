/** Emptying a frame, the part that grant and evict share: unmap, flush if told to, and what must go to the disk. */

import { ERRNO } from '../errno.ts';
import { emit, type Machine, pidOf, vpnOf, type Work } from '../machine.ts';
import { mappings } from '../mm/frame.ts';
import { forgetCached } from '../mm/pageCache.ts';
import { flushPages, unmapAll } from '../mm/reclaim.ts';
import { failed, type Next } from './order.ts';

/** Ticks of processor time for emptying a frame. */
export const vacateCost = (machine: Machine, flush: boolean): number =>
  machine.param.cost.evict + (flush ? machine.param.cost.flush : 0);

/** Empties the work's frame. null: it is clean and empty now; else what to do next. */
export function vacate(machine: Machine, work: Work): Next | null {
  const pages = mappings(machine, work.pfn);
  if (pages.length === 0) {
    forgetCached(machine, work.pfn);
    return null;
  }
  const outcome = unmapAll(machine, work.pfn);
  if (outcome === 'full') {
    machine.locked[work.pfn] = 0;
    return failed(machine, work, ERRNO.ENOSPC);
  }
  if (work.flush) {
    flushPages(machine, pages);
    emit(machine, 'flush', pidOf(machine, pages[0]), vpnOf(machine, pages[0]), work.pfn);
  }
  if (outcome === 'clean') return null;
  const slot = machine.slot[pages[0]];
  emit(machine, 'writeback', pidOf(machine, pages[0]), vpnOf(machine, pages[0]), work.pfn, slot);
  return { disk: 'write', pid: pidOf(machine, pages[0]), vpn: vpnOf(machine, pages[0]) };
}
