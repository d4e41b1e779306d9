/** Grading by hand: what is near, what stands in its place, and what is no answer at all. */
import { describe, expect, it } from 'vitest';
import { type Answer, type Drill, type Form, grade, misfit, raw } from '../../shared/drills/index.ts';

const words = ['a', 'b', 'c', 'd'].map(raw);
const drill = (form: Form, answer: Answer): Drill => ({
  question: { kind: 'x', concept: 'frame', seed: 1, level: 1, ask: raw('?'), figures: [], form },
  answer,
  steps: [],
  slips: [],
});
const share = (form: Form, answer: Answer, given: Answer): number => grade(drill(form, answer), given).share;

const number: Form = { type: 'number', min: 0, max: 100, unit: raw('') };
const order: Form = { type: 'order', items: words };
const choices: Form = { type: 'choices', options: words };
const field = (max: number) => ({ name: raw('f'), base: 10, max }) as const;
const fields: Form = { type: 'fields', fields: [field(9), field(99)] };

describe('how much of it is right', () => {
  it('a number by how near it is', () => {
    expect([10, 9, 12, 20, 40].map((given) => share(number, 10, given))).toEqual([1000, 900, 800, 0, 0]);
  });

  it('an order by what stands in its place', () => {
    expect(share(order, [0, 1, 2, 3], [0, 1, 3, 2])).toBe(500);
    expect(share(order, [0, 1, 2, 3], [1, 2, 3, 0])).toBe(0);
  });

  it('a set by what both have, of all that either has', () => {
    expect(share(choices, [0, 1], [1, 2])).toBe(333);
    expect(grade(drill(choices, [0, 1]), [1, 0]).right).toBe(true);
  });

  it('fields by how many are right, each in its place', () => {
    expect(share(fields, [3, 40], [3, 41])).toBe(500);
    expect(share(fields, [3, 4], [4, 3])).toBe(0);
  });
});

describe('what does not fit', () => {
  it.each<[Form, unknown]>([
    [number, 101],
    [number, 1.5],
    [order, [0, 0, 1, 2]],
    [order, [0, 1]],
    [choices, [4]],
    [fields, [3]],
    [fields, [10, 1]],
    [fields, [1, -1]],
  ])('%j: %j', (form, given) => {
    expect(misfit(form, given)).not.toBeNull();
  });

  it('the largest that a field takes fits', () => {
    expect(misfit(fields, [9, 99])).toBeNull();
  });
});
