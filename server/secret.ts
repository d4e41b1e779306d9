/**
 * Keys and tokens: 128 random bits that only their owner holds. The server keeps their hash, in memory and in the
 * journal, and compares hashes in constant time.
 */
import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/** Without 0, 1, I, L and O, which look alike on a projector. */
const LETTERS = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const CODE_LENGTH = 5;
const REJOIN_LENGTH = 10;

/** A seed of 53 bits, so that nobody finds a match's out by trying. */
export const secretSeed = (): number => randomInt(2 ** 21) * 2 ** 32 + randomInt(2 ** 32);

export const createSecret = (): string => randomBytes(16).toString('hex');

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

/** Whether `secret` is the one behind `hash`; nothing is behind an empty hash. */
export function isSecret(secret: string | undefined, hash: string): boolean {
  if (secret === undefined || hash === '') return false;
  return timingSafeEqual(Buffer.from(hashSecret(secret)), Buffer.from(hash.padEnd(64).slice(0, 64)));
}

const letters = (count: number): string =>
  Array.from({ length: count }, () => LETTERS[randomInt(LETTERS.length)]).join('');

/** A room's code, as people read it to each other. */
export const createCode = (): string => letters(CODE_LENGTH);

/** What moves somebody to another device, typed there: long enough not to be guessed. */
export const createRejoin = (): string => letters(REJOIN_LENGTH);
