/**
 * serve and pool: answering a device's interrupt (IR1), and the reserve for when no block can be had (KM1). Serving
 * takes 2^k DMA frames in one piece, tells the device where they are, lets it fill them, and brings them to the process:
 * by copy, which costs ticks a page and gives the frames back at once, or by mapping, which leaves them where they are.
 */
import type { KernelCommand } from '../command.ts';
import { deliver, miss } from '../device/nic.ts';
import { fail, ok } from '../errno.ts';
import { emit, type Machine, pageOf, processOf, type Trap, USER, type Work } from '../machine.ts';
import { findGap, mapGap } from '../mm/addressSpace.ts';
import { takeBlockFor } from '../mm/frame.ts';
import { giveBuffer, giveKernelBlock } from '../mm/kernelFrame.ts';
import { dropEmptyTable, ensureTable, setPte } from '../mm/pageTable.ts';
import { FRAME, MAX_PAGE_ORDER, MAX_RESERVES, MODULE, STAGE, TRAP, VMA } from '../names.ts';
import { useDriver, works } from './module.ts';
import { findTrap, isErrno, type Next, type Order, openTrap, queue } from './order.ts';

const TELL = 0;
const FILLED = 1;
const HAND = 2;

/** Bits of work.n: the packet's order, how it is handed over, whether its block is a reserve's, and the block's order. */
const BY_MAP = 16;
const RESERVE = 32;
const BLOCK = 64;
const orderOf = (work: Work): number => work.n % BY_MAP;
const isMapped = (work: Work): boolean => (work.n & BY_MAP) > 0;

/** The block under a packet's work. */
export const blockOf = ({ pfn, n }: Work): { pfn: number; block: number; reserve: boolean } => ({
  pfn,
  block: Math.floor(n / BLOCK),
  reserve: (n & RESERVE) > 0,
});

/** Takes a block for a packet: from the zone, else the smallest reserve that is large enough; null when there is none. */
function takeBuffer(machine: Machine, trap: Trap): { pfn: number; block: number; reserve: boolean } | null {
  const pfn = takeBlockFor(machine, FRAME.dma, trap.pid, trap.arg);
  if (pfn >= 0) return { pfn, block: trap.arg, reserve: false };
  const enough = machine.pool.filter((one) => one.order >= trap.arg).sort((a, b) => a.order - b.order);
  const [reserve] = enough;
  if (reserve === undefined) return null;
  machine.pool = machine.pool.filter((one) => one !== reserve);
  for (let at = reserve.pfn; at < reserve.pfn + (1 << reserve.order); at++) {
    machine.kind[at] = FRAME.dma;
    machine.owner[at] = trap.pid;
  }
  emit(machine, 'mempool', trap.pid, -1, reserve.pfn, reserve.order);
  return { pfn: reserve.pfn, block: reserve.order, reserve: true };
}

export const serve: Order<Extract<KernelCommand, { op: 'serve' }>> = {
  give(machine, { trap: id, by }) {
    const trap = openTrap(machine, id);
    if (isErrno(trap)) return fail(trap);
    if (trap.kind !== TRAP.interrupt) return fail('EINVAL');
    if (!works(machine, MODULE.nic)) return fail('EAGAIN');
    const buffer = takeBuffer(machine, trap);
    if (buffer === null) return fail('ENOMEM');
    trap.stage = STAGE.cpu;
    const { block, reserve } = buffer;
    const n = trap.arg + (by === 'map' ? BY_MAP : 0) + (reserve ? RESERVE : 0) + block * BLOCK;
    const { pid, id: about } = trap;
    return queue(machine, 'serve', machine.param.cost.entry, { pid, trap: about, pfn: buffer.pfn, n });
  },

  advance(machine, work) {
    const trap = findTrap(machine, work.trap);
    if (trap === undefined) return drop(machine, work);
    if (work.stage === TELL) return tell(machine, work, trap);
    if (work.stage === FILLED) return filled(machine, work, trap);
    return handOver(machine, work, trap);
  },
};

function drop(machine: Machine, work: Work): Next {
  giveBuffer(machine, blockOf(work));
  return 'done';
}

/** The driver writes the buffer's address into the device's registers, which are memory that is no RAM. */
function tell(machine: Machine, work: Work, trap: Trap): Next {
  const { frames, deviceFrames, device } = machine.param;
  if (!useDriver(machine, MODULE.nic, trap.id)) {
    // A panic has emptied everything; a crashed driver loses its packet.
    if (findTrap(machine, trap.id)) miss(machine, trap);
    return findTrap(machine, trap.id) || machine.kind[work.pfn] !== FRAME.dma ? 'done' : drop(machine, work);
  }
  if (deviceFrames > 0) emit(machine, 'mmio', 0, -1, frames - 1, work.pfn);
  trap.stage = STAGE.device;
  work.stage = FILLED;
  return { device: Math.max(1, device.transfer << orderOf(work)) };
}

function filled(machine: Machine, work: Work, trap: Trap): Next {
  const { cost } = machine.param;
  const order = orderOf(work);
  emit(machine, 'dma', work.pid, -1, work.pfn, order);
  trap.stage = STAGE.cpu;
  work.stage = HAND;
  return { cpu: (isMapped(work) ? cost.map : cost.copy) << order };
}

function handOver(machine: Machine, work: Work, trap: Trap): Next {
  machine.traps = machine.traps.filter((other) => other !== trap);
  const order = orderOf(work);
  const vpn = isMapped(work) ? mapPacket(machine, work, order) : -1;
  deliver(machine, work.pid, vpn >= 0 ? 'deliver-map' : 'deliver-copy', vpn);
  return vpn >= 0 ? 'done' : drop(machine, work);
}

/** Maps the block into the process; -1 when its address space or the page tables have no room. */
function mapPacket(machine: Machine, work: Work, order: number): number {
  const { pid, pfn } = work;
  const pages = 1 << order;
  const vpn = findGap(machine, pid, pages);
  if (typeof vpn !== 'number') return -1;
  for (let at = 0; at < pages; at++) {
    if (ensureTable(machine, pid, vpn + at)) continue;
    for (let before = 0; before < at; before++) dropEmptyTable(machine, pid, vpn + before);
    return -1;
  }
  if (!mapGap(machine, pid, vpn, pages, VMA.packet)) return -1;
  for (let at = 0; at < pages; at++) setPte(machine, pageOf(machine, pid, vpn + at), pfn + at, USER);
  const until = machine.tick + machine.param.device.hold;
  const { block, reserve } = blockOf(work);
  machine.packets.push({ pid: processOf(machine, pid)!.pid, vpn, pfn, order, block, reserve, until });
  return vpn;
}

/** A reserve of 2^order DMA frames, for an interrupt that finds no block; or gives one back. */
export const pool: Order<Extract<KernelCommand, { op: 'pool' }>> = {
  give(machine, { order, release }) {
    if (order < 0 || order > MAX_PAGE_ORDER) return fail('EINVAL');
    const held = machine.pool.find((one) => one.order === order);
    if (release === true) {
      if (held === undefined) return fail('ENOENT');
      machine.pool = machine.pool.filter((one) => one !== held);
      giveKernelBlock(machine, held.pfn, held.order);
      return ok();
    }
    if (machine.pool.length >= MAX_RESERVES) return fail('ENOSPC');
    const pfn = takeBlockFor(machine, FRAME.pool, 0, order);
    if (pfn < 0) return fail('ENOMEM');
    machine.pool.push({ pfn, order });
    return queue(machine, 'pool', machine.param.cost.entry, { pfn, n: order });
  },
  advance: () => 'done',
};
