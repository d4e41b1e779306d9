/** munmap, kill, exit, nice: calls that are carried out without a decision, at the price of the crossing. */
import { SIGNALS, type Signal } from '../command.ts';
import { ERRNO } from '../errno.ts';
import { dropBlocks } from '../heap/malloc.ts';
import { deliver } from '../kernel/kill.ts';
import { emit, type Machine, processOf } from '../machine.ts';
import { checkUnmap, unmapGap } from '../mm/addressSpace.ts';
import { crash, endProcess, hasIllegalTrap, type Process } from '../proc/process.ts';
import type { Call } from './index.ts';

/** Gives mmap pages back, with a flush. POSIX.1-2024, munmap. */
export const munmap: Call<{ op: 'munmap'; vpn: number; pages: number }> = {
  decided: false,
  check: (machine, process, { vpn, pages }) => checkUnmap(machine, process.pid, vpn, pages),
  args: ({ vpn, pages }) => ({ vpn, arg: pages }),
  cost: (machine, pages) => machine.param.cost.flush + pages * machine.param.cost.map,
  apply(machine, process, vpn, pages) {
    const errno = checkUnmap(machine, process.pid, vpn, pages);
    if (errno !== null) return -ERRNO[errno];
    unmapGap(machine, process.pid, vpn, pages);
    dropBlocks(machine, process, vpn, pages);
    return 0;
  },
};

/** Leaving is no way around a segmentation fault that happened before the kernel came to the call (KO3). */
function crashesInstead(machine: Machine, process: Process): boolean {
  const illegal = hasIllegalTrap(machine, process);
  if (illegal) crash(machine, process, 'segv');
  return illegal;
}

/** Signals oneself; another's process is not one's to signal (EPERM). POSIX.1-2024, kill. */
export const kill: Call<{ op: 'kill'; pid: number; signal: Signal }> = {
  decided: false,
  check(machine, process, { pid, signal }) {
    if (pid < 1 || pid > machine.param.processes) return 'ESRCH';
    // A bit of news may go to anybody; what stops or ends a process, to oneself only.
    if (signal === 'SIGUSR1') return machine.processes[pid - 1].startAt >= 0 ? 'ESRCH' : null;
    if (pid !== process.pid) return 'EPERM';
    // Stopping oneself would leave nobody to say SIGCONT.
    return signal === 'SIGSTOP' ? 'EINVAL' : null;
  },
  args: ({ pid, signal }) => ({ arg: SIGNALS[signal], address: pid }),
  cost: () => 0,
  apply(machine, process, _vpn, signal, pid) {
    if (crashesInstead(machine, process)) return 0;
    const target = processOf(machine, pid)!;
    if (target.startAt >= 0) return -ERRNO.ESRCH;
    deliver(machine, target, signal, 2);
    return 0;
  },
};

/** Ends the process of its own will: no fine, its job is lost, it starts anew after a while. */
export const exit: Call<{ op: 'exit' }> = {
  decided: false,
  check: () => null,
  args: () => ({ arg: 0 }),
  cost: () => 0,
  apply(machine, process) {
    if (crashesInstead(machine, process)) return 0;
    emit(machine, 'exit', process.pid);
    endProcess(machine, process, machine.param.restart);
    return 0;
  },
};

/** Ranks one's traps lower; ranking them higher needs privilege (EPERM). POSIX.1-2024, nice. */
export const nice: Call<{ op: 'nice'; value: number }> = {
  decided: false,
  check: (_machine, process, { value }) =>
    value < 0 || value < process.nice ? 'EPERM' : value > 19 || value === process.nice ? 'EINVAL' : null,
  args: ({ value }) => ({ arg: value }),
  cost: () => 0,
  apply(_machine, process, _vpn, value) {
    if (value < process.nice) return -ERRNO.EPERM;
    process.nice = value;
    return value;
  },
};
