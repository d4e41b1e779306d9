/**
 * A process: a player's program with a processor of its own (AC1). Its birth, its death (KO3), and what it is
 * waiting for. Its memory lies in the machine's arrays.
 */

import { dropPackets } from '../device/nic.ts';
import { createFreeList, type FreeList } from '../heap/freeList.ts';
import { noteLoad } from '../kernel/govern.ts';
import { emit, type Machine, pageOf, USER, WRITABLE } from '../machine.ts';
import { clearSpace, heapStart, layOutSpace } from '../mm/addressSpace.ts';
import { fileStamp, takeFrame } from '../mm/frame.ts';
import { kmemAlloc } from '../mm/kmem.ts';
import { ensureTable, setPte } from '../mm/pageTable.ts';
import { fitVmas } from '../mm/vma.ts';
import { CALL, CALLS, FRAME, MAX_FILES, STATE, TRAP } from '../names.ts';
import { fillOffers, type Job, type Offer } from './job.ts';
import { leavePartners } from './joint.ts';
import { forgetObjects } from './objects.ts';

/** A block that malloc handed out: cell address, cells, whose buffer (job 0: the job is gone). */
export interface Block {
  ptr: number;
  size: number;
  job: number;
  buffer: number;
  /** Pages of its own by mmap, 0 in the heap. */
  mapped: number;
}

/** A malloc that waits for its system call. */
export interface PendingMalloc {
  trap: number;
  job: number;
  buffer: number;
  size: number;
  fit: number;
  /** Pages asked for. */
  pages: number;
}

export interface Process {
  pid: number;
  /** starting or dead until this tick; -1 once it runs. */
  startAt: number;
  dead: boolean;
  /** The player's process that forked it, 0 for a player's own; it ended and was not reaped; nobody will. */
  parent: number;
  /** Whose score it counts for: its own pid, or that of the last who forked it. */
  seat: number;
  zombie: boolean;
  orphan: boolean;
  stopped: boolean;
  nice: number;
  rss: number;
  limitRss: number;
  limitAs: number;
  limitMemlock: number;
  limitNproc: number;
  asPages: number;
  /** First page after the heap. */
  brk: number;
  score: number;
  work: number;
  crashes: number;
  /** Times that the kernel or the OOM killer ended it; a child's are its player's. */
  kills: number;
  secrets: number;
  /** Packets that reached it; calls that were answered with no errno, by number. Its children's count here too. */
  delivered: number;
  calls: number[];
  majorFaults: number;
  minorFaults: number;
  runTicks: number;
  waitTicks: number;
  busyUntil: number;
  /** Version of the last stamp it wrote; see mm/frame.ts. */
  version: number;
  nextAccess: number;
  /** The fault it is blocked on, 0 for none. */
  faultTrap: number;
  /** The call that its job waits for, 0 for none. */
  callTrap: number;
  /** A call whose job is gone: what it brings goes back. */
  droppedCall: number;
  /** Letters that wait to be received, files open (-1: a free descriptor), calls submitted in one crossing. */
  mail: { from: number; value: number }[];
  files: number[];
  ring: { call: number; vpn: number; arg: number; address: number }[];
  touch: { address: number; write: boolean } | null;
  heap: FreeList;
  blocks: Block[];
  pending: PendingMalloc[];
  jobs: Job[];
  offers: Offer[];
  /** Traps opened, offers made, jobs taken so far. */
  raised: number;
  offered: number;
  accepted: number;
}

/** When a place for a child is used by nobody. */
export const NEVER = 2 ** 31 - 1;

export function createProcess(machine: Machine, pid: number): Process {
  const { limit, startEvery, processes } = machine.param;
  return {
    pid,
    startAt: pid > processes ? NEVER : 1 + (pid - 1) * startEvery,
    dead: false,
    parent: 0,
    seat: pid > processes ? 1 : pid,
    zombie: false,
    orphan: false,
    stopped: false,
    nice: 0,
    rss: 0,
    limitRss: limit.rss,
    limitAs: limit.as,
    limitMemlock: limit.memlock,
    limitNproc: limit.nproc,
    asPages: 0,
    brk: 0,
    score: 0,
    work: 0,
    crashes: 0,
    kills: 0,
    secrets: 0,
    delivered: 0,
    calls: new Array<number>(CALLS.length).fill(0),
    majorFaults: 0,
    minorFaults: 0,
    runTicks: 0,
    waitTicks: 0,
    busyUntil: 0,
    version: 1,
    nextAccess: 0,
    faultTrap: 0,
    callTrap: 0,
    droppedCall: 0,
    mail: [],
    files: new Array<number>(MAX_FILES).fill(-1),
    ring: [],
    touch: null,
    heap: emptyHeap(machine),
    blocks: [],
    pending: [],
    jobs: [],
    offers: [],
    raised: 0,
    offered: 0,
    accepted: 0,
  };
}

function emptyHeap(machine: Machine): FreeList {
  const { cellsPerPage, headerCells } = machine.param;
  const base = heapStart(machine) * cellsPerPage;
  return createFreeList({ base, size: 0, policy: 'first', header: headerCells, coalesce: true });
}

/** Index in PROCESS_STATES. */
export function stateOf(machine: Machine, process: Process): number {
  if (process.zombie) return STATE.zombie;
  if (process.startAt === NEVER) return STATE.unused;
  if (process.startAt >= 0) return process.dead ? STATE.dead : STATE.starting;
  if (process.stopped) return STATE.stopped;
  if (process.faultTrap > 0 || process.callTrap > 0) return STATE.blocked;
  if (process.jobs.some((job) => job.state === 2)) return STATE.running;
  return machine.traps.some((trap) => trap.pid === process.pid) ? STATE.blocked : STATE.idle;
}

