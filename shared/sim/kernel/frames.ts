/** Orders on single frames: write back, zero, and clearing reference bits. */
import type { KernelCommand } from '../command.ts';
import { ERRNO, fail } from '../errno.ts';
import { ACCESSED, emit, type Machine, pidOf } from '../machine.ts';
import { firstMapper, mappings } from '../mm/frame.ts';
import { kmap, kunmap } from '../mm/kmap.ts';
import { flushPages, needsWrite } from '../mm/reclaim.ts';
import { copyToSwap } from '../mm/swap.ts';
import { dangerous, failed, isErrno, type Order, queue, targetAt } from './order.ts';

/** A dirty page is copied to swap while it stays where it is (RC3). */
export const writeback: Order<Extract<KernelCommand, { op: 'writeback' }>> = {
  give(machine, { pfn }) {
    const target = targetAt(machine, pfn);
    if (isErrno(target)) return fail(target);
    if (target !== 'user' || !needsWrite(machine, pfn)) return fail('EINVAL');
    const [pid, vpn] = firstMapper(machine, pfn);
    return queue(machine, 'writeback', machine.param.cost.entry, { pid, vpn, pfn });
  },
  advance(machine, work) {
    if (work.stage === 1) return 'done';
    const pages = mappings(machine, work.pfn);
    if (pages.length === 0 || !needsWrite(machine, work.pfn) || machine.locked[work.pfn]) return 'done';
    const slot = copyToSwap(machine, pages, pidOf(machine, pages[0]), machine.content[work.pfn]);
    if (slot < 0) return failed(machine, work, ERRNO.ENOSPC);
    // The processor must see the next write to set the dirty bit again.
    flushPages(machine, pages);
    work.stage = 1;
    emit(machine, 'writeback', work.pid, work.vpn, work.pfn, slot);
    return { disk: 'write', pid: work.pid, vpn: work.vpn };
  },
};

/** A frame is wiped; one that is in use only by force, and its owner's data is gone. */
export const zero: Order<Extract<KernelCommand, { op: 'zero' }>> = {
  give(machine, { pfn, force }) {
    const target = targetAt(machine, pfn);
    if (isErrno(target)) return fail(target);
    if (target === 'kernel') return dangerous(machine, force, 'lost-kernel-frame');
    if (target === 'user' && machine.param.guard && force !== true) return fail('EPERM');
    const [pid, vpn] = firstMapper(machine, pfn);
    return queue(machine, 'zero', machine.param.cost.entry + machine.param.cost.zero, { pid, vpn, pfn });
  },
  advance(machine, work) {
    // Somebody else's by now: what was asked for is no longer there.
    const [pid, vpn] = firstMapper(machine, work.pfn);
    const same = pid === work.pid && vpn === work.vpn && !machine.locked[work.pfn];
    if (!same || machine.pins[work.pfn] > 0) return failed(machine, work, ERRNO.EAGAIN);
    if (!kmap(machine, work.pfn)) return 'later';
    machine.content[work.pfn] = 0;
    kunmap(machine, work.pfn);
    emit(machine, 'zero', 0, -1, work.pfn);
    return 'done';
  },
};

/** Clears the reference bits of a run of frames, and their translations, so that the next access sets them again. */
export function clearReferenced(machine: Machine, pfn: number, count: number): void {
  const { frames } = machine.param;
  for (let step = 0; step < Math.min(count, frames); step++) {
    for (const page of mappings(machine, (pfn + step) % frames)) {
      if (!(machine.pte[page] & ACCESSED)) continue;
      machine.pte[page] &= ~ACCESSED;
      flushPages(machine, [page]);
    }
  }
}

export const age: Order<Extract<KernelCommand, { op: 'age' }>> = {
  give(machine, { pfn, count }) {
    if (pfn < 0 || pfn >= machine.param.frames || count < 1) return fail('EINVAL');
    return queue(machine, 'age', machine.param.cost.entry, { pfn, n: count });
  },
  advance(machine, work) {
    clearReferenced(machine, work.pfn, work.n);
    return 'done';
  },
};
