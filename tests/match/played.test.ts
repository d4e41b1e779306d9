/** What people did in a seat themselves: counted while they sit there, theirs alone, and the same from a journal. */
import { expect, it } from 'vitest';
import {
  changeSeat,
  createMatch,
  headerOf,
  type JournalRecord,
  restoreMatch,
  step,
} from '../../shared/match/index.ts';
import { playOf, resultOf } from '../../shared/report/index.ts';
import { shipped } from '../support/match.ts';

const scenario = shipped('swap-and-victims');
const begin = () => {
  const seats = ['clock', ...scenario.processes];
  return createMatch({ id: 'm', scenario, seed: 3, seats, reaction: 0 });
};

it('an AI’s ticks and work are nobody’s, and who comes later begins with none', () => {
  const match = begin();
  const header = headerOf(match);
  const records: JournalRecord[] = [];
  const run = (ticks: number): void => {
    for (let tick = 0; tick < ticks; tick++) records.push(...step(match).records);
  };
  run(900);
  expect(match.history.played[0]).toMatchObject({ ticks: 0, work: 0 });
  const before = match.machine.work;
  expect(before, 'an AI has done something').toBeGreaterThan(0);
  changeSeat(match, 0, '', { name: 'Bea', token: 'b' });
  run(200);
  expect(match.history.played[0]).toMatchObject({ ticks: 200, work: match.machine.work - before });
  changeSeat(match, 0, 'clock', { name: '', token: '' });
  run(10);
  changeSeat(match, 0, '', { name: 'Late', token: 'l' });
  run(20);
  expect(match.history.played[0]!.ticks, 'not those of Bea').toBe(20);
  const restored = restoreMatch(header, [...records, ...match.records], { reaction: 0 });
  expect(restored.match.history.played).toEqual(match.history.played);
});

it('stars are for whoever sat there for four fifths of the time', () => {
  const { ticks } = scenario.param;
  const starsFor = (own: number) => {
    const match = begin();
    while (match.machine.tick < ticks) {
      if (match.machine.tick === ticks - own) changeSeat(match, 1, '', { name: 'P', token: 'p' });
      step(match);
    }
    return playOf(resultOf(match, []), 1, 0, match);
  };
  expect(starsFor(Math.ceil(ticks * 0.8))).toMatchObject({ stars: expect.any(Number), here: 800 });
  expect(starsFor(Math.ceil(ticks * 0.8) - 10).stars).toBeNull();
});
