/** kill and signal: ending a process, stopping it and letting it go on. Killing is charged as lost jobs. */
import { type KernelCommand, SIGNALS } from '../command.ts';
import { fail } from '../errno.ts';
import { emit, type Machine, processOf } from '../machine.ts';
import { crash, endProcess, hasIllegalTrap, type Process } from '../proc/process.ts';
import { type Order, queue } from './order.ts';

/** Ends a process that did nothing wrong. by: 0 the kernel, 1 the OOM killer, 2 itself. */
export function killProcess(machine: Machine, process: Process, by: 0 | 1 | 2): void {
  if (by !== 2) {
    machine.kills += 1;
    machine.processes[process.seat - 1].kills += 1;
    const lost = process.jobs.reduce((sum, job) => sum + job.reward, 0);
    // Its heap and its time are gone too: never less than the fixed part of a reward.
    machine.killed += Math.max(lost, machine.param.job.rewardFixed);
  }
  emit(machine, 'kill', process.pid, -1, -1, by);
  endProcess(machine, process, machine.param.restart);
}

/** SIGSEGV to a process whose access was illegal is its own crash; to another it is a kill. */
function segv(machine: Machine, process: Process): void {
  if (hasIllegalTrap(machine, process)) crash(machine, process, 'segv');
  else killProcess(machine, process, 0);
}

/** Delivers a signal. by: as for killProcess. */
export function deliver(machine: Machine, process: Process, signal: number, by: 0 | 2): void {
  emit(machine, 'signal', process.pid, -1, -1, signal);
  if (signal === SIGNALS.SIGSTOP) process.stopped = true;
  else if (signal === SIGNALS.SIGCONT) process.stopped = false;
  else if (signal === SIGNALS.SIGSEGV && by === 0) segv(machine, process);
  else if (signal !== SIGNALS.SIGUSR1) killProcess(machine, process, by);
}

const alive = (machine: Machine, pid: number): Process | null => {
  const process = processOf(machine, pid);
  return process && process.startAt < 0 ? process : null;
};

export const kill: Order<Extract<KernelCommand, { op: 'kill' }>> = {
  give: (machine, { pid }) =>
    alive(machine, pid) ? queue(machine, 'kill', machine.param.cost.entry, { pid }) : fail('ESRCH'),
  advance(machine, work) {
    const process = alive(machine, work.pid);
    if (process) killProcess(machine, process, 0);
    return 'done';
  },
};

export const signal: Order<Extract<KernelCommand, { op: 'signal' }>> = {
  give: (machine, command) =>
    alive(machine, command.pid)
      ? queue(machine, 'signal', machine.param.cost.entry, { pid: command.pid, n: SIGNALS[command.signal] })
      : fail('ESRCH'),
  advance(machine, work) {
    const process = alive(machine, work.pid);
    if (process) deliver(machine, process, work.n, 0);
    return 'done';
  },
};
