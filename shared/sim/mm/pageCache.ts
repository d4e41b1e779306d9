/**
 * The page cache (AS5): a file's page lies in one frame, however many map it, and stays there after the last of them is
 * gone until reclaim wants it. Shared memory is kept in the same table, as Linux keeps it in tmpfs; its frames are
 * pinned for as long as the segment lives. Rows of `cache`: file × filePages + page, segments after the files.
 */
import { emit, type Machine, pidOf } from '../machine.ts';
import { FRAME } from '../names.ts';
import { mappings, releaseFrame } from './frame.ts';
import { clearPte } from './pageTable.ts';

export const cacheIndex = (machine: Machine, file: number, page: number): number =>
  file * machine.param.filePages + page;
export const segmentIndex = (machine: Machine, id: number, page: number): number =>
  cacheIndex(machine, machine.param.files + id, page);
export const isFileIndex = (machine: Machine, index: number): boolean =>
  index < machine.param.files * machine.param.filePages;

/** The frame that holds what a backed page is about, or -1. */
export const cachedFrame = (machine: Machine, page: number): number =>
  machine.backed[page] < 0 ? -1 : machine.cache[machine.backed[page]];

/** Enters a frame into the cache as the place of a file's page or a segment's. */
export function enterCache(machine: Machine, index: number, pfn: number): void {
  machine.cache[index] = pfn;
  const file = isFileIndex(machine, index);
  machine.kind[pfn] = file ? FRAME.cache : FRAME.shm;
  machine.owner[pfn] = 0;
  if (!file) machine.pins[pfn] = 1;
}

/** A frame is about to be used for something else: the cache forgets it. */
export function forgetCached(machine: Machine, pfn: number): void {
  if (machine.kind[pfn] !== FRAME.cache) return;
  machine.cache[machine.cache.indexOf(pfn)] = -1;
  machine.kind[pfn] = FRAME.user;
}

/** A page of a file that the cache keeps, though nobody maps it now. */
export const isIdle = (machine: Machine, pfn: number): boolean =>
  machine.kind[pfn] === FRAME.cache && machine.rmapHead[pfn] < 0 && !machine.locked[pfn];

/** Cached pages that nobody maps go back to the free list, at most `most`; returns how many went. */
export function dropUnmapped(machine: Machine, most: number): number {
  let dropped = 0;
  for (let pfn = machine.param.frames - 1; pfn >= 0 && dropped < most; pfn--) {
    if (!isIdle(machine, pfn)) continue;
    forgetCached(machine, pfn);
    releaseFrame(machine, pfn);
    dropped++;
  }
  return dropped;
}

/** Frees every segment that no process has attached any more. */
export function reapSegments(machine: Machine): void {
  const { filePages } = machine.param;
  machine.shmPages.forEach((pages, id) => {
    const first = segmentIndex(machine, id, 0);
    const attached = machine.backed.some((index) => index >= first && index < first + filePages);
    if (pages === 0 || attached) return;
    machine.shmPages[id] = 0;
    for (let index = first; index < first + filePages; index++) {
      const pfn = machine.cache[index];
      if (pfn < 0) continue;
      machine.cache[index] = -1;
      machine.fileContent[index] = 0;
      // A kernel that mapped the frame elsewhere by hand (KO2) takes it back with the segment.
      for (const page of mappings(machine, pfn)) clearPte(machine, page);
      machine.pins[pfn] = 0;
      releaseFrame(machine, pfn);
    }
  });
}

/** Says so when a page is mapped from a frame that is in memory already: a cached file, or everybody's program. */
export function noteShared(machine: Machine, page: number, vpn: number, pfn: number, text: boolean): void {
  const pid = pidOf(machine, page);
  const others = mappings(machine, pfn).some((mapping) => pidOf(machine, mapping) !== pid);
  if (text && others) emit(machine, 'share', pid, vpn, pfn);
  else emit(machine, 'cached', pid, vpn, pfn);
}
