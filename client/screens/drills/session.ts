/**
 * A session of drills on this device: what is asked, what was answered, and the deck that remembers. The questions are
 * made and graded by shared/drills; nothing leaves the device, and a reload goes on where one was.
 */
import { computed, effect, signal } from '@preact/signals';
import {
  type Answer,
  createDice,
  type Drill,
  type Grade,
  grade,
  levelFor,
  makeDrill,
  nextTopic,
  readDeck,
  review,
  type Topic,
} from '../../../shared/drills/index.ts';
import { forget, recall, remember } from '../../ui/memory.ts';
import { readSession, writeSession } from './keep.ts';
import { layOut, reveal } from './sheet.ts';

const KEY = 'drills';
/** Questions of a session. */
export const LENGTH = 10;

export const deck = signal(readDeck(recall(KEY)));

export interface Session {
  pool: readonly Topic[];
  /** What was asked, the open question last. */
  topics: readonly Topic[];
  at: number;
  drill: Drill;
  /** What was given to the open question. */
  given: Answer | null;
  grades: readonly Grade[];
}

const KEPT = 'drills.session';

export const session = signal<Session | null>(null);
/** The grade of the question that is asked now; null before it is answered. */
export const verdict = computed<Grade | null>(() => session.value?.grades[session.value.at] ?? null);

export const isOver = computed(() => session.value !== null && session.value.at >= LENGTH);

/** Seeds differ from one time to the next; a question can be made again from its own. */
const freshSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;

const dice = createDice(freshSeed(), 0);

const choose = (pool: readonly Topic[], topics: readonly Topic[]): Topic | null =>
  nextTopic(
    deck.peek(),
    pool,
    topics.map(({ kind }) => kind.id),
    Date.now(),
    dice,
  );

function make(topic: Topic): Drill {
  const drill = makeDrill(topic.kind, freshSeed(), levelFor(deck.peek(), topic));
  layOut(drill.question.form, answered);
  return drill;
}

/** Lays out the sheet of the open question, as it was left: a race may have used it meanwhile. */
export function layAgain(): void {
  const now = session.peek();
  if (now === null) return;
  layOut(now.drill.question.form, answered, now.given);
  if (now.given !== null) reveal(now.drill.answer);
}

/** Begins a session over these topics; does nothing without any. */
export function begin(pool: readonly Topic[]): void {
  const first = choose(pool, []);
  if (first !== null)
    session.value = { pool, topics: [first], at: 0, drill: make(first), given: null, grades: [] };
}

function answered(value: Answer): void {
  const now = session.peek();
  if (now === null) return;
  const { drill, grades, topics, at } = now;
  const one = grade(drill, value);
  practised(topics[at]!, one);
  reveal(drill.answer);
  session.value = { ...now, given: value, grades: [...grades, one] };
}

/** Remembers how a topic went. Another tab may have practised meanwhile. */
export function practised(topic: Topic, one: Grade): void {
  deck.value = review(readDeck(recall(KEY) ?? JSON.stringify(deck.peek())), topic, one, Date.now());
  remember(KEY, JSON.stringify(deck.value));
}

/** Goes on to the next question; what was just missed may be due again. */
export function next(): void {
  const now = session.peek();
  if (now === null) return;
  const at = now.at + 1;
  const topic = at < LENGTH ? choose(now.pool, now.topics) : null;
  if (topic === null) session.value = { ...now, at };
  else session.value = { ...now, at, topics: [...now.topics, topic], drill: make(topic), given: null };
}

export function leave(): void {
  session.value = null;
}

// A reload goes on with the session that this tab had; what was answered stays answered.
session.value = readSession(recall(KEPT, 'session'));

effect(() => {
  if (session.value === null) forget(KEPT, 'session');
  else remember(KEPT, writeSession(session.value), 'session');
});
