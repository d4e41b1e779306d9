/** Every kind over 500 seeds: what is right is right alone, the explanation ends there, and instances differ. */
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  type Figure,
  type Form,
  grade,
  isSame,
  KINDS,
  LEVELS,
  makeDrill,
  misfit,
  type Say,
} from '../../shared/drills/index.ts';
import { someAnswer } from '../support/racer.ts';

const SEEDS = Array.from({ length: 500 }, (_, seed) => seed + 1);

const text = (one: Say): string => JSON.stringify(one);

/** Every answer that a form allows where they can be listed, else none. */
function all(form: Form): Answer[] {
  if (form.type === 'choice') return form.options.map((_, index) => index);
  if (form.type === 'pick') return [...form.from];
  return [];
}

/** What is drawn must be there to be drawn: ids once, and what can be picked is on its figure. */
function drawable(figures: readonly Figure[], form: Form): string[] {
  const faults: string[] = [];
  const ids = (figure: Figure | undefined): number[] => {
    if (figure?.type === 'tiles') return figure.tiles.map(({ id }) => id);
    if (figure?.type === 'blocks') return figure.blocks.map(({ id }) => id);
    return figure?.type === 'table' ? figure.rows.map((_, row) => row) : [];
  };
  for (const figure of figures) {
    if (new Set(ids(figure)).size !== ids(figure).length) faults.push(`${figure.type}: an id twice`);
    if (figure.type === 'table' && figure.rows.some((row) => row.length !== figure.head.length))
      faults.push('table: a row of another length than the head');
  }
  if (form.type === 'pick' || form.type === 'picks') {
    const there = ids(figures[form.figure]);
    if (form.from.some((id) => !there.includes(id))) faults.push('something to pick is not on its figure');
  }
  return faults;
}

it('the kinds have names of their own', () => {
  expect(new Set(KINDS.map(({ id }) => id)).size).toBe(KINDS.length);
});

describe.each(KINDS.map((kind) => [kind.id, kind] as const))('%s', (_id, kind) => {
  it('500 seeds: one right answer, distractors that differ, steps to the answer, fifty instances', () => {
    const seen = new Set<string>();
    for (const seed of SEEDS) {
      const level = LEVELS[seed % LEVELS.length]!;
      const drill = makeDrill(kind, seed, level);
      const { question, answer, steps, slips } = drill;
      const where = `${kind.id}, seed ${seed}, level ${level}`;
      if (seed % 10 === 0) expect(makeDrill(kind, seed, level), where).toEqual(drill);
      expect(misfit(question.form, answer), where).toBeNull();
      expect(misfit(question.form, someAnswer(question, seed)), `${where}: what a racer gives`).toBeNull();
      expect(grade(drill, answer), where).toMatchObject({ right: true, share: 1000 });
      const right = all(question.form).filter((one) => grade(drill, one).right);
      if (right.length > 0) expect(right, where).toEqual([answer]);
      if (question.form.type === 'choice' || question.form.type === 'choices') {
        const options = question.form.options.map(text);
        expect(new Set(options).size, `${where}: options`).toBe(options.length);
        expect(options.length, `${where}: options`).toBeGreaterThan(1);
      }
      for (const slip of slips) {
        expect(misfit(question.form, slip.answer), `${where}: slip`).toBeNull();
        expect(isSame(question.form, slip.answer, answer), `${where}: a slip is right`).toBe(false);
        expect(grade(drill, slip.answer).misconception, where).not.toBeNull();
      }
      expect(steps.length, `${where}: steps`).toBeGreaterThan(0);
      expect(drawable(question.figures, question.form), where).toEqual([]);
      for (const step of steps)
        expect(drawable(step.figures, { type: 'choice', options: [] }), where).toEqual([]);
      seen.add(JSON.stringify([question.ask, question.figures, question.form, answer]));
    }
    if (kind.finite) expect(seen.size).toBeLessThan(50);
    else expect(seen.size).toBeGreaterThanOrEqual(50);
  });
});
