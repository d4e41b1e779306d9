/**
 * Direct reclaim for the kernel's own needs on a process's behalf: when nothing is free for a file's page or a slab, it
 * takes the place of a clean page, which costs no writing: an old one of the cache, else one of the process that asked
 * (Linux, mm/vmscan.c, takes clean page cache first as well).
 */
import { ACCESSED, type Machine } from '../machine.ts';
import { FRAME } from '../names.ts';
import { firstMapper, frameBits, isMovable, isUserKind, mappings, releaseFrame, takeFrame } from './frame.ts';
import { flushPages, needsWrite, unmapAll } from './reclaim.ts';
import { makeRoom } from './shrink.ts';
import { isHigh } from './zones.ts';

/** Rank of a frame as a place for another page: lower is better, -1 for one that won't do. */
function rank(machine: Machine, pfn: number, pid: number, low: boolean): number {
  if (!isMovable(machine, pfn) || needsWrite(machine, pfn)) return -1;
  if (low && isHigh(machine, pfn)) return -1;
  const cached = machine.kind[pfn] === FRAME.cache;
  if (!cached && firstMapper(machine, pfn)[0] !== pid) return -1;
  const used = frameBits(machine, pfn) & ACCESSED ? 1 : 0;
  return (cached ? 0 : 2) + used;
}

/** Empties the best such frame, of low memory if it must be; false when there is none. */
function recycle(machine: Machine, pid: number, low: boolean): boolean {
  let best = -1;
  let lowest = Number.MAX_SAFE_INTEGER;
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    const at = rank(machine, pfn, pid, low);
    if (at < 0 || at > lowest) continue;
    if (at === lowest && machine.loaded[pfn] >= machine.loaded[best]) continue;
    best = pfn;
    lowest = at;
  }
  if (best < 0) return false;
  const pages = mappings(machine, best);
  unmapAll(machine, best);
  flushPages(machine, pages);
  releaseFrame(machine, best);
  return true;
}

/** A frame for the kernel's work on behalf of `pid`: a free one, else one that is made free; -1 when all else is in use. */
export function obtainFrame(machine: Machine, kind: number, owner: number, pid: number): number {
  let pfn = takeFrame(machine, kind, owner);
  if (pfn >= 0) return pfn;
  makeRoom(machine);
  pfn = takeFrame(machine, kind, owner);
  if (pfn >= 0 || !recycle(machine, pid, !isUserKind(kind))) return pfn;
  return takeFrame(machine, kind, owner);
}
