/** The rules of a race: when a round ends, what an answer is worth, and what the host is shown. */
import { describe, expect, it } from 'vitest';
import { type Answer, KINDS, makeDrill } from '../../shared/drills/index.ts';
import {
  createRace,
  endRace,
  GRACE_MS,
  giveAnswer,
  joinRace,
  keepRace,
  LOBBY_KEEPS_MS,
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
  const made = createRace({ kinds, level: 1, speed, seeds: kinds.map((_, at) => SEED + at) });
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
const ORDER = KINDS.find((kind) => makeDrill(kind, SEED).question.form.type === 'order')!.id;
const WIDE = { type: 'number', min: 0, max: 1000, unit: { raw: '' } } as const;

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

  it("doesn't wait for who stays away, and waits again for who is back", () => {
    const one = race([CHOICE], ['Ann', 'Bo']);
    const { right } = answers(one);
    setPresent(one, 1, false, 0);
    keepRace(one, GRACE_MS);
    expect(one.phase, 'nobody has answered yet').toBe('asking');
    setPresent(one, 1, true, GRACE_MS);
    giveAnswer(one, 0, 0, right, GRACE_MS);
    expect(one.phase).toBe('asking');
    setPresent(one, 1, false, GRACE_MS);
    keepRace(one, 2 * GRACE_MS - 1);
    expect(one.phase, 'a line may break for a moment').toBe('asking');
    keepRace(one, 2 * GRACE_MS);
    expect(one.phase).toBe('shown');
  });

  it('ends when the only one it waited for is taken out', () => {
    const one = race([CHOICE], ['Ann', 'Bo']);
    giveAnswer(one, 0, 0, answers(one).right, 0);
    removeRacer(one, 1, 0);
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
    expect(one.done).toBe(0);
  });

  it('a lobby lets go of who left it, a race keeps them', () => {
    const lobby = createRace({ kinds: [CHOICE], level: 1, speed: false, seeds: [SEED] });
    joinRace(lobby, 'Ann');
    setPresent(lobby, 0, false, 0);
    keepRace(lobby, LOBBY_KEEPS_MS - 1);
    expect(lobby.racers[0]!.gone).toBe(false);
    keepRace(lobby, LOBBY_KEEPS_MS);
    expect(lobby.racers[0]!.gone).toBe(true);
    const running = race([CHOICE], ['Ann', 'Bo']);
    setPresent(running, 0, false, 0);
    keepRace(running, 2 * LOBBY_KEEPS_MS);
    expect(running.racers[0]!.gone).toBe(false);
  });
});

it('who left without any answer does not stand at the end', () => {
  const one = race([CHOICE], ['stays', 'answered', 'never']);
  giveAnswer(one, 1, 0, one.drill!.answer, 0);
  setPresent(one, 1, false, 0);
  setPresent(one, 2, false, 0);
  endRace(one);
  expect(one.racers.map(({ gone }) => gone)).toEqual([false, false, true]);
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

  it('a right answer gives exactly 100 in a race without speed, however quick or slow', () => {
    const one = race([CHOICE], ['quick', 'slow']);
    const { answer } = one.drill!;
    giveAnswer(one, 0, 0, answer, 0);
    giveAnswer(one, 1, 0, answer, 600_000);
    expect(one.racers.map(({ score }) => score)).toEqual([100, 100]);
  });

  it('a number that is near gets a part of half of them, one that is far none', () => {
    const one = race([NUMBER], ['near', 'far', 'right']);
    one.drill = { ...one.drill!, answer: 100, question: { ...one.drill!.question, form: WIDE } };
    giveAnswer(one, 0, 0, 90, 0);
    giveAnswer(one, 1, 0, 250, 0);
    giveAnswer(one, 2, 0, 100, 0);
    expect(one.racers.map(({ score }) => score)).toEqual([45, 0, 100]);
  });

  it('an order in which half of the places are right gets half of half', () => {
    const one = race([ORDER], ['half']);
    const form = { type: 'order', items: Array.from({ length: 4 }, () => ({ raw: 'x' })) } as const;
    one.drill = { ...one.drill!, answer: [0, 1, 2, 3], question: { ...one.drill!.question, form } };
    giveAnswer(one, 0, 0, [0, 1, 3, 2], 0);
    expect(one.racers[0]!.score).toBe(25);
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
  removeRacer(one, 0, 0);
  joinRace(one, 'Ann');
  expect(one.racers[3]!.name).toBe('Ann');
});

it('the rounds ask each kind once before any twice, of the pool alone, each from a seed of its own', () => {
  const pool = KINDS.slice(0, 3);
  const seeds = [9, 1, 8, 2, 7, 3];
  const { kinds } = raceTerms(pool, 3, { level: 2, speed: true, seeds });
  expect(kinds).toHaveLength(6);
  expect(new Set(kinds.slice(0, 3)).size).toBe(3);
  expect(kinds.every((id) => pool.some((kind) => kind.id === id))).toBe(true);
  const one = createRace({ kinds, level: 2, speed: true, seeds });
  joinRace(one, 'Ann');
  for (const seed of seeds) {
    nextRound(one, 0);
    expect(one.drill!.question.seed).toBe(seed);
    showRound(one);
  }
});
