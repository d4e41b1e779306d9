/** The hint that comes by itself: for who does nothing, and for who is busy and has no star in sight. */
import { describe, expect, it } from 'vitest';
import { isHintDue, noStarInSight } from '../../client/screens/stuck.ts';
import type { Outcome } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';

const LEAST: Goal = { measure: 'work', stars: [120, 200, 260] };
const MOST: Goal = { measure: 'faults', stars: [30, 20, 10] };
const KEPT: Goal = { ...LEAST, keep: [{ measure: 'panics', most: 0 }] };
const SERVED: Goal = { ...LEAST, keep: [{ measure: 'delivered', least: 12 }] };

const at = (tick: number, goal: Goal, reached: Outcome) => ({ goal, reached, clock: { tick, ticks: 1200 } });

describe('no star in sight', () => {
  // An even pace has 40 of 120 points after 400 of 1200 ticks, and 80 after 800: half of that is behind.
  it.each<[string, number, Goal, Outcome, boolean]>([
    ['in the first third nobody is', 399, LEAST, { work: 0 }, false],
    ['nothing after a third', 400, LEAST, { work: 0 }, true],
    ['just under half the pace', 400, LEAST, { work: 19 }, true],
    ['half the pace', 400, LEAST, { work: 20 }, false],
    ['under half the pace, later', 800, LEAST, { work: 39 }, true],
    ['a slow match that may still come', 800, LEAST, { work: 60 }, false],
    ['below zero', 400, { measure: 'score', stars: [10, 50, 110] }, { score: -20 }, true],
    ['with a star', 1190, LEAST, { work: 120 }, false],
    ['a most value that holds', 1000, MOST, { faults: 30 }, false],
    ['a most value that is passed', 1000, MOST, { faults: 31 }, true],
    ['a condition that is broken for good', 500, KEPT, { work: 200, panics: 1 }, true],
    ['a condition that was broken early', 100, KEPT, { work: 10, panics: 1 }, false],
    ['a condition that is behind its pace', 800, SERVED, { work: 200, delivered: 3 }, true],
    ['a condition that may still come', 800, SERVED, { work: 200, delivered: 4 }, false],
    ['a figure that the view does not tell', 1000, { ...LEAST, measure: 'kills' }, {}, false],
  ])('%s', (_what, tick, goal, reached, expected) => {
    expect(noStarInSight(at(tick, goal, reached))).toBe(expected);
  });

  it('is never told without the length of the match', () => {
    expect(noStarInSight({ goal: LEAST, reached: { work: 0 }, clock: { tick: 10, ticks: 0 } })).toBe(false);
  });
});

it('a hint is due after half a minute without an order, or without a star in sight', () => {
  const fine = at(600, LEAST, { work: 90 });
  expect(isHintDue(29, fine)).toBe(false);
  expect(isHintDue(30, fine)).toBe(true);
  expect(isHintDue(0, at(600, LEAST, { work: 10 }))).toBe(true);
});
