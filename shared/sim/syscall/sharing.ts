/** fork and wait, and shared memory: shm_open, shm_attach, shm_detach (SY1, AS4, AS5). */
import { ERRNO, type Errno } from '../errno.ts';
import { emit, type Machine, pageOf } from '../machine.ts';
import { findGap, mapGap, unmapArea } from '../mm/addressSpace.ts';
import { segmentIndex } from '../mm/pageCache.ts';
import { MAX_SHM, VMA } from '../names.ts';
import { childrenOf, forkProcess, mayFork, reap } from '../proc/fork.ts';
import type { Process } from '../proc/process.ts';
import type { Call } from './index.ts';

/** A child that runs a job which is ready; value: its pid. POSIX.1-2024, fork (which job is this game's). */
export const fork: Call<{ op: 'fork'; job: number }> = {
  decided: true,
  server: 'memory',
  check(machine, process, { job }) {
    const ready = process.jobs.some((one) => one.id === job && mayFork(one));
    if (!ready) return 'EINVAL';
    if (childrenOf(machine, process).length + 1 < process.limitNproc) return null;
    emit(machine, 'limited', process.pid, -1, -1, -ERRNO.EAGAIN);
    return 'EAGAIN';
  },
  args: ({ job }) => ({ arg: job }),
  // The page tables are copied entry by entry, not the memory.
  cost: () => 2,
  apply: (machine, process, _vpn, job) => forkProcess(machine, process, job),
};

/** Reaps a child that has ended; value: its pid. EAGAIN while all still run. POSIX.1-2024, waitpid with WNOHANG. */
export const wait: Call<{ op: 'wait' }> = {
  decided: false,
  check: (machine, process) => (childrenOf(machine, process).length > 0 ? null : 'ECHILD'),
  args: () => ({ arg: 0 }),
  cost: () => 0,
  apply(machine, process) {
    const children = childrenOf(machine, process);
    const zombie = children.find((child) => child.zombie);
    if (zombie === undefined) return -(children.length > 0 ? ERRNO.EAGAIN : ERRNO.ECHILD);
    reap(machine, zombie);
    return zombie.pid;
  },
};

/** Maps a segment; the first page, or -errno. */
function attach(machine: Machine, process: Process, id: number): number {
  const pages = machine.shmPages[id];
  const gap = findGap(machine, process.pid, pages);
  if (typeof gap !== 'number') return -ERRNO[gap];
  if (!mapGap(machine, process.pid, gap, pages, VMA.shm, segmentIndex(machine, id, 0))) return -ERRNO.ENOMEM;
  emit(machine, 'shm', process.pid, gap, -1, id);
  return gap;
}

/** First page of a segment in a process's address space, -1 when it is not attached. */
export function attachedAt(machine: Machine, pid: number, id: number): number {
  const index = segmentIndex(machine, id, 0);
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, pid, vpn);
    if (machine.vma[page] === VMA.shm && machine.backed[page] === index) return vpn;
  }
  return -1;
}

/** A new segment, attached to its maker; value: its first page. POSIX.1-2024, shm_open, ftruncate and mmap in one. */
export const shm_open: Call<{ op: 'shm_open'; pages: number }> = {
  decided: true,
  server: 'memory',
  check(machine, process, { pages }) {
    if (pages < 1 || pages > machine.param.filePages) return 'EINVAL';
    const gap = findGap(machine, process.pid, pages);
    return typeof gap === 'number' ? null : gap;
  },
  args: ({ pages }) => ({ arg: pages }),
  cost: () => 1,
  apply(machine, process, _vpn, pages) {
    const id = machine.shmPages.indexOf(0);
    if (id < 0 || id >= MAX_SHM) return -ERRNO.ENOSPC;
    machine.shmPages[id] = pages;
    const at = attach(machine, process, id);
    if (at < 0) machine.shmPages[id] = 0;
    return at;
  },
};

function checkAttach(machine: Machine, process: Process, { id }: { id: number }): Errno | null {
  if (id < 0 || id >= MAX_SHM || machine.shmPages[id] === 0) return 'ENOENT';
  return attachedAt(machine, process.pid, id) < 0 ? null : 'EEXIST';
}

/** Maps another's segment; value: its first page. */
export const shm_attach: Call<{ op: 'shm_attach'; id: number }> = {
  decided: false,
  server: 'memory',
  check: checkAttach,
  args: ({ id }) => ({ arg: id }),
  cost: (machine) => machine.param.cost.map,
  apply(machine, process, _vpn, id) {
    const errno = checkAttach(machine, process, { id });
    return errno === null ? attach(machine, process, id) : -ERRNO[errno];
  },
};

/** Takes a segment out of one's address space; with the last that had it, it is gone. */
export const shm_detach: Call<{ op: 'shm_detach'; id: number }> = {
  decided: false,
  check: (machine, process, { id }) =>
    id >= 0 && id < MAX_SHM && attachedAt(machine, process.pid, id) >= 0 ? null : 'EINVAL',
  args: ({ id }) => ({ arg: id }),
  cost: (machine) => machine.param.cost.flush,
  apply(machine, process, _vpn, id) {
    const vpn = attachedAt(machine, process.pid, id);
    if (vpn < 0) return -ERRNO.EINVAL;
    unmapArea(machine, process, vpn);
    return 0;
  },
};
