/**
 * The goals of the lessons can be failed and reached: whoever does nothing gets no star, and a sound player, slow as a
 * person, gets at least one. Which AI stands for a sound player is the lesson's matter where its point is a special way;
 * there a player who is sound in every other way, but doesn't do what the lesson is about, gets none.
 */
import { describe, expect, it } from 'vitest';
import { loadScenarios } from '../../server/scenarios.ts';
import { outcomeOf, starsOf } from '../../shared/report/goals.ts';
import { resultOf } from '../../shared/report/index.ts';
import type { Scenario } from '../../shared/scenario/index.ts';
import { play } from '../support/match.ts';

const LESSONS = [...loadScenarios().values()].filter((scenario) => scenario.lesson !== undefined);
const SEEDS = [1, 2, 3] as const;

/** The kernels that know what a lesson is about, where the clock alone would not do. */
const KERNEL: { [id: string]: string } = {
  'working-sets': 'warden',
  'limits-and-oom': 'warden',
  'kernel-memory': 'warden',
  'drivers-microkernel': 'compacting',
  'buddies-and-dma': 'compacting',
  'drivers-monolithic': 'engineer',
  'drivers-hybrid': 'engineer',
  'the-whole-machine': 'governor',
};
/** Likewise the processes. */
const PROCESS: { [id: string]: string } = {
  'address-spaces': 'frugal',
  'swap-and-victims': 'frugal',
  isolation: 'prober',
  'limits-and-oom': 'frugal',
  'working-sets': 'frugal',
  'buddies-and-dma': 'frugal',
  'fork-and-sharing': 'forker',
  'messages-and-shared-memory': 'sharer',
  'drivers-microkernel': 'careful',
};

function stars(scenario: Scenario, seat: 'kernel' | 'process', ai: string, seed: number): number {
  const processes = [...scenario.processes];
  if (seat === 'process') processes[0] = ai as (typeof processes)[number];
  const kernel = seat === 'kernel' ? ai : scenario.kernel;
  const { match } = play({ ...scenario, processes }, kernel, seed, seat === 'kernel' ? 12 : 0);
  const outcome = outcomeOf(resultOf(match, []), seat === 'kernel' ? 0 : 1);
  return starsOf(scenario.lesson!.goals[seat]!, outcome!);
}

/** One seed of three: the others are played only where the first doesn't do. */
const once = (won: (seed: number) => boolean): boolean => SEEDS.some(won);

const withGoal = (seat: 'kernel' | 'process') =>
  LESSONS.filter((scenario) => scenario.lesson!.goals[seat] !== undefined).map(
    (one) => [one.id, one] as const,
  );

describe.each(withGoal('kernel'))('%s, as the kernel', (id, scenario) => {
  it('is lost by doing nothing', () => {
    expect(stars(scenario, 'kernel', 'idle', 1)).toBe(0);
  });
  it('is won by a sound kernel', () => {
    expect(once((seed) => stars(scenario, 'kernel', KERNEL[id] ?? 'clock', seed) > 0)).toBe(true);
  });
});

describe.each(withGoal('process'))('%s, as a process', (id, scenario) => {
  it('is lost by doing nothing', () => {
    expect(stars(scenario, 'process', '', 1)).toBe(0);
  });
  it('is won by a sound process', () => {
    expect(once((seed) => stars(scenario, 'process', PROCESS[id] ?? 'greedy', seed) > 0)).toBe(true);
  });
});

/** Whether a goal asks for something that finishing jobs doesn't bring by itself. */
function asksFor(scenario: Scenario, seat: 'kernel' | 'process'): boolean {
  const { measure, keep = [] } = scenario.lesson!.goals[seat]!;
  return (
    measure === 'secrets' ||
    keep.some((one) => one.measure === 'kills' && seat === 'process') ||
    keep.some(({ measure: by, least }) => least !== undefined && (seat === 'process' || by === undefined))
  );
}

describe('without its idea', () => {
  it.each(withGoal('kernel').filter(([id, scenario]) => id in KERNEL && asksFor(scenario, 'kernel')))(
    '%s is not won by serving well alone',
    (_id, scenario) => {
      expect(stars(scenario, 'kernel', 'clock', 1)).toBe(0);
    },
  );
  it.each(withGoal('process').filter(([id, scenario]) => id in PROCESS && asksFor(scenario, 'process')))(
    '%s is not won by finishing jobs alone',
    (_id, scenario) => {
      expect(stars(scenario, 'process', 'greedy', 1)).toBe(0);
    },
  );
});
