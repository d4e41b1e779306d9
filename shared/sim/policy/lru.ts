/**
 * Least recently used, exact (RC1): evicts the page whose last use lies furthest back. It must see every reference,
 * which hardware doesn't show: a kernel that has only reference bits uses aging instead.
 * `stamp` is the sequence number of the last use.
 */
import { ignore, type Policy, type PolicyState, smallest } from './policy.ts';

function use(state: PolicyState, frame: number): void {
  state.sequence += 1;
  state.stamp[frame] = state.sequence;
}

export const lru: Policy = {
  name: 'lru',
  load: use,
  reference: use,
  tick: ignore,
  victim: (state, _referenced, _dirty, eligible) => smallest(state.stamp, eligible),
};
