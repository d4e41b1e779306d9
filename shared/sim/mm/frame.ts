/**
 * The frame table (FR1, FR3, FR4): taking and giving back frames, and the reverse map from a frame to the pages
 * that map it. What a frame holds is a content stamp: who wrote it and when, 0 when wiped.
 */
import { ACCESSED, DIRTY, emit, type Machine, pidOf, vpnOf } from '../machine.ts';
import { FRAME } from '../view.ts';
import { giveBlock, takeAt, takeBlock, type Use } from './zones.ts';

/** A stamp names its writer in the low byte (0 the kernel) and a version of that writer above it. */
export const stampOf = (pid: number, version: number): number => ((version << 8) | pid) >>> 0;
export const writerOf = (stamp: number): number => stamp & 0xff;
/** What a file's page holds: the first version of its owner. Written versions start above it. */
export const fileStamp = (pid: number): number => stampOf(pid, 1);

/** Kinds that hold what processes work with; every other used frame is the kernel's own, pinned. */
const USERS: readonly number[] = [FRAME.user, FRAME.cache, FRAME.shm];
export const isUserKind = (kind: number): boolean => USERS.includes(kind);

const useOf = (kind: number): Use =>
  isUserKind(kind) ? 'user' : kind === FRAME.vmalloc ? 'vmalloc' : 'kernel';

/** Takes the lowest free frame of the best zone, or the free frame `pfn`; -1 when there is none. The content stays as it was. */
export function takeFrame(machine: Machine, kind: number, pid: number, pfn = -1): number {
  const taken = pfn < 0 ? takeBlock(machine, 0, useOf(kind)) : takeAt(machine, pfn) ? pfn : -1;
  if (taken < 0) return -1;
  if (isUserKind(kind)) {
    machine.kind[taken] = kind;
    machine.owner[taken] = pid;
    machine.loaded[taken] = machine.tick;
  } else claim(machine, taken, kind, pid);
  return taken;
}

/** Takes 2^order frames in one piece for the kernel or a device, pinned; the first, or -1. */
export function takeBlockFor(machine: Machine, kind: number, pid: number, order: number): number {
  const pfn = takeBlock(machine, order, kind === FRAME.dma || kind === FRAME.pool ? 'dma' : 'kernel');
  for (let at = pfn; pfn >= 0 && at < pfn + (1 << order); at++) claim(machine, at, kind, pid);
  return pfn;
}

/** Gives such a block back. */
export function releaseBlock(machine: Machine, pfn: number, order: number): void {
  for (let at = pfn; at < pfn + (1 << order); at++) blank(machine, at);
  giveBlock(machine, pfn, order);
  emit(machine, 'free-frame', 0, -1, pfn);
}

/** An empty frame that was somebody's page becomes a page table. */
export const becomeTable = (machine: Machine, pfn: number, pid: number): void =>
  claim(machine, pfn, FRAME.table, pid);

/** The kernel writes its own data into a frame and pins it. */
function claim(machine: Machine, pfn: number, kind: number, pid: number): void {
  machine.kind[pfn] = kind;
  machine.owner[pfn] = pid;
  machine.pins[pfn] = 1;
  machine.locked[pfn] = 0;
  machine.loaded[pfn] = machine.tick;
  machine.content[pfn] = stampOf(0, 1);
  emit(machine, 'kernel-frame', pid, -1, pfn, kind);
}

/** Nobody's any more; what it held stays in it. */
function blank(machine: Machine, pfn: number): void {
  machine.kind[pfn] = FRAME.free;
  machine.owner[pfn] = 0;
  machine.pins[pfn] = 0;
  machine.locked[pfn] = 0;
}

/** Gives a frame back. Throws when something still maps it: an impossible state, not a refusal. */
export function releaseFrame(machine: Machine, pfn: number): void {
  if (machine.rmapHead[pfn] >= 0) throw new Error(`frame ${pfn} is given back while mapped`);
  blank(machine, pfn);
  giveBlock(machine, pfn, 0);
  emit(machine, 'free-frame', 0, -1, pfn);
}

/** Whether a frame is a user page that may go: not pinned, not in flight. */
export const isMovable = (machine: Machine, pfn: number): boolean =>
  isUserKind(machine.kind[pfn]) && machine.pins[pfn] === 0 && machine.locked[pfn] === 0;

/** Pages that map a frame, oldest mapping last. */
export function mappings(machine: Machine, pfn: number): number[] {
  const pages: number[] = [];
  for (let page = machine.rmapHead[pfn]; page >= 0; page = machine.rmapNext[page]) pages.push(page);
  return pages;
}

export function addMapping(machine: Machine, pfn: number, page: number): void {
  machine.rmapNext[page] = machine.rmapHead[pfn];
  machine.rmapHead[pfn] = page;
}

export function removeMapping(machine: Machine, pfn: number, page: number): void {
  if (machine.rmapHead[pfn] === page) machine.rmapHead[pfn] = machine.rmapNext[page];
  else {
    let at = machine.rmapHead[pfn];
    while (machine.rmapNext[at] !== page) at = machine.rmapNext[at];
    machine.rmapNext[at] = machine.rmapNext[page];
  }
  machine.rmapNext[page] = -1;
}

/** The OR of a frame's PTE bits (FR3): DIRTY, ACCESSED. */
export function frameBits(machine: Machine, pfn: number): number {
  let bits = 0;
  for (let page = machine.rmapHead[pfn]; page >= 0; page = machine.rmapNext[page]) bits |= machine.pte[page];
  return bits & (ACCESSED | DIRTY);
}

/** First owner of a mapped frame: [pid, vpn], or [0, -1]. */
export function firstMapper(machine: Machine, pfn: number): [number, number] {
  const page = machine.rmapHead[pfn];
  return page < 0 ? [0, -1] : [pidOf(machine, page), vpnOf(machine, page)];
}
