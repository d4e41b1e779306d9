/**
 * Grading: choices and picks by what the simulation says, orderings by position, numbers by closeness. An answer of
 * another shape than the form's is refused, not graded.
 */

import type { MisconceptionId } from './misconceptions.ts';
import type { Answer, Drill, Form } from './question.ts';

export interface Grade {
  right: boolean;
  /** How much of it is right, in permille. */
  share: number;
  /** What the answer shows that somebody believes, or null. */
  misconception: MisconceptionId | null;
}

/** The first field whose value is above what it can be, or null. */
function within(fields: readonly { max: number }[], answer: readonly number[]): string | null {
  const at = fields.findIndex(({ max }, field) => answer[field]! > max);
  return at < 0 ? null : `entry ${at} of the answer must be an integer, 0 to ${fields[at]!.max}`;
}

/** Why an answer doesn't fit a form, or null. */
export function misfit(form: Form, answer: unknown): string | null {
  const whole = (value: unknown): value is number => Number.isSafeInteger(value);
  const list = (from: (value: number) => boolean, length?: number): string | null => {
    if (!Array.isArray(answer) || !answer.every(whole)) return 'the answer must be a list of integers';
    if (length !== undefined && answer.length !== length) return `the answer must have ${length} entries`;
    if (!answer.every(from)) return 'an entry of the answer is not offered';
    return null;
  };
  const distinct = (): string | null =>
    new Set(answer as number[]).size === (answer as number[]).length
      ? null
      : 'the answer names something twice';
  switch (form.type) {
    case 'choice':
      return whole(answer) && answer >= 0 && answer < form.options.length
        ? null
        : `the answer must be an option's number, 0 to ${form.options.length - 1}`;
    case 'choices':
      return list((value) => value >= 0 && value < form.options.length) ?? distinct();
    case 'pick':
      return whole(answer) && form.from.includes(answer)
        ? null
        : 'the answer must be one of what can be picked';
    case 'picks':
      return list((value) => form.from.includes(value)) ?? distinct();
    case 'order':
      return list((value) => value >= 0 && value < form.items.length, form.items.length) ?? distinct();
    case 'number':
      return whole(answer) && answer >= form.min && answer <= form.max
        ? null
        : `the answer must be an integer, ${form.min} to ${form.max}`;
    case 'fields':
      return list((value) => value >= 0, form.fields.length) ?? within(form.fields, answer as number[]);
  }
}

const sorted = (answer: readonly number[]): string => [...answer].sort((a, b) => a - b).join();

/** Whether two answers are the same: as sets where their order says nothing. */
export function isSame(form: Form, a: Answer, b: Answer): boolean {
  if (typeof a === 'number' || typeof b === 'number') return a === b;
  return form.type === 'choices' || form.type === 'picks' ? sorted(a) === sorted(b) : a.join() === b.join();
}

function shareOf(form: Form, right: Answer, given: Answer): number {
  if (typeof right === 'number' || typeof given === 'number') {
    if (form.type !== 'number') return right === given ? 1000 : 0;
    const off = Math.abs((given as number) - (right as number));
    // Twice as far off as the value itself is worth nothing.
    const scale = Math.max(1, Math.abs(right as number));
    return Math.max(0, 1000 - Math.floor((1000 * off) / scale));
  }
  if (form.type === 'choices' || form.type === 'picks') {
    const all = new Set([...right, ...given]);
    const both = right.filter((value) => given.includes(value)).length;
    return all.size === 0 ? 1000 : Math.floor((1000 * both) / all.size);
  }
  const places = right.filter((value, at) => given[at] === value).length;
  return Math.floor((1000 * places) / Math.max(1, right.length));
}

/** Grades an answer that fits the form. */
export function grade({ question: { form }, answer, slips }: Drill, given: Answer): Grade {
  const right = isSame(form, answer, given);
  const slip = right ? undefined : slips.find((one) => isSame(form, one.answer, given));
  return {
    right,
    share: right ? 1000 : Math.min(999, shareOf(form, answer, given)),
    misconception: slip?.misconception ?? null,
  };
}
