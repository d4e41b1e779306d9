/**
 * The kernel's one processor and its disk (KO1): orders are carried out one after the other; what waits for the disk
 * lets the next one go ahead, and is served first when it comes back.
 */
import type { Machine, Work } from '../machine.ts';
import { askDisk } from '../mm/swap.ts';
import { MODULE, PHASE } from '../names.ts';
import { serveCall } from '../syscall/index.ts';
import { advanceOrder } from './index.ts';
import { useDriver, works } from './module.ts';
import type { Next } from './order.ts';

/** Most orders that may wait; further ones are refused with EAGAIN. */
export const RUN_QUEUE = 16;
export const queueFull = (machine: Machine): boolean =>
  machine.run.filter((work) => work.op >= 0).length >= RUN_QUEUE;

/** One tick of the processor. */
export function tickCpu(machine: Machine): void {
  if (machine.stall > 0) {
    machine.stall -= 1;
    // The last tick of a refusal is shared with the work, so that even a masher's machine goes on.
    if (machine.stall > 0) return;
  }
  const work = machine.run[0];
  if (work === undefined) return;
  work.left -= 1;
  if (work.left <= 0) goOn(machine, work);
}

/** Goes through the stages of the first work until one takes time. */
function goOn(machine: Machine, work: Work): void {
  for (;;) {
    const next: Next = work.op < 0 ? serveCall(machine, work) : advanceOrder(machine, work);
    // A panic has emptied the queues.
    if (machine.phase !== PHASE.running) return;
    if (typeof next === 'object' && 'cpu' in next) {
      work.left = next.cpu;
      if (work.left > 0) return;
      continue;
    }
    machine.run.shift();
    if (next === 'later') {
      work.left = 1;
      machine.run.push(work);
    } else if (next !== 'done') {
      if ('device' in next) machine.device.push({ left: next.device, work });
      else toDisk(machine, next, work);
    }
    return;
  }
}

/** Sends work to the disk, by its driver where one is loaded: that one's fault may be the end of the machine. */
function toDisk(machine: Machine, next: Extract<Next, { disk: unknown }>, work: Work): void {
  if (works(machine, MODULE.blk)) useDriver(machine, MODULE.blk, work.id);
  if (machine.phase === PHASE.running) askDisk(machine, next.disk === 'write', next.pid, next.vpn, work);
}

/** One tick of the disk; a finished page sends its work back to the processor. */
export function tickDisk(machine: Machine): void {
  const request = machine.disk[0];
  if (request === undefined) return;
  request.left -= 1;
  if (request.left > 0) return;
  machine.disk.shift();
  resume(machine, request.work);
}

/** Work comes back from the disk or a device: next to be served, at once when the processor is free. */
export function resume(machine: Machine, work: Work): void {
  work.left = 0;
  // Not ahead of an order that is half done.
  machine.run.splice(machine.run.length > 0 ? 1 : 0, 0, work);
  if (machine.run[0] === work) goOn(machine, work);
}
