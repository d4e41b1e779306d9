/**
 * Which kinds of question come next, and when (spaced repetition by ts-fsrs, one card for each concept and kind): what was
 * missed comes back soon, what is known comes back late. Pure: the deck is plain data, the time is the caller's.
 * Source of the algorithm: FSRS, https://github.com/open-spaced-repetition/fsrs4anki/wiki/The-Algorithm.
 */
import { type Card, createEmptyCard, fsrs, Rating, State } from 'ts-fsrs';
import type { ConceptId } from '../concepts/index.ts';
import type { Dice } from './dice.ts';
import type { Grade } from './grade.ts';
import type { Kind } from './kind.ts';
import { kindsFor } from './kinds/index.ts';
import { LEVELS, type Level } from './question.ts';

/** Times in milliseconds since 1970, as clocks give them. */
export interface Kept {
  due: number;
  last: number;
  stability: number;
  difficulty: number;
  scheduled: number;
  steps: number;
  reps: number;
  lapses: number;
  state: number;
  /** Answers right one after the other: they raise the level. */
  streak: number;
}

/** What a card is about: a kind of question, asked for the sake of a concept. */
export interface Topic {
  concept: ConceptId;
  kind: Kind;
}

/** Cards by the ids of their topics. */
export type Deck = { readonly [topic: string]: Kept };

export const topicId = ({ concept, kind }: Topic): string => `${concept}/${kind.id}`;

/** Each kind that asks about these concepts, for each of them. */
export const topicsOf = (concepts: readonly ConceptId[]): Topic[] =>
  concepts.flatMap((concept) => kindsFor(concept).map((kind) => ({ concept, kind })));

const scheduler = fsrs({ enable_fuzz: false });

const cardOf = (kept: Kept | undefined, now: number): Card =>
  kept === undefined
    ? createEmptyCard(new Date(now))
    : {
        due: new Date(kept.due),
        stability: kept.stability,
        difficulty: kept.difficulty,
        elapsed_days: 0,
        scheduled_days: kept.scheduled,
        learning_steps: kept.steps,
        reps: kept.reps,
        lapses: kept.lapses,
        state: kept.state,
        last_review: new Date(kept.last),
      };

const keep = (card: Card, now: number, streak: number): Kept => ({
  due: card.due.getTime(),
  last: card.last_review?.getTime() ?? now,
  stability: card.stability,
  difficulty: card.difficulty,
  scheduled: card.scheduled_days,
  steps: card.learning_steps,
  reps: card.reps,
  lapses: card.lapses,
  state: card.state,
  streak,
});

/** What came near is wrong all the same: it is a misconception, or a slip that wants practice. */
const ratingOf = ({ right }: Grade) => (right ? Rating.Good : Rating.Again);

/** The deck after an answer to a question about a topic. */
export function review(deck: Deck, topic: Topic, grade: Grade, now: number): Deck {
  const id = topicId(topic);
  const before = deck[id];
  const { card } = scheduler.next(cardOf(before, now), new Date(now), ratingOf(grade));
  const streak = grade.right ? (before?.streak ?? 0) + 1 : 0;
  return { ...deck, [id]: keep(card, now, streak) };
}

/** Two right in a row raise the level. */
export const levelFor = (deck: Deck, topic: Topic): Level =>
  LEVELS[Math.min(LEVELS.length - 1, Math.floor((deck[topicId(topic)]?.streak ?? 0) / 2))]!;

/** How likely a topic is still known, 0 to 1000; 0 for one never asked. */
export function recallOf(deck: Deck, topic: Topic, now: number): number {
  const kept = deck[topicId(topic)];
  if (kept === undefined || kept.state === State.New) return 0;
  return Math.round(1000 * scheduler.get_retrievability(cardOf(kept, now), new Date(now), false));
}

/** Strength of a concept, 0 to 1000: over its kinds, those never asked counted as nothing; null when none asks it. */
export function strengthOf(deck: Deck, concept: ConceptId, now: number): number | null {
  const topics = topicsOf([concept]);
  if (topics.length === 0) return null;
  return Math.round(topics.reduce((sum, topic) => sum + recallOf(deck, topic, now), 0) / topics.length);
}

/**
 * The topic that is asked next, null of an empty pool: what is due, the most overdue first; else what was never asked, as
 * the dice have it; else the weakest. Not the kind of the last question, and none twice in a session while another is
 * left, unless it was missed and is due again. asked: the kinds of the session so far.
 */
export function nextTopic(
  deck: Deck,
  pool: readonly Topic[],
  asked: readonly string[],
  now: number,
  dice: Dice,
): Topic | null {
  const others = pool.filter(({ kind }) => kind.id !== asked.at(-1));
  const open = others.length > 0 ? others : pool;
  const card = (topic: Topic): Kept | undefined => deck[topicId(topic)];
  const due = open.filter((topic) => (card(topic)?.due ?? Number.POSITIVE_INFINITY) <= now);
  if (due.length > 0) return due.sort((a, b) => card(a)!.due - card(b)!.due)[0]!;
  const times = ({ kind }: Topic): number => asked.filter((id) => id === kind.id).length;
  const least = Math.min(...open.map(times));
  const rarest = open.filter((topic) => times(topic) === least);
  const fresh = rarest.filter((topic) => card(topic) === undefined);
  if (fresh.length > 0) return dice.pick(fresh);
  return rarest.sort((a, b) => recallOf(deck, a, now) - recallOf(deck, b, now))[0] ?? null;
}

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  (
    [
      'due',
      'last',
      'stability',
      'difficulty',
      'scheduled',
      'steps',
      'reps',
      'lapses',
      'state',
      'streak',
    ] as const
  ).every((name) => Number.isFinite((value as Kept)[name]));

const isTopic = (id: string): boolean => {
  const [concept, kind] = id.split('/');
  return kindsFor(concept as ConceptId).some((one) => one.id === kind);
};

/** A deck from what a device kept; whatever isn't sound, or of a topic that is gone, is left out. */
export function readDeck(text: string | null): Deck {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([id, kept]) => isTopic(id) && isKept(kept)),
  ) as Deck;
}
