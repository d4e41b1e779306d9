/**
 * fork, zombies and wait (AS4). A child is a process without a player: it gets a copy of the parent's page tables over
 * the same frames, runs the one job it was forked for, and ends. What it earns goes to the parent's player.
 */
import { ERRNO } from '../errno.ts';
import { COW, emit, LOCKED, type Machine, PRESENT, pageOf, WRITABLE } from '../machine.ts';
import { committed, promisable } from '../mm/addressSpace.ts';
import { takeFrame } from '../mm/frame.ts';
import { giveKernelFrame } from '../mm/kernelFrame.ts';
import { kmemAlloc, kmemFreeAll } from '../mm/kmem.ts';
import { ensureTable, hasTable, isOfDevice, isOwn, setPte, tableCount } from '../mm/pageTable.ts';
import { makeRoom } from '../mm/shrink.ts';
import { setSlot } from '../mm/swap.ts';
import { tlbFlush } from '../mm/tlb.ts';
import { fitVmas } from '../mm/vma.ts';
import { freeFrames } from '../mm/zones.ts';
import { FRAME, JOB, JOB_KIND, VMA } from '../names.ts';
import type { Job } from './job.ts';
import { NEVER, type Process } from './process.ts';

/** A process's children, zombies included. */
export const childrenOf = (machine: Machine, process: Process): Process[] =>
  machine.processes.filter((one) => one.parent === process.pid && !one.orphan);

/** Jobs that a child may take: whole and ready. Work with a partner is between the two who agreed on it. */
export const mayFork = (job: Job): boolean =>
  job.state === JOB.ready && (job.kind === JOB_KIND.plain || job.kind === JOB_KIND.file);

/** Forks a child that runs a job whose buffers are all placed. Returns its pid, or -errno. */
export function forkProcess(machine: Machine, parent: Process, jobId: number): number {
  const { processes } = machine.param;
  const job = parent.jobs.find((one) => one.id === jobId && mayFork(one));
  if (job === undefined) return -ERRNO.EINVAL;
  const child = machine.processes.find((one) => one.pid > processes && one.parent === 0);
  if (child === undefined || childrenOf(machine, parent).length + 1 >= parent.limitNproc)
    return -ERRNO.EAGAIN;
  if (machine.param.strict && committed(machine) + parent.asPages > promisable(machine)) return -ERRNO.ENOMEM;
  // A stack, a directory, the leaf tables, and perhaps a slab for the task.
  const need = 1 + tableCount(machine, parent.pid) + (machine.param.slab ? 2 : 0);
  makeRoom(machine, need);
  if (freeFrames(machine, 'kernel') < need) return -ERRNO.ENOMEM;
  machine.stack[child.pid - 1] = takeFrame(machine, FRAME.stack, child.pid);
  machine.directory[child.pid - 1] = takeFrame(machine, FRAME.table, child.pid);
  kmemAlloc(machine, 'task', child.pid);
  copyTask(machine, parent, child);
  copySpace(machine, parent.pid, child.pid);
  fitVmas(machine, child.pid);
  parent.jobs = parent.jobs.filter((one) => one !== job);
  for (const block of parent.blocks) if (block.job === job.id) block.job = 0;
  child.jobs = [{ ...job, sizes: [...job.sizes], ptrs: [...job.ptrs], state: JOB.running }];
  emit(machine, 'fork', parent.pid, -1, -1, child.pid);
  return child.pid;
}

function copyTask(machine: Machine, parent: Process, child: Process): void {
  child.parent = parent.pid;
  child.seat = parent.pid;
  child.startAt = -1;
  child.dead = false;
  child.nice = parent.nice;
  child.limitRss = parent.limitRss;
  child.limitAs = parent.limitAs;
  child.limitMemlock = parent.limitMemlock;
  child.brk = parent.brk;
  child.heap = {
    ...parent.heap,
    free: parent.heap.free.map((block) => ({ ...block })),
    live: parent.heap.live.map((block) => ({ ...block })),
  };
  child.blocks = parent.blocks.map((block) => ({ ...block }));
  child.nextAccess = machine.tick + machine.param.accessPeriod;
}

/** Copies page tables: own writable pages become copy-on-write on both sides, everything else is shared as it was. */
function copySpace(machine: Machine, from: number, to: number): void {
  let space = 0;
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const page = pageOf(machine, from, vpn);
    const copy = pageOf(machine, to, vpn);
    const kind = machine.vma[page];
    const left = isOfDevice(machine, page);
    machine.vma[copy] = left ? VMA.none : kind;
    if (machine.vma[copy] > VMA.null) space++;
    machine.backed[copy] = machine.backed[page];
    machine.expect[copy] = machine.expect[page];
    // A table that only a device's pages need stays with the parent.
    if (left || kind <= VMA.null) continue;
    if (hasTable(machine, from, vpn)) ensureTable(machine, to, vpn);
    if (machine.slot[page] >= 0) setSlot(machine, copy, machine.slot[page]);
    if (!(machine.pte[page] & PRESENT)) continue;
    if (isOwn(machine, page) && machine.pte[page] & WRITABLE) {
      machine.pte[page] = (machine.pte[page] & ~WRITABLE) | COW;
    }
    setPte(machine, copy, machine.pfn[page], machine.pte[page] & ~LOCKED);
  }
  machine.processes[to - 1].asPages = space;
  // Translations that still say "writable" would write into what is shared now.
  tlbFlush(machine, from);
}

/** A child has ended: its tables and stack go back, its task stays until somebody asks for it. */
export function becomeZombie(machine: Machine, child: Process): void {
  child.startAt = NEVER;
  child.zombie = true;
  for (const list of [machine.stack, machine.directory]) {
    const pfn = list[child.pid - 1];
    list[child.pid - 1] = -1;
    if (pfn < 0) continue;
    giveKernelFrame(machine, pfn);
  }
  emit(machine, 'zombie', child.parent, -1, -1, child.pid);
  if (child.orphan) reap(machine, child);
}

/** The last of a child goes. */
export function reap(machine: Machine, child: Process): void {
  emit(machine, 'reap', child.parent, -1, -1, child.pid);
  child.zombie = false;
  child.dead = false;
  child.parent = 0;
  child.orphan = false;
  kmemFreeAll(machine, 'task', child.pid);
}

/** The parent is gone: nobody will wait for the child, so the system reaps it when it ends. */
export function disown(machine: Machine, child: Process): void {
  child.orphan = true;
  if (child.zombie) reap(machine, child);
}
