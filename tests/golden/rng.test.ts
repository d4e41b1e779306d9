/**
 * The draws against values from a separate implementation of MurmurHash3_x86_32 (in Python, itself checked against
 * the published vectors "" under 1 = 0x514E28B7 and "aaaa" under 0x9747B28C = 0x5A97808A).
 */
import { describe, expect, it } from 'vitest';
import { draw, drawBelow } from '../../shared/sim/rng.ts';

describe('draw(seed, stream, index)', () => {
  it('is MurmurHash3_x86_32 of the words stream and index', () => {
    expect(draw(0, 0, 0)).toBe(0x63852afc);
    expect(draw(1, 2, 3)).toBe(0xae160357);
    expect(draw(0xffffffff, 0xffffffff, 0xffffffff)).toBe(0xc6fd26e5);
    expect(draw(0xdeadbeef, 7, 123456789)).toBe(0x5d072f56);
  });

  it('drawBelow spreads evenly and stays below', () => {
    const seen = new Array(6).fill(0);
    for (let index = 0; index < 6000; index++) seen[drawBelow(1, 2, index, 6)] += 1;
    expect(seen).toHaveLength(6);
    for (const count of seen) expect(Math.abs(count - 1000)).toBeLessThan(150);
    expect(drawBelow(1, 2, 3, 1)).toBe(0);
    expect(drawBelow(1, 2, 3, 2 ** 32)).toBe(draw(1, 2, 3));
    expect(() => drawBelow(1, 2, 3, 0)).toThrow(RangeError);
  });
});
