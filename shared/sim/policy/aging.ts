/**
 * Aging (Tanenbaum, Modern Operating Systems, 3.4.7): at each tick an 8-bit counter shifts right and takes the
 * reference bit in at the top; the smallest counter goes. The bit of the period still running counts above the
 * counter, otherwise a page just loaded (counter 0) would be the first to go. `count` is the counter.
 */
import { ignore, type Policy } from './policy.ts';

const TOP_BIT = 0x80;

export const aging: Policy = {
  name: 'aging',
  load(state, frame) {
    state.count[frame] = 0;
  },
  reference: ignore,
  tick(state, referenced, eligible) {
    for (let frame = 0; frame < eligible.length; frame++) {
      if (eligible[frame] === 0) continue;
      state.count[frame] = (state.count[frame]! >> 1) | (referenced[frame] !== 0 ? TOP_BIT : 0);
      referenced[frame] = 0;
    }
  },
  victim(state, referenced, _dirty, eligible) {
    let best = -1;
    let bestAge = 0;
    for (let frame = 0; frame < eligible.length; frame++) {
      if (eligible[frame] === 0) continue;
      const age = state.count[frame]! + (referenced[frame] !== 0 ? 2 * TOP_BIT : 0);
      if (best < 0 || age < bestAge) {
        best = frame;
        bestAge = age;
      }
    }
    return best;
  },
};
