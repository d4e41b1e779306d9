/**
 * Zones of memory (FR2, PA2, PA3): DMA at the bottom, NORMAL, and HIGHMEM at the top where a scenario has it. Each is
 * a buddy system of its own with watermarks; who asks decides which zones will do, and in which order they are tried
 * (Gorman, Understanding the Linux Virtual Memory Manager, chapter 2).
 */
import { emit, type Machine } from '../machine.ts';
import { ZONE } from '../names.ts';
import type { Param } from '../param.ts';
import {
  allocAt,
  allocPages,
  createZone,
  freeCount,
  freePages,
  isFree,
  largestFree,
  type Zone,
} from './pageAlloc.ts';

export interface MemZone {
  /** Index in ZONES. */
  kind: number;
  zone: Zone;
  /** Frames below which only the kernel is served, below which reclaim begins, and at which it ends. */
  min: number;
  low: number;
  high: number;
  /** 1 while background reclaim works on it. */
  reclaiming: number;
}

/** Who asks: a device's buffers, the kernel (directly mapped memory only), vmalloc (any will do), or a user page. */
export type Use = 'dma' | 'kernel' | 'vmalloc' | 'user';

const TRIED: { readonly [U in Use]: readonly number[] } = {
  dma: [ZONE.dma],
  kernel: [ZONE.normal, ZONE.dma],
  vmalloc: [ZONE.high, ZONE.normal, ZONE.dma],
  user: [ZONE.high, ZONE.normal, ZONE.dma],
};

/** The zones of an empty machine, in address order; one without frames is left out. */
export function createZones(param: Param): MemZone[] {
  const { frames, dmaShare, highFrames, deviceFrames, watermark } = param;
  const dma = Math.floor((frames * dmaShare) / 1000);
  const top = frames - deviceFrames;
  const bounds: [number, number, number][] = [
    [ZONE.dma, 0, dma],
    [ZONE.normal, dma, top - highFrames],
    [ZONE.high, top - highFrames, top],
  ];
  return bounds
    .filter(([, from, to]) => to > from)
    .map(([kind, from, to]) => ({ kind, zone: createZone(from, to - from), ...watermark, reclaiming: 0 }));
}

/** The zone of a frame; undefined for a device's memory. */
export const zoneOf = (machine: Machine, pfn: number): MemZone | undefined =>
  machine.zones.find(({ zone }) => pfn >= zone.base && pfn < zone.base + zone.frames);

export const isHigh = (machine: Machine, pfn: number): boolean => zoneOf(machine, pfn)?.kind === ZONE.high;

export function isFreeFrame(machine: Machine, pfn: number): boolean {
  const at = zoneOf(machine, pfn);
  return at !== undefined && isFree(at.zone, pfn);
}

/** Frames of high memory that a user page may have. */
export const freeHigh = (machine: Machine): number =>
  machine.zones.reduce((sum, at) => sum + (at.kind === ZONE.high ? available(at, 'user') : 0), 0);

/** Whether a user page may have a free frame that was picked by hand. */
export function mayTake(machine: Machine, pfn: number): boolean {
  const at = zoneOf(machine, pfn);
  return at !== undefined && available(at, 'user') > 0;
}

/** Zones that will do, in the order of trying. */
function suitable(machine: Machine, use: Use): MemZone[] {
  return TRIED[use].flatMap((kind) => machine.zones.filter((at) => at.kind === kind));
}

/** Free frames that a use may have: user pages leave each zone its minimum. */
export function freeFrames(machine: Machine, use: Use = 'user'): number {
  return suitable(machine, use).reduce((sum, at) => sum + available(at, use), 0);
}

const available = (at: MemZone, use: Use): number =>
  Math.max(0, freeCount(at.zone) - (use === 'user' ? at.min : 0));

/** All free frames. */
export const freeTotal = (machine: Machine): number =>
  machine.zones.reduce((sum, { zone }) => sum + freeCount(zone), 0);

/** Takes 2^order frames in one piece; -1 when there are none, and says so when enough were free but scattered (PA2). */
export function takeBlock(machine: Machine, order: number, use: Use): number {
  const zones = suitable(machine, use);
  for (const at of zones) {
    if (available(at, use) < 1 << order) continue;
    const pfn = allocPages(at.zone, order);
    if (pfn < 0) continue;
    if (order > 0) emit(machine, 'alloc-pages', 0, -1, pfn, order);
    noteZone(machine, at.kind, pfn, use);
    return pfn;
  }
  if (order > 0 && freeFrames(machine, use) >= 1 << order) emit(machine, 'no-block', 0, -1, -1, order);
  return -1;
}

/** The two cases in which the choice of zone is news: a user page in the DMA zone, the kernel kept out of high memory. */
function noteZone(machine: Machine, kind: number, pfn: number, use: Use): void {
  if (use === 'user' && kind === ZONE.dma) emit(machine, 'zone-fallback', 0, -1, pfn);
  const high = machine.zones.find((at) => at.kind === ZONE.high);
  if (use === 'kernel' && high !== undefined && freeCount(high.zone) > 0)
    emit(machine, 'direct-map', 0, -1, pfn);
}

/** Takes the frame that was picked by hand; false when it is not free. */
export function takeAt(machine: Machine, pfn: number): boolean {
  const at = zoneOf(machine, pfn);
  return at !== undefined && allocAt(at.zone, pfn);
}

/** The order of the free block that begins at a frame, -1 when none does. */
export function blockAt(machine: Machine, pfn: number): number {
  const at = zoneOf(machine, pfn);
  return at === undefined ? -1 : at.zone.orderAt[pfn - at.zone.base];
}

/** Gives 2^order frames back. */
export function giveBlock(machine: Machine, pfn: number, order: number): void {
  const at = zoneOf(machine, pfn);
  if (at === undefined) throw new Error(`frame ${pfn} is no RAM`);
  const merges = freePages(at.zone, pfn, order);
  if (merges > 0) emit(machine, 'merge', 0, -1, pfn, merges);
}

/** External fragmentation: the share of a zone's free frames outside its largest free block. Permille. */
export function fragmentation(zone: Zone): number {
  const free = freeCount(zone);
  return free === 0 ? 0 : 1000 - Math.floor((largestFree(zone) * 1000) / free);
}
