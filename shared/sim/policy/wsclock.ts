/**
 * WSClock (Carr and Hennessy 1981; Tanenbaum, Modern Operating Systems, 3.4.9): a clock whose hand clears set bits
 * and takes the first clean page unused for longer than tau. `stamp` is the time of last use, known from the bits.
 * The writes that the book schedules in passing stay with the caller: with no clean old page the first dirty one
 * goes; with no old page at all the least recently used clean one, then the least recently used dirty one.
 */
import { ignore, type Policy, type PolicyState } from './policy.ts';

/** Moves the hand past the frame taken. */
function takeAt(state: PolicyState, frame: number, frames: number): number {
  state.hand = frame + 1 < frames ? frame + 1 : 0;
  return frame;
}

/** No page is old: the least recently used one, clean before dirty; -1 if none is eligible. */
function leastRecent(state: PolicyState, dirty: Uint8Array, eligible: Uint8Array): number {
  let best = -1;
  for (let frame = 0; frame < eligible.length; frame++) {
    if (eligible[frame] === 0) continue;
    const cleaner = best < 0 ? 1 : Number(dirty[best] !== 0) - Number(dirty[frame] !== 0);
    if (cleaner > 0 || (cleaner === 0 && state.stamp[frame]! < state.stamp[best]!)) best = frame;
  }
  return best;
}

export const wsclock: Policy = {
  name: 'wsclock',
  load(state, frame) {
    state.stamp[frame] = state.time;
  },
  reference: ignore,
  tick(state, referenced, eligible) {
    for (let frame = 0; frame < eligible.length; frame++) {
      if (eligible[frame] === 0 || referenced[frame] === 0) continue;
      state.stamp[frame] = state.time;
      referenced[frame] = 0;
    }
  },
  victim(state, referenced, dirty, eligible) {
    const frames = eligible.length;
    let oldDirty = -1;
    for (let step = 0; step < frames; step++) {
      const frame = (state.hand + step) % frames;
      if (eligible[frame] === 0) continue;
      if (referenced[frame] !== 0) {
        referenced[frame] = 0;
        state.stamp[frame] = state.time;
      } else if (state.time - state.stamp[frame]! > state.tau) {
        if (dirty[frame] === 0) return takeAt(state, frame, frames);
        if (oldDirty < 0) oldDirty = frame;
      }
    }
    const frame = oldDirty >= 0 ? oldDirty : leastRecent(state, dirty, eligible);
    return frame < 0 ? -1 : takeAt(state, frame, frames);
  },
};
