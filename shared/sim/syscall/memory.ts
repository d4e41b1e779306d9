/** brk and mmap: asking for address space. Allocating it allocates no frame (AS3). */
import { ERRNO } from '../errno.ts';
import { extend } from '../heap/freeList.ts';
import { shrinkHeap } from '../heap/malloc.ts';
import { moduleOf } from '../kernel/module.ts';
import { type Machine, pageOf, USER, WRITABLE } from '../machine.ts';
import { checkBrk, findGap, mapGap, moveBrk } from '../mm/addressSpace.ts';
import { cacheIndex } from '../mm/pageCache.ts';
import { ensureTable, setPte } from '../mm/pageTable.ts';
import { MODULE, VMA } from '../names.ts';
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

/** The file number that a trap carries when the card's registers are meant. */
const REGISTERS = -2;

/** A card with registers, and the driver that maps them. */
const hasCard = (machine: Machine): boolean =>
  machine.param.deviceFrames > 0 && moduleOf(machine, MODULE.nic) !== undefined;

/**
 * Maps zeroed pages, a file's, or the register page of the network card, which is a device's and no RAM; value: the
 * first of them. POSIX.1-2024, mmap (MAP_ANONYMOUS is Linux's; for devices see its Documentation/driver-api/uio-howto).
 */
export const mmap: Call<{ op: 'mmap'; pages: number; file?: number; device?: true }> = {
  decided: true,
  server: 'memory',
  check(machine, process, { pages, file = -1, device }) {
    if (file >= machine.param.files) return 'ENOENT';
    if (file < -1) return 'EINVAL';
    if (device && !hasCard(machine)) return 'ENODEV';
    if (device && (pages !== 1 || file >= 0)) return 'EINVAL';
    if (file >= 0 && pages !== machine.param.filePages) return 'EINVAL';
    const gap = findGap(machine, process.pid, pages);
    return typeof gap === 'number' ? null : gap;
  },
  args: ({ pages, file = -1, device }) => ({ arg: pages, address: device ? REGISTERS : file }),
  cost: () => 1,
  apply(machine, process, _vpn, pages, file) {
    const gap = findGap(machine, process.pid, pages);
    if (typeof gap !== 'number') return -ERRNO[gap];
    if (file === REGISTERS && !hasCard(machine)) return -ERRNO.ENODEV;
    if (file === REGISTERS) return mapRegisters(machine, process.pid, gap);
    const [kind, index] = file < 0 ? [VMA.mmap, -1] : [VMA.file, cacheIndex(machine, file, 0)];
    return mapGap(machine, process.pid, gap, pages, kind, index) ? gap : -ERRNO.ENOMEM;
  },
};

/** The driver maps at once: there is nothing to fetch, so that no fault follows. The registers lie above RAM. */
function mapRegisters(machine: Machine, pid: number, vpn: number): number {
  if (!ensureTable(machine, pid, vpn) || !mapGap(machine, pid, vpn, 1, VMA.device)) return -ERRNO.ENOMEM;
  setPte(machine, pageOf(machine, pid, vpn), machine.param.frames - 1, USER | WRITABLE);
  return vpn;
}
