/**
 * A session of drills on this device: what is asked, what was answered, and the deck that remembers. The questions are
 * made and graded by shared/drills; nothing leaves the device.
 */
import { computed, signal } from '@preact/signals';
import {
  type Answer,
  chooseKinds,
  createDice,
  type Drill,
  type Grade,
  grade,
  type Kind,
  levelFor,
  makeDrill,
  readDeck,
  review,
} from '../../../shared/drills/index.ts';
import { recall, remember } from '../../ui/memory.ts';
import { layOut, reveal } from './sheet.ts';

const KEY = 'drills';
/** Questions of a session. */
export const LENGTH = 10;

export const deck = signal(readDeck(recall(KEY)));

interface Session {
  kinds: readonly Kind[];
  at: number;
  drill: Drill;
  grades: readonly Grade[];
}

export const session = signal<Session | null>(null);
/** The grade of the question that is asked now; null before it is answered. */
export const verdict = computed<Grade | null>(() => session.value?.grades[session.value.at] ?? null);

export const isOver = computed(
  () => session.value !== null && session.value.at >= session.value.kinds.length,
);

/** Seeds differ from one time to the next; a question can be made again from its own. */
const freshSeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]!;

function make(kind: Kind): Drill {
  const drill = makeDrill(kind, freshSeed(), levelFor(deck.peek(), kind.id));
  layOut(drill.question.form, answered);
  return drill;
}

/** Begins a session over these kinds; does nothing without any. */
export function begin(pool: readonly Kind[]): void {
  const dice = createDice(freshSeed(), 0);
  const kinds = chooseKinds(deck.peek(), pool, LENGTH, Date.now(), dice);
  if (kinds.length > 0) session.value = { kinds, at: 0, drill: make(kinds[0]!), grades: [] };
}

function answered(value: Answer): void {
  const now = session.peek();
  if (now === null) return;
  const { drill, grades } = now;
  const one = grade(drill, value);
  practised(drill.question.kind, one);
  reveal(drill.answer);
  session.value = { ...now, grades: [...grades, one] };
}

/** Remembers how a kind went. Another tab may have practised meanwhile. */
export function practised(kind: string, one: Grade): void {
  deck.value = review(readDeck(recall(KEY) ?? JSON.stringify(deck.peek())), kind, one, Date.now());
  remember(KEY, JSON.stringify(deck.value));
}

export function next(): void {
  const now = session.peek();
  if (now === null) return;
  const kind = now.kinds[now.at + 1];
  session.value = { ...now, at: now.at + 1, drill: kind === undefined ? now.drill : make(kind) };
}

export function leave(): void {
  session.value = null;
}
