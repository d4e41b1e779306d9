/**
 * Chance without a stream that runs on: a number is a function of (seed, stream, index), so that one player's
 * draws don't shift another's and a counterfactual can repeat them. MurmurHash3_x86_32 (Austin Appleby, public
 * domain) of the two words stream and index under the hash seed `seed`. A seed beyond 32 bits counts with all its 53:
 * what a player sees of its own draws is then too little to find out the rest by trying.
 */

const WORDS = 0x1_0000_0000;

/** Rotates the 32 bits of `word` to the left by `by` (1 to 31). */
function rotateLeft(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

/** Mixes one 32-bit block into the hash: the body of MurmurHash3_x86_32. */
function mixBlock(hash: number, block: number): number {
  const scrambled = Math.imul(rotateLeft(Math.imul(block, 0xcc9e2d51), 15), 0x1b873593);
  return (Math.imul(rotateLeft(hash ^ scrambled, 13), 5) + 0xe6546b64) | 0;
}

/**
 * The draw with this name: a uint32, always the same for the same three arguments.
 * Stream and index count by their lowest 32 bits; what a seed has above them is a third word, where there is any.
 */
export function draw(seed: number, stream: number, index: number): number {
  const high = Math.floor(seed / WORDS);
  const words = mixBlock(mixBlock(seed | 0, stream), index);
  let hash = high === 0 ? words ^ 8 : mixBlock(words, high) ^ 12;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/**
 * A draw in 0..n-1, exactly uniform (a draw from the incomplete last run of n values is drawn again).
 * `n` is an integer from 1 to 2^32; anything else throws RangeError.
 */
export function drawBelow(seed: number, stream: number, index: number, n: number): number {
  if (!Number.isInteger(n) || n < 1 || n > WORDS) throw new RangeError(`drawBelow: no draw below ${n}`);
  const complete = WORDS - (WORDS % n);
  let drawn = draw(seed, stream, index);
  while (drawn >= complete) drawn = draw(drawn, stream, index);
  return drawn % n;
}
