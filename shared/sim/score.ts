/** What a match is worth: fairness over the processes, and the kernel's score. Shares in permille, rounded down. */
import type { Machine } from './machine.ts';
import type { Process } from './proc/process.ts';

/** Time running over time running or waiting for the kernel; 1000 for one that never waited. */
export function service(process: Process): number {
  const total = process.runTicks + process.waitTicks;
  return total === 0 ? 1000 : Math.floor((process.runTicks * 1000) / total);
}

/** Jain's index over the processes' service (Jain, Chiu, Hawe 1984): (Σx)² / (n Σx²). */
export function fairness(machine: Machine): number {
  let sum = 0;
  let squares = 0;
  for (const process of machine.processes) {
    const share = service(process);
    sum += share;
    squares += share * share;
  }
  return squares === 0 ? 0 : Math.floor((sum * sum * 1000) / (machine.processes.length * squares));
}

/** Work times fairness, less breaches, panics and the jobs of those it killed. */
export function kernelScore(machine: Machine): number {
  const { fine } = machine.param;
  const earned = Math.floor((machine.work * fairness(machine)) / 1000);
  return earned - machine.breaches * fine.breach - machine.panics * fine.panic - machine.killed;
}
