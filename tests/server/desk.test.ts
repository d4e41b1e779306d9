/** The small guards of the edge: numbers and stored answers, buckets, limits by address, codes and keys. */
import { describe, expect, test } from 'vitest';
import { Limiter } from '../../server/limiter.ts';
import { Bucket } from '../../server/rooms/bucket.ts';
import { Desk } from '../../server/rooms/desk.ts';
import { createCode, createSecret, hashSecret, isSecret } from '../../server/secret.ts';

const yes = (n: number) => () => ({ n, ok: true, value: n * 10 }) as const;

describe('a desk', () => {
  test('decides each number once and answers repeats from memory', () => {
    const desk = new Desk();
    let decided = 0;
    const decide = () => ({ n: 1, ok: true, value: ++decided }) as const;
    expect(desk.take(1, 0, decide)).toEqual({ n: 1, ok: true, value: 1 });
    expect(desk.take(1, 0, decide)).toEqual({ n: 1, ok: true, value: 1 });
    expect(decided).toBe(1);
  });

  test('a repeat of a command that is still under way waits for the same answer', async () => {
    const desk = new Desk();
    const answer = Promise.withResolvers<{ n: number; ok: true; value: number }>();
    const both = [desk.take(1, 0, () => answer.promise), desk.take(1, 0, yes(1))];
    answer.resolve({ n: 1, ok: true, value: 7 });
    expect(await Promise.all(both)).toEqual([1, 1].map((n) => ({ n, ok: true, value: 7 })));
  });

  test('refuses a gap with the last number, and forgets answers beyond 64', () => {
    const desk = new Desk();
    for (let n = 1; n <= 100; n++) desk.take(n, n * 1000, yes(n));
    expect(desk.take(102, 0, yes(102))).toMatchObject({ errno: 'ESEQ', last: 100 });
    expect(desk.take(37, 0, yes(0))).toEqual({ n: 37, ok: true, value: 370 });
    expect(desk.take(36, 0, yes(0))).toMatchObject({ n: 36, errno: 'EINTR' });
  });

  test('too many at once are answered EAGAIN, and leave their number to the next', () => {
    const desk = new Desk();
    for (let n = 1; n <= 40; n++) expect(desk.take(n, 1_000_000, yes(n))).toMatchObject({ ok: true });
    expect(desk.take(41, 1_000_000, yes(41))).toMatchObject({ n: 41, errno: 'EAGAIN', last: 40 });
    expect(desk.take(42, 1_000_000, yes(42))).toMatchObject({ errno: 'ESEQ', last: 40 });
    expect(desk.take(41, 1_001_000, yes(41))).toEqual({ n: 41, ok: true, value: 410 });
  });

  test('what never reaches the machine uses no number up', () => {
    const desk = new Desk();
    const no = { n: 1, ok: false, errno: 'EINVAL', refused: 'nonsense' } as const;
    expect(desk.take(1, 0, () => no)).toEqual({ ...no, last: 0 });
    expect(desk.take(1, 0, yes(1))).toEqual({ n: 1, ok: true, value: 10 });
  });

  test('after a restart the numbers go on where the journal ends, without a gap', () => {
    const desk = new Desk();
    desk.restore(5, new Map([[5, { n: 5, ok: true, value: 1 }]]));
    expect(desk.take(5, 0, yes(0))).toEqual({ n: 5, ok: true, value: 1 });
    expect(desk.take(9, 1_000_000, yes(9))).toMatchObject({ errno: 'ESEQ', last: 5 });
    expect(desk.take(6, 1_000_000, yes(6))).toMatchObject({ ok: true });
  });
});

test('a bucket lets bursts through and refills', () => {
  const bucket = new Bucket(3, 2);
  const take = (now: number) => bucket.take(now);
  expect([take(5000), take(5000), take(5000), take(5000)]).toEqual([true, true, true, false]);
  expect([take(5400), take(5500), take(5600)]).toEqual([false, true, false]);
});

test('a limiter counts by address and minute', () => {
  const limiter = new Limiter(2);
  expect([limiter.take('a', 0), limiter.take('a', 1), limiter.take('a', 2)]).toEqual([true, true, false]);
  expect(limiter.take('b', 2)).toBe(true);
  expect(limiter.spent('a', 59_999)).toBe(true);
  expect(limiter.take('a', 60_000)).toBe(true);
});

test('codes have no letters that look alike; a key opens only its own hash', () => {
  const codes = new Set(Array.from({ length: 500 }, createCode));
  expect(codes.size).toBeGreaterThan(495);
  for (const code of codes) expect(code).toMatch(/^[A-HJKMNP-Z2-9]{5}$/);
  const key = createSecret();
  expect(isSecret(key, hashSecret(key))).toBe(true);
  expect(isSecret(hashSecret(key), hashSecret(key))).toBe(false);
  expect(isSecret(undefined, hashSecret(key))).toBe(false);
  expect(isSecret('', '')).toBe(false);
});
