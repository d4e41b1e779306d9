/**
 * Random commands that make sense often enough to get deep into the machine: a seat and a command drawn from what lies
 * on the board, right or wrong. Deterministic in its seed.
 */
import {
  type Command,
  drawBelow,
  FITS,
  KERNEL_OPS,
  type Machine,
  PROCESS_OPS,
  RESOURCES,
  type Signal,
} from '../../shared/sim/index.ts';
import { moreKernel, moreProcess } from './chaosMore.ts';

const many = <const T>(times: number, value: T): T[] => Array.from({ length: times }, () => value);

/** Often what moves a machine on, now and then everything there is. */
const KERNEL = [
  ...many(24, 'grant' as const),
  ...many(3, 'evict' as const),
  ...many(4, 'serve' as const),
  ...many(4, 'pool' as const),
  ...KERNEL_OPS,
];
const PROCESS = [
  ...many(30, 'malloc' as const),
  ...many(8, 'accept' as const),
  ...many(4, 'fork' as const),
  'free' as const,
  'wait' as const,
  ...PROCESS_OPS,
];
const ENDS = ['kill', 'exit', 'deny', 'signal'];

export function chaos(seed: number) {
  let draws = 0;
  const below = (n: number) => drawBelow(seed, 7, draws++, n);
  const pick = <T>(values: readonly T[]): T => values[below(values.length)];

  const dice = { below, pick };

  function kernelCommand(machine: Machine): Command {
    const { frames, kernelFrames, processes, pages } = machine.param;
    const op = pick(KERNEL);
    if (ENDS.includes(op) && below(8) > 0) return { op: 'age', pfn: below(frames), count: 1 + below(frames) };
    const trap = machine.traps.length > 0 ? pick(machine.traps).id : 1 + below(50);
    const pfn = below(20) === 0 ? below(frames) : kernelFrames + below(frames - kernelFrames);
    const pid = 1 + below(processes);
    const force = below(400) === 0;
    const zero = below(4) > 0;
    const flush = below(4) > 0;
    const more = moreKernel(op, machine, dice);
    if (more !== null) return more;
    switch (op) {
      case 'grant':
        return below(3) === 0 ? { op, trap, zero, flush } : { op, trap, pfn, zero, flush, force };
      case 'deny':
        return { op, trap };
      case 'evict':
        return { op, pfn, zero, flush, force };
      case 'zero':
        return { op, pfn, force };
      case 'writeback':
        return { op, pfn };
      case 'flush':
        return { op, pid };
      case 'kill':
        return { op, pid };
      case 'map':
        return { op, pid, vpn: below(pages), pfn, force };
      case 'unmap':
        return { op, pid, vpn: below(pages), flush };
      case 'age':
        return { op, pfn, count: 1 + below(frames) };
      case 'signal':
        return { op, pid, signal: pick<Signal>(['SIGSTOP', 'SIGCONT', 'SIGCONT', 'SIGSEGV', 'SIGKILL']) };
      case 'limit':
        return { op, pid, resource: pick(RESOURCES), value: 4 + below(30) };
      default:
        throw new Error(op);
    }
  }

  function processCommand(machine: Machine, pid: number): Command {
    const process = machine.processes[pid - 1];
    const op = pick(PROCESS);
    if (ENDS.includes(op) && below(15) > 0) return { op: 'nice', value: below(6) - 1 };
    const job = process.jobs.length > 0 ? pick(process.jobs).id : 1;
    const leftovers = process.blocks.filter((block) => block.job === 0 || below(10) === 0);
    const more = moreProcess(op, machine, pid, dice);
    if (more !== null) return more;
    switch (op) {
      case 'abandon':
        return below(3) === 0 ? { op, job } : { op: 'malloc', job, buffer: below(5), fit: 'pool' };
      case 'malloc':
        return below(8) === 0
          ? { op, job, buffer: below(5), at: below(140) }
          : { op, job, buffer: below(5), fit: pick(FITS) };
      case 'free':
        if (leftovers.length > 0) return below(3) === 0 ? { op: 'gc' } : { op, ptr: pick(leftovers).ptr };
        // A wild free ends the process: now and then, or no heap would get anywhere.
        if (below(8) > 0) return { op: 'malloc', job, buffer: below(5), fit: pick(FITS) };
        return { op, ptr: 12 + below(40) };
      case 'touch':
        return { op, address: below(140), write: below(2) === 0 };
      case 'brk':
        return { op, pages: below(9) - 3 };
      case 'mmap':
        if (below(4) === 0) return { op, pages: 1, device: true };
        return below(2) === 0
          ? { op, pages: 1 + below(4) }
          : { op, pages: machine.param.filePages, file: below(4) };
      case 'munmap':
        return { op, vpn: below(32), pages: 1 + below(3) };
      case 'kill':
        return { op, pid: 1 + below(4), signal: pick<Signal>(['SIGKILL', 'SIGUSR1']) };
      case 'nice':
        return { op, value: below(25) - 2 };
      case 'exit':
      case 'gc':
        return { op };
      default:
        throw new Error(op);
    }
  }

  return {
    below,
    /** A seat's next command. */
    next: (machine: Machine, seat: number): Command =>
      seat === 0 ? kernelCommand(machine) : processCommand(machine, seat),
  };
}
