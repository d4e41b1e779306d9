/** The kernel's part of viewFor: frames, swap, processes, page tables, traps and queues. */
import { diskTicks } from './kernel/module.ts';
import { ACCESSED, DIRTY, type Machine, pageOf, tasksOf } from './machine.ts';
import { committed, promisable } from './mm/addressSpace.ts';
import { firstMapper, frameBits, isUserKind, mappings } from './mm/frame.ts';
import { badness, swapped } from './mm/oomKiller.ts';
import { tableCount } from './mm/pageTable.ts';
import { swapUsed } from './mm/swap.ts';
import { blockAt, freeTotal } from './mm/zones.ts';
import { accountOf, type Put, pageState, pagesInTransit, putTrap, ranked } from './procfsProcess.ts';
import { thrashing } from './score.ts';
import { FRAME, JOB, MAX_ORDERS, MAX_TRAPS_EACH, STAGE } from './view.ts';

export function fillKernel(machine: Machine, put: Put): void {
  put(
    'kernel',
    0,
    freeTotal(machine),
    machine.stall + (machine.run[0]?.left ?? 0),
    machine.disk.length,
    machine.disk.reduce((sum, request) => sum + request.left, 0),
    swapUsed(machine),
    machine.oomAt,
    machine.breaches,
    machine.panics,
    machine.kills,
    thrashing(machine),
    machine.param.guard ? 1 : 0,
    machine.pageIns,
    nextSweep(machine),
    committed(machine),
    promisable(machine),
    machine.kind.reduce((sum, kind) => sum + (kind === FRAME.free || isUserKind(kind) ? 0 : 1), 0),
    diskTicks(machine),
  );
  fillFrames(machine, put);
  fillSwap(machine, put);
  fillProcesses(machine, put);
  fillQueues(machine, put);
}

/** Resident pages of a process whose frame others map as well. */
function sharedPages(machine: Machine, pid: number): number {
  let count = 0;
  for (let vpn = 0; vpn < machine.param.pages; vpn++) {
    const pfn = machine.pfn[pageOf(machine, pid, vpn)];
    if (pfn >= 0 && mappings(machine, pfn).length > 1) count++;
  }
  return count;
}

function nextSweep(machine: Machine): number {
  const { sweepEvery } = machine.param;
  return sweepEvery > 0 ? machine.tick - (machine.tick % sweepEvery) + sweepEvery : -1;
}

function fillFrames(machine: Machine, put: Put): void {
  const rows = new Int32Array(machine.param.frames).fill(-1);
  machine.cache.forEach((pfn, row) => {
    if (pfn >= 0) rows[pfn] = row;
  });
  for (let pfn = 0; pfn < machine.param.frames; pfn++) {
    const [mapper, vpn] = firstMapper(machine, pfn);
    const bits = frameBits(machine, pfn);
    put(
      'frames',
      pfn,
      machine.kind[pfn],
      mapper > 0 ? mapper : machine.owner[pfn],
      vpn,
      bits & ACCESSED ? 1 : 0,
      bits & DIRTY ? 1 : 0,
      machine.pins[pfn],
      mappings(machine, pfn).length,
      machine.locked[pfn],
      machine.content[pfn] === 0 ? 0 : 1,
      machine.loaded[pfn],
      blockAt(machine, pfn),
      rows[pfn],
    );
  }
}

function fillSwap(machine: Machine, put: Put): void {
  for (let slot = 0; slot < machine.param.swapSlots; slot++) {
    if (machine.slotRefs[slot] === 0) put('swap', slot, 0, -1);
    else put('swap', slot, machine.slotPid[slot], machine.slotVpn[slot]);
  }
}

function fillProcesses(machine: Machine, put: Put): void {
  const transit = pagesInTransit(machine);
  machine.processes.forEach((process, index) => {
    const { pid } = process;
    const job = process.jobs.find((candidate) => candidate.state === JOB.running);
    put(
      'processes',
      index,
      ...accountOf(machine, process),
      swapped(machine, pid),
      tableCount(machine, pid),
      badness(machine, process),
      job?.title ?? -1,
      job?.done ?? 0,
      job?.accesses ?? 0,
      job?.dueAt ?? 0,
      process.runTicks,
      process.waitTicks,
      process.crashes,
      process.secrets,
      process.startAt,
      process.parent,
      machine.stack[pid - 1],
      machine.directory[pid - 1],
      process.mail.length,
      sharedPages(machine, pid),
    );
    for (let vpn = 0; vpn < machine.param.pages; vpn++) {
      const page = pageOf(machine, pid, vpn);
      const where = machine.pfn[page] >= 0 ? machine.pfn[page] : machine.slot[page];
      put('ptes', page, machine.vma[page], pageState(machine, page, transit), where, machine.pte[page]);
    }
  });
}

function fillQueues(machine: Machine, put: Put): void {
  const traps = ranked(machine);
  let queued = 0;
  for (let index = 0; index < tasksOf(machine.param) * (MAX_TRAPS_EACH + 1); index++) {
    const trap = traps[index];
    putTrap(machine, put, index, trap, queued);
    if (trap?.stage === STAGE.queued) queued++;
  }
  for (let index = 0; index < MAX_ORDERS; index++) {
    const work = machine.run[index];
    if (work === undefined) put('orders', index, 0, -1, 0, -1, 0, 0);
    else put('orders', index, work.id, work.op, work.pid, work.pfn, work.trap, work.left);
    const request = machine.disk[index];
    if (request === undefined) put('disk', index, 0, 0, -1, 0);
    else put('disk', index, request.write ? 1 : 0, request.pid, request.vpn, request.left);
  }
}
