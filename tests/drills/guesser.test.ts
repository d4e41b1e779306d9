/**
 * Whoever sees only the words of a question and its options, not the board, does no better than chance: a guesser that
 * has learned from 1000 instances which answer goes with which words stays within five points of it on 1000 others.
 */
import { describe, expect, it } from 'vitest';
import { type Answer, type Drill, KINDS, LEVELS, makeDrill } from '../../shared/drills/index.ts';

const ROUNDS = 1000;

/** What the guesser sees: the words' keys without their figures, and the options in an order of their own. */
function seen({ question: { ask, form } }: Drill): string {
  const key = 'raw' in ask ? '' : ask.key;
  if (form.type === 'choice')
    return `${key} ${form.options
      .map((one) => JSON.stringify(one))
      .sort()
      .join()}`;
  return `${key} ${form.type === 'pick' ? form.from.length : ''}`;
}

/** The answer by its words, or by its place on the board. */
function named({ question: { form } }: Drill, answer: Answer): string {
  return form.type === 'choice' ? JSON.stringify(form.options[answer as number]) : String(answer);
}

const chances = ({ question: { form } }: Drill): number =>
  form.type === 'choice' ? form.options.length : form.type === 'pick' ? form.from.length : 0;

const guessable = KINDS.filter((kind) => ['choice', 'pick'].includes(makeDrill(kind, 1).question.form.type));

describe.each(guessable.map((kind) => [kind.id, kind] as const))('%s', (_id, kind) => {
  it('can’t be guessed from its words', () => {
    const learned = new Map<string, Map<string, number>>();
    const drill = (round: number): Drill => makeDrill(kind, round + 1, LEVELS[round % LEVELS.length]);
    for (let round = 0; round < ROUNDS; round++) {
      const one = drill(round);
      const counts = learned.get(seen(one)) ?? new Map<string, number>();
      const name = named(one, one.answer);
      counts.set(name, (counts.get(name) ?? 0) + 1);
      learned.set(seen(one), counts);
    }
    let right = 0;
    let chance = 0;
    for (let round = ROUNDS; round < 2 * ROUNDS; round++) {
      const one = drill(round);
      const counts = [...(learned.get(seen(one)) ?? [])].sort((a, b) => b[1] - a[1]);
      const [guess] = counts[0] ?? [''];
      chance += 1 / chances(one);
      if (guess === named(one, one.answer)) right += 1;
    }
    expect((right - chance) / ROUNDS).toBeLessThan(0.05);
  });
});
