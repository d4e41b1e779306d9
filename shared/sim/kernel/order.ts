/**
 * What an order is (KO1): checked and its frames reserved when it is given, then carried out in stages on the
 * kernel's processor and the disk. One order, one file; index.ts is the table.
 */

import { KERNEL_OPS, type KernelCommand } from '../command.ts';
import { type Errno, fail, ok, type Result } from '../errno.ts';
import { emit, type Machine, type Trap, type Work } from '../machine.ts';
import { isUserKind } from '../mm/frame.ts';
import { FRAME, STAGE } from '../names.ts';
import { type PanicReason, panic } from './panic.ts';

/** What comes after a stage: ticks of processor time, the disk, a device's ticks, another try behind the others, or nothing. */
export type Next =
  | { cpu: number }
  | { disk: 'read' | 'write'; pid: number; vpn: number }
  | { device: number }
  | 'later'
  | 'done';

export interface Order<C extends KernelCommand> {
  /** Checks the order against the machine and queues its work; the refusal costs the kernel time all the same. */
  give(machine: Machine, command: C): Result;
  /** Carries out the stage whose time is up. */
  advance(machine: Machine, work: Work): Next;
}

/** Queues work for the kernel's processor; value: its id. */
export function queue(
  machine: Machine,
  op: KernelCommand['op'] | null,
  left: number,
  more: Partial<Omit<Work, 'id' | 'op' | 'left' | 'stage'>>,
): Result {
  const work: Work = {
    id: machine.nextWork++,
    op: op === null ? -1 : KERNEL_OPS.indexOf(op),
    call: more.call ?? 0,
    pid: more.pid ?? 0,
    pfn: more.pfn ?? -1,
    vpn: more.vpn ?? -1,
    trap: more.trap ?? 0,
    n: more.n ?? 0,
    zero: more.zero ?? false,
    flush: more.flush ?? false,
    stage: 0,
    left,
  };
  machine.run.push(work);
  if (op !== null) emit(machine, 'order', work.pid, work.vpn, work.pfn, work.op);
  return ok(work.id);
}

export const findTrap = (machine: Machine, id: number): Trap | undefined =>
  machine.traps.find((trap) => trap.id === id);

/** A trap that waits for a decision, or the refusal. */
export function openTrap(machine: Machine, id: number): Trap | Errno {
  const trap = findTrap(machine, id);
  if (trap === undefined) return 'ESRCH';
  return trap.stage === STAGE.queued ? trap : 'EBUSY';
}

/** Takes a trap off the boundary. */
export function closeTrap(machine: Machine, id: number): void {
  machine.traps = machine.traps.filter((trap) => trap.id !== id);
}

/** An order that came to nothing on the way, by an errno's number: the kernel learns why, the trap waits again. */
export function failed(machine: Machine, work: Work, code: number): 'done' {
  emit(machine, 'order-failed', work.pid, work.vpn, work.pfn, -code);
  const trap = findTrap(machine, work.trap);
  if (trap) trap.stage = STAGE.queued;
  return 'done';
}

export type Target = 'free' | 'user' | 'kernel' | Errno;

/** What lies at a frame that an order names. */
export function targetAt(machine: Machine, pfn: number): Target {
  if (pfn < 0 || pfn >= machine.param.frames) return 'EINVAL';
  if (machine.locked[pfn]) return 'EBUSY';
  const kind = machine.kind[pfn];
  if (kind === FRAME.free) return 'free';
  if (!isUserKind(kind)) return 'kernel';
  return machine.pins[pfn] > 0 ? 'EBUSY' : 'user';
}

export const isErrno = (value: unknown): value is Errno =>
  typeof value === 'string' && /^E[A-Z0-9]+$/.test(value);

/** KO2: a dangerous order takes the machine down, unless a guard is up and the order has no force. */
export function dangerous(machine: Machine, force: boolean | undefined, reason: PanicReason): Result {
  if (machine.param.guard && force !== true) return fail('EPERM');
  panic(machine, reason);
  return ok();
}
