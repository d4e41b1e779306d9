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
import { kindOf, kindsFor } from './kinds/index.ts';
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

export type Deck = { readonly [kind: string]: Kept };

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

/** Nearly right is hard, not wrong. */
const NEARLY = 800;

const ratingOf = ({ right, share }: Grade) =>
  right ? Rating.Good : share >= NEARLY ? Rating.Hard : Rating.Again;

/** The deck after an answer to a question of a kind. */
export function review(deck: Deck, kind: string, grade: Grade, now: number): Deck {
  const { [kind]: before } = deck;
  const { card } = scheduler.next(cardOf(before, now), new Date(now), ratingOf(grade));
  const streak = grade.right ? (before?.streak ?? 0) + 1 : 0;
  return { ...deck, [kind]: keep(card, now, streak) };
}

/** Two right in a row raise the level. */
export const levelFor = (deck: Deck, kind: string): Level =>
  LEVELS[Math.min(LEVELS.length - 1, Math.floor((deck[kind]?.streak ?? 0) / 2))]!;

/** How likely a kind is still known, 0 to 1000; 0 for one never asked. */
export function recallOf(deck: Deck, kind: string, now: number): number {
  const { [kind]: kept } = deck;
  if (kept === undefined || kept.state === State.New) return 0;
  return Math.round(1000 * scheduler.get_retrievability(cardOf(kept, now), new Date(now), false));
}

/** Strength of a concept, 0 to 1000: over its kinds, those never asked counted as nothing; null when none asks it. */
export function strengthOf(deck: Deck, concept: ConceptId, now: number): number | null {
  const kinds = kindsFor(concept);
  if (kinds.length === 0) return null;
  return Math.round(kinds.reduce((sum, { id }) => sum + recallOf(deck, id, now), 0) / kinds.length);
}

/**
 * The kinds of a session, as far as the pool has them: what is due first, by how overdue it is; then what was never
 * asked, as the dice have it; then the weakest. No kind twice while another is left.
 */
export function chooseKinds(
  deck: Deck,
  pool: readonly Kind[],
  count: number,
  now: number,
  dice: Dice,
): Kind[] {
  const known = pool.filter(({ id }) => deck[id] !== undefined);
  const due = known
    .filter(({ id }) => deck[id]!.due <= now)
    .sort((a, b) => deck[a.id]!.due - deck[b.id]!.due);
  const fresh = dice.shuffle(pool.filter(({ id }) => deck[id] === undefined));
  const rest = known
    .filter(({ id }) => deck[id]!.due > now)
    .sort((a, b) => recallOf(deck, a.id, now) - recallOf(deck, b.id, now));
  const order = [...due, ...fresh, ...rest];
  if (order.length === 0) return [];
  return Array.from({ length: count }, (_, at) => order[at % order.length]!);
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

/** A deck from what a device kept; whatever isn't sound, or of a kind that is gone, is left out. */
export function readDeck(text: string | null): Deck {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return {};
  }
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(([id, kept]) => kindOf(id) !== undefined && isKept(kept)),
  ) as Deck;
}
