/** deny: a system call comes back with ENOMEM; a packet is dropped; a fault kills its process, by SIGSEGV when it was illegal. */
import type { KernelCommand } from '../command.ts';
import { miss } from '../device/nic.ts';
import { fail } from '../errno.ts';
import { processOf } from '../machine.ts';
import { crash } from '../proc/process.ts';
import { refuse } from '../syscall/index.ts';
import { STAGE, TRAP } from '../view.ts';
import { killProcess } from './kill.ts';
import { findTrap, isErrno, type Order, openTrap, queue } from './order.ts';

export const deny: Order<Extract<KernelCommand, { op: 'deny' }>> = {
  give(machine, command) {
    const trap = openTrap(machine, command.trap);
    if (isErrno(trap)) return fail(trap);
    trap.stage = STAGE.cpu;
    return queue(machine, 'deny', machine.param.cost.entry, { pid: trap.pid, trap: trap.id, vpn: trap.vpn });
  },

  advance(machine, work) {
    const trap = findTrap(machine, work.trap);
    if (trap === undefined) return 'done';
    const process = processOf(machine, trap.pid)!;
    if (trap.kind === TRAP.interrupt) miss(machine, trap);
    else if (trap.kind === TRAP.syscall) refuse(machine, trap, 'ENOMEM');
    else if (trap.kind === TRAP.maperr || trap.kind === TRAP.accerr) crash(machine, process, 'segv');
    else killProcess(machine, process, 0);
    return 'done';
  },
};
