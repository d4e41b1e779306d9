/** The recorded reference string and what is read off it: nobody has fewer page-ins than OPT. */
import { describe, expect, it } from 'vitest';
import { createHistory } from '../../shared/match/index.ts';
import { regretOf, resultOf } from '../../shared/report/index.ts';
import { play, shipped } from '../support/match.ts';

const KERNELS = ['clock', 'lru', 'fifo', 'random', 'grant-only', 'sloppy', 'guided'];

describe('regret', () => {
  const cases = KERNELS.flatMap((kernel) => [51, 52].map((seed) => ({ kernel, seed })));
  it.each(cases)('no fewer page-ins than OPT: $kernel, seed $seed', ({ kernel, seed }) => {
    const { match } = play(shipped('classic', undefined, { ticks: 1500 }), kernel, seed);
    const { regret } = resultOf(match, []);
    const opt = regret.policies.find(({ policy }) => policy === 'opt')!.faults;
    expect(regret.references).toBeGreaterThan(0);
    expect(opt).toBeGreaterThan(0);
    expect(regret.own).toBeGreaterThanOrEqual(opt);
    for (const { faults } of regret.policies) expect(faults).toBeGreaterThanOrEqual(opt);
  });

  it('without an eviction everybody needs the same', () => {
    const { match } = play(
      shipped('classic', ['careful', 'careful'], { frames: 128, ticks: 1200 }),
      'clock',
      53,
    );
    const { regret } = resultOf(match, []);
    expect(match.machine.breaches).toBe(0);
    for (const { faults } of regret.policies) expect(faults).toBe(regret.own);
  });

  it('names the first eviction that OPT would not have made', () => {
    // Pages 1, 2, 3 in two frames; at the third reference page 1 was evicted though 2 is used later than 1.
    const history = {
      ...createHistory(),
      refs: [33, 34, 35, 33, 34],
      evictions: [{ at: 2, tick: 7, page: 33, resident: [34] }],
      mostFrames: 2,
    };
    expect(regretOf(history, 32).avoidable).toEqual({
      tick: 7,
      pid: 1,
      vpn: 1,
      betterPid: 1,
      betterVpn: 2,
    });
    const good = { ...history, evictions: [{ at: 2, tick: 7, page: 34, resident: [33] }] };
    expect(regretOf(good, 32).avoidable.tick).toBe(-1);
  });
});