/**
 * Takes a process's kernel stack and page directory, which stay with its seat from the machine's boot on, so that no
 * process waits for ever to be started.
 */
export function reserveKernelFrames(machine: Machine, pid: number): void {
  machine.stack[pid - 1] = takeFrame(machine, FRAME.stack, pid);
  machine.directory[pid - 1] = takeFrame(machine, FRAME.table, pid);
  if (machine.directory[pid - 1] < 0) throw new Error('kernel stacks and directories do not fit into RAM');
}

/** Starts a process: an address space laid out, text and stack resident as far as frames are free (the rest faults in). */
export function startProcess(machine: Machine, process: Process): void {
  const { pid } = process;
  layOutSpace(machine, pid);
  const { pages, textPages, stackPages } = machine.param;
  for (let vpn = 1; vpn <= textPages && !machine.param.sharedText; vpn++) {
    machine.expect[pageOf(machine, pid, vpn)] = fileStamp(pid);
    bringIn(machine, process, vpn, fileStamp(pid), USER);
  }
  for (let vpn = pages - stackPages; vpn < pages; vpn++) bringIn(machine, process, vpn, 0, USER | WRITABLE);
  process.asPages = textPages + stackPages;
  process.brk = heapStart(machine);
  process.heap = emptyHeap(machine);
  kmemAlloc(machine, 'task', pid);
  fitVmas(machine, pid);
  emit(machine, 'boot', pid, -1, -1, process.dead ? 1 : 0);
  process.startAt = -1;
  process.dead = false;
  // Its rank goes with a process: nobody could raise it again.
  process.nice = 0;
  fillOffers(machine, process);
}

function bringIn(machine: Machine, process: Process, vpn: number, stamp: number, bits: number): void {
  if (!ensureTable(machine, process.pid, vpn)) return;
  const pfn = takeFrame(machine, FRAME.user, process.pid);
  if (pfn < 0) return;
  machine.content[pfn] = stamp;
  mapIn(machine, process, vpn, pfn, bits);
}

/** Maps a frame that was brought in for a page, and counts it. */
export function mapIn(machine: Machine, process: Process, vpn: number, pfn: number, bits: number): void {
  setPte(machine, pageOf(machine, process.pid, vpn), pfn, bits);
  machine.loaded[pfn] = machine.tick;
  noteLoad(machine, pfn, pageOf(machine, process.pid, vpn));
  machine.pageIns += 1;
  emit(machine, 'page-in', process.pid, vpn, pfn);
}

/**
 * Ends a process (KO3): its jobs are lost, its memory goes back, its traps are forgotten; it starts again after a
 * while. The kernel stack and the directory stay with the slot. Work under way for it ends by itself (kernel/cpu.ts).
 */
export function endProcess(machine: Machine, process: Process, pause: number): void {
  leavePartners(machine, process);
  for (const job of process.jobs) emit(machine, 'job-lost', process.pid, -1, -1, job.id);
  process.jobs = [];
  process.blocks = [];
  process.pending = [];
  process.offers = [];
  process.touch = null;
  process.faultTrap = 0;
  process.callTrap = 0;
  process.droppedCall = 0;
  process.stopped = false;
  process.dead = true;
  process.startAt = machine.tick + pause;
  machine.traps = machine.traps.filter((trap) => trap.pid !== process.pid);
  dropPackets(machine, process.pid);
  if (machine.rungBy === process.pid) machine.rungBy = 0;
  clearSpace(machine, process.pid);
  forgetObjects(machine, process);
  process.asPages = 0;
  process.brk = heapStart(machine);
  process.heap = emptyHeap(machine);
}

/** Whether it touched what is not its own, and waits for what becomes of it. */
export const hasIllegalTrap = (machine: Machine, process: Process): boolean =>
  machine.traps.some((t) => t.pid === process.pid && (t.kind === TRAP.maperr || t.kind === TRAP.accerr));

/** A crash by the process's own doing costs it points. */
export function crash(machine: Machine, process: Process, cause: 'segv' | 'abort'): void {
  const payer = machine.processes[process.seat - 1];
  payer.crashes += 1;
  payer.score -= machine.param.fine.crash;
  emit(machine, cause, process.pid);
  endProcess(machine, process, machine.param.restart);
}

/** Process numbers fit below this. */
const MOST_PIDS = 256;

/** Opens a trap at the boundary and returns its id. */
export function raise(
  machine: Machine,
  process: Process,
  kind: number,
  more: { vpn?: number; address?: number; call?: number; arg?: number; write?: boolean },
): number {
  process.raised += 1;
  // Numbered by its process: a number of the machine's would tell how often others trapped.
  const id = process.raised * MOST_PIDS + process.pid;
  machine.traps.push({
    id,
    pid: process.pid,
    kind,
    call: more.call ?? CALL.none,
    vpn: more.vpn ?? -1,
    address: more.address ?? -1,
    arg: more.arg ?? 0,
    write: more.write ? 1 : 0,
    since: machine.tick,
    stage: 0,
  });
  if (kind <= TRAP.cow) process.minorFaults += 1;
  if (kind === TRAP.major) process.majorFaults += 1;
  if (kind === TRAP.interrupt) emit(machine, 'interrupt', process.pid, -1, -1, more.arg ?? 0);
  else if (kind === TRAP.syscall) emit(machine, 'syscall', process.pid, more.call, -1, more.arg ?? 0);
  else {
    const type = kind <= TRAP.cow ? 'fault-minor' : kind === TRAP.major ? 'fault-major' : 'fault-invalid';
    emit(machine, type, process.pid, more.vpn ?? -1, -1, id);
  }
  return id;
}
