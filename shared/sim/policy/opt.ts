/**
 * Belady's optimal policy (RC1): evicts the page whose next use lies furthest ahead. It needs the future, so it runs
 * offline only; `time` is the position in the reference string, and the caller sets it before each step.
 * `stamp` is the position of the page's next use, or the string's length for never.
 */
import { ignore, largest, type Policy, type PolicyState } from './policy.ts';

function use(state: PolicyState, frame: number): void {
  const next = state.next[state.time];
  if (next === undefined) throw new RangeError(`opt: position ${state.time} is not in the reference string`);
  state.stamp[frame] = next;
}

/** By position: where the same page is referenced next, `pages.length` for never. */
export function nextUses(pages: ArrayLike<number>): Int32Array {
  const next = new Int32Array(pages.length);
  const seenAt = new Map<number, number>();
  for (let position = pages.length - 1; position >= 0; position--) {
    next[position] = seenAt.get(pages[position]!) ?? pages.length;
    seenAt.set(pages[position]!, position);
  }
  return next;
}

export const opt: Policy = {
  name: 'opt',
  load: use,
  reference: use,
  tick: ignore,
  victim: (state, _referenced, _dirty, eligible) => largest(state.stamp, eligible),
};
