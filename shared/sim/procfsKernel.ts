/** The kernel's part of viewFor: frames, swap, processes, page tables, traps and queues. */
import { ACCESSED, DIRTY, type Machine, pageOf } from './machine.ts';
import { firstMapper, frameBits, mappings } from './mm/frame.ts';
import { badness, swapped } from './mm/oomKiller.ts';
import { freeCount } from './mm/pageAlloc.ts';
import { tableCount } from './mm/pageTable.ts';
import { swapUsed } from './mm/swap.ts';
import { accountOf, type Put, pageState, pagesInTransit, putTrap, ranked } from './procfsProcess.ts';
import { JOB, MAX_ORDERS, MAX_TRAPS_EACH, STAGE } from './view.ts';

export function fillKernel(machine: Machine, put: Put): void {
  put(
    'kernel',
    0,
    freeCount(machine.zone),
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
  );
  fillFrames(machine, put);
  fillSwap(machine, put);
  fillProcesses(machine, put);
  fillQueues(machine, put);
}

/** RC4, over the last ten seconds, in permille. */
function thrashing(machine: Machine): number {
  const held = machine.thrashHeld.reduce((sum, ticks) => sum + ticks, 0);
  const blocked = machine.thrashBlocked.reduce((sum, ticks) => sum + ticks, 0);
  return held === 0 ? 0 : Math.floor((blocked * 1000) / held);
}

function nextSweep(machine: Machine): number {
  const { sweepEvery } = machine.param;
  return sweepEvery > 0 ? machine.tick - (machine.tick % sweepEvery) + sweepEvery : -1;
}

function fillFrames(machine: Machine, put: Put): void {
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
      machine.zone.orderAt[pfn],
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
    );
    for (let vpn = 0; vpn < machine.param.pages; vpn++) {
      const page = pageOf(machine, pid, vpn);
      const where = machine.pfn[page] >= 0 ? machine.pfn[page] : machine.slot[page];
      put('ptes', page, machine.vma[page], pageState(machine, page, transit), where);
    }
  });
}

function fillQueues(machine: Machine, put: Put): void {
  const traps = ranked(machine);
  let queued = 0;
  for (let index = 0; index < machine.param.processes * MAX_TRAPS_EACH; index++) {
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
