/**
 * load and unload: modules in the kernel (OS1, KM1). A module's memory comes from kmalloc, in one physical piece, or
 * from vmalloc, scattered frames under a page table of their own. A driver that writes wild takes the machine down where
 * it runs in ring 0, and only itself where it is a process: which is which is the personality's.
 */
import type { KernelCommand } from '../command.ts';
import { type Errno, fail } from '../errno.ts';
import { emit, type Machine, type Module } from '../machine.ts';
import { takeBlockFor, takeFrame } from '../mm/frame.ts';
import { giveKernelBlock, giveKernelFrame } from '../mm/kernelFrame.ts';
import { makeRoom } from '../mm/shrink.ts';
import { freeFrames } from '../mm/zones.ts';
import { FRAME, MODULE, MODULES, PERSONALITY } from '../names.ts';
import type { ModuleName, Personality } from '../param.ts';
import { drawBelow } from '../rng.ts';
import { type Order, queue } from './order.ts';
import { panic } from './panic.ts';

/** Order of the block a module takes, and whether a device reads it: then it must be in one piece. */
export const NEEDS: { readonly [module: number]: { order: number; dma: boolean } } = {
  [MODULE.nic]: { order: 1, dma: true },
  [MODULE.blk]: { order: 2, dma: false },
};

/** While a module's load is not paid for: later than any match ends. */
const LOADING = 2 ** 31 - 1;

/** How a module gets its memory. */
export const HOW = ['kmalloc', 'vmalloc'] as const;
/** Ticks by which the block driver shortens a page of the disk. Permille. */
const DISK_SAVED = 300;
/** The stream of drivers' faults. */
const BUGS = 0x6000_0000;

export const moduleOf = (machine: Machine, id: number): Module | undefined =>
  machine.modules.find((module) => module.id === id);

/** Whether a module is loaded and its driver runs. */
export const works = (machine: Machine, id: number): boolean => moduleOf(machine, id)?.restartAt === -1;

/** Ticks that a page takes on the disk, with or without the driver that orders requests well. */
export function diskTicks(machine: Machine): number {
  const { disk } = machine.param.cost;
  return works(machine, MODULE.blk) ? Math.max(1, disk - Math.floor((disk * DISK_SAVED) / 1000)) : disk;
}

const personalityOf = (machine: Machine): number => PERSONALITY[machine.param.personality];

/** Takes a module's memory; the refusal when it can't be had that way. */
function take(machine: Machine, id: number, how: number): Module | Errno {
  const { order, dma } = NEEDS[id];
  makeRoom(machine, (1 << order) + 1);
  if (HOW[how] === 'kmalloc') {
    const pfn = takeBlockFor(machine, FRAME.module, 0, order);
    if (pfn < 0) return 'ENOMEM';
    const frames = Array.from({ length: 1 << order }, (_, at) => pfn + at);
    return { id, how, frames, table: -1, restartAt: -1 };
  }
  // The device would read on in whatever frame comes next.
  if (dma) return 'EINVAL';
  const pages = 1 << order;
  if (freeFrames(machine, 'vmalloc') < pages + 1 || freeFrames(machine, 'kernel') < 1) return 'ENOMEM';
  const table = takeFrame(machine, FRAME.table, 0);
  const frames = Array.from({ length: pages }, () => takeFrame(machine, FRAME.vmalloc, 0));
  emit(machine, 'vmalloc', 0, -1, frames[0], pages);
  return { id, how, frames, table, restartAt: -1 };
}

/** Modules that the scenario has loaded from boot on. */
export function bootModules(machine: Machine): void {
  for (const name of machine.param.modules) {
    const id = MODULE[name];
    const module = take(machine, id, HOW.indexOf('kmalloc'));
    if (typeof module === 'string') throw new Error(`module ${id} does not fit into RAM`);
    machine.modules.push(module);
    emit(machine, 'load', 0, personalityOf(machine), -1, id);
  }
}

export const load: Order<Extract<KernelCommand, { op: 'load' }>> = {
  give(machine, { module, how }) {
    const id = MODULE[module];
    const way = HOW.indexOf(how ?? 'kmalloc');
    if (moduleOf(machine, id) !== undefined) return fail('EEXIST');
    if (NEEDS[id].dma && HOW[way] === 'vmalloc') return fail('EINVAL');
    const { entry, map } = machine.param.cost;
    // vmalloc enters each page into a table; kmalloc's memory is mapped from boot.
    const tables = HOW[way] === 'vmalloc' ? (map + 1) << NEEDS[id].order : 0;
    const taken = take(machine, id, way);
    if (typeof taken === 'string') return fail(taken);
    machine.modules.push({ ...taken, restartAt: LOADING });
    return queue(machine, 'load', entry + tables, { n: id });
  },
  advance(machine, work) {
    const module = moduleOf(machine, work.n);
    if (module === undefined) return 'done';
    module.restartAt = -1;
    emit(machine, 'load', 0, personalityOf(machine), -1, work.n);
    return 'done';
  },
};

export const unload: Order<Extract<KernelCommand, { op: 'unload' }>> = {
  give: (machine, { module }) =>
    moduleOf(machine, MODULE[module]) === undefined
      ? fail('ENOENT')
      : queue(machine, 'unload', machine.param.cost.entry, { n: MODULE[module] }),
  advance(machine, work) {
    const module = moduleOf(machine, work.n);
    if (module === undefined) return 'done';
    machine.modules = machine.modules.filter((one) => one !== module);
    if (module.table >= 0) giveKernelFrame(machine, module.table);
    if (HOW[module.how] === 'kmalloc') giveKernelBlock(machine, module.frames[0], NEEDS[module.id].order);
    else for (const pfn of module.frames) giveKernelFrame(machine, pfn);
    emit(machine, 'unload', 0, -1, -1, work.n);
    return 'done';
  },
};

/** The drivers that run in ring 0: all in a monolithic kernel, the disk's in a hybrid one, none in a microkernel. */
export const RING_ZERO: { readonly [P in Personality]: readonly ModuleName[] } = {
  monolithic: ['nic', 'blk'],
  hybrid: ['blk'],
  microkernel: [],
};

const inRingZero = (machine: Machine, id: number): boolean =>
  RING_ZERO[machine.param.personality].includes(MODULES[id]);

/** A driver is used, and may write wild: false when that was the end of it, for now or for the machine. */
export function useDriver(machine: Machine, id: number, index: number): boolean {
  if (!works(machine, id)) return false;
  if (drawBelow(machine.seed, BUGS + id, index, 1000) >= machine.param.driverBug) return true;
  driverFault(machine, id);
  return false;
}

/** A driver writes where it should not: a panic in ring 0, a restart outside it. */
export function driverFault(machine: Machine, id: number): void {
  const module = moduleOf(machine, id);
  if (module === undefined) return;
  emit(machine, 'driver-bug', 0, personalityOf(machine), -1, id);
  if (inRingZero(machine, id)) panic(machine, 'driver-bug');
  else module.restartAt = machine.tick + machine.param.driverRestart;
}

/** Drivers that crashed come back when their time has come. */
export function tickModules(machine: Machine): void {
  for (const module of machine.modules) {
    if (module.restartAt < 0 || machine.tick < module.restartAt) continue;
    module.restartAt = -1;
    emit(machine, 'driver-restart', 0, personalityOf(machine), -1, module.id);
  }
}
