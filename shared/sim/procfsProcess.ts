/** The process's part of viewFor: its address space, heap, jobs and traps, without a frame number. */
import { atLimit } from './kernel/limited.ts';
import { isShared } from './kernel/share.ts';
import {
  ACCESSED,
  COW,
  DIRTY,
  LOCKED,
  type Machine,
  PRESENT,
  pageOf,
  type Trap,
  WRITABLE,
} from './machine.ts';
import { heapStart } from './mm/addressSpace.ts';
import { backing, hasTable } from './mm/pageTable.ts';
import { tlbLookup } from './mm/tlb.ts';
import { type Process, stateOf } from './proc/process.ts';
import { fillOwn } from './procfsMemory.ts';
import { lockedPages } from './syscall/advice.ts';
import {
  MAX_BLOCKS,
  MAX_BUFFERS,
  MAX_JOBS,
  MAX_OFFERS,
  MAX_TRAPS_EACH,
  PAGE,
  STAGE,
  TRAP,
  VMA,
} from './view.ts';

export type Put = (section: string, index: number, ...values: number[]) => void;

/** Pages that the kernel is fetching now, as indices into the machine's arrays. */
export function pagesInTransit(machine: Machine): Set<number> {
  const fetched = machine.traps.filter(
    (trap) => trap.call === 0 && trap.vpn >= 0 && trap.stage !== STAGE.queued,
  );
  return new Set(fetched.map((trap) => pageOf(machine, trap.pid, trap.vpn)));
}

/** Index in PAGE_STATES. */
export function pageState(machine: Machine, page: number, transit: ReadonlySet<number>): number {
  if (machine.vma[page] <= VMA.null) return PAGE.none;
  if (machine.pte[page] & PRESENT) return PAGE.resident;
  if (transit.has(page)) return PAGE.transit;
  if (backing(machine, page) !== 'zero') return PAGE.out;
  return machine.expect[page] === 0 ? PAGE.untouched : PAGE.out;
}

/** Traps in the order in which the kernel should serve them: by niceness, then by age (SY1). */
export function ranked(machine: Machine): Trap[] {
  const niceness = (trap: Trap) => machine.processes[trap.pid - 1].nice;
  return [...machine.traps].sort(
    (a, b) => niceness(a) - niceness(b) || a.since - b.since || a.pid - b.pid || a.id - b.id,
  );
}

export function putTrap(
  machine: Machine,
  put: Put,
  index: number,
  trap: Trap | undefined,
  ahead: number,
): void {
  if (trap === undefined) {
    put('traps', index, 0, 0, -1, 0, -1, -1, 0, 0, 0, 0, 0, 0, 0, 0);
    return;
  }
  const { id, pid, kind, call, vpn, address, arg, write, since, stage } = trap;
  const fault = kind <= TRAP.major;
  const table = fault && !hasTable(machine, pid, vpn) ? 1 : 0;
  const shared = fault && isShared(machine, trap) ? 1 : 0;
  const limited = fault && atLimit(machine, trap) ? 1 : 0;
  const about = [id, pid, kind, call, vpn, address, arg, write, since, stage];
  put('traps', index, ...about, ahead, table, shared, limited);
}

const padded = (values: readonly number[], length: number): number[] =>
  Array.from({ length }, (_, index) => values[index] ?? -1);

/** A process's account, in the order of accountFields. */
export function accountOf(machine: Machine, process: Process): number[] {
  const { pid, score, work, nice, rss, limitRss, asPages, limitAs, limitMemlock, limitNproc } = process;
  const state = stateOf(machine, process);
  const locked = lockedPages(machine, pid);
  return [pid, state, score, work, nice, rss, limitRss, asPages, limitAs, limitMemlock, limitNproc, locked];
}

export function fillProcess(machine: Machine, process: Process, put: Put): void {
  const { pid } = process;
  put(
    'self',
    0,
    ...accountOf(machine, process),
    heapStart(machine),
    process.brk,
    process.crashes,
    process.kills,
    process.secrets,
    process.delivered,
    process.startAt,
    process.majorFaults,
    process.minorFaults,
    process.runTicks,
    process.waitTicks,
    process.busyUntil,
    machine.param.cellsPerPage,
  );
  fillPages(machine, pid, put);
  fillHeap(process, put);
  fillOwn(machine, process, put);
  const queue = ranked(machine);
  const own = queue.filter((trap) => trap.pid === pid);
  for (let index = 0; index <= MAX_TRAPS_EACH; index++) {
    const trap = own[index];
    const before = queue.slice(0, trap ? queue.indexOf(trap) : 0);
    putTrap(machine, put, index, trap, before.filter((other) => other.stage === STAGE.queued).length);
  }
}

function fillPages(machine: Machine, pid: number, put: Put): void {
  const transit = pagesInTransit(machine);
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, pid, vpn);
    const pte = machine.pte[page];
    put(
      'pages',
      vpn,
      machine.vma[page],
      pageState(machine, page, transit),
      pte & ACCESSED ? 1 : 0,
      pte & DIRTY ? 1 : 0,
      pte & WRITABLE ? 1 : 0,
      tlbLookup(machine, pid, vpn) >= 0 ? 1 : 0,
      pte & COW ? 1 : 0,
      pte & LOCKED ? 1 : 0,
    );
  }
}

function fillHeap(process: Process, put: Put): void {
  for (let index = 0; index < MAX_BLOCKS; index++) {
    const block = process.blocks[index];
    if (block === undefined) put('blocks', index, -1, 0, 0, -1, 0);
    else put('blocks', index, block.ptr, block.size, block.job, block.buffer, block.mapped);
  }
  for (let index = 0; index <= MAX_OFFERS; index++) {
    const offer = process.offers[index];
    const sizes = padded(offer?.sizes ?? [], MAX_BUFFERS);
    if (offer === undefined) put('offers', index, 0, -1, -1, 0, ...sizes, 0, 0, 0, 0, 0, 0, -1, 0, -1);
    else {
      const { id, title, pattern, accesses, reward, due, overrun } = offer;
      const head = [id, title, pattern, offer.sizes.length];
      const beyond = [offer.kind, offer.peer, offer.file, offer.items, offer.via];
      put('offers', index, ...head, ...sizes, accesses, reward, due, overrun, ...beyond);
    }
  }
  for (let index = 0; index < MAX_JOBS; index++) {
    const job = process.jobs[index];
    const sizes = padded(job?.sizes ?? [], MAX_BUFFERS);
    const ptrs = padded(job?.ptrs ?? [], MAX_BUFFERS);
    if (job === undefined)
      put('jobs', index, 0, -1, -1, 0, 0, 0, 0, 0, 0, ...sizes, ...ptrs, 0, 0, 0, -1, 0, -1, 0);
    else {
      const { id, title, pattern, state, done, accesses, reward, dueAt, overrun } = job;
      const head = [id, title, pattern, state, done, accesses, reward, dueAt, job.sizes.length];
      const beyond = [job.kind, job.peer, job.file, job.items, job.via, job.moved];
      put('jobs', index, ...head, ...sizes, ...ptrs, overrun, ...beyond);
    }
  }
}
