/** The rules of a race: when a round ends, what an answer is worth, and what the host is shown. */
import { describe, expect, it } from 'vitest';
import { type Answer, KINDS, kindOf, makeDrill } from '../../shared/drills/index.ts';
import {
  createRace,
  endRace,
  giveAnswer,
  joinRace,
  nextRound,
  placesOf,
  pointsFor,
  type Race,
  raceTerms,
  removeRacer,
  setPresent,
  showRound,
  tallyOf,
} from '../../shared/race/index.ts';

const SEED = 7;

function race(kinds: string[], names: string[], speed = false): Race {
  const made = createRace({ kinds, level: 1, speed, seed: SEED });
  for (const name of names) joinRace(made, name);
  nextRound(made, 0);
  return made;
}

/** What is right in a round, and something that is wrong. */
function answers({ drill }: Race): { right: Answer; wrong: Answer } {
  const { form } = drill!.question;
  if (form.type !== 'choice') throw new Error(`no choice: ${form.type}`);
  return { right: drill!.answer, wrong: form.options.findIndex((_, at) => at !== drill!.answer) };
}

/** A kind with options. */
const CHOICE = KINDS.find((kind) => makeDrill(kind, SEED).question.form.type === 'choice')!.id;
const NUMBER = KINDS.find((kind) => makeDrill(kind, SEED).question.form.type === 'number')!.id;

describe('a round', () => {
  it('ends when the last who is there has answered, and not before', () => {
    const one = race([CHOICE], ['Ann', 'Bo', 'Cy']);
    const { right, wrong } = answers(one);
    expect(giveAnswer(one, 0, 0, right, 0)).toBeNull();
    expect(giveAnswer(one, 1, 0, wrong, 0)).toBeNull();
    expect(one.phase).toBe('asking');
    expect(giveAnswer(one, 2, 0, right, 0)).toBeNull();
    expect(one.phase).toBe('shown');
    expect(one.racers.map(({ score, right: count }) => [score, count])).toEqual([
      [100, 1],
      [0, 0],
      [100, 1],
    ]);
  });

  it("doesn't wait for who is away, and waits again for who is back", () => {
    const one = race([CHOICE], ['Ann', 'Bo']);
    const { right } = answers(one);
    setPresent(one, 1, false);
    expect(one.phase, 'nobody has answered yet').toBe('asking');
    setPresent(one, 1, true);
    giveAnswer(one, 0, 0, right, 0);
    expect(one.phase).toBe('asking');
    setPresent(one, 1, false);
    expect(one.phase).toBe('shown');
  });

  it('ends when the only one it waited for is taken out', () => {
    const one = race([CHOICE], ['Ann', 'Bo']);
    giveAnswer(one, 0, 0, answers(one).right, 0);
    removeRacer(one, 1);
    expect(one.phase).toBe('shown');
  });

  it('takes one answer of each, of the right shape, for the open question', () => {
    const one = race([CHOICE, CHOICE], ['Ann', 'Bo']);
    const { right } = answers(one);
    expect(giveAnswer(one, 0, 0, 'x', 0)).toContain("option's number");
    expect(giveAnswer(one, 0, 1, right, 0)).toContain('round 2');
    expect(giveAnswer(one, 0, 0, right, 0)).toBeNull();
    expect(giveAnswer(one, 0, 0, right, 0)).toContain('already');
    showRound(one);
    expect(giveAnswer(one, 1, 0, right, 0)).toContain('no question');
    expect(showRound(one), 'shown once').toBe(false);
    expect(one.racers[0]!.score).toBe(100);
  });

  it('follows the terms to the end', () => {
    const one = race([CHOICE, NUMBER], ['Ann']);
    expect(nextRound(one, 0), 'while a question is open').toBe(false);
    showRound(one);
    expect(nextRound(one, 5)).toBe(true);
    expect(one).toMatchObject({ phase: 'asking', round: 1, askedAt: 5 });
    expect(one.racers[0]!.given).toBeNull();
    expect(one.drill!.question.kind).toBe(NUMBER);
    showRound(one);
    expect(nextRound(one, 9)).toBe(true);
    expect(one.phase).toBe('over');
    expect(nextRound(one, 9)).toBe(false);
  });

  it('that the host breaks off counts nothing', () => {
    const one = race([CHOICE], ['Ann', 'Bo']);
    giveAnswer(one, 0, 0, answers(one).right, 0);
    endRace(one);
    expect(one.racers[0]!.score).toBe(0);
  });
});

