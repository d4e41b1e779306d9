/**
 * The network card (IR1): packets come in for processes and ask, by an interrupt, for 2^k frames in one piece in the DMA
 * zone before a deadline. The device fills them by itself; what it brought reaches its process by copy or by mapping.
 */

import { resume } from '../kernel/cpu.ts';
import { moduleOf } from '../kernel/module.ts';
import { closeTrap } from '../kernel/order.ts';
import { emit, type Machine, type Packet, pageOf, processOf, seatOf, type Trap } from '../machine.ts';
import { mappings } from '../mm/frame.ts';
import { giveBuffer } from '../mm/kernelFrame.ts';
import { clearPte, dropEmptyTable } from '../mm/pageTable.ts';
import { discardPage } from '../mm/reclaim.ts';
import { tlbFlush } from '../mm/tlb.ts';
import { fitVmas } from '../mm/vma.ts';
import { MODULE, STAGE, TRAP, VMA } from '../names.ts';
import { raise } from '../proc/process.ts';
import { drawBelow } from '../rng.ts';

/** The stream of packets. */
const PACKETS = 0x5000_0000;

/** One tick of the card: arrivals, transfers, deadlines, and mapped packets whose time is up. */
export function tickDevice(machine: Machine): void {
  arrive(machine);
  for (const request of [...machine.device]) {
    request.left -= 1;
    if (request.left > 0) continue;
    machine.device = machine.device.filter((other) => other !== request);
    resume(machine, request.work);
  }
  for (const trap of machine.traps) {
    const late = trap.kind === TRAP.interrupt && trap.stage === STAGE.queued && machine.tick > trap.address;
    if (late) miss(machine, trap);
  }
  for (const packet of machine.packets) if (machine.tick >= packet.until) takeBack(machine, packet);
}

function arrive(machine: Machine): void {
  const { every, first, order, deadline } = machine.param.device;
  if (every === 0 || machine.tick < first || (machine.tick - first) % every !== 0) return;
  const index = machine.arrived++;
  const living = machine.processes.filter((process) => process.parent === 0 && process.startAt < 0);
  if (living.length === 0) return;
  const drawn = living[drawBelow(machine.seed, PACKETS, index * 2, living.length)];
  const waits = (pid: number) =>
    machine.traps.some((trap) => trap.pid === pid && trap.kind === TRAP.interrupt);
  // Whoever rang while a packet of theirs still waits has to ring again.
  const process = living.find(({ pid }) => pid === machine.rungBy && !waits(pid)) ?? drawn;
  machine.rungBy = 0;
  const size = order[0] + drawBelow(machine.seed, PACKETS, index * 2 + 1, order[1] - order[0] + 1);
  // Without a driver nobody answers the device; and a card has room for one packet a receiver.
  if (moduleOf(machine, MODULE.nic) === undefined || waits(process.pid)) {
    machine.missed += 1;
    emit(machine, 'interrupt-missed', process.pid);
    return;
  }
  raise(machine, process, TRAP.interrupt, { arg: size, address: machine.tick + deadline });
}

/** A process has written to the card's register: the next packet is for whoever rang last. */
export function ring(machine: Machine, pid: number, vpn: number, pfn: number): void {
  machine.rungBy = seatOf(machine, pid);
  emit(machine, 'doorbell', pid, vpn, pfn);
}

/** The packet is dropped: its process gets nothing, and the kernel is charged. */
export function miss(machine: Machine, trap: Trap): void {
  closeTrap(machine, trap.id);
  machine.missed += 1;
  emit(machine, 'interrupt-missed', trap.pid, -1, -1, trap.id);
}

/** Pays for a packet that reached its process. */
export function deliver(machine: Machine, pid: number, type: 'deliver-copy' | 'deliver-map', vpn = -1): void {
  const { reward } = machine.param.device;
  const process = processOf(machine, pid)!;
  machine.delivered += 1;
  process.delivered += 1;
  process.score += reward;
  process.work += reward;
  machine.work += reward;
  emit(machine, type, pid, vpn, -1, reward);
}

/** A mapped packet has been read, or its process is gone: the pages are unmapped and the frames go back. */
export function takeBack(machine: Machine, packet: Packet): void {
  const { pid, vpn, pfn, order } = packet;
  machine.packets = machine.packets.filter((other) => other !== packet);
  for (let at = 0; at < 1 << order; at++) {
    // Whoever else the kernel mapped it to by hand (KO2) loses it as well.
    for (const page of mappings(machine, pfn + at)) clearPte(machine, page);
    // What the kernel mapped there by hand instead goes as well.
    discardPage(machine, pageOf(machine, pid, vpn + at));
  }
  if (machine.vma[pageOf(machine, pid, vpn)] === VMA.packet) {
    for (let at = vpn; at < vpn + (1 << order); at++) machine.vma[pageOf(machine, pid, at)] = VMA.none;
    processOf(machine, pid)!.asPages -= 1 << order;
    for (let at = vpn; at < vpn + (1 << order); at++) dropEmptyTable(machine, pid, at);
    tlbFlush(machine, pid);
    fitVmas(machine, pid);
  }
  giveBuffer(machine, packet);
}

/** Packets mapped into a process that ends go back with it. */
export function dropPackets(machine: Machine, pid: number): void {
  for (const packet of machine.packets) if (packet.pid === pid) takeBack(machine, packet);
}
