/** FR4 at length: 400,000 random commands with a check after each, and full matches of every kernel. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KERNEL_AIS } from '../../shared/ai/index.ts';
import { check } from '../../shared/sim/index.ts';
import { play, shipped } from '../support/match.ts';
import { params, run, sound } from '../support/storm.ts';

describe('FR4 at length', () => {
  it('holds over 400,000 random commands, over random scenarios and personalities', () => {
    fc.assert(
      fc.property(params, fc.integer({ min: 1, max: 2 ** 30 }), (param, seed) => {
        run(param, seed, 400, { each: sound });
      }),
      { numRuns: 1000 },
    );
  });

  it.each(KERNEL_AIS)('holds through 20 whole matches of %s', (kernel) => {
    for (let seed = 1; seed <= 20; seed++) {
      play(shipped('classic'), kernel, seed, 0, ({ machine }) => {
        expect(check(machine), `seed ${seed}, tick ${machine.tick}`).toEqual([]);
      });
    }
  });
});
