/** evict: empties a frame ahead of need, so that a later fault finds it free (and wiped). */
import type { KernelCommand } from '../command.ts';
import { fail } from '../errno.ts';
import { emit, type Machine, type Work } from '../machine.ts';
import { firstMapper, releaseFrame } from '../mm/frame.ts';
import { kmap, kunmap } from '../mm/kmap.ts';
import { canEvict } from '../mm/reclaim.ts';
import { dangerous, isErrno, type Next, type Order, queue, targetAt } from './order.ts';
import { vacate, vacateCost } from './vacate.ts';

const VACATE = 0;
const WRITE = 1;
const ZERO = 2;

export const evict: Order<Extract<KernelCommand, { op: 'evict' }>> = {
  give(machine, { pfn, zero, flush, force }) {
    const target = targetAt(machine, pfn);
    if (isErrno(target)) return fail(target);
    if (target === 'kernel') return dangerous(machine, force, 'lost-kernel-frame');
    // Freeing what is free already puts a frame on the free list twice.
    if (target === 'free') return dangerous(machine, force, 'double-free');
    if (!canEvict(machine, pfn)) return fail('ENOSPC');
    const [pid, vpn] = firstMapper(machine, pfn);
    machine.locked[pfn] = 1;
    const left = machine.param.cost.entry + vacateCost(machine, flush ?? true);
    return queue(machine, 'evict', left, { pid, vpn, pfn, zero: zero ?? true, flush: flush ?? true });
  },

  advance(machine, work) {
    if (work.stage === VACATE) {
      const next = vacate(machine, work);
      if (next === 'done') return 'done';
      if (next !== null) {
        work.stage = WRITE;
        return next;
      }
    }
    return work.stage === ZERO ? wiped(machine, work) : wipe(machine, work);
  },
};

function wipe(machine: Machine, work: Work): Next {
  if (!work.zero || machine.content[work.pfn] === 0) return release(machine, work);
  if (!kmap(machine, work.pfn)) {
    work.stage = WRITE;
    return 'later';
  }
  work.stage = ZERO;
  return { cpu: machine.param.cost.zero };
}

function wiped(machine: Machine, work: Work): Next {
  machine.content[work.pfn] = 0;
  kunmap(machine, work.pfn);
  emit(machine, 'zero', 0, -1, work.pfn);
  return release(machine, work);
}

function release(machine: Machine, work: Work): Next {
  releaseFrame(machine, work.pfn);
  return 'done';
}
