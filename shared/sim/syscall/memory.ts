/** brk and mmap: asking for address space. Allocating it allocates no frame (AS3). */
import { ERRNO } from '../errno.ts';
import { extend } from '../heap/freeList.ts';
import { shrinkHeap } from '../heap/malloc.ts';
import { checkBrk, findGap, mapGap, moveBrk } from '../mm/addressSpace.ts';
import { cacheIndex } from '../mm/pageCache.ts';
import { VMA } from '../names.ts';
import type { Call } from './index.ts';

/** Moves the break by pages, up or down; value: the new break, as a page. POSIX.1-1997, brk and sbrk. */
export const brk: Call<{ op: 'brk'; pages: number }> = {
  decided: true,
  server: 'memory',
  check: (machine, process, { pages }) => checkBrk(machine, process.pid, pages),
  args: ({ pages }) => ({ arg: pages }),
  cost: () => 1,
  apply(machine, process, _vpn, pages) {
    const errno = checkBrk(machine, process.pid, pages);
    if (errno !== null) return -ERRNO[errno];
    const cells = Math.abs(pages) * machine.param.cellsPerPage;
    if (pages > 0) extend(process.heap, cells);
    else if (!shrinkHeap(process, cells)) return -ERRNO.EBUSY;
    return moveBrk(machine, process.pid, pages);
  },
};

/** Maps zeroed pages, or a file's; value: the first of them. POSIX.1-2024, mmap (MAP_ANONYMOUS is Linux's). */
export const mmap: Call<{ op: 'mmap'; pages: number; file?: number }> = {
  decided: true,
  server: 'memory',
  check(machine, process, { pages, file = -1 }) {
    if (file >= machine.param.files) return 'ENOENT';
    if (file >= 0 && pages !== machine.param.filePages) return 'EINVAL';
    const gap = findGap(machine, process.pid, pages);
    return typeof gap === 'number' ? null : gap;
  },
  args: ({ pages, file = -1 }) => ({ arg: pages, address: file }),
  cost: () => 1,
  apply(machine, process, _vpn, pages, file) {
    const gap = findGap(machine, process.pid, pages);
    if (typeof gap !== 'number') return -ERRNO[gap];
    const kind = file < 0 ? VMA.mmap : VMA.file;
    const mapped = mapGap(
      machine,
      process.pid,
      gap,
      pages,
      kind,
      file < 0 ? -1 : cacheIndex(machine, file, 0),
    );
    return mapped ? gap : -ERRNO.ENOMEM;
  },
};
