/**
 * One access by a process (AC2): through its TLB, else a walk of its page table; what it finds there, and whether
 * that was its own (AC4). The processor sets accessed and dirty bits on the walk, not on a hit.
 */

import { ring } from '../device/nic.ts';
import { panic } from '../kernel/panic.ts';
import {
  ACCESSED,
  COW,
  DIRTY,
  emit,
  type Machine,
  PRESENT,
  pageOf,
  pidOf,
  processOf,
  seatOf,
  WRITABLE,
} from '../machine.ts';
import { FRAME, TRAP, VMA } from '../names.ts';
import { growStack } from './addressSpace.ts';
import { isUserKind, mappings, stampOf, writerOf } from './frame.ts';
import { cachedFrame } from './pageCache.ts';
import { backing, isOfDevice, isReadOnly } from './pageTable.ts';
import { tlbInsert, tlbLookup } from './tlb.ts';

/** done, or the trap kind (index in TRAP_KINDS) that the access raises. clean: what was read is what was expected. */
export type Access = { done: true; clean: boolean } | { done: false; trap: number };

/** Reads or writes one page of a process's address space. A vpn outside it is a kernel address. */
export function access(machine: Machine, pid: number, vpn: number, write: boolean): Access {
  if (vpn < 0 || vpn >= machine.param.pages) {
    emit(machine, 'kernel-address', pid, -1, -1, vpn);
    return { done: false, trap: TRAP.accerr };
  }
  const page = pageOf(machine, pid, vpn);
  const entry = tlbLookup(machine, pid, vpn);
  if (entry >= 0 && (!write || machine.tlbDirty[entry] === 1)) {
    machine.tlbUsed[entry] = machine.tick;
    return reach(machine, pid, page, machine.tlbPfn[entry], write);
  }
  const pte = machine.pte[page];
  if (!(pte & PRESENT)) return { done: false, trap: missing(machine, pid, vpn, write) };
  if (write && !(pte & WRITABLE)) return { done: false, trap: pte & COW ? TRAP.cow : TRAP.accerr };
  machine.pte[page] |= ACCESSED | (write ? DIRTY : 0);
  // The entry lets writes through without a walk only where a walk would: a shared page must fault first.
  const through = (machine.pte[page] & DIRTY) !== 0 && (machine.pte[page] & WRITABLE) !== 0;
  tlbInsert(machine, pid, vpn, machine.pfn[page], through);
  return reach(machine, pid, page, machine.pfn[page], write);
}

/** What an access to a page that is not present raises: index in TRAP_KINDS. */
function missing(machine: Machine, pid: number, vpn: number, write: boolean): number {
  const page = pageOf(machine, pid, vpn);
  if (machine.vma[page] <= VMA.null && !growStack(machine, pid, vpn)) return TRAP.maperr;
  // These are the device's: once the kernel took them away, nothing else belongs there.
  if (isOfDevice(machine, page)) return TRAP.maperr;
  if (write && isReadOnly(machine, page)) return TRAP.accerr;
  const from = backing(machine, page);
  return from === 'zero' || from === 'cached' ? TRAP.minor : TRAP.major;
}

/** The access reaches a frame, rightly or not. */
function reach(machine: Machine, pid: number, page: number, pfn: number, write: boolean): Access {
  const vpn = page % machine.param.pages;
  const rightful = (machine.pte[page] & PRESENT) !== 0 && machine.pfn[page] === pfn;
  // What a device mapped is no page of anybody's working set: no policy could keep or lose it.
  if (rightful && !isOfDevice(machine, page)) emit(machine, 'reference', pid, vpn, pfn, write ? 1 : 0);
  return write ? store(machine, pid, page, pfn) : load(machine, pid, page, pfn);
}

function load(machine: Machine, pid: number, page: number, pfn: number): Access {
  const stamp = machine.content[pfn];
  if (isOfDevice(machine, page) && isDevices(machine.kind[pfn])) return { done: true, clean: true };
  if (stamp === expected(machine, page)) return { done: true, clean: true };
  const open = machine.kind[pfn] === FRAME.cache;
  if (stamp !== 0 && !open && writerOf(stamp) !== pid) breach(machine, pid, page, pfn, writerOf(stamp));
  return { done: true, clean: false };
}

/** The content that belongs at a page: what its process wrote there, or what the file or segment holds. */
const expected = (machine: Machine, page: number): number =>
  machine.backed[page] < 0 ? machine.expect[page] : machine.fileContent[machine.backed[page]];

/** Frames that a device has or fills. */
const isDevices = (kind: number): boolean =>
  kind === FRAME.device || kind === FRAME.dma || kind === FRAME.pool;

function store(machine: Machine, pid: number, page: number, pfn: number): Access {
  if (machine.kind[pfn] === FRAME.device && machine.vma[page] === VMA.device) {
    ring(machine, pid, page % machine.param.pages, pfn);
    return { done: true, clean: true };
  }
  if (machine.kind[pfn] !== FRAME.free && !isUserKind(machine.kind[pfn])) {
    panic(machine, 'wild-write');
    return { done: true, clean: false };
  }
  const process = processOf(machine, pid)!;
  const stamp = stampOf(pid, ++process.version);
  if (cachedFrame(machine, page) === pfn) {
    // Shared memory: whoever attached it may write, and nobody orders the writes.
    machine.content[pfn] = stamp;
    machine.fileContent[machine.backed[page]] = stamp;
    return { done: true, clean: true };
  }
  const others = mappings(machine, pfn).find((mapping) => pidOf(machine, mapping) !== pid);
  if (others !== undefined) breach(machine, pid, page, pfn, pidOf(machine, others));
  // A write covers one cell: where something else was expected around it, that is lost. A fresh page has nothing to lose.
  const clean = machine.expect[page] === 0 || machine.content[pfn] === machine.expect[page];
  machine.content[pfn] = stamp;
  machine.expect[page] = stamp;
  return { done: true, clean };
}

/** Counts a breach once for each content met through a page, and scores a secret once for each owner. */
function breach(machine: Machine, pid: number, page: number, pfn: number, owner: number): void {
  const stamp = machine.content[pfn];
  const [reader, writer] = [seatOf(machine, pid), seatOf(machine, owner)];
  // A child and its parent are one player's.
  if (reader === writer) return;
  const vpn = page % machine.param.pages;
  if (machine.breached[page] !== stamp) {
    machine.breached[page] = stamp;
    machine.breaches += 1;
    emit(machine, 'breach', reader, vpn, pfn, writer);
  }
  const seen = (reader - 1) * (machine.param.processes + 1) + writer;
  // Who looks on purpose reads a secret; a job that stumbles over one computes with garbage.
  if (processOf(machine, pid)!.touch === null || machine.secretOf[seen]) return;
  machine.secretOf[seen] = 1;
  const process = processOf(machine, reader)!;
  process.secrets += 1;
  process.score += machine.param.secret;
  emit(machine, 'secret', reader, vpn, -1, writer);
}
