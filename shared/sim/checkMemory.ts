/**
 * More of the checker (FR4): reference counts of shared frames, the page cache, segments, slab objects, modules, DMA
 * pins, reserves, kmap slots, and children. Whoever holds a frame is found from its own end.
 */
import { KERNEL_OPS } from './command.ts';
import { COW, LOCKED, type Machine, PRESENT, WRITABLE } from './machine.ts';
import { mappings } from './mm/frame.ts';
import { isFileIndex } from './mm/pageCache.ts';
import { type CACHES, cacheOf, checkSlabs, objectsIn } from './mm/slab.ts';
import { areasOf } from './mm/vma.ts';
import { isHigh } from './mm/zones.ts';
import { FRAME, VMA } from './names.ts';
import { NEVER } from './proc/process.ts';

export type Expect = (sound: boolean, text: () => string) => void;

/** Shared frames: what the cache says, what page tables say, and who may write. */
export function checkShared(machine: Machine, expect: Expect): void {
  const rows = new Map<number, number>();
  machine.cache.forEach((pfn, row) => {
    if (pfn < 0) return;
    expect(!rows.has(pfn), () => `frame ${pfn} is in the cache twice`);
    rows.set(pfn, row);
    const kind = isFileIndex(machine, row) ? FRAME.cache : FRAME.shm;
    expect(
      machine.kind[pfn] === kind,
      () => `frame ${pfn} of cache row ${row} is of kind ${machine.kind[pfn]}`,
    );
  });
  machine.kind.forEach((kind, pfn) => {
    if (kind === FRAME.cache || kind === FRAME.shm)
      expect(rows.has(pfn), () => `frame ${pfn} is in no cache row`);
    if (kind === FRAME.shm) expect(machine.pins[pfn] === 1, () => `frame ${pfn} of a segment is not pinned`);
  });
  machine.shmPages.forEach((pages, id) => {
    const first = (machine.param.files + id) * machine.param.filePages;
    const used = machine.backed.some((row) => row >= first && row < first + machine.param.filePages);
    expect(pages === 0 || used, () => `segment ${id} is attached by nobody`);
    expect(pages > 0 || !used, () => `segment ${id} is gone and attached`);
  });
  machine.pte.forEach((bits, page) => {
    const both = bits & PRESENT && bits & COW && bits & WRITABLE;
    expect(!both, () => `page ${page} is copy-on-write and writable`);
  });
  checkPins(machine, expect);
}

/** A user frame is pinned once for each mapping that its process locked. */
function checkPins(machine: Machine, expect: Expect): void {
  machine.kind.forEach((kind, pfn) => {
    if (kind !== FRAME.user && kind !== FRAME.cache) return;
    const locks = mappings(machine, pfn).filter((page) => machine.pte[page] & LOCKED).length;
    expect(machine.pins[pfn] === locks, () => `frame ${pfn} has ${machine.pins[pfn]} pins, ${locks} locks`);
  });
}

/** Every frame of the kernel's own memory belongs to exactly one slab, module, policy, buffer or reserve. */
export function checkKernelMemory(machine: Machine, expect: Expect): void {
  const owned = new Map<number, string>();
  const own = (pfn: number, kinds: number[], what: string) => {
    expect(!owned.has(pfn), () => `frame ${pfn} is both ${owned.get(pfn)} and ${what}`);
    expect(kinds.includes(machine.kind[pfn]), () => `${what} in frame ${pfn} of kind ${machine.kind[pfn]}`);
    owned.set(pfn, what);
  };
  const block = (pfn: number, order: number, kind: number, what: string) => {
    for (let at = pfn; at < pfn + (1 << order); at++) own(at, [kind], what);
  };
  for (const fault of checkSlabs(machine)) expect(false, () => fault);
  for (const slab of machine.slabs) own(slab.pfn, [FRAME.slab], 'slab');
  for (const { frames, how } of machine.modules) {
    for (const pfn of frames) own(pfn, [how === 0 ? FRAME.module : FRAME.vmalloc], 'module');
  }
  for (const pfn of machine.policyFrame) if (pfn >= 0) own(pfn, [FRAME.module], 'policy');
  for (const { pfn, order } of machine.pool) block(pfn, order, FRAME.pool, 'reserve');
  for (const { pfn, order } of machine.packets) block(pfn, order, FRAME.dma, 'packet');
  const works = [...machine.run, ...machine.device.map((request) => request.work)];
  const serve = KERNEL_OPS.indexOf('serve');
  for (const { pfn, n } of works.filter((work) => work.op === serve && work.pfn >= 0)) {
    block(pfn, n % 16, FRAME.dma, 'buffer');
  }
  const kinds: number[] = [FRAME.slab, FRAME.vmalloc, FRAME.module, FRAME.dma, FRAME.pool];
  machine.kind.forEach((kind, pfn) => {
    if (kinds.includes(kind)) expect(owned.has(pfn), () => `frame ${pfn} of kind ${kind} is nobody's`);
  });
  checkObjects(machine, expect);
  checkKmap(machine, expect);
}

/** Objects and what they stand for. A machine without memory may hold fewer than there should be, never more. */
function checkObjects(machine: Machine, expect: Expect): void {
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
      expect(
        exact ? held === count : held <= count,
        () => `process ${pid} holds ${held} ${name}, has ${count}`,
      );
    }
  }
}

function checkKmap(machine: Machine, expect: Expect): void {
  for (const pfn of machine.kmap) {
    if (pfn < 0) continue;
    expect(isHigh(machine, pfn), () => `frame ${pfn} needs no kmap`);
    expect(machine.locked[pfn] === 1, () => `frame ${pfn} holds a kmap slot for nothing`);
  }
  for (const child of machine.processes.slice(machine.param.processes)) {
    const { pid, startAt, parent } = child;
    const living = startAt < 0;
    expect(
      living === machine.stack[pid - 1] >= 0,
      () => `child ${pid}: living ${living}, stack ${machine.stack[pid - 1]}`,
    );
    expect(living || startAt === NEVER, () => `child ${pid} is to start at ${startAt}`);
    expect(!living || parent > 0, () => `child ${pid} is nobody's`);
  }
  for (const packet of machine.packets) {
    expect(
      machine.vma[(packet.pid - 1) * machine.param.pages + packet.vpn] === VMA.packet,
      () => 'a packet is mapped nowhere',
    );
  }
}
