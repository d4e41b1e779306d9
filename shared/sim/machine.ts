/**
 * The machine's state: plain data and typed arrays, nothing hidden, so that hashing, copying and checking it
 * need no help from the rooms that change it. Pages of all processes lie in one row of arrays:
 * page = (pid - 1) * pages + vpn.
 */
import type { Event, EventType } from './event.ts';
import type { Slab } from './mm/slab.ts';
import type { MemZone } from './mm/zones.ts';
import type { Param } from './param.ts';
import type { PolicyState } from './policy/index.ts';
import type { Process } from './proc/process.ts';

/** PTE bits (AS2). A page that is not present has its slot in `slot`, a file behind it, or nothing. */
export const PRESENT = 1;
export const WRITABLE = 2;
export const USER = 4;
export const ACCESSED = 8;
export const DIRTY = 16;
/** Shared until somebody writes (AS4); locked in memory by its process (mlock). */
export const COW = 32;
export const LOCKED = 64;

/** Something waits at the boundary for the kernel (AC3, SY1). Numbers index the lists of view.ts. */
export interface Trap {
  id: number;
  pid: number;
  kind: number;
  call: number;
  vpn: number;
  address: number;
  arg: number;
  write: number;
  since: number;
  stage: number;
}

/** An order or a system call on the kernel's processor, or waiting for the disk on its behalf (KO1). */
export interface Work {
  id: number;
  /** Index in KERNEL_OPS; -1 when the kernel serves a call that needs no decision. */
  op: number;
  call: number;
  pid: number;
  pfn: number;
  vpn: number;
  trap: number;
  n: number;
  zero: boolean;
  flush: boolean;
  stage: number;
  left: number;
}

/** An order whose next stage is a device's, not the kernel's. */
export interface DeviceRequest {
  left: number;
  work: Work;
}

/** A module in the kernel (OS1): its frames, in one piece or with a table of their own (how 1: vmalloc). */
export interface Module {
  /** Index in MODULES. */
  id: number;
  how: number;
  frames: number[];
  table: number;
  /** The tick at which its crashed driver runs again, -1 while it runs. */
  restartAt: number;
}

/** A device's buffer that lies mapped in a process until it has been read (IR1). */
export interface Packet {
  pid: number;
  vpn: number;
  pfn: number;
  order: number;
  /** The block it lies in, and whether that is a reserve's. */
  block: number;
  reserve: boolean;
  until: number;
}

export interface DiskRequest {
  write: boolean;
  pid: number;
  vpn: number;
  left: number;
  work: Work;
}

export interface Machine {
  param: Param;
  seed: number;
  tick: number;
  /** Index in PHASES. */
  phase: number;
  rebootAt: number;
  panicReason: number;
  zones: MemZone[];
  /** Per frame: index in FRAME_KINDS, pid (0 the kernel), pins, in flight, content stamp, first mapping, tick loaded. */
  kind: Uint8Array;
  owner: Uint8Array;
  pins: Uint8Array;
  locked: Uint8Array;
  content: Uint32Array;
  rmapHead: Int32Array;
  loaded: Int32Array;
  /** Per page: index in VMA_KINDS, PTE bits, frame, swap slot, the stamp its owner expects, next mapping. */
  vma: Uint8Array;
  pte: Uint8Array;
  pfn: Int32Array;
  slot: Int32Array;
  expect: Uint32Array;
  rmapNext: Int32Array;
  /** Where in `cache` a page of a file or of shared memory has its frame, -1 for a page of the process's own. */
  backed: Int32Array;
  /** The page cache (AS5): the frame of each page of each file, then of each shared segment; and what files hold. */
  cache: Int32Array;
  fileContent: Uint32Array;
  /** Shared segments (SY1): pages, 0 for none. */
  shmPages: Uint8Array;
  /** Content stamp of the last breach through a page, so that one is counted once. */
  breached: Uint32Array;
  /** Per process: directory and kernel-stack frame; leaf tables, (pid - 1) * leaves + leaf. -1 for none. */
  directory: Int32Array;
  stack: Int32Array;
  table: Int32Array;
  /** Per process, tlbEntries each: vpn (-1 empty), frame, dirty, last use. */
  tlbVpn: Int32Array;
  tlbPfn: Int32Array;
  tlbDirty: Uint8Array;
  tlbUsed: Int32Array;
  /** Per slot: references, content stamp, whose page it was. */
  slotRefs: Uint8Array;
  slotContent: Uint32Array;
  slotPid: Uint8Array;
  slotVpn: Int16Array;
  disk: DiskRequest[];
  device: DeviceRequest[];
  packets: Packet[];
  /** Packets so far; dropped and delivered ones; whose ring of the doorbell waits for a packet, 0 for nobody's. */
  arrived: number;
  missed: number;
  delivered: number;
  rungBy: number;
  slabs: Slab[];
  modules: Module[];
  /** Reserved blocks for interrupts (mempool). */
  pool: { pfn: number; order: number }[];
  /** The frame in each temporary mapping of high memory, -1 for none (FR2). */
  kmap: Int32Array;
  /** By slot: index of the policy that is loaded, its frame (-1 without one); state of the reclaim policy. */
  policy: Uint8Array;
  policyFrame: Int32Array;
  reclaim: PolicyState | null;
  run: Work[];
  /** Orders taken so far, by their place in KERNEL_OPS. */
  given: number[];
  traps: Trap[];
  processes: Process[];
  /** secretOf[(pid - 1) * (P + 1) + owner] is 1 once pid has read a secret of owner (0 the kernel). */
  secretOf: Uint8Array;
  /** Ticks of processor time lost to refused orders. */
  stall: number;
  nextWork: number;
  oomAt: number;
  work: number;
  breaches: number;
  panics: number;
  kills: number;
  killed: number;
  pageIns: number;
  /** Ten one-second buckets each of ticks spent blocked on major faults, and ticks holding a job (RC4). */
  thrashBlocked: Int32Array;
  thrashHeld: Int32Array;
  /** What happened since `takeEvents`. Not part of the state that is hashed. */
  events: Event[];
}

/** Processes there may be: the players' and the children that they may fork (AS4). */
export const tasksOf = (param: Param): number => param.processes + param.children;

/** Records what happened; see event.ts for what n means. */
export function emit(machine: Machine, type: EventType, pid: number, vpn = -1, pfn = -1, n = 0): void {
  machine.events.push({ type, pid, pfn, vpn, n });
}

/** Hands over the events since the last call. */
export function takeEvents(machine: Machine): Event[] {
  const events = machine.events;
  machine.events = [];
  return events;
}

/** Index of a process's page in the machine's arrays. */
export const pageOf = (machine: Machine, pid: number, vpn: number): number =>
  (pid - 1) * machine.param.pages + vpn;
export const pidOf = (machine: Machine, page: number): number => Math.floor(page / machine.param.pages) + 1;
export const vpnOf = (machine: Machine, page: number): number => page % machine.param.pages;
export const processOf = (machine: Machine, pid: number): Process | undefined => machine.processes[pid - 1];

/** The player's process that a process belongs to: itself, or the one that forked it; 0 for the kernel. */
export const seatOf = (machine: Machine, pid: number): number =>
  pid === 0 ? 0 : machine.processes[pid - 1].seat;

/** The players' processes, without the children that they forked. */
export const playersOf = (machine: Machine): Process[] => machine.processes.slice(0, machine.param.processes);
