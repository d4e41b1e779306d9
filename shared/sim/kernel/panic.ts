/**
 * Panic and reboot (KO2): the whole machine goes down. Every process loses its job and starts anew after the
 * reboot; memory, swap, tables and queues are as at power-on.
 */
import { createMachine } from '../boot.ts';
import { emit, type Machine } from '../machine.ts';
import { PHASE } from '../names.ts';
import { endProcess, NEVER } from '../proc/process.ts';

export const PANIC_REASONS = ['lost-kernel-frame', 'double-free', 'wild-write', 'driver-bug'] as const;
export type PanicReason = (typeof PANIC_REASONS)[number];

/** What survives a panic: the clock, the scores, what the kernel has done so far, and the record. */
const SURVIVES = new Set([
  'param',
  'seed',
  'tick',
  'processes',
  'secretOf',
  'nextWork',
  'work',
  'breaches',
  'panics',
  'kills',
  'killed',
  'pageIns',
  'arrived',
  'missed',
  'delivered',
  'given',
  'events',
]);

export function panic(machine: Machine, reason: PanicReason): void {
  const { reboot } = machine.param;
  machine.panics += 1;
  for (const process of machine.processes) {
    if (process.startAt < NEVER) endProcess(machine, process, reboot + process.pid);
    if (process.parent > 0) Object.assign(process, { parent: 0, zombie: false, orphan: false, dead: false });
  }
  const blank = createMachine(machine.param, machine.seed);
  const fresh = Object.fromEntries(Object.entries(blank).filter(([name]) => !SURVIVES.has(name)));
  Object.assign(machine, fresh);
  for (const process of machine.processes) process.rss = 0;
  machine.phase = PHASE.panic;
  machine.rebootAt = machine.tick + reboot;
  machine.panicReason = PANIC_REASONS.indexOf(reason);
  emit(machine, 'panic', 0, -1, -1, machine.panicReason);
}

/** Brings the machine up again when its time has come. */
export function rebootWhenDue(machine: Machine): void {
  if (machine.tick < machine.rebootAt) return;
  machine.phase = PHASE.running;
  machine.rebootAt = -1;
  emit(machine, 'reboot', 0);
}
