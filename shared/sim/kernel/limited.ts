/** LI1 at a fault: whether the limit of resident pages stands in the way of another frame. */
import { type Machine, pageOf, processOf, type Trap } from '../machine.ts';
import { STAGE, TRAP } from '../names.ts';

/** Frames on their way to a process. */
function inFlight(machine: Machine, pid: number): number {
  const coming = machine.traps.filter(
    (t) => t.pid === pid && t.kind <= TRAP.major && t.stage !== STAGE.queued,
  );
  return coming.length;
}

/**
 * A copy of a shared page comes in its place, and a page of a file or a segment is nobody's own: neither counts.
 */
export function atLimit(machine: Machine, trap: Trap): boolean {
  if (trap.kind === TRAP.cow || machine.backed[pageOf(machine, trap.pid, trap.vpn)] >= 0) return false;
  const process = processOf(machine, trap.pid)!;
  return process.rss + inFlight(machine, trap.pid) >= process.limitRss;
}
