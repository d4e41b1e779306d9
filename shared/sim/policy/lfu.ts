/**
 * Least frequently used (RC1): evicts the page with the fewest uses since it was loaded; the count doesn't outlive
 * the stay. `count` is that number of uses, the load included.
 */
import { ignore, type Policy, smallest } from './policy.ts';

export const lfu: Policy = {
  name: 'lfu',
  load(state, frame) {
    state.count[frame] = 1;
  },
  reference(state, frame) {
    state.count[frame]! += 1;
  },
  tick: ignore,
  victim: (state, _referenced, _dirty, eligible) => smallest(state.count, eligible),
};
