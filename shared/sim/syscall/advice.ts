/** madvise, mlock and munlock: what a process tells the kernel about its pages (SY1, LI1). */
import { ERRNO, type Errno } from '../errno.ts';
import { LOCKED, type Machine, PRESENT, pageOf } from '../machine.ts';
import { isOwn } from '../mm/pageTable.ts';
import { discardPage } from '../mm/reclaim.ts';
import { tlbFlush } from '../mm/tlb.ts';
import { VMA } from '../names.ts';
import type { Process } from '../proc/process.ts';
import type { Call } from './index.ts';

type Range = { vpn: number; pages: number };

/** Indices of a stretch of pages of a process. */
const stretch = (machine: Machine, pid: number, vpn: number, pages: number): number[] =>
  Array.from({ length: pages }, (_, at) => pageOf(machine, pid, vpn + at));

function checkRange(machine: Machine, process: Process, { vpn, pages }: Range): Errno | null {
  if (pages < 1 || vpn < 0 || vpn + pages > machine.param.pages) return 'EINVAL';
  const all = stretch(machine, process.pid, vpn, pages);
  return all.every((page) => machine.vma[page] > VMA.null) ? null : 'ENOMEM';
}

const args = ({ vpn, pages }: Range) => ({ vpn, arg: pages });
const cost = (machine: Machine): number => machine.param.cost.flush;

/** The pages are not needed any more: their frames go back, the address space stays. Linux, madvise(2), MADV_DONTNEED. */
export const madvise: Call<{ op: 'madvise' } & Range> = {
  decided: false,
  check(machine, process, range) {
    const errno = checkRange(machine, process, range);
    if (errno !== null) return errno;
    const all = stretch(machine, process.pid, range.vpn, range.pages);
    const held = all.some((page) => machine.pte[page] & LOCKED || !isOwn(machine, page));
    return held || all.some((page) => machine.vma[page] === VMA.text) ? 'EINVAL' : null;
  },
  args,
  cost,
  apply(machine, process, vpn, pages) {
    let freed = 0;
    for (const page of stretch(machine, process.pid, vpn, pages)) {
      if (machine.pte[page] & LOCKED || !isOwn(machine, page)) continue;
      if (machine.pfn[page] >= 0 && machine.locked[machine.pfn[page]]) continue;
      if (machine.pte[page] & PRESENT) freed++;
      discardPage(machine, page);
    }
    tlbFlush(machine, process.pid);
    return freed;
  },
};

/** Pages that a process has locked in memory. */
export function lockedPages(machine: Machine, pid: number): number {
  let count = 0;
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    if (machine.pte[pageOf(machine, pid, vpn)] & LOCKED) count++;
  }
  return count;
}

/** Pins resident pages: no reclaim takes them. POSIX.1-2024, mlock; here they must have been touched before. */
export const mlock: Call<{ op: 'mlock' } & Range> = {
  decided: false,
  check(machine, process, range) {
    const errno = checkRange(machine, process, range);
    if (errno !== null) return errno;
    const all = stretch(machine, process.pid, range.vpn, range.pages);
    if (all.some((page) => !isLockable(machine, page))) return 'EAGAIN';
    const locked = lockedPages(machine, process.pid);
    return locked + range.pages > process.limitMemlock ? 'ENOMEM' : null;
  },
  args,
  cost,
  apply(machine, process, vpn, pages) {
    const all = stretch(machine, process.pid, vpn, pages);
    if (all.some((page) => !isLockable(machine, page))) return -ERRNO.EAGAIN;
    // Others of the same ring may have locked some meanwhile.
    const fresh = all.filter((page) => !(machine.pte[page] & LOCKED)).length;
    if (lockedPages(machine, process.pid) + fresh > process.limitMemlock) return -ERRNO.ENOMEM;
    for (const page of all) {
      if (machine.pte[page] & LOCKED) continue;
      machine.pte[page] |= LOCKED;
      machine.pins[machine.pfn[page]] += 1;
    }
    return pages;
  },
};

const isLockable = (machine: Machine, page: number): boolean =>
  (machine.pte[page] & PRESENT) !== 0 && isOwn(machine, page) && !machine.locked[machine.pfn[page]];

/** Lets them go again. POSIX.1-2024, munlock. */
export const munlock: Call<{ op: 'munlock' } & Range> = {
  decided: false,
  check: checkRange,
  args,
  cost,
  apply(machine, process, vpn, pages) {
    for (const page of stretch(machine, process.pid, vpn, pages)) {
      if (!(machine.pte[page] & LOCKED)) continue;
      machine.pte[page] &= ~LOCKED;
      machine.pins[machine.pfn[page]] -= 1;
    }
    return 0;
  },
};
