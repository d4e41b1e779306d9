/** What a seat sees of a machine, as the screens get it: through the filter, and read back from its numbers. */
import {
  type KernelView,
  kernelSections,
  type Machine,
  type ProcessView,
  processSections,
  read,
  shapeOf,
  viewFor,
  viewSize,
} from '../../shared/sim/index.ts';

function seen(machine: Machine, seat: number): Int32Array {
  const out = new Int32Array(viewSize(shapeOf(machine), seat));
  viewFor(machine, seat, out);
  return out;
}

export const kernelOf = (machine: Machine): KernelView =>
  read(kernelSections(shapeOf(machine)), seen(machine, 0));

export const ownOf = (machine: Machine, pid = 1): ProcessView =>
  read(processSections(shapeOf(machine)), seen(machine, pid));
