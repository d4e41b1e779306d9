/** Spaced repetition: due dates are those of ts-fsrs, and a week gives more of what was missed. */
import { createEmptyCard, fsrs, Rating } from 'ts-fsrs';
import { describe, expect, it } from 'vitest';
import { CONCEPT_IDS } from '../../shared/concepts/index.ts';
import {
  createDice,
  type Deck,
  levelFor,
  nextTopic,
  readDeck,
  recallOf,
  review,
  strengthOf,
  type Topic,
  topicId,
  topicsOf,
} from '../../shared/drills/index.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const MONDAY = Date.UTC(2026, 0, 5, 9);
const RIGHT = { right: true, share: 1000, misconception: null };
const NEARLY = { right: false, share: 990, misconception: null };
const WRONG = { right: false, share: 0, misconception: null };
const ALL = topicsOf(CONCEPT_IDS);
const [topic] = ALL as [Topic, ...Topic[]];
const NEVER = ALL.at(-1)!;

describe('a review', () => {
  it.each([
    ['right', RIGHT, Rating.Good],
    ['nearly right', NEARLY, Rating.Again],
    ['wrong', WRONG, Rating.Again],
  ] as const)('%s moves the due date as ts-fsrs says, over a month', (_name, grade, rating) => {
    const scheduler = fsrs({ enable_fuzz: false });
    let card = createEmptyCard(new Date(MONDAY));
    let deck: Deck = {};
    let now = MONDAY;
    for (let times = 0; times < 6; times++) {
      card = scheduler.next(card, new Date(now), rating).card;
      deck = review(deck, topic, grade, now);
      expect(deck[topicId(topic)]!.due).toBe(card.due.getTime());
      expect(deck[topicId(topic)]!.stability).toBeCloseTo(card.stability, 6);
      now = card.due.getTime() + HOUR;
    }
  });

  it('two right in a row raise the level, a wrong one brings it down', () => {
    let deck: Deck = {};
    const levels = [RIGHT, RIGHT, RIGHT, RIGHT, WRONG].map((grade, at) => {
      deck = review(deck, topic, grade, MONDAY + at * DAY);
      return levelFor(deck, topic);
    });
    expect(levels).toEqual([1, 2, 2, 3, 1]);
  });

  it('what is known fades with time', () => {
    const deck = review(review({}, topic, RIGHT, MONDAY), topic, RIGHT, MONDAY + DAY);
    const after = [1, 8, 60].map((days) => recallOf(deck, topic, MONDAY + days * DAY));
    expect(after[0]).toBeGreaterThan(after[1]);
    expect(after[1]).toBeGreaterThan(after[2]);
    expect(recallOf(deck, NEVER, MONDAY)).toBe(0);
  });
});

/** A session of ten questions a minute apart; `answer` says how each goes. */
function session(
  deck: Deck,
  pool: readonly Topic[],
  start: number,
  answer: (topic: Topic) => typeof RIGHT,
): { deck: Deck; asked: Topic[] } {
  const dice = createDice(start, 1);
  const asked: Topic[] = [];
  let now = deck;
  for (let at = 0; at < 10; at++) {
    const when = start + at * MINUTE;
    const next = nextTopic(
      now,
      pool,
      asked.map(({ kind }) => kind.id),
      when,
      dice,
    )!;
    asked.push(next);
    now = review(now, next, answer(next), when);
  }
  return { deck: now, asked };
}

describe('a session', () => {
  it('a week of sessions asks more of what was missed than of what was known', () => {
    const isMissed = (one: Topic) => ALL.indexOf(one) % 3 === 0;
    const asked: Topic[] = [];
    let deck: Deck = {};
    for (let day = 0; day < 7; day++) {
      const one = session(deck, ALL, MONDAY + day * DAY, (topic) => (isMissed(topic) ? WRONG : RIGHT));
      deck = one.deck;
      asked.push(...one.asked);
    }
    const missed = ALL.filter(isMissed).length;
    const share = asked.filter(isMissed).length / missed;
    expect(share).toBeGreaterThan(2 * (asked.filter((one) => !isMissed(one)).length / (ALL.length - missed)));
  });

  it('what was missed comes back in the same session, but not at once', () => {
    const [first] = session({}, ALL, MONDAY, () => RIGHT).asked as [Topic];
    const again = session({}, ALL, MONDAY, (one) => (one === first ? WRONG : RIGHT)).asked;
    const places = again.flatMap((one, at) => (one === first ? [at] : []));
    expect(places.length).toBeGreaterThan(1);
    expect(places[1]).toBeGreaterThan(1);
  });

  it('asks no kind twice while another is left', () => {
    const { asked } = session({}, ALL, MONDAY, () => RIGHT);
    const kinds = asked.map(({ kind }) => kind.id);
    // A first right answer is due again after ten minutes, later than the session lasts.
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  it('takes the most overdue first, then the new, then the weakest, and keeps to its pool', () => {
    const [a, b, c] = [ALL[0]!, ALL.find(({ kind }) => kind !== ALL[0]!.kind)!, NEVER];
    const pool = [a, b, c];
    const dice = createDice(1, 1);
    const early = review(review({}, b, WRONG, MONDAY), a, WRONG, MONDAY + HOUR);
    expect(nextTopic(early, pool, [], MONDAY + DAY, dice), 'the most overdue').toBe(b);
    expect(nextTopic(early, pool, [b.kind.id], MONDAY + DAY, dice), 'not the same at once').toBe(a);
    let known = review({}, a, RIGHT, MONDAY);
    known = review(known, b, RIGHT, MONDAY);
    expect(nextTopic(known, pool, [], MONDAY, dice), 'the new').toBe(c);
    for (const at of [1, 5, 20]) known = review(known, b, RIGHT, MONDAY + at * DAY);
    known = review(review(known, a, RIGHT, MONDAY + DAY), c, RIGHT, MONDAY + 20 * DAY);
    const soon = MONDAY + 2 * DAY;
    expect(recallOf(known, a, soon), 'a was seen less often').toBeLessThan(recallOf(known, b, soon));
    expect(nextTopic(known, [a, b], [], soon, dice), 'the weakest').toBe(a);
    expect(nextTopic({}, [], [], MONDAY, dice)).toBeNull();
  });
});

describe('what a device kept', () => {
  it('comes back as it was', () => {
    const deck = review({}, topic, RIGHT, MONDAY);
    expect(readDeck(JSON.stringify(deck))).toEqual(deck);
  });

  it.each([[null], ['{'], ['7'], ['{"replacement/clock-victim":{"due":"soon"}}'], ['{"no-such/kind":{}}']])(
    '%j is an empty deck',
    (text) => {
      expect(readDeck(text)).toEqual({});
    },
  );

  it('a concept’s strength counts kinds that were never asked as nothing, and fades', () => {
    const { concept } = topic;
    expect(strengthOf({}, concept, MONDAY)).toBe(0);
    const deck = review({}, topic, RIGHT, MONDAY);
    const whole = strengthOf(deck, concept, MONDAY)!;
    expect(whole).toBe(Math.round(recallOf(deck, topic, MONDAY) / topicsOf([concept]).length));
    expect(strengthOf(deck, concept, MONDAY + 60 * DAY)).toBeLessThan(whole);
  });

  it('a kind is known for each concept that it asks about by itself', () => {
    const shared = ALL.find(({ concept, kind }) => kind.concept !== concept)!;
    const deck = review({}, shared, RIGHT, MONDAY);
    expect(recallOf(deck, { ...shared, concept: shared.kind.concept }, MONDAY)).toBe(0);
  });
});
