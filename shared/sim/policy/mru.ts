/**
 * Most recently used (RC1): evicts the page used last. Right for a loop that is longer than memory, where it keeps
 * a part of the loop while lru misses every time. `stamp` is the sequence number of the last use.
 */
import { ignore, largest, type Policy, type PolicyState } from './policy.ts';

function use(state: PolicyState, frame: number): void {
  state.sequence += 1;
  state.stamp[frame] = state.sequence;
}

export const mru: Policy = {
  name: 'mru',
  load: use,
  reference: use,
  tick: ignore,
  victim: (state, _referenced, _dirty, eligible) => largest(state.stamp, eligible),
};
