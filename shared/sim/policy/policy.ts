/**
 * What a replacement policy is (RC1): plain state over the frames, and steps that change it. The same steps serve
 * the machine's kernel, an AI kernel that sees only bits, the drills, the report and the command line.
 * One shape of state for all ten policies: it hashes and copies the same way, and each file says what it uses.
 */

/** The policies by name, in the order in which they are listed to people. */
export const POLICIES = [
  'fifo',
  'lru',
  'clock',
  'aging',
  'nru',
  'wsclock',
  'lfu',
  'mru',
  'random',
  'opt',
] as const;

export type PolicyName = (typeof POLICIES)[number];

/** References between two calls of `tick` (aging, nru, wsclock) unless the caller says otherwise. */
export const DEFAULT_INTERVAL = 4;

/** References after which an unused page has left the working set (wsclock) unless the caller says otherwise. */
export const DEFAULT_TAU = 8;

export interface PolicyOptions {
  /** Seed of `random`'s draws, a uint32; 1 by default. */
  seed?: number;
  /** Working-set window of wsclock, in the unit of `time`; DEFAULT_TAU by default. */
  tau?: number;
  /** The pages that will be referenced, in order: `opt` alone needs it. */
  future?: ArrayLike<number>;
}

export interface PolicyState {
  /** The caller's virtual time (references, or ticks), set by the caller before a step; it never goes back. */
  time: number;
  /** Loads and references seen; orders what happens within one `time`. */
  sequence: number;
  /** The frame that the hand points at. */
  hand: number;
  /** Draws taken so far. */
  draws: number;
  readonly seed: number;
  readonly tau: number;
  /** By frame: when something happened to it; the policy's file says what, and in which unit. */
  readonly stamp: Int32Array;
  /** By frame: how often it was used (lfu), or its ageing counter (aging). */
  readonly count: Int32Array;
  /** By position in the reference string: where the same page comes next (`length` for never); empty but in opt. */
  readonly next: Int32Array;
}

export interface Policy {
  readonly name: PolicyName;
  /** `page` was just loaded into `frame`; that is a reference too, `reference` isn't called for it. */
  load(state: PolicyState, frame: number, page: number): void;
  /** The page in `frame` was referenced again. */
  reference(state: PolicyState, frame: number): void;
  /** A period is over: samples the reference bits, and may clear those of eligible frames. */
  tick(state: PolicyState, referenced: Uint8Array, eligible: Uint8Array): void;
  /**
   * The frame to evict among those whose `eligible` is not 0, or -1 if there is none. The arrays are by frame;
   * `referenced` may be cleared in passing (clock, wsclock). Ties go to the lower frame.
   */
  victim(state: PolicyState, referenced: Uint8Array, dirty: Uint8Array, eligible: Uint8Array): number;
}

/** A step for the policies to which that event means nothing. */
export function ignore(): void {}

/** The eligible frame with the smallest value, the lower one on a tie; -1 if none is eligible. */
export function smallest(value: Int32Array, eligible: Uint8Array): number {
  let best = -1;
  for (let frame = 0; frame < value.length; frame++) {
    if (eligible[frame] !== 0 && (best < 0 || value[frame]! < value[best]!)) best = frame;
  }
  return best;
}

/** The eligible frame with the largest value, the lower one on a tie; -1 if none is eligible. */
export function largest(value: Int32Array, eligible: Uint8Array): number {
  let best = -1;
  for (let frame = 0; frame < value.length; frame++) {
    if (eligible[frame] !== 0 && (best < 0 || value[frame]! > value[best]!)) best = frame;
  }
  return best;
}
