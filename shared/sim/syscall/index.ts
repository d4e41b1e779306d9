/**
 * System calls (SY1): the only door from a process to the kernel. Each call has a number (its place in CALLS), a check
 * of its arguments, a cost, and what it does. brk and mmap wait for the kernel player's word; the others are every
 * caller's right and only cost the crossing.
 */
import type { ProcessCommand } from '../command.ts';
import { ERRNO, type Errno, fail, ok, type Result } from '../errno.ts';
import { finishMalloc } from '../heap/malloc.ts';
import { closeTrap, queue } from '../kernel/order.ts';
import { emit, type Machine, processOf, type Trap, type Work } from '../machine.ts';
import { hasIllegalTrap, type Process, raise } from '../proc/process.ts';
import { CALL, CALLS, MAX_TRAPS_EACH, STAGE, TRAP } from '../view.ts';
import { brk, mmap } from './memory.ts';
import { exit, kill, munmap, nice } from './others.ts';

export type CallName = Exclude<(typeof CALLS)[number], 'none'>;
export type CallCommand = Extract<ProcessCommand, { op: CallName }>;

export interface Call<C extends CallCommand> {
  /** Whether the kernel player is asked. */
  decided: boolean;
  /** The refusal that needs nobody's decision, or null. */
  check(machine: Machine, process: Process, command: C): Errno | null;
  /** The two integers that travel with the trap. */
  args(command: C): { vpn?: number; arg: number };
  /** Ticks beyond the crossing. */
  cost(machine: Machine, arg: number): number;
  /** Carries it out: a value, or -errno. */
  apply(machine: Machine, process: Process, vpn: number, arg: number): number;
}

const TABLE: { [N in CallName]: Call<Extract<CallCommand, { op: N }>> } = {
  brk,
  mmap,
  munmap,
  kill,
  exit,
  nice,
};

export const isCall = (op: string): op is CallName => op in TABLE;

/** A process asks. Value: the trap's id; the answer comes later as event 'return'. */
export function call(machine: Machine, process: Process, command: CallCommand): Result {
  const entry = TABLE[command.op] as Call<CallCommand>;
  const refusal = entry.check(machine, process, command);
  if (refusal !== null) return fail(refusal);
  const open = machine.traps.filter((trap) => trap.pid === process.pid);
  // Whoever touched what is not theirs is stopped in the middle of it, and calls nobody any more.
  if (hasIllegalTrap(machine, process)) return fail('EFAULT');
  // One place is kept for a fault; and of calls that need no decision, one at a time.
  const calls = open.filter((trap) => trap.kind === TRAP.syscall);
  if (calls.length >= MAX_TRAPS_EACH - 1) return fail('EAGAIN');
  if (!entry.decided && calls.some((trap) => trap.stage !== STAGE.queued)) return fail('EAGAIN');
  const { vpn, arg } = entry.args(command);
  const id = raise(machine, process, TRAP.syscall, { call: CALL[command.op], vpn, arg });
  if (entry.decided) return ok(id);
  machine.traps[machine.traps.length - 1].stage = STAGE.cpu;
  queue(machine, null, machine.param.cost.entry + entry.cost(machine, arg), {
    pid: process.pid,
    call: CALL[command.op],
    trap: id,
    vpn: vpn ?? -1,
    n: arg,
  });
  return ok(id);
}

/** The kernel comes to a call that needed no decision. */
export function serveCall(machine: Machine, work: Work): 'done' {
  const trap = machine.traps.find((candidate) => candidate.id === work.trap);
  if (trap) carryOut(machine, trap);
  return 'done';
}

/** Carries a call out, closes its trap and returns to the caller. */
export function carryOut(machine: Machine, trap: Trap): void {
  const process = processOf(machine, trap.pid)!;
  closeTrap(machine, trap.id);
  const value = TABLE[CALLS[trap.call] as CallName].apply(machine, process, trap.vpn, trap.arg);
  comeBack(machine, process, trap, value);
}

/** Refuses a call. */
export function refuse(machine: Machine, trap: Trap, errno: Errno): void {
  closeTrap(machine, trap.id);
  comeBack(machine, processOf(machine, trap.pid)!, trap, -ERRNO[errno]);
}

function comeBack(machine: Machine, process: Process, trap: Trap, value: number): void {
  emit(machine, 'return', process.pid, trap.call, -1, value);
  finishMalloc(machine, process, trap.id, value);
}
