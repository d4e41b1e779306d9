/** What a match is worth: fairness over the processes, and the kernel's score. Shares in permille, rounded down. */
import { type Machine, playersOf } from './machine.ts';
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
  const players = playersOf(machine);
  for (const process of players) {
    const share = service(process);
    sum += share;
    squares += share * share;
  }
  return squares === 0 ? 0 : Math.floor((sum * sum * 1000) / (players.length * squares));
}

/** What the kernel pays for, in points. */
export function finesOf(machine: Machine): {
  breach: number;
  panic: number;
  killed: number;
  missed: number;
} {
  const { fine } = machine.param;
  return {
    breach: machine.breaches * fine.breach,
    panic: machine.panics * fine.panic,
    killed: machine.killed,
    missed: machine.missed * fine.missed,
  };
}

/** Work times fairness, less the fines. */
export function kernelScore(machine: Machine): number {
  const { breach, panic, killed, missed } = finesOf(machine);
  return Math.floor((machine.work * fairness(machine)) / 1000) - breach - panic - killed - missed;
}

/** RC4, over the last ten seconds, in permille. */
export function thrashing(machine: Machine): number {
  const held = machine.thrashHeld.reduce((sum, ticks) => sum + ticks, 0);
  const blocked = machine.thrashBlocked.reduce((sum, ticks) => sum + ticks, 0);
  return held === 0 ? 0 : Math.floor((blocked * 1000) / held);
}
