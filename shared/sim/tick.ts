/** One tick of the machine: the kernel's processor, the disk, every process's own processor, famine, the clock. */

import { tickDevice } from './device/nic.ts';
import { tickCpu, tickDisk } from './kernel/cpu.ts';
import { clearReferenced } from './kernel/frames.ts';
import { tickGovern } from './kernel/govern.ts';
import { tickModules } from './kernel/module.ts';
import { rebootWhenDue } from './kernel/panic.ts';
import { emit, type Machine } from './machine.ts';
import { access } from './mm/fault.ts';
import { tickOom } from './mm/oomKiller.ts';
import { JOB, PHASE, TRAP, VIA } from './names.ts';
import { finishJob, meetBlock, startReadyJob, targetOf } from './proc/job.ts';
import { prepare, readFile, sharedAccess } from './proc/joint.ts';
import { endProcess, type Process, raise, startProcess } from './proc/process.ts';
import { thrashing } from './score.ts';

export function tick(machine: Machine): void {
  if (machine.phase === PHASE.over) return;
  machine.tick += 1;
  if (machine.phase === PHASE.panic) rebootWhenDue(machine);
  else {
    for (const step of [
      tickDisk,
      tickDevice,
      tickModules,
      tickGovern,
      tickCpu,
      tickProcesses,
      tickOom,
      tickSweep,
    ]) {
      if (machine.phase === PHASE.running) step(machine);
    }
  }
  if (machine.tick >= machine.param.ticks) {
    machine.phase = PHASE.over;
    emit(machine, 'end', 0);
  }
}

/** Timed clearing of all reference bits, where the scenario has it. */
function tickSweep(machine: Machine): void {
  const { sweepEvery, frames } = machine.param;
  if (sweepEvery > 0 && machine.tick % sweepEvery === 0) clearReferenced(machine, 0, frames);
}

function tickProcesses(machine: Machine): void {
  const bucket = Math.floor(machine.tick / 10) % 10;
  if (machine.tick % 10 === 0) {
    machine.thrashBlocked[bucket] = 0;
    machine.thrashHeld[bucket] = 0;
  }
  for (const process of machine.processes) {
    if (machine.phase !== PHASE.running) return;
    tickProcess(machine, process);
    if (process.jobs.some((job) => job.state === JOB.running)) {
      machine.thrashHeld[bucket] += 1;
      const trap = machine.traps.find((candidate) => candidate.id === process.faultTrap);
      if (trap?.kind === TRAP.major) machine.thrashBlocked[bucket] += 1;
    }
  }
  if (machine.tick % 10 === 9) noteThrashing(machine);
}

/** RC4: says so when processes with a job spend more than half of their time waiting for pages. */
function noteThrashing(machine: Machine): void {
  const share = thrashing(machine);
  if (share > 500) emit(machine, 'thrash', 0, -1, -1, share);
}

function tickProcess(machine: Machine, process: Process): void {
  if (process.startAt >= 0) {
    if (machine.tick >= process.startAt) startProcess(machine, process);
    return;
  }
  startReadyJob(machine, process);
  const running = process.jobs.find((job) => job.state === JOB.running);
  if (process.faultTrap > 0 || process.callTrap > 0 || process.stopped) {
    if (running) process.waitTicks += 1;
    return;
  }
  if (process.touch !== null) touch(machine, process);
  else if (running !== undefined) {
    process.runTicks += 1;
    if (machine.tick >= process.nextAccess) step(machine, process);
  } else if (process.pending.length > 0) process.waitTicks += 1;
}

/** The next access of the running job. */
function step(machine: Machine, process: Process): void {
  const job = process.jobs.find((candidate) => candidate.state === JOB.running)!;
  if (!prepare(machine, process, job)) return;
  const shared = sharedAccess(job);
  const { vpn, cell, write, file } = shared ?? targetOf(machine, process, job);
  if (file >= 0 && job.via === VIA.read) {
    readFile(machine, process, job, file);
    return;
  }
  const outcome = access(machine, process.pid, vpn, write);
  if (!outcome.done) {
    process.faultTrap = raise(machine, process, outcome.trap, {
      vpn,
      address: addressOf(machine, vpn, cell),
      write,
    });
    return;
  }
  if (machine.phase !== PHASE.running) return;
  if (!outcome.clean) job.corrupt = true;
  if (cell >= 0) meetBlock(process, job, cell, write);
  if (shared) job.moved += 1;
  else job.done += 1;
  process.nextAccess = machine.tick + machine.param.accessPeriod;
  if (job.done < job.accesses) return;
  finishJob(machine, process, job);
  // A child was forked for this one job.
  if (process.parent > 0) endProcess(machine, process, 0);
}

const addressOf = (machine: Machine, vpn: number, cell: number): number =>
  cell >= 0 ? cell : vpn * machine.param.cellsPerPage;

/** An access by hand, before the job's own. */
function touch(machine: Machine, process: Process): void {
  const { address, write } = process.touch!;
  const vpn = Math.floor(address / machine.param.cellsPerPage);
  const outcome = access(machine, process.pid, vpn, write);
  if (!outcome.done) {
    process.faultTrap = raise(machine, process, outcome.trap, { vpn, address, write });
    // Only a legal access is tried again once the page is there.
    if (outcome.trap > TRAP.major) process.touch = null;
    return;
  }
  process.touch = null;
  meetBlock(process, null, address, write);
}
