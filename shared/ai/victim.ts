/** Which frame an AI kernel empties: its policy, fed from the board. */
import {
  createPolicy,
  drawBelow,
  FRAME,
  type KernelCommand,
  type KernelView,
  POLICY,
  type Shape,
  ZONE,
} from '../sim/index.ts';
import type { KernelHabits } from './names.ts';
import type { AiOptions } from './player.ts';

export interface Pick {
  pfn: number;
  /** Orders that go with the choice: clearing the reference bits that the hand passed. */
  before: KernelCommand[];
}

export interface Chooser {
  /** owner: only this process's frames, 0 for anybody's; low: only memory that the kernel reaches directly. */
  (view: KernelView, owner: number, low: boolean): Pick | null;
  /** A period is over: sample the reference bits (lru), and clear them. */
  sample(view: KernelView): KernelCommand[];
}

export function createChooser(habits: KernelHabits, shape: Shape, options: AiOptions): Chooser {
  const policyName = habits.policy;
  const policy = POLICY[policyName];
  const state = createPolicy(policyName, shape.frames, {
    seed: drawBelow(options.seed, options.seat, 0, 2 ** 31),
  });
  const loaded = new Int32Array(shape.frames).fill(-1);

  /** Tells the policy of frames loaded since it last looked. */
  function catchUp(view: KernelView): void {
    state.time = view.machine[0].tick;
    const fresh = view.frames
      .map((frame, pfn) => ({ pfn, at: frame.kind === FRAME.user ? frame.loaded : -1 }))
      .filter(({ pfn, at }) => at >= 0 && at !== loaded[pfn])
      .sort((a, b) => a.at - b.at || a.pfn - b.pfn);
    for (const { pfn, at } of fresh) {
      loaded[pfn] = at;
      policy.load(state, pfn, view.frames[pfn].vpn);
    }
  }

  const bits = (view: KernelView, bit: 'referenced' | 'dirty') =>
    Uint8Array.from(view.frames, (frame) => frame[bit]);

  function eligible(view: KernelView, owner: number, low: boolean): Uint8Array {
    const { base, frames } = view.zones[ZONE.high];
    const end = low && frames > 0 ? base : shape.frames;
    // With swap full only what is clean can go, or has its slot from before.
    const full = view.kernel[0].swapUsed >= shape.swapSlots;
    const kept = (pid: number, vpn: number) => view.swap.some((slot) => slot.pid === pid && slot.vpn === vpn);
    return Uint8Array.from(view.frames, (frame, pfn) => {
      const held = (frame.kind === FRAME.user && frame.mappings > 0) || frame.kind === FRAME.cache;
      const movable = held && frame.pins === 0 && !frame.locked && pfn < end;
      const goes = movable && !(full && frame.dirty && !kept(frame.pid, frame.vpn));
      return goes && (owner === 0 || frame.pid === owner) ? 1 : 0;
    });
  }

  const choose = (view: KernelView, owner: number, low: boolean): Pick | null => {
    catchUp(view);
    const { hand } = state;
    const referenced = bits(view, 'referenced');
    const pfn = policy.victim(state, referenced, bits(view, 'dirty'), eligible(view, owner, low));
    if (pfn < 0) return null;
    if (policyName !== 'clock' || view.frames.every((frame, at) => frame.referenced === referenced[at])) {
      return { pfn, before: [] };
    }
    const passed = (pfn - hand + shape.frames) % shape.frames;
    // Bits cleared on both sides of the victim: the hand went all the way round.
    const whole = view.frames.some((frame, at) => {
      return frame.referenced !== referenced[at] && (at - hand + shape.frames) % shape.frames >= passed;
    });
    const count = whole ? shape.frames : passed;
    return { pfn, before: count > 0 ? [{ op: 'age', pfn: hand, count }] : [] };
  };

  const sample = (view: KernelView): KernelCommand[] => {
    catchUp(view);
    policy.tick(state, bits(view, 'referenced'), eligible(view, 0, false));
    return [{ op: 'age', pfn: 0, count: shape.frames }];
  };

  return Object.assign(choose, { sample });
}
