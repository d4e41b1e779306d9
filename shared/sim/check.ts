/**
 * The checker for conservation (FR4), for tests: walks the machine and lists everything that does not add up.
 * A sound machine gives an empty list after every command and tick.
 */

import { type Blame, checkKernelMemory, checkShared } from './checkMemory.ts';
import { type Machine, PRESENT, pageOf, tasksOf } from './machine.ts';
import { mappings } from './mm/frame.ts';
import { isOnItsWay, isOwn } from './mm/pageTable.ts';
import { freeTotal, isFreeFrame } from './mm/zones.ts';
import { FRAME, VMA } from './names.ts';

export function check(machine: Machine): string[] {
  const faults: string[] = [];
  const blame = (fault: string) => {
    faults.push(fault);
  };
  checkFrames(machine, blame);
  checkPages(machine, blame);
  checkTables(machine, blame);
  checkSwap(machine, blame);
  checkProcesses(machine, blame);
  checkShared(machine, blame);
  checkKernelMemory(machine, blame);
  return faults;
}

/** free + used = F, and a used frame is reachable: mapped, a table or stack somebody has, the kernel's, or in flight. */
function checkFrames(machine: Machine, blame: Blame): void {
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
    if (listed !== (kind === FRAME.free)) blame(`frame ${pfn}: kind ${kind}, on the free list: ${listed}`);
    if (listed && mapped) blame(`frame ${pfn} is free and mapped`);
    if (machine.locked[pfn] && !inFlight.has(pfn)) blame(`frame ${pfn} is locked by nothing under way`);
    if (kind === FRAME.user && !mapped && !inFlight.has(pfn)) blame(`frame ${pfn} is used by nobody`);
    if (kind === FRAME.stack && !machine.stack.includes(pfn)) blame(`stack frame ${pfn} is nobody's`);
    if (kind === FRAME.table && !isSomebodysTable(machine, pfn)) blame(`table ${pfn} is nobody's`);
  }
  const counted = freeTotal(machine);
  if (free !== counted) blame(`${free} frames are free, the zones say ${counted}`);
}

const isSomebodysTable = (machine: Machine, pfn: number): boolean =>
  machine.directory.includes(pfn) ||
  machine.table.includes(pfn) ||
  machine.modules.some((module) => module.table === pfn);

/** Every present PTE points at a frame that lists it, under a table, in a VMA. */
function checkPages(machine: Machine, blame: Blame): void {
  const { pages } = machine.param;
  for (let pid = 1; pid <= tasksOf(machine.param); pid++) {
    for (let vpn = 0; vpn < pages; vpn++) {
      const page = pageOf(machine, pid, vpn);
      const pfn = machine.pfn[page];
      const present = (machine.pte[page] & PRESENT) !== 0;
      if (present !== pfn >= 0) blame(`page ${pid}:${vpn}: present ${present}, frame ${pfn}`);
      if (present) {
        if (!mappings(machine, pfn).includes(page)) blame(`frame ${pfn} does not list page ${pid}:${vpn}`);
        if (machine.vma[page] <= VMA.null) blame(`page ${pid}:${vpn} is present without a VMA`);
      }
      if (present || machine.slot[page] >= 0) {
        const leaf = (pid - 1) * Math.ceil(pages / machine.param.tableEntries);
        const at = leaf + Math.floor(vpn / machine.param.tableEntries);
        if (machine.table[at] < 0) blame(`page ${pid}:${vpn} has an entry without a table`);
      }
    }
  }
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    for (const page of mappings(machine, pfn)) {
      const { [page]: points } = machine.pfn;
      if (points !== pfn) blame(`frame ${pfn} lists page ${page}, which points at ${points}`);
    }
  }
}

/** A leaf table has a VMA in its range, or a page on its way there. */
function checkLeaves(machine: Machine, blame: Blame): void {
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
    if (!mapped && !isOnItsWay(machine, pid, first, end))
      blame(`the table of ${pid} from page ${first} on serves nothing`);
  });
}

function checkTables(machine: Machine, blame: Blame): void {
  checkLeaves(machine, blame);
  const kinds: [Int32Array, number, string][] = [
    [machine.stack, FRAME.stack, 'stack'],
    [machine.directory, FRAME.table, 'directory'],
    [machine.table, FRAME.table, 'table'],
  ];
  const seen = new Set<number>();
  for (const [list, kind, name] of kinds) {
    for (const pfn of list) {
      if (pfn < 0) continue;
      if (machine.kind[pfn] !== kind) blame(`${name} in frame ${pfn} of kind ${machine.kind[pfn]}`);
      if (seen.has(pfn)) blame(`frame ${pfn} serves twice`);
      seen.add(pfn);
    }
  }
}

/** A slot has as many references as pages that name it. */
function checkSwap(machine: Machine, blame: Blame): void {
  const refs = new Uint16Array(machine.param.swapSlots);
  for (const slot of machine.slot) if (slot >= 0) refs[slot]++;
  refs.forEach((count, slot) => {
    const { [slot]: counted } = machine.slotRefs;
    if (count !== counted) blame(`slot ${slot}: ${count} pages, ${counted} references`);
  });
}

function checkProcesses(machine: Machine, blame: Blame): void {
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
    if (rss !== process.rss) blame(`process ${pid} has ${rss} pages resident, counts ${process.rss}`);
    if (space !== process.asPages)
      blame(`process ${pid} has ${space} pages of space, counts ${process.asPages}`);
    const heap = process.heap;
    const cells = [...heap.free, ...heap.live].reduce((sum, block) => sum + block.size, 0);
    if (cells !== heap.size) blame(`process ${pid}: heap of ${heap.size} cells adds up to ${cells}`);
    const placed = process.blocks
      .filter((block) => block.mapped === 0)
      .map((block) => `${block.ptr - heap.header}+${block.size + heap.header}`);
    const live = heap.live.map((block) => `${block.address}+${block.size}`);
    if (placed.sort().join() !== live.sort().join())
      blame(`process ${pid} has the blocks ${placed}, its heap ${live}`);
    const { faultTrap } = process;
    const waits = machine.traps.some((trap) => trap.id === faultTrap && trap.pid === pid);
    if (faultTrap !== 0 && !waits) blame(`process ${pid} waits for trap ${faultTrap}`);
  }
}
