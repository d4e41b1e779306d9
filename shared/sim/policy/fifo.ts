/**
 * First in, first out (RC1): evicts the page loaded longest ago, however busy it is, and so shows Belady's anomaly.
 * `stamp` is the sequence number of the load; frames never loaded through the policy count as the oldest.
 */
import { ignore, type Policy, smallest } from './policy.ts';

export const fifo: Policy = {
  name: 'fifo',
  load(state, frame) {
    state.sequence += 1;
    state.stamp[frame] = state.sequence;
  },
  reference: ignore,
  tick: ignore,
  victim: (state, _referenced, _dirty, eligible) => smallest(state.stamp, eligible),
};
