/**
 * viewFor: the only way by which state leaves the machine (PL1). A process gets its own; whatever would tell it a frame
 * number, or anything of another's memory, is left out here and nowhere else.
 */
import type { Event } from './event.ts';
import { type Sections, sizeOf, writer } from './layout.ts';
import { type Machine, playersOf, tasksOf } from './machine.ts';
import { PERSONALITY } from './names.ts';
import type { Param } from './param.ts';
import { stateOf } from './proc/process.ts';
import { fillKernel } from './procfsKernel.ts';
import { fillMemory } from './procfsMemory.ts';
import { fillProcess } from './procfsProcess.ts';
import { fairness, kernelScore } from './score.ts';
import { kernelSections, processSections, type Shape } from './view.ts';

export const shapeOf = (machine: Machine): Shape => {
  const { frames, swapSlots, pages, processes, tableEntries, tlbEntries } = machine.param;
  const leaves = Math.ceil(pages / tableEntries);
  return { frames, swapSlots, pages, processes, tasks: tasksOf(machine.param), leaves, tlbEntries };
};

/** Sections of a seat's view: the kernel (0) and a spectator with the key (-1) see the machine, the others themselves. */
export const sectionsFor = (shape: Shape, seat: number): Sections =>
  seat <= 0 ? kernelSections(shape) : processSections(shape);

export const viewSize = (shape: Shape, seat: number): number => sizeOf(sectionsFor(shape, seat));

/** The sections of a machine of these tunables, made once. */
const known = new WeakMap<Param, { kernel: Sections; process: Sections }>();

function sectionsOf(machine: Machine, seat: number): Sections {
  let made = known.get(machine.param);
  if (made === undefined) {
    const shape = shapeOf(machine);
    made = { kernel: kernelSections(shape), process: processSections(shape) };
    known.set(machine.param, made);
  }
  return seat <= 0 ? made.kernel : made.process;
}

/** Fills `out`, of viewSize integers, with what a seat may see. */
export function viewFor(machine: Machine, seat: number, out: Int32Array): void {
  out.fill(0);
  const put = writer(sectionsOf(machine, seat), out);
  put(
    'machine',
    0,
    machine.tick,
    machine.param.ticks,
    machine.phase,
    machine.rebootAt,
    machine.panicReason,
    machine.work,
    fairness(machine),
    kernelScore(machine),
    PERSONALITY[machine.param.personality],
    machine.missed,
    machine.delivered,
  );
  playersOf(machine).forEach((process, index) => {
    put('roster', index, process.pid, process.score, stateOf(machine, process));
  });
  if (seat <= 0) {
    fillKernel(machine, put);
    fillMemory(machine, put);
  } else fillProcess(machine, machine.processes[seat - 1], put);
}

/** Events that concern everybody; the rest are the kernel's and the process's own. */
const PUBLIC = new Set(['panic', 'reboot', 'oom', 'end', 'boot', 'segv', 'abort', 'kill', 'exit']);
/** Events of the kernel's doings that a process must not learn of, though they name it. */
const KERNEL_ONLY = new Set([
  'order',
  'order-failed',
  'writeback',
  'zero',
  'swap-in',
  'flush',
  'map',
  'unmap',
  'page-in',
  'breach',
  'migrate',
  'slab-alloc',
  'slab-free',
  'kernel-frame',
  'zone-fallback',
  'dma',
  'mempool',
]);

/** The events of a tick that a seat may learn of, without frame numbers unless it is the kernel's. */
export function eventsFor(events: readonly Event[], seat: number): Event[] {
  if (seat <= 0) return events.filter((event) => event.type !== 'reference');
  return events
    .filter((event) => PUBLIC.has(event.type) || (event.pid === seat && !KERNEL_ONLY.has(event.type)))
    .filter((event) => event.type !== 'reference')
    .map((event) => ({ ...event, pfn: -1 }));
}
