/**
 * open, read, write and close (AS5): read and write copy a page across the boundary, by way of the page cache; a page
 * that is not in it comes from the disk first. Mapping the file instead is mmap's.
 */
import { ERRNO } from '../errno.ts';
import type { Next } from '../kernel/order.ts';
import type { Machine, Trap, Work } from '../machine.ts';
import { releaseFrame } from '../mm/frame.ts';
import { kmemAlloc, kmemFree } from '../mm/kmem.ts';
import { cacheIndex, enterCache } from '../mm/pageCache.ts';
import { obtainFrame } from '../mm/recycle.ts';
import { FRAME, STAGE } from '../names.ts';
import type { Process } from '../proc/process.ts';
import { type Call, refuse } from './index.ts';

const LOOK = 0;
const READ = 1;
const COPY = 2;

/** A descriptor for a file; value: the lowest free one. POSIX.1-2024, open. */
export const open: Call<{ op: 'open'; file: number }> = {
  decided: false,
  server: 'file',
  check(machine, process, { file }) {
    if (file < 0 || file >= machine.param.files) return 'ENOENT';
    return process.files.includes(-1) ? null : 'EAGAIN';
  },
  args: ({ file }) => ({ arg: file }),
  cost: () => 0,
  apply(machine, process, _vpn, file) {
    const fd = process.files.indexOf(-1);
    if (fd < 0) return -ERRNO.EAGAIN;
    if (!kmemAlloc(machine, 'inode', process.pid)) return -ERRNO.ENOMEM;
    process.files[fd] = file;
    return fd;
  },
};

export function closeFile(machine: Machine, process: Process, fd: number): void {
  if (process.files[fd] < 0) return;
  process.files[fd] = -1;
  kmemFree(machine, 'inode', process.pid);
}

/** Gives a descriptor back. POSIX.1-2024, close. */
export const close: Call<{ op: 'close'; fd: number }> = {
  decided: false,
  server: 'file',
  check: (_machine, process, { fd }) => (process.files[fd] >= 0 ? null : 'EBADF'),
  args: ({ fd }) => ({ arg: fd }),
  cost: () => 0,
  apply(machine, process, _vpn, fd) {
    if (!(process.files[fd] >= 0)) return -ERRNO.EBADF;
    closeFile(machine, process, fd);
    return 0;
  },
};

type Access = { fd: number; page: number };

const checkAccess = (machine: Machine, process: Process, { fd, page }: Access) => {
  if (!(process.files[fd] >= 0)) return 'EBADF' as const;
  return page >= 0 && page < machine.param.filePages ? null : ('EINVAL' as const);
};

/** Row of the cache that a read or write is about, -1 when its descriptor was closed meanwhile. */
function rowOf(machine: Machine, process: Process, trap: Trap): number {
  const file = process.files[trap.address];
  return file >= 0 ? cacheIndex(machine, file, trap.arg) : -1;
}

/** Copies a page of a file into one's own memory; value: 1. POSIX.1-2024, pread. */
export const read: Call<{ op: 'read' } & Access> = {
  decided: false,
  server: 'file',
  check: checkAccess,
  args: ({ fd, page }) => ({ arg: page, address: fd }),
  cost: () => 0,
  steps(machine, process, trap, work): Next {
    const row = rowOf(machine, process, trap);
    // Closed while the disk was reading: what it brought is nobody's.
    if (row < 0 && work.pfn >= 0) releaseFrame(machine, work.pfn);
    if (row < 0 || work.stage === COPY) return 'done';
    if (work.stage === READ) enterRead(machine, work, row);
    if (machine.cache[row] >= 0) {
      work.stage = COPY;
      return { cpu: machine.param.cost.copy };
    }
    const pfn = obtainFrame(machine, FRAME.user, trap.pid, trap.pid);
    if (pfn < 0) {
      refuse(machine, trap, 'ENOMEM');
      return 'done';
    }
    machine.locked[pfn] = 1;
    Object.assign(work, { pfn, stage: READ });
    trap.stage = STAGE.disk;
    return { disk: 'read', pid: trap.pid, vpn: -1 };
  },
  apply: (_machine, process, _vpn, _page, fd) => (process.files[fd] >= 0 ? 1 : -ERRNO.EBADF),
};

/** The disk has brought the page: it goes into the cache, unless somebody else's reading put it there meanwhile. */
function enterRead(machine: Machine, work: Work, row: number): void {
  const { pfn } = work;
  work.pfn = -1;
  machine.locked[pfn] = 0;
  machine.content[pfn] = machine.fileContent[row];
  if (machine.cache[row] >= 0) releaseFrame(machine, pfn);
  else enterCache(machine, row, pfn);
}

/** Copies a page of one's own memory into a file, through the cache to the disk; value: 1. POSIX.1-2024, pwrite. */
export const write: Call<{ op: 'write' } & Access> = {
  decided: false,
  server: 'file',
  check: checkAccess,
  args: ({ fd, page }) => ({ arg: page, address: fd }),
  cost: (machine) => machine.param.cost.copy,
  steps(machine, process, trap, work): Next {
    const row = rowOf(machine, process, trap);
    if (row < 0 || work.stage !== LOOK) return 'done';
    // The next version of what the file holds; its low byte stays the kernel's.
    machine.fileContent[row] += 256;
    if (machine.cache[row] >= 0) machine.content[machine.cache[row]] = machine.fileContent[row];
    work.stage = COPY;
    trap.stage = STAGE.disk;
    return { disk: 'write', pid: trap.pid, vpn: -1 };
  },
  apply: (_machine, process, _vpn, _page, fd) => (process.files[fd] >= 0 ? 1 : -ERRNO.EBADF),
};
