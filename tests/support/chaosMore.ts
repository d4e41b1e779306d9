/** The rest of the random commands: policies, modules, devices, sharing, talk, files. */
import {
  type Command,
  type Machine,
  MODULES,
  POLICY_SLOTS,
  type RingCall,
  SLOTS,
  TRAP,
  VIAS,
  ZONES,
} from '../../shared/sim/index.ts';

export interface Dice {
  below(n: number): number;
  pick<T>(values: readonly T[]): T;
}

/** A kernel's order of the whole memory model; null for an order that chaos.ts draws itself. */
export function moreKernel(op: string, machine: Machine, { below, pick }: Dice): Command | null {
  switch (op) {
    case 'policy': {
      const slot = pick(SLOTS);
      return { op, slot, name: pick<string>(POLICY_SLOTS[slot]) };
    }
    case 'watermark':
      return { op, zone: pick(ZONES), low: below(8), high: below(16) };
    case 'compact':
      return { op, order: below(4) };
    case 'shrink':
      return { op };
    case 'load':
      return { op, module: pick(MODULES), how: pick(['kmalloc', 'vmalloc'] as const) };
    case 'unload':
      return { op, module: pick(MODULES) };
    case 'serve': {
      const interrupts = machine.traps.filter((trap) => trap.kind === TRAP.interrupt);
      const trap = interrupts.length > 0 ? pick(interrupts).id : 1 + below(50);
      return { op, trap, by: pick(['copy', 'map'] as const) };
    }
    case 'pool':
      return { op, order: below(3), release: below(8) === 0 };
    default:
      return null;
  }
}

/** A process's call of the whole memory model; null for one that chaos.ts draws itself. */
export function moreProcess(op: string, machine: Machine, pid: number, dice: Dice): Command | null {
  const { below, pick } = dice;
  const process = machine.processes[pid - 1];
  const range = { vpn: 1 + below(31), pages: 1 + below(3) };
  switch (op) {
    case 'madvise':
    case 'mlock':
    case 'munlock':
      return { op, ...range };
    case 'fork':
      return { op, job: process.jobs.length > 0 ? pick(process.jobs).id : 1 };
    case 'wait':
      return { op };
    case 'shm_open':
      return { op, pages: 1 + below(3) };
    case 'shm_attach':
    case 'shm_detach':
      return { op, id: below(4) };
    case 'send':
      return { op, pid: 1 + below(machine.param.processes), value: below(100) };
    case 'recv':
      return below(2) === 0 ? { op } : { op, from: 1 + below(4) };
    case 'open':
      return { op, file: below(4) };
    case 'read':
    case 'write':
      return { op, fd: below(4), page: below(7) };
    case 'close':
      return { op, fd: below(4) };
    case 'submit':
      return { op, calls: ring(pid, dice) };
    case 'accept': {
      if (process.offers.length === 0) return { op, offer: 1 };
      const offer = pick(process.offers).id;
      return below(2) === 0 ? { op, offer } : { op, offer, via: pick(VIAS) };
    }
    default:
      return null;
  }
}

function ring(pid: number, { below, pick }: Dice): RingCall[] {
  const one = (): RingCall => {
    const op = pick(['send', 'recv', 'madvise', 'mlock', 'close'] as const);
    if (op === 'send') return { op, pid: (pid % 4) + 1, value: below(100) };
    if (op === 'recv') return { op };
    if (op === 'close') return { op, fd: below(4) };
    return { op, vpn: 1 + below(31), pages: 1 + below(2) };
  };
  return Array.from({ length: 1 + below(6) }, one);
}
