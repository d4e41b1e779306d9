/**
 * Clock, or second chance (RC2): the hand goes round the frames by number, clears each set reference bit that it
 * passes, takes the first frame whose bit is clear and moves past it. Ineligible frames are skipped, bit untouched.
 */
import { ignore, type Policy } from './policy.ts';

export const clock: Policy = {
  name: 'clock',
  load: ignore,
  reference: ignore,
  tick: ignore,
  victim(state, referenced, _dirty, eligible) {
    const frames = eligible.length;
    // The first round may do no more than clear bits; the second then finds one.
    for (let step = 0; step < 2 * frames; step++) {
      const frame = state.hand;
      state.hand = frame + 1 < frames ? frame + 1 : 0;
      if (eligible[frame] === 0) continue;
      if (referenced[frame] === 0) return frame;
      referenced[frame] = 0;
    }
    return -1;
  },
};
