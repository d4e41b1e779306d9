/**
 * Power on: the machine as it is before its first tick. RAM in zones, the kernel's image and what it was configured with
 * in place, every process about to start.
 */
import { KERNEL_OPS } from './command.ts';
import { bootModules } from './kernel/module.ts';
import { bootPolicies } from './kernel/policy.ts';
import { emit, type Machine, tasksOf } from './machine.ts';
import { stampOf } from './mm/frame.ts';
import { createZones, takeAt } from './mm/zones.ts';
import { FRAME, KMAP_SLOTS, MAX_SHM, SLOTS } from './names.ts';
import type { Param } from './param.ts';
import { createProcess, reserveKernelFrames } from './proc/process.ts';

/** The arrays by frame, page, process and slot, all empty. */
function memoryOf(param: Param) {
  const { frames, pages, swapSlots, tlbEntries, files, filePages } = param;
  const processes = tasksOf(param);
  const leaves = Math.ceil(pages / param.tableEntries);
  return {
    kind: new Uint8Array(frames),
    owner: new Uint8Array(frames),
    pins: new Uint8Array(frames),
    locked: new Uint8Array(frames),
    content: new Uint32Array(frames),
    rmapHead: new Int32Array(frames).fill(-1),
    loaded: new Int32Array(frames),
    vma: new Uint8Array(processes * pages),
    pte: new Uint8Array(processes * pages),
    pfn: new Int32Array(processes * pages).fill(-1),
    slot: new Int32Array(processes * pages).fill(-1),
    expect: new Uint32Array(processes * pages),
    rmapNext: new Int32Array(processes * pages).fill(-1),
    breached: new Uint32Array(processes * pages),
    backed: new Int32Array(processes * pages).fill(-1),
    cache: new Int32Array((files + MAX_SHM) * filePages).fill(-1),
    fileContent: Uint32Array.from({ length: (files + MAX_SHM) * filePages }, () => stampOf(0, 2)),
    shmPages: new Uint8Array(MAX_SHM),
    kmap: new Int32Array(KMAP_SLOTS).fill(-1),
    policy: new Uint8Array(SLOTS.length),
    policyFrame: new Int32Array(SLOTS.length).fill(-1),
    directory: new Int32Array(processes).fill(-1),
    stack: new Int32Array(processes).fill(-1),
    table: new Int32Array(processes * leaves).fill(-1),
    tlbVpn: new Int32Array(processes * tlbEntries).fill(-1),
    tlbPfn: new Int32Array(processes * tlbEntries).fill(-1),
    tlbDirty: new Uint8Array(processes * tlbEntries),
    tlbUsed: new Int32Array(processes * tlbEntries),
    slotRefs: new Uint8Array(swapSlots),
    slotContent: new Uint32Array(swapSlots),
    slotPid: new Uint8Array(swapSlots),
    slotVpn: new Int16Array(swapSlots),
  };
}

/** The machine as it is before its first tick: the kernel's image in place, every process about to start. */
export function createMachine(param: Param, seed: number): Machine {
  const { processes } = param;
  const machine: Machine = {
    param,
    seed,
    tick: 0,
    phase: 0,
    rebootAt: -1,
    panicReason: -1,
    zones: createZones(param),
    ...memoryOf(param),
    disk: [],
    device: [],
    packets: [],
    arrived: 0,
    missed: 0,
    delivered: 0,
    rungBy: 0,
    slabs: [],
    modules: [],
    pool: [],
    reclaim: null,
    run: [],
    given: new Array<number>(KERNEL_OPS.length).fill(0),
    traps: [],
    processes: [],
    secretOf: new Uint8Array(processes * (processes + 1)),
    stall: 0,
    nextWork: 1,
    oomAt: -1,
    work: 0,
    breaches: 0,
    panics: 0,
    kills: 0,
    killed: 0,
    pageIns: 0,
    thrashBlocked: new Int32Array(10),
    thrashHeld: new Int32Array(10),
    events: [],
  };
  loadKernel(machine);
  bootModules(machine);
  bootPolicies(machine);
  for (let pid = 1; pid <= tasksOf(param); pid++) {
    if (pid <= processes) reserveKernelFrames(machine, pid);
    machine.processes.push(createProcess(machine, pid));
  }
  return machine;
}

/** Puts the kernel's image into the first frames of an empty RAM, pinned (FR3), and the device's registers at its end. */
export function loadKernel(machine: Machine): void {
  const { frames, kernelFrames, deviceFrames } = machine.param;
  const pin = (pfn: number, kind: number) => {
    machine.kind[pfn] = kind;
    machine.content[pfn] = stampOf(0, 1);
    machine.pins[pfn] = 1;
  };
  for (let pfn = 0; pfn < kernelFrames; pfn++) {
    if (!takeAt(machine, pfn)) throw new Error('the kernel image does not fit into RAM');
    pin(pfn, FRAME.kernel);
  }
  for (let pfn = frames - deviceFrames; pfn < frames; pfn++) pin(pfn, FRAME.device);
  emit(machine, 'image', 0, -1, 0, kernelFrames);
}
