/**
 * The one door for change besides the clock: a seat's command, checked against the machine's state and answered with a
 * value or an errno. A refused command costs time, so that mashing is never the best play.
 */
import { type Command, KERNEL_OPS, type KernelCommand, type ProcessCommand, type Via } from './command.ts';
import { fail, ok, type Result } from './errno.ts';
import { gc } from './heap/gc.ts';
import { free, malloc } from './heap/malloc.ts';
import { queueFull } from './kernel/cpu.ts';
import { order } from './kernel/index.ts';
import { emit, type Machine, processOf } from './machine.ts';
import { JOB, JOB_KIND, MAX_JOBS, PHASE, VIA } from './names.ts';
import { fillOffers, type Offer } from './proc/job.ts';
import { canInvite, dropJob, invite, leavePartner, VIAS_OF } from './proc/joint.ts';
import type { Process } from './proc/process.ts';
import { type CallCommand, call, isCall } from './syscall/index.ts';

/** Ticks that a refused command costs. */
const REFUSAL = 2;

/** Ticks that giving a job up costs, so that going through the offers for the best one doesn't pay. */
const GIVING_UP = 30;

/** Carries out a command of seat 0 (the kernel) or 1..P (a process). */
export function command(machine: Machine, seat: number, cmd: Command): Result {
  if (machine.phase !== PHASE.running) return fail('EAGAIN');
  if (!isWhole(cmd)) return fail('EINVAL');
  if (seat === 0) return isKernelCommand(cmd) ? kernelCommand(machine, cmd) : fail('ENOSYS');
  const process = seat <= machine.param.processes ? processOf(machine, seat) : undefined;
  if (process === undefined || process.startAt >= 0) return fail('ESRCH');
  if (process.stopped || machine.tick < process.busyUntil) return fail('EAGAIN');
  const result = processCommand(machine, process, cmd as ProcessCommand);
  if (!result.ok) process.busyUntil = Math.max(process.busyUntil, machine.tick + REFUSAL);
  return result;
}

/** PL2: every number is an integer, once more after the edge. */
const isWhole = (cmd: Command): boolean =>
  Object.values(cmd).every((value) => typeof value !== 'number' || Number.isSafeInteger(value));

/** kill is both a call and an order; the order names no signal. */
const isKernelCommand = (cmd: Command): cmd is KernelCommand =>
  (KERNEL_OPS as readonly string[]).includes(cmd.op) && !(cmd.op === 'kill' && 'signal' in cmd);

function kernelCommand(machine: Machine, cmd: KernelCommand): Result {
  if (queueFull(machine) || machine.stall > 0) return fail('EAGAIN');
  const result = order(machine, cmd);
  if (!result.ok) machine.stall = REFUSAL;
  return result;
}

function processCommand(machine: Machine, process: Process, cmd: ProcessCommand): Result {
  switch (cmd.op) {
    case 'accept':
      return accept(machine, process, cmd.offer, cmd.via);
    case 'abandon':
      return abandon(machine, process, cmd.job);
    case 'malloc':
      return malloc(machine, process, cmd);
    case 'free':
      return free(machine, process, cmd.ptr);
    case 'gc':
      return gc(machine, process);
    case 'touch': {
      if (process.touch !== null || process.faultTrap > 0) return fail('EAGAIN');
      process.touch = { address: cmd.address, write: cmd.write };
      return ok();
    }
    default:
      return isCall(cmd.op) ? cross(machine, process, cmd as CallCommand) : fail('ENOSYS');
  }
}

/** A call made by hand: the crossing takes the caller time too, whatever comes of it. */
function cross(machine: Machine, process: Process, cmd: CallCommand): Result {
  process.busyUntil = machine.tick + machine.param.cost.entry + 1;
  return call(machine, process, cmd);
}

function accept(machine: Machine, process: Process, id: number, via?: Via): Result {
  const offer = process.offers.find((candidate) => candidate.id === id);
  if (offer === undefined) return fail('ESRCH');
  if (process.jobs.length >= MAX_JOBS) return fail('EDQUOT');
  const way = wayOf(offer, via);
  if (way === null) return fail('EINVAL');
  const joint = offer.kind === JOB_KIND.produce;
  if (joint && !canInvite(machine, offer.peer)) return fail('EAGAIN');
  process.offers = process.offers.filter((candidate) => candidate !== offer);
  const { due, ...rest } = offer;
  const job = ++process.accepted;
  process.jobs.push({
    ...rest,
    id: job,
    ptrs: offer.sizes.map(() => -1),
    done: 0,
    dueAt: machine.tick + due,
    state: JOB.packing,
    corrupt: false,
    via: way,
    moved: 0,
    area: -1,
    segment: -1,
  });
  if (joint) invite(machine, process, process.jobs[process.jobs.length - 1]);
  emit(machine, 'accept', process.pid, -1, -1, job);
  const leaked = process.blocks.reduce((cells, block) => cells + (block.job === 0 ? block.size : 0), 0);
  if (leaked > 0) emit(machine, 'leak', process.pid, -1, -1, leaked);
  fillOffers(machine, process);
  return ok(job);
}

/** How an offer is to be done: as its partner does it, as one chose, or as usual; null for a way that is none. */
function wayOf(offer: Offer, via: Via | undefined): number | null {
  if (offer.kind === JOB_KIND.consume) return offer.via;
  const ways = VIAS_OF[offer.kind];
  if (via === undefined) return ways[0];
  return ways.includes(VIA[via]) ? VIA[via] : null;
}

function abandon(machine: Machine, process: Process, id: number): Result {
  const job = process.jobs.find((candidate) => candidate.id === id);
  if (job === undefined) return fail('ESRCH');
  leavePartner(machine, process, job);
  dropJob(machine, process, job);
  process.busyUntil = machine.tick + GIVING_UP;
  return ok();
}
