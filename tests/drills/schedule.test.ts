/** Spaced repetition: due dates are those of ts-fsrs, and a week gives more of what was missed. */
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import {
  chooseKinds,
  createDice,
  type Deck,
  KINDS,
  levelFor,
  readDeck,
  recallOf,
  review,
  strengthOf,
} from '../../shared/drills/index.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2026, 0, 5, 9);
const RIGHT = { right: true, share: 1000, misconception: null };
const NEARLY = { right: false, share: 850, misconception: null };
const WRONG = { right: false, share: 0, misconception: null };
const [{ id: kind }] = KINDS;

describe('a review', () => {
  it.each([
    ['right', RIGHT, Rating.Good],
    ['nearly right', NEARLY, Rating.Hard],
    ['wrong', WRONG, Rating.Again],
  ] as const)('%s moves the due date as ts-fsrs says, over a month', (_name, grade, rating) => {
    const scheduler = fsrs({ enable_fuzz: false });
    let card = createEmptyCard(new Date(MONDAY));
    let deck: Deck = {};
    let now = MONDAY;
    for (let times = 0; times < 6; times++) {
      card = scheduler.next(card, new Date(now), rating).card;
      deck = review(deck, kind, grade, now);
      expect(deck[kind]!.due).toBe(card.due.getTime());
      expect(deck[kind]!.stability).toBeCloseTo(card.stability, 6);
      now = card.due.getTime() + HOUR;
    }
  });

  it('two right in a row raise the level, a wrong one brings it down', () => {
    let deck: Deck = {};
    const levels = [RIGHT, RIGHT, RIGHT, RIGHT, WRONG].map((grade, at) => {
      deck = review(deck, kind, grade, MONDAY + at * DAY);
      return levelFor(deck, kind);
    });
    expect(levels).toEqual([1, 2, 2, 3, 1]);
  });

  it('what is known fades with time', () => {
    const deck = review(review({}, kind, RIGHT, MONDAY), kind, RIGHT, MONDAY + DAY);
    const after = [1, 8, 60].map((days) => recallOf(deck, kind, MONDAY + days * DAY));
    expect(after[0]).toBeGreaterThan(after[1]);
    expect(after[1]).toBeGreaterThan(after[2]);
    expect(recallOf(deck, 'never-asked', MONDAY)).toBe(0);
  });
});

describe('a session', () => {
  it('a week of sessions asks more of what was missed than of what was known', () => {
    const missed = new Set(KINDS.filter((_, at) => at % 3 === 0).map(({ id }) => id));
    const asked = new Map(KINDS.map(({ id }) => [id, 0]));
    let deck: Deck = {};
    for (let day = 0; day < 7; day++) {
      for (const [at, { id }] of chooseKinds(
        deck,
        KINDS,
        10,
        MONDAY + day * DAY,
        createDice(day, 1),
      ).entries()) {
        asked.set(id, asked.get(id)! + 1);
        deck = review(deck, id, missed.has(id) ? WRONG : RIGHT, MONDAY + day * DAY + at * 60_000);
      }
    }
    const mean = (ids: string[]) => ids.reduce((sum, id) => sum + asked.get(id)!, 0) / ids.length;
    const known = KINDS.map(({ id }) => id).filter((id) => !missed.has(id));
    expect(mean([...missed])).toBeGreaterThan(mean(known));
  });

  it('takes the due first, then the new, and keeps to its pool', () => {
    const pool = KINDS.slice(0, 3);
    const deck = review({}, pool[1]!.id, WRONG, MONDAY);
    const [first] = chooseKinds(deck, pool, 3, MONDAY + DAY, createDice(1, 1));
    expect(first).toBe(pool[1]);
    expect(
      chooseKinds(deck, pool, 10, MONDAY + DAY, createDice(1, 1)).every((one) => pool.includes(one)),
    ).toBe(true);
    expect(chooseKinds(deck, [], 10, MONDAY, createDice(1, 1))).toEqual([]);
  });
});

describe('what a device kept', () => {
  it('comes back as it was', () => {
    const deck = review({}, kind, RIGHT, MONDAY);
    expect(readDeck(JSON.stringify(deck))).toEqual(deck);
  });

  it.each([[null], ['{'], ['7'], ['{"clock-victim":{"due":"soon"}}'], ['{"no-such-kind":{}}']])(
    '%j is an empty deck',
    (text) => {
      expect(readDeck(text)).toEqual({});
    },
  );

  it('a concept’s strength counts kinds that were never asked as nothing', () => {
    const { concept } = KINDS[0]!;
    expect(strengthOf({}, concept, MONDAY)).toBe(0);
    expect(strengthOf(review({}, KINDS[0]!.id, RIGHT, MONDAY), concept, MONDAY)).toBeGreaterThan(0);
  });
});
