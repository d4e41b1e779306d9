/**
 * The checker for conservation (FR4), for tests: walks the machine and lists everything that does not add up.
 * A sound machine gives an empty list after every command and tick.
 */

import { checkKernelMemory, checkShared, type Expect } from './checkMemory.ts';
import { type Machine, PRESENT, pageOf, tasksOf } from './machine.ts';
import { mappings } from './mm/frame.ts';
import { isOwn } from './mm/pageTable.ts';
import { freeTotal, isFreeFrame } from './mm/zones.ts';
import { FRAME, VMA } from './names.ts';

export function check(machine: Machine): string[] {
  const faults: string[] = [];
  const expect = (sound: boolean, text: () => string) => {
    if (!sound) faults.push(text());
  };
  checkFrames(machine, expect);
  checkPages(machine, expect);
  checkTables(machine, expect);
  checkSwap(machine, expect);
  checkProcesses(machine, expect);
  checkShared(machine, expect);
  checkKernelMemory(machine, expect);
  return faults;
}

/** free + used = F, and a used frame is reachable: mapped, a table or stack somebody has, the kernel's, or in flight. */
function checkFrames(machine: Machine, expect: Expect): void {
  const { frames } = machine.param;
  const inFlight = new Set(
    [...machine.run, ...[...machine.disk, ...machine.device].map((request) => request.work)].map(
      (work) => work.pfn,
    ),
  );
  let free = 0;
  for (let pfn = 0; pfn < frames; pfn++) {
    const kind = machine.kind[pfn];
    const mapped = machine.rmapHead[pfn] >= 0;
    const listed = isFreeFrame(machine, pfn);
    if (listed) free++;
    expect(listed === (kind === FRAME.free), () => `frame ${pfn}: kind ${kind}, on the free list: ${listed}`);
    expect(!(listed && mapped), () => `frame ${pfn} is free and mapped`);
    expect(!machine.locked[pfn] || inFlight.has(pfn), () => `frame ${pfn} is locked by nothing under way`);
    if (kind === FRAME.user) expect(mapped || inFlight.has(pfn), () => `frame ${pfn} is used by nobody`);
    if (kind === FRAME.stack) expect(machine.stack.includes(pfn), () => `stack frame ${pfn} is nobody's`);
    if (kind === FRAME.table) {
      expect(
        machine.directory.includes(pfn) ||
          machine.table.includes(pfn) ||
          machine.modules.some((module) => module.table === pfn),
        () => `table ${pfn} is nobody's`,
      );
    }
  }
  const counted = freeTotal(machine);
  expect(free === counted, () => `${free} frames are free, the zones say ${counted}`);
}

/** Every present PTE points at a frame that lists it, under a table, in a VMA. */
function checkPages(machine: Machine, expect: Expect): void {
  const { pages } = machine.param;
  for (let pid = 1; pid <= tasksOf(machine.param); pid++) {
    for (let vpn = 0; vpn < pages; vpn++) {
      const page = pageOf(machine, pid, vpn);
      const pfn = machine.pfn[page];
      const present = (machine.pte[page] & PRESENT) !== 0;
      expect(present === pfn >= 0, () => `page ${pid}:${vpn}: present ${present}, frame ${pfn}`);
      if (present) {
        expect(mappings(machine, pfn).includes(page), () => `frame ${pfn} does not list page ${pid}:${vpn}`);
        expect(machine.vma[page] > VMA.null, () => `page ${pid}:${vpn} is present without a VMA`);
      }
      if (present || machine.slot[page] >= 0) {
        const leaf = (pid - 1) * Math.ceil(pages / machine.param.tableEntries);
        const at = leaf + Math.floor(vpn / machine.param.tableEntries);
        expect(machine.table[at] >= 0, () => `page ${pid}:${vpn} has an entry without a table`);
      }
    }
  }
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    for (const page of mappings(machine, pfn)) {
      expect(
        machine.pfn[page] === pfn,
        () => `frame ${pfn} lists page ${page}, which points at ${machine.pfn[page]}`,
      );
    }
  }
}

/** A leaf table has a VMA in its range, or a page on its way there. */
function checkLeaves(machine: Machine, expect: Expect): void {
  const { pages, tableEntries } = machine.param;
  const leaves = Math.ceil(pages / tableEntries);
  machine.table.forEach((pfn, at) => {
    if (pfn < 0) return;
    const pid = Math.floor(at / leaves) + 1;
    const first = (at % leaves) * tableEntries;
    const end = Math.min(first + tableEntries, pages);
    const mapped = machine.vma
      .subarray(pageOf(machine, pid, first), pageOf(machine, pid, end))
      .some((vma) => vma > VMA.null);
    const coming = machine.traps.some((trap) => trap.pid === pid && trap.vpn >= first && trap.vpn < end);
    expect(mapped || coming, () => `the table of ${pid} from page ${first} on serves nothing`);
  });
}

function checkTables(machine: Machine, expect: Expect): void {
  checkLeaves(machine, expect);
  const kinds: [Int32Array, number, string][] = [
    [machine.stack, FRAME.stack, 'stack'],
    [machine.directory, FRAME.table, 'directory'],
    [machine.table, FRAME.table, 'table'],
  ];
  const seen = new Set<number>();
  for (const [list, kind, name] of kinds) {
    for (const pfn of list) {
      if (pfn < 0) continue;
      expect(machine.kind[pfn] === kind, () => `${name} in frame ${pfn} of kind ${machine.kind[pfn]}`);
      expect(!seen.has(pfn), () => `frame ${pfn} serves twice`);
      seen.add(pfn);
    }
  }
}

/** A slot has as many references as pages that name it. */
function checkSwap(machine: Machine, expect: Expect): void {
  const refs = new Uint16Array(machine.param.swapSlots);
  for (const slot of machine.slot) if (slot >= 0) refs[slot]++;
  refs.forEach((count, slot) => {
    expect(
      count === machine.slotRefs[slot],
      () => `slot ${slot}: ${count} pages, ${machine.slotRefs[slot]} references`,
    );
  });
}

function checkProcesses(machine: Machine, expect: Expect): void {
  const { pages } = machine.param;
  for (const process of machine.processes) {
    const { pid } = process;
    let rss = 0;
    let space = 0;
    for (let vpn = 0; vpn < pages; vpn++) {
      const page = pageOf(machine, pid, vpn);
      if (machine.pfn[page] >= 0 && isOwn(machine, page)) rss++;
      if (machine.vma[page] > VMA.null) space++;
    }
    expect(rss === process.rss, () => `process ${pid} has ${rss} pages resident, counts ${process.rss}`);
    expect(
      space === process.asPages,
      () => `process ${pid} has ${space} pages of space, counts ${process.asPages}`,
    );
    const heap = process.heap;
    const cells = [...heap.free, ...heap.live].reduce((sum, block) => sum + block.size, 0);
    expect(cells === heap.size, () => `process ${pid}: heap of ${heap.size} cells adds up to ${cells}`);
    const placed = process.blocks
      .filter((block) => block.mapped === 0)
      .map((block) => `${block.ptr - heap.header}+${block.size + heap.header}`);
    const live = heap.live.map((block) => `${block.address}+${block.size}`);
    expect(
      placed.sort().join() === live.sort().join(),
      () => `process ${pid} has the blocks ${placed}, its heap ${live}`,
    );
    const trap = machine.traps.find((candidate) => candidate.id === process.faultTrap);
    expect(
      process.faultTrap === 0 || trap?.pid === pid,
      () => `process ${pid} waits for trap ${process.faultTrap}`,
    );
  }
}
