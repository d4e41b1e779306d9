/**
 * More of viewFor: how the machine's memory is organised (zones, caches, modules, policies, translations), for the
 * kernel; and what the kernel keeps for a process (translations, children, letters, files, segments), for itself.
 */
import { moduleOf } from './kernel/module.ts';
import type { Machine } from './machine.ts';
import { freeCount, largestFree } from './mm/pageAlloc.ts';
import { CACHES, objectsIn, objectsPerSlab } from './mm/slab.ts';
import { fragmentation } from './mm/zones.ts';
import {
  JOB,
  KMAP_SLOTS,
  MAX_CHILDREN,
  MAX_FILES,
  MAX_MAIL,
  MAX_RESERVES,
  MAX_SHM,
  MODULES,
  SHOWN_ORDERS,
  ZONES,
} from './names.ts';
import { childrenOf } from './proc/fork.ts';
import { type Process, stateOf } from './proc/process.ts';
import type { Put } from './procfsProcess.ts';
import { attachedAt } from './syscall/sharing.ts';

const padded = (values: readonly number[], length: number, empty = 0): number[] =>
  Array.from({ length }, (_, index) => values[index] ?? empty);

export function fillMemory(machine: Machine, put: Put): void {
  fillZones(machine, put);
  CACHES.forEach(({ size }, cache) => {
    const slabs = machine.slabs.filter((slab) => slab.cache === cache).length;
    put('caches', cache, slabs, objectsIn(machine, cache), slabs * objectsPerSlab(size));
  });
  MODULES.forEach((_name, id) => {
    const module = moduleOf(machine, id);
    if (module === undefined) put('modules', id, 0, 0, 0, -1);
    else put('modules', id, module.restartAt < 0 ? 1 : 2, module.how, module.frames.length, module.restartAt);
  });
  machine.given.forEach((count, op) => {
    put('given', op, count);
  });
  machine.policy.forEach((index, slot) => {
    put('policies', slot, index);
  });
  for (let index = 0; index < MAX_RESERVES; index++) {
    const reserve = machine.pool[index];
    put('reserves', index, reserve?.pfn ?? -1, reserve?.order ?? 0);
  }
  for (let slot = 0; slot < KMAP_SLOTS; slot++) put('kmap', slot, machine.kmap[slot]);
  machine.tlbVpn.forEach((vpn, index) => {
    put('tlb', index, vpn, machine.tlbPfn[index], machine.tlbDirty[index]);
  });
  machine.table.forEach((pfn, index) => {
    put('tables', index, pfn);
  });
}

function fillZones(machine: Machine, put: Put): void {
  ZONES.forEach((_name, kind) => {
    const at = machine.zones.find((candidate) => candidate.kind === kind);
    if (at === undefined) {
      put('zones', kind, ...new Array<number>(9 + SHOWN_ORDERS).fill(0));
      return;
    }
    const { zone, min, low, high, reclaiming } = at;
    const { base, frames } = zone;
    const free = [freeCount(zone), largestFree(zone), fragmentation(zone)];
    const blocks = padded([...zone.blocks], SHOWN_ORDERS);
    put('zones', kind, base, frames, ...free, min, low, high, reclaiming, ...blocks);
  });
}

export function fillOwn(machine: Machine, process: Process, put: Put): void {
  const { tlbEntries } = machine.param;
  const first = (process.pid - 1) * tlbEntries;
  for (let index = 0; index < tlbEntries; index++) {
    const at = first + index;
    put('tlb', index, machine.tlbVpn[at], machine.tlbDirty[at], machine.tlbUsed[at]);
  }
  const children = childrenOf(machine, process);
  for (let index = 0; index < MAX_CHILDREN; index++) {
    const child = children[index];
    const job = child?.jobs.find((candidate) => candidate.state === JOB.running);
    if (child === undefined) put('children', index, 0, 0, -1, 0, 0);
    else {
      const state = stateOf(machine, child);
      put('children', index, child.pid, state, job?.title ?? -1, job?.done ?? 0, job?.accesses ?? 0);
    }
  }
  for (let index = 0; index < MAX_MAIL; index++) {
    const letter = process.mail[index];
    put('mail', index, letter?.from ?? 0, letter?.value ?? 0);
  }
  process.calls.forEach((count, call) => {
    put('calls', call, count);
  });
  for (let fd = 0; fd < MAX_FILES; fd++) put('files', fd, process.files[fd]);
  for (let id = 0; id < MAX_SHM; id++) {
    put('segments', id, machine.shmPages[id], attachedAt(machine, process.pid, id));
  }
}
