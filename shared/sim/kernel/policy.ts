/**
 * policy and watermark: what the kernel player loads so that the machine governs itself (PA3, KO1). A policy takes a
 * frame of the kernel's and time to load; it can be changed at any moment.
 */
import { KERNEL_OPS, type KernelCommand } from '../command.ts';
import { ERRNO, type Errno, fail } from '../errno.ts';
import { emit, type Machine } from '../machine.ts';
import { takeFrame } from '../mm/frame.ts';
import { giveKernelFrame } from '../mm/kernelFrame.ts';
import { makeRoom } from '../mm/shrink.ts';
import { FRAME, POLICY_SLOTS, SLOT, SLOTS, ZONE } from '../names.ts';
import { createPolicy, type PolicyName } from '../policy/index.ts';
import { failed, type Order, queue } from './order.ts';

/** Ticks that loading takes, on top of the entry. */
const LOADING = 4;

const indexIn = (slot: keyof typeof POLICY_SLOTS, name: string): number =>
  (POLICY_SLOTS[slot] as readonly string[]).indexOf(name);

/** The name of what is loaded in a slot. */
export const loadedIn = (machine: Machine, slot: keyof typeof POLICY_SLOTS): string =>
  POLICY_SLOTS[slot][machine.policy[SLOT[slot]]];

/** Loads a policy, or none; the refusal when the kernel has no frame for its code. */
function set(machine: Machine, slot: number, index: number): Errno | null {
  if (index === 0) {
    if (machine.policyFrame[slot] >= 0) giveKernelFrame(machine, machine.policyFrame[slot]);
    machine.policyFrame[slot] = -1;
  } else if (machine.policyFrame[slot] < 0) {
    makeRoom(machine);
    const pfn = takeFrame(machine, FRAME.module, 0);
    if (pfn < 0) return 'ENOMEM';
    machine.policyFrame[slot] = pfn;
  }
  machine.policy[slot] = index;
  if (slot === SLOT.reclaim) {
    const name = POLICY_SLOTS.reclaim[index];
    machine.reclaim =
      name === 'none' ? null : createPolicy(name as PolicyName, machine.param.frames, { seed: machine.seed });
  }
  emit(machine, 'policy', 0, slot, -1, index);
  return null;
}

/** Policies that the scenario has loaded from boot on. */
export function bootPolicies(machine: Machine): void {
  SLOTS.forEach((name, slot) => {
    const index = indexIn(name, machine.param.policies[name]);
    if (index > 0 && set(machine, slot, index) !== null) throw new Error('policies do not fit into RAM');
  });
}

export const policy: Order<Extract<KernelCommand, { op: 'policy' }>> = {
  give(machine, { slot, name }) {
    const index = indexIn(slot, name);
    if (index < 0) return fail('ENOENT');
    if (machine.policy[SLOT[slot]] === index) return fail('EEXIST');
    // One change of a slot at a time: the next would be about what is not loaded yet.
    if (machine.run.some(({ op, vpn }) => op === KERNEL_OPS.indexOf('policy') && vpn === SLOT[slot]))
      return fail('EBUSY');
    const left = machine.param.cost.entry + (index === 0 ? 0 : LOADING);
    return queue(machine, 'policy', left, { vpn: SLOT[slot], n: index });
  },
  /** It works from when it has been loaded; without a frame for its code it never does. */
  advance(machine, work) {
    const errno = set(machine, work.vpn, work.n);
    return errno === null ? 'done' : failed(machine, work, ERRNO[errno]);
  },
};

export const watermark: Order<Extract<KernelCommand, { op: 'watermark' }>> = {
  give(machine, { zone, low, high }) {
    const at = machine.zones.find(({ kind }) => kind === ZONE[zone]);
    if (at === undefined) return fail('ENOENT');
    if (low > high || low < at.min || high > at.zone.frames) return fail('EINVAL');
    return queue(machine, 'watermark', machine.param.cost.entry, { pid: ZONE[zone], vpn: low, n: high });
  },
  advance(machine, { pid: kind, vpn: low, n: high }) {
    const at = machine.zones.find((zone) => zone.kind === kind);
    if (at !== undefined) Object.assign(at, { low, high });
    return 'done';
  },
};
