/**
 * Every kind over 600 seeds: what is right is right alone, the explanation ends there, instances differ, and whoever reads
 * only the words does no better than chance.
 */
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  type Drill,
  type Figure,
  type Form,
  grade,
  isSame,
  KINDS,
  type Kind,
  LEVELS,
  type Level,
  makeDrill,
  misfit,
  type Say,
} from '../../shared/drills/index.ts';
import { betterThanChance } from '../support/guesser.ts';
import { someAnswer } from '../support/racer.ts';

const ROUNDS = 600;
const levelOf = (seed: number): Level => LEVELS[(seed - 1) % LEVELS.length]!;

/** A drill of each seed from the first on. */
const drillsOf = (kind: Kind, first: number): Drill[] =>
  Array.from({ length: ROUNDS }, (_, at) => makeDrill(kind, first + at, levelOf(first + at)));

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
  let drills: Drill[] = [];
  beforeAll(() => {
    drills = drillsOf(kind, 1);
  });

  it('600 seeds: one right answer, distractors that differ, steps to the answer, fifty instances', () => {
    const seen = new Set<string>();
    for (const [at, drill] of drills.entries()) {
      const seed = at + 1;
      const level = levelOf(seed);
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

  it('can’t be guessed from its text and options', () => {
    expect(betterThanChance(drills, () => drillsOf(kind, 1 + ROUNDS))).toEqual([]);
  });
});
