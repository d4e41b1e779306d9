/**
 * Not recently used (Tanenbaum, Modern Operating Systems, 3.4.2): four classes from the reference bit (heavier) and
 * the dirty bit; a page of the lowest class goes. The book picks one of them at random, here it is the lower frame.
 * Each tick clears the reference bits.
 */
import { ignore, type Policy } from './policy.ts';

export const nru: Policy = {
  name: 'nru',
  load: ignore,
  reference: ignore,
  tick(_state, referenced, eligible) {
    for (let frame = 0; frame < eligible.length; frame++) if (eligible[frame] !== 0) referenced[frame] = 0;
  },
  victim(_state, referenced, dirty, eligible) {
    let best = -1;
    let bestClass = 4;
    for (let frame = 0; frame < eligible.length; frame++) {
      if (eligible[frame] === 0) continue;
      const pageClass = (referenced[frame] !== 0 ? 2 : 0) + (dirty[frame] !== 0 ? 1 : 0);
      if (pageClass < bestClass) {
        best = frame;
        bestClass = pageClass;
      }
    }
    return best;
  },
};
