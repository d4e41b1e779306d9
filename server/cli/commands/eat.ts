/**
 * `eat`: effective access time with page faults (Silberschatz, Operating System Concepts, 10.2.3).
 */
import { decimal } from '../args.ts';
import type { Command } from '../command.ts';
import { fields, print } from '../table.ts';

/** Above the smallest time that makes sense, far below where doubles lose nanoseconds. */
const MIN_NS = 1e-6;
const MAX_NS = 1e15;

export const eat: Command = {
  name: 'eat',
  summary: 'work out the effective access time from a page-fault rate',
  usage: `eat --memory-ns 200 --fault-ns 8000000 --fault-rate 0.001 [--json]

  --memory-ns   time of an access to memory, ${MIN_NS} to ${MAX_NS}
  --fault-ns    time to serve a page fault, 0 to ${MAX_NS}
  --fault-rate  share of the accesses that fault, 0 to 1

effective = (1 - rate) * memory + rate * fault; slowdown = effective / memory.`,
  shape: { options: ['memory-ns', 'fault-ns', 'fault-rate'] },
  run(args) {
    const memoryNs = decimal(args, 'memory-ns', MIN_NS, MAX_NS);
    const faultNs = decimal(args, 'fault-ns', 0, MAX_NS);
    const rate = decimal(args, 'fault-rate', 0, 1);
    const effectiveNs = (1 - rate) * memoryNs + rate * faultNs;
    // Twelve digits: what a double can't hold exactly is not printed.
    const round = (value: number): number => Number(value.toPrecision(12));
    const result = { effectiveNs: round(effectiveNs), slowdown: round(effectiveNs / memoryNs) };
    return print(args, result, () => fields(result));
  },
};
