/**
 * More of the checker (FR4): reference counts of shared frames, the page cache, segments, slab objects, modules, DMA
 * pins, reserves, kmap slots, and children. Whoever holds a frame is found from its own end.
 */
import { KERNEL_OPS } from './command.ts';
import { blockOf } from './kernel/serve.ts';
import { COW, LOCKED, type Machine, PRESENT, WRITABLE } from './machine.ts';
import { mappings } from './mm/frame.ts';
import { isFileIndex } from './mm/pageCache.ts';
import { type CACHES, cacheOf, checkSlabs, objectsIn } from './mm/slab.ts';
import { areasOf } from './mm/vma.ts';
import { isHigh } from './mm/zones.ts';
import { FRAME, VMA } from './names.ts';
import { NEVER } from './proc/process.ts';

/** Takes down what does not add up. */
export type Blame = (fault: string) => void;

/** Shared frames: what the cache says, what page tables say, and who may write. */
export function checkShared(machine: Machine, blame: Blame): void {
  const rows = new Map<number, number>();
  machine.cache.forEach((pfn, row) => {
    if (pfn < 0) return;
    if (rows.has(pfn)) blame(`frame ${pfn} is in the cache twice`);
    rows.set(pfn, row);
    const kind = isFileIndex(machine, row) ? FRAME.cache : FRAME.shm;
    if (machine.kind[pfn] !== kind) blame(`frame ${pfn} of cache row ${row} is of kind ${machine.kind[pfn]}`);
  });
  machine.kind.forEach((kind, pfn) => {
    if ((kind === FRAME.cache || kind === FRAME.shm) && !rows.has(pfn))
      blame(`frame ${pfn} is in no cache row`);
    if (kind === FRAME.shm && machine.pins[pfn] !== 1) blame(`frame ${pfn} of a segment is not pinned`);
  });
  machine.shmPages.forEach((pages, id) => {
    const first = (machine.param.files + id) * machine.param.filePages;
    const used = machine.backed.some((row) => row >= first && row < first + machine.param.filePages);
    if (pages > 0 && !used) blame(`segment ${id} is attached by nobody`);
    if (pages === 0 && used) blame(`segment ${id} is gone and attached`);
  });
  machine.pte.forEach((bits, page) => {
    if (bits & PRESENT && bits & COW && bits & WRITABLE) blame(`page ${page} is copy-on-write and writable`);
  });
  checkPins(machine, blame);
}

/** A user frame is pinned once for each mapping that its process locked. */
function checkPins(machine: Machine, blame: Blame): void {
  machine.kind.forEach((kind, pfn) => {
    if (kind !== FRAME.user && kind !== FRAME.cache) return;
    const locks = mappings(machine, pfn).filter((page) => machine.pte[page] & LOCKED).length;
    if (machine.pins[pfn] !== locks) blame(`frame ${pfn} has ${machine.pins[pfn]} pins, ${locks} locks`);
  });
}

/** Every frame of the kernel's own memory belongs to exactly one slab, module, policy, buffer or reserve. */
export function checkKernelMemory(machine: Machine, blame: Blame): void {
  const owned = new Map<number, string>();
  const own = (pfn: number, kinds: number[], what: string) => {
    if (owned.has(pfn)) blame(`frame ${pfn} is both ${owned.get(pfn)} and ${what}`);
    if (!kinds.includes(machine.kind[pfn])) blame(`${what} in frame ${pfn} of kind ${machine.kind[pfn]}`);
    owned.set(pfn, what);
  };
  const block = (pfn: number, order: number, kind: number, what: string) => {
    for (let at = pfn; at < pfn + (1 << order); at++) own(at, [kind], what);
  };
  for (const fault of checkSlabs(machine)) blame(fault);
  for (const slab of machine.slabs) own(slab.pfn, [FRAME.slab], 'slab');
  for (const { frames, how } of machine.modules) {
    for (const pfn of frames) own(pfn, [how === 0 ? FRAME.module : FRAME.vmalloc], 'module');
  }
  for (const pfn of machine.policyFrame) if (pfn >= 0) own(pfn, [FRAME.module], 'policy');
  for (const { pfn, order } of machine.pool) block(pfn, order, FRAME.pool, 'reserve');
  for (const packet of machine.packets) block(packet.pfn, packet.block, FRAME.dma, 'packet');
  const works = [...machine.run, ...machine.device.map((request) => request.work)];
  const serve = KERNEL_OPS.indexOf('serve');
  for (const work of works.filter(({ op, pfn }) => op === serve && pfn >= 0)) {
    block(work.pfn, blockOf(work).block, FRAME.dma, 'buffer');
  }
  const kinds: number[] = [FRAME.slab, FRAME.vmalloc, FRAME.module, FRAME.dma, FRAME.pool];
  machine.kind.forEach((kind, pfn) => {
    if (kinds.includes(kind) && !owned.has(pfn)) blame(`frame ${pfn} of kind ${kind} is nobody's`);
  });
  checkObjects(machine, blame);
  checkKmap(machine, blame);
}

/** Objects and what they stand for. A machine without memory may hold fewer than there should be, never more. */
function checkObjects(machine: Machine, blame: Blame): void {
  if (!machine.param.slab) return;
  for (const { pid, startAt, zombie, files, mail } of machine.processes) {
    const living = startAt < 0;
    const most: [string, number][] = [
      ['task', living || zombie ? 1 : 0],
      ['vma', living ? areasOf(machine, pid) : 0],
      ['inode', files.filter((file) => file >= 0).length],
      ['message', mail.length],
    ];
    for (const [name, count] of most) {
      const held = objectsIn(machine, cacheOf(name as (typeof CACHES)[number]['name']), pid);
      const exact = name === 'inode' || name === 'message';
      if (exact ? held !== count : held > count) blame(`process ${pid} holds ${held} ${name}, has ${count}`);
    }
  }
}

function checkKmap(machine: Machine, blame: Blame): void {
  for (const pfn of machine.kmap) {
    if (pfn < 0) continue;
    if (!isHigh(machine, pfn)) blame(`frame ${pfn} needs no kmap`);
    if (machine.locked[pfn] !== 1) blame(`frame ${pfn} holds a kmap slot for nothing`);
  }
  for (const child of machine.processes.slice(machine.param.processes)) {
    const { pid, startAt, parent } = child;
    const living = startAt < 0;
    const { [pid - 1]: stack } = machine.stack;
    if (living !== stack >= 0) blame(`child ${pid}: living ${living}, stack ${stack}`);
    if (!living && startAt !== NEVER) blame(`child ${pid} is to start at ${startAt}`);
    if (living && parent === 0) blame(`child ${pid} is nobody's`);
  }
  for (const packet of machine.packets) {
    const at = (packet.pid - 1) * machine.param.pages + packet.vpn;
    if (machine.vma[at] !== VMA.packet) blame('a packet is mapped nowhere');
  }
}