describe('points', () => {
  it.each([
    // right, share, ms, points
    [true, 1000, null, 100],
    [true, 1000, 0, 110],
    [true, 1000, 2999, 110],
    [true, 1000, 3000, 109],
    [true, 1000, 29_999, 101],
    [true, 1000, 30_000, 100],
    [true, 1000, 600_000, 100],
    [false, 900, null, 45],
    [false, 900, 0, 45],
    [false, 0, 0, 0],
    [false, 999, 0, 49],
  ] as const)('right %s, share %i after %s ms: %i', (right, share, ms, points) => {
    expect(pointsFor({ right, share, misconception: null }, ms)).toBe(points);
  });

  it('a number that is near gets more than one that is far', () => {
    const one = race([NUMBER], ['near', 'far', 'right']);
    const { drill } = one;
    const form = drill!.question.form as { max: number; min: number };
    const right = drill!.answer as number;
    const near = right + 1 <= form.max ? right + 1 : right - 1;
    const far = form.max - right > right - form.min ? form.max : form.min;
    giveAnswer(one, 0, 0, near, 0);
    giveAnswer(one, 1, 0, far, 0);
    giveAnswer(one, 2, 0, right, 0);
    const [a, b, c] = one.racers.map(({ score }) => score);
    expect(a).toBeGreaterThanOrEqual(b!);
    expect(c).toBe(100);
    expect(a).toBeLessThan(50);
  });

  it('equal scores share a place', () => {
    expect(placesOf([10, 30, 30, 5])).toEqual([3, 1, 1, 4]);
  });
});

describe('the tally', () => {
  it('counts every option, in their order, and marks the right one', () => {
    const one = race([CHOICE], ['a', 'b', 'c']);
    const { right, wrong } = answers(one);
    for (const racer of [0, 1]) giveAnswer(one, racer, 0, wrong, 0);
    giveAnswer(one, 2, 0, right, 0);
    const tally = tallyOf(one);
    expect(tally.map(({ answer }) => answer)).toEqual(tally.map((_, at) => at));
    expect(tally[wrong as number]).toMatchObject({ count: 2, right: false });
    expect(tally[right as number]).toMatchObject({ count: 1, right: true });
    expect(tally.filter((entry) => entry.right)).toHaveLength(1);
  });

  it.each(KINDS.map(({ id }) => id))('%s: the right answer is in it, once', (id) => {
    const one = race([id], ['a', 'b']);
    giveAnswer(one, 0, 0, one.drill!.answer, 0);
    giveAnswer(one, 1, 0, one.drill!.answer, 0);
    const found = tallyOf(one).filter(({ right }) => right);
    expect(found).toHaveLength(1);
    expect(found[0]!.count).toBe(2);
    expect(tallyOf(one).reduce((sum, { count }) => sum + count, 0)).toBe(2);
  });
});

it('names are unique whatever their case; a name of who was taken out is free', () => {
  const one = race([CHOICE], ['Ann', 'ann', 'ANN']);
  expect(one.racers.map(({ name }) => name)).toEqual(['Ann', 'ann 2', 'ANN 3']);
  removeRacer(one, 0);
  joinRace(one, 'Ann');
  expect(one.racers[3]!.name).toBe('Ann');
});

it('the rounds ask each kind once before any twice, of the pool alone', () => {
  const pool = ['clock-victim', 'lru-order', 'fault-count'].map(kindOf).filter((kind) => kind !== undefined);
  const { kinds } = raceTerms(pool, pool.length * 2, { level: 2, speed: true, seed: 3 });
  expect(kinds).toHaveLength(pool.length * 2);
  expect(new Set(kinds.slice(0, pool.length)).size).toBe(pool.length);
  expect(kinds.every((id) => pool.some((kind) => kind.id === id))).toBe(true);
});
