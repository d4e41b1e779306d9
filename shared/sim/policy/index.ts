/**
 * The table of replacement policies (RC1): `POLICY[name]` holds the steps, `createPolicy` makes the state.
 */
import { aging } from './aging.ts';
import { clock } from './clock.ts';
import { fifo } from './fifo.ts';
import { lfu } from './lfu.ts';
import { lru } from './lru.ts';
import { mru } from './mru.ts';
import { nru } from './nru.ts';
import { nextUses, opt } from './opt.ts';
import { DEFAULT_TAU, type Policy, type PolicyName, type PolicyOptions, type PolicyState } from './policy.ts';
import { random } from './random.ts';
import { wsclock } from './wsclock.ts';

export type { Policy, PolicyName, PolicyOptions, PolicyState } from './policy.ts';
export { DEFAULT_INTERVAL, DEFAULT_TAU, POLICIES } from './policy.ts';

/** The steps of every policy, by name. */
export const POLICY: Readonly<Record<PolicyName, Policy>> = {
  fifo,
  lru,
  clock,
  aging,
  nru,
  wsclock,
  lfu,
  mru,
  random,
  opt,
};

/**
 * A fresh state over `frames` frames (1 or more) for the steps of `POLICY[name]`.
 * Throws RangeError without frames, and when `opt` isn't told the future.
 */
export function createPolicy(name: PolicyName, frames: number, options: PolicyOptions = {}): PolicyState {
  if (!Number.isInteger(frames) || frames < 1) throw new RangeError(`createPolicy: ${frames} frames`);
  if (name === 'opt' && options.future === undefined)
    throw new RangeError('createPolicy: opt needs the future');
  return {
    time: 0,
    sequence: 0,
    hand: 0,
    draws: 0,
    seed: options.seed ?? 1,
    tau: options.tau ?? DEFAULT_TAU,
    stamp: new Int32Array(frames),
    count: new Int32Array(frames),
    next: name === 'opt' ? nextUses(options.future ?? []) : new Int32Array(0),
  };
}
