/** Stars against goals, with figures written down by hand. */
import { describe, expect, it } from 'vitest';
import type { MatchResult } from '../../shared/protocol/message.ts';
import { brokenOf, outcomeOf, playedOneself, progressOf, starsOf } from '../../shared/report/index.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import { CALLS, KERNEL_OPS } from '../../shared/sim/index.ts';

const work: Goal = { measure: 'work', stars: [120, 200, 260] };
const faults: Goal = { measure: 'faults', stars: [60, 45, 38], keep: [{ measure: 'work', least: 100 }] };
const careful: Goal = { ...work, keep: [{ measure: 'panics', most: 0 }] };

describe('stars', () => {
  it.each([
    [119, 0],
    [120, 1],
    [199, 1],
    [200, 2],
    [260, 3],
    [999, 3],
  ])('rising thresholds: work %i is %i', (value, stars) => {
    expect(starsOf(work, { work: value })).toBe(stars);
  });

  it.each([
    [61, 0],
    [60, 1],
    [45, 2],
    [38, 3],
    [0, 3],
  ])('falling thresholds: %i page-ins are %i', (value, stars) => {
    expect(starsOf(faults, { faults: value, work: 100 })).toBe(stars);
  });

  it('none when a condition does not hold', () => {
    expect(starsOf(careful, { work: 300, panics: 1 })).toBe(0);
    expect(starsOf(careful, { work: 300, panics: 0 })).toBe(3);
    expect(starsOf(faults, { faults: 0, work: 99 })).toBe(0);
    expect(brokenOf(careful, { work: 300, panics: 2 })).toEqual([{ measure: 'panics', most: 0 }]);
  });

  it('a condition can ask for a system call', () => {
    const forks: Goal = { measure: 'score', stars: [10, 20, 30], keep: [{ call: 'fork', least: 2 }] };
    const calls = (count: number) => CALLS.map((name) => (name === 'fork' ? count : 9));
    expect(starsOf(forks, { score: 25, calls: calls(1) })).toBe(0);
    expect(starsOf(forks, { score: 25, calls: calls(2) })).toBe(2);
    expect(starsOf(forks, { score: 25 })).toBe(0);
  });

  it.each(['deny', 'flush', 'pool'] as const)(
    'a condition can ask for an order: %s, not its neighbours',
    (order) => {
      const goal: Goal = { measure: 'work', stars: [10, 20, 30], keep: [{ order, least: 3 }] };
      const orders = (own: number, others: number) => KERNEL_OPS.map((op) => (op === order ? own : others));
      expect(starsOf(goal, { work: 25, orders: orders(3, 0) })).toBe(2);
      expect(starsOf(goal, { work: 25, orders: orders(2, 9) })).toBe(0);
      expect(starsOf(goal, { work: 25 })).toBe(0);
    },
  );

  it('a condition can ask for no order of a kind at all', () => {
    const goal: Goal = { measure: 'work', stars: [10, 20, 30], keep: [{ order: 'kill', most: 0 }] };
    const kill = KERNEL_OPS.indexOf('kill');
    expect(starsOf(goal, { work: 30, orders: KERNEL_OPS.map((_op, at) => (at === kill ? 0 : 5)) })).toBe(3);
    expect(starsOf(goal, { work: 30, orders: KERNEL_OPS.map((_op, at) => (at === kill ? 1 : 0)) })).toBe(0);
  });

  it('what is not counted is 0', () => {
    expect(starsOf({ measure: 'missed', stars: [4, 2, 0] }, {})).toBe(3);
    expect(starsOf({ measure: 'delivered', stars: [1, 2, 3] }, {})).toBe(0);
  });
});

describe('progress', () => {
  it('names the threshold that comes next', () => {
    expect(progressOf(work, { work: 0 })).toEqual({ now: 0, stars: 0, next: 120, kept: true });
    expect(progressOf(work, { work: 130 })).toEqual({ now: 130, stars: 1, next: 200, kept: true });
    expect(progressOf(work, { work: 260 })).toEqual({ now: 260, stars: 3, next: null, kept: true });
  });

  it('names the threshold beyond which a star is lost, where less is better', () => {
    expect(progressOf(faults, { faults: 0 })).toEqual({ now: 0, stars: 3, next: 38, kept: false });
    expect(progressOf(faults, { faults: 39, work: 100 })).toEqual({
      now: 39,
      stars: 2,
      next: 45,
      kept: true,
    });
    expect(progressOf(faults, { faults: 70, work: 100 })).toEqual({
      now: 70,
      stars: 0,
      next: null,
      kept: true,
    });
  });
});

describe('what a role reached', () => {
  const process = {
    name: '',
    ai: '',
    played: 2399,
    kills: 1,
    runTicks: 0,
    waitTicks: 0,
    minorFaults: 7,
    majorFaults: 5,
  };
  const result: MatchResult = {
    scenario: 'classic',
    ticks: 3000,
    work: 90,
    fairness: 1000,
    kernel: { name: '', ai: 'clock', score: 80, orders: [3, 1], played: 2400 },
    processes: [
      { ...process, pid: 1, score: 30, work: 50, crashes: 1, secrets: 0, delivered: 2, calls: [] },
      { ...process, pid: 2, score: 40, work: 40, crashes: 2, secrets: 1, delivered: 3, calls: [0, 0, 4] },
    ],
    pageIns: 12,
    breaches: 3,
    panics: 1,
    kills: 2,
    missed: 0,
    delivered: 0,
    fines: { breach: 0, panic: 0, killed: 0, missed: 0 },
    regret: {
      references: 0,
      frames: 0,
      own: 0,
      policies: [],
      avoidable: { tick: -1, pid: 0, vpn: -1, betterPid: 0, betterVpn: -1 },
    },
  };
  const machine = { breaches: 3, panics: 1, kills: 2, missed: 0, delivered: 0 };

  it('the kernel: the machine', () => {
    const own = { score: 80, work: 90, faults: 12, crashes: 3, secrets: 1, orders: [3, 1] };
    expect(outcomeOf(result, 0)).toEqual({ ...machine, ...own });
  });

  it('a process: its own, and the machine’s incidents', () => {
    const faults = { minorFaults: 7, majorFaults: 5, kills: 1 };
    const own = { score: 40, work: 40, crashes: 2, secrets: 1, delivered: 3, calls: [0, 0, 4], ...faults };
    expect(outcomeOf({ ...result, missed: 4, delivered: 5 }, 2)).toEqual({ ...machine, ...own, missed: 4 });
  });

  it('is one’s own from four fifths of the time on', () => {
    expect([0, 1, 2, 3].map((seat) => playedOneself(result, seat))).toEqual([true, false, false, false]);
  });

  it('who watches: nothing', () => {
    expect(outcomeOf(result, -1)).toBeNull();
  });
});
