/**
 * The answer sheet of the one question on the page: what is marked, what was given, and what is right once that may be
 * known. Whoever asks lays it out, alone or in a race.
 */
import { signal } from '@preact/signals';
import type { Answer, Form } from '../../../shared/drills/index.ts';

/** What was given to the question that is asked now; null before. */
export const given = signal<Answer | null>(null);
/** What is marked on the way to an answer. */
export const draft = signal<readonly number[]>([]);
/** What is right, as a list; null as long as it isn't known here. */
export const correct = signal<readonly number[] | null>(null);

/** How one entry of the answer is marked. */
export type Mark = 'right' | 'wrong' | null;

/** Of an option or a place: right when it is so, given or not; wrong when it was given all the same. */
export function markOf(id: number): Mark {
  if (correct.value === null) return null;
  if (correct.value.includes(id)) return 'right';
  return isGiven(id) ? 'wrong' : null;
}

/** Of what was given at a position of a list: a field, a place in an order. Null where nothing was given. */
export function markAt(at: number): Mark {
  if (correct.value === null || given.value === null) return null;
  return [given.value].flat()[at] === correct.value[at] ? 'right' : 'wrong';
}

export const isGiven = (id: number): boolean => given.value !== null && [given.value].flat().includes(id);

let take: (answer: Answer) => void = () => {};

/** Lays out a sheet; `before` is what was given to it at an earlier visit. */
export function layOut(form: Form, onAnswer: (answer: Answer) => void, before: Answer | null = null): void {
  take = onAnswer;
  given.value = before;
  draft.value = form.type === 'order' ? form.items.map((_, index) => index) : [];
  correct.value = null;
}

/** Gives the answer, once. */
export function answer(value: Answer): void {
  if (given.peek() !== null) return;
  given.value = value;
  take(value);
}

/** What is right may be known now. */
export function reveal(right: Answer): void {
  correct.value = [right].flat();
}
