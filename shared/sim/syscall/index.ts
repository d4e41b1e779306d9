/**
 * System calls (SY1): the only door from a process to the kernel. Each call has a number (its place in CALLS), a check
 * of its arguments, a cost, and what it does. brk and mmap wait for the kernel player's word; the others are every
 * caller's right and only cost the crossing.
 */
import type { ProcessCommand } from '../command.ts';
import { ERRNO, type Errno, fail, ok, type Result } from '../errno.ts';
import { finishMalloc } from '../heap/malloc.ts';
import { closeTrap, findTrap, type Next, queue } from '../kernel/order.ts';
import { emit, type Machine, processOf, type Trap, type Work } from '../machine.ts';
import { releaseFrame } from '../mm/frame.ts';
import { CALL, CALLS, MAX_TRAPS_EACH, STAGE, TRAP } from '../names.ts';
import { giveBackCall, jobReturned } from '../proc/joint.ts';
import { hasIllegalTrap, type Process, raise } from '../proc/process.ts';
import { madvise, mlock, munlock } from './advice.ts';
import { close, open, read, write } from './files.ts';
import { brk, mmap } from './memory.ts';
import { exit, kill, munmap, nice } from './others.ts';
import { type Server, SURCHARGE } from './personality.ts';
import { fork, shm_attach, shm_detach, shm_open, wait } from './sharing.ts';
import { recv, send, submit } from './talk.ts';

export type CallName = Exclude<(typeof CALLS)[number], 'none'>;
export type CallCommand = Extract<ProcessCommand, { op: CallName }>;

export interface Call<C extends CallCommand> {
  /** Whether the kernel player is asked. */
  decided: boolean;
  /** The refusal that needs nobody's decision, or null. */
  check(machine: Machine, process: Process, command: C): Errno | null;
  /** The integers that travel with the trap. */
  args(command: C): { vpn?: number; arg: number; address?: number };
  /** OS1: what a kernel that runs it in a server of its own makes dearer. */
  server?: Server;
  /** Keeps what doesn't fit into those integers, once the call is taken. */
  keep?(process: Process, command: C): void;
  /** Ticks beyond the crossing. */
  cost(machine: Machine, arg: number): number;
  /** Carries it out: a value, or -errno. */
  apply(machine: Machine, process: Process, vpn: number, arg: number, address: number): number;
  /** For a call that takes several steps (the disk): what comes next; 'done' carries it out. */
  steps?(machine: Machine, process: Process, trap: Trap, work: Work): Next;
}

type Table = { [N in CallName]: Call<Extract<CallCommand, { op: N }>> };

/** Read at the first use: the calls and the rooms they work in import one another. */
let table: Table | null = null;
const calls = (): Table => (table ??= all());

const all = (): Table => ({
  brk,
  mmap,
  munmap,
  kill,
  exit,
  nice,
  madvise,
  mlock,
  munlock,
  fork,
  wait,
  shm_open,
  shm_attach,
  shm_detach,
  send,
  recv,
  open,
  read,
  write,
  close,
  submit,
});

/** The call of a number that is not 0. */
export const callOf = (number: number): Call<CallCommand> =>
  calls()[CALLS[number] as CallName] as Call<CallCommand>;

/** Ticks for entering the kernel with a call, the way to a server and back included (OS1). */
export function crossing(machine: Machine, number: number): number {
  const { server } = callOf(number);
  const extra = server === undefined ? 0 : SURCHARGE[machine.param.personality][server];
  return machine.param.cost.entry + extra;
}

export const isCall = (op: string): op is CallName => (CALLS as readonly string[]).indexOf(op) > 0;

/** A process asks. Value: the trap's id; the answer comes later as event 'return'. */
export function call(machine: Machine, process: Process, command: CallCommand): Result {
  const entry = calls()[command.op] as Call<CallCommand>;
  const refusal = entry.check(machine, process, command);
  if (refusal === 'ENOMEM') emit(machine, 'limited', process.pid, -1, -1, -ERRNO.ENOMEM);
  if (refusal !== null) return fail(refusal);
  const open = machine.traps.filter((trap) => trap.pid === process.pid);
  // Whoever touched what is not theirs is stopped in the middle of it, and calls nobody any more.
  if (hasIllegalTrap(machine, process)) return fail('EFAULT');
  // One place is kept for a fault; and of calls that need no decision, one at a time beside the job's own.
  const waiting = open.filter((trap) => trap.kind === TRAP.syscall);
  if (waiting.length >= MAX_TRAPS_EACH - 1) return fail('EAGAIN');
  const byHand = waiting.filter(({ id }) => id !== process.callTrap && id !== process.droppedCall);
  if (!entry.decided && byHand.some((trap) => trap.stage !== STAGE.queued)) return fail('EAGAIN');
  const { vpn, arg, address } = entry.args(command);
  const id = raise(machine, process, TRAP.syscall, { call: CALL[command.op], vpn, arg, address });
  entry.keep?.(process, command);
  if (entry.decided) return ok(id);
  machine.traps[machine.traps.length - 1].stage = STAGE.cpu;
  queue(machine, null, crossing(machine, CALL[command.op]) + entry.cost(machine, arg), {
    pid: process.pid,
    call: CALL[command.op],
    trap: id,
    vpn: vpn ?? -1,
    n: arg,
  });
  return ok(id);
}

/** The kernel comes to a call that needed no decision. */
export function serveCall(machine: Machine, work: Work): Next {
  const trap = machine.traps.find((candidate) => candidate.id === work.trap);
  if (trap === undefined) {
    if (work.pfn >= 0) releaseFrame(machine, work.pfn);
    return 'done';
  }
  const next = callOf(trap.call).steps?.(machine, processOf(machine, trap.pid)!, trap, work) ?? 'done';
  if (next !== 'done') return next;
  if (findTrap(machine, trap.id)) carryOut(machine, trap);
  return 'done';
}

/** Carries a call out, closes its trap and returns to the caller. */
export function carryOut(machine: Machine, trap: Trap): void {
  const process = processOf(machine, trap.pid)!;
  closeTrap(machine, trap.id);
  const value = callOf(trap.call).apply(machine, process, trap.vpn, trap.arg, trap.address);
  comeBack(machine, process, trap, value);
}

/** Refuses a call. */
export function refuse(machine: Machine, trap: Trap, errno: Errno): void {
  closeTrap(machine, trap.id);
  comeBack(machine, processOf(machine, trap.pid)!, trap, -ERRNO[errno]);
}

/** Counts an answered call for its player. */
export function countCall(machine: Machine, { seat }: Process, call: number, value: number): void {
  if (value >= 0) machine.processes[seat - 1].calls[call] += 1;
}

function comeBack(machine: Machine, process: Process, trap: Trap, value: number): void {
  emit(machine, 'return', process.pid, trap.call, -1, value);
  countCall(machine, process, trap.call, value);
  finishMalloc(machine, process, trap.id, value);
  if (trap.id === process.callTrap) jobReturned(machine, process, trap.call, value);
  else if (trap.id === process.droppedCall) giveBackCall(machine, process, trap.call, value);
}
