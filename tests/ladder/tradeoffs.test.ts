/**
 * No rule is dead weight: each of two ways wins in one shipped scenario and loses in another, over 20 seeds, with 95 %
 * intervals of the paired difference that exclude a draw (Student's t, 19 degrees of freedom).
 */
import { describe, expect, it } from 'vitest';
import { kernelScore } from '../../shared/sim/index.ts';
import { play, shipped, sum } from '../support/match.ts';

const SEEDS = Array.from({ length: 20 }, (_, index) => index + 1);
const T19 = 2.093;

interface Way {
  kernel?: string;
  process?: string;
}

/** The interval of what the first way earns more than the second, in points. */
function difference(
  id: string,
  first: Way,
  second: Way,
  measure: 'work' | 'score',
): { low: number; high: number } {
  const shippedScenario = shipped(id);
  const earn = ({ kernel, process }: Way, seed: number): number => {
    const processes = shippedScenario.processes.map((ai) => (process ?? ai) as typeof ai);
    const { match } = play({ ...shippedScenario, processes }, kernel ?? shippedScenario.kernel, seed);
    return measure === 'score' ? kernelScore(match.machine) : match.machine.work;
  };
  const differences = SEEDS.map((seed) => earn(first, seed) - earn(second, seed));
  const mean = sum(differences) / differences.length;
  const variance = sum(differences.map((value) => (value - mean) ** 2)) / (differences.length - 1);
  const half = T19 * Math.sqrt(variance / differences.length);
  return { low: mean - half, high: mean + half };
}

describe('message or shared memory', () => {
  const ways = [{ process: 'messenger' }, { process: 'sharer' }] as const;
  it('shared memory does more when much is to be handed over', () => {
    expect(difference('messages-and-shared-memory', ...ways, 'work').high).toBeLessThan(0);
  });
  it('messages do more when little is, and memory is short', () => {
    expect(difference('drivers-hybrid', ...ways, 'work').low).toBeGreaterThan(0);
  });
});

describe('overcommit or strict accounting', () => {
  const ways = [{ kernel: 'clock' }, { kernel: 'strict' }] as const;
  it('overcommit does more when processes ask for more than they touch', () => {
    expect(difference('demand-paging', ...ways, 'work').low).toBeGreaterThan(0);
  });
  it('strict does more when they touch all of it', () => {
    expect(difference('limits-and-oom', ...ways, 'work').high).toBeLessThan(0);
  });
});

describe('compaction on or off', () => {
  const ways = [{ kernel: 'compacting' }, { kernel: 'clock' }] as const;
  it('on is worth it where packets pay', () => {
    expect(difference('buddies-and-dma', ...ways, 'score').low).toBeGreaterThan(0);
  });
  it('off is, where they pay little and memory is full', () => {
    expect(difference('kernel-memory', ...ways, 'score').high).toBeLessThan(0);
  });
});
