/**
 * An explanation ends at the answer: its last step names it or marks it, and for a choice says what it says with that
 * answer alone. Where several values are asked for, each is named on the way.
 */
import { describe, expect, it } from 'vitest';
import { drillWords } from '../../server/words.ts';
import {
  type Drill,
  type Figure,
  KINDS,
  LEVELS,
  makeDrill,
  type Say,
  type Step,
  textOf,
} from '../../shared/drills/index.ts';

const SEEDS = 90;
const word = drillWords();

/** Whether a text names something, as a word of its own and not within another or a number. */
function isNamed(what: string | number, text: string): boolean {
  const name = String(what).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\d])${name}(?![\\p{L}\\d])`, 'u').test(text);
}

const keyOf = (one: Say): string => ('raw' in one ? one.raw : one.key);
const hex = (value: number): string => `0x${value.toString(16).toUpperCase()}`;

/** What marks the answer on the way to it. */
const MARKS = ['gone', 'new', 'asked'] as const;

/** Whether a place is marked on one of these figures, or is the row that a table points at. */
function isMarked(figures: readonly Figure[], asked: Figure, id: number): boolean {
  return figures.some((figure) => {
    if (figure.type !== asked.type) return false;
    if (figure.type === 'table') return figure.at === id;
    const places = figure.type === 'tiles' ? figure.tiles : figure.type === 'blocks' ? figure.blocks : [];
    return places.some((one) => one.id === id && MARKS.some((mark) => one.marks?.includes(mark)));
  });
}

/** What stands on a place, by which a sentence can name it. */
function labelsOf(figure: Figure, id: number): (string | number)[] {
  if (figure.type === 'table') return [textOf(figure.rows[id]![0]!, word)];
  if (figure.type === 'tiles') return [id, textOf(figure.tiles.find((tile) => tile.id === id)!.label, word)];
  if (figure.type === 'blocks') return [id, figure.blocks.find((block) => block.id === id)!.label];
  return [];
}

function isShown({ question: { form, figures }, answer, steps }: Drill, last: Step): boolean {
  const text = word(last.say);
  const list = typeof answer === 'number' ? [answer] : [...answer];
  switch (form.type) {
    case 'choice':
      return text.toLowerCase().includes(word(form.options[answer as number]!).toLowerCase());
    case 'choices':
      return list.every((at) => isNamed(at + 1, text));
    case 'pick':
    case 'picks': {
      const figure = figures[form.figure]!;
      return list.every(
        (id) =>
          isMarked(last.figures, figure, id) || labelsOf(figure, id).some((label) => isNamed(label, text)),
      );
    }
    case 'order':
      return text.includes(list.map((at) => word(form.items[at]!)).join(', '));
    case 'number':
      return isNamed(answer as number, text);
    case 'fields': {
      const told = steps.map(({ say }) => word(say)).join(' ');
      return form.fields.every(({ base }, at) => isNamed(base === 16 ? hex(list[at]!) : list[at]!, told));
    }
  }
}

describe.each(KINDS.map((kind) => [kind.id, kind] as const))('%s', (_id, kind) => {
  it('is explained up to its answer', () => {
    const saidWith = new Map<string, Set<string>>();
    const unshown: string[] = [];
    let still = 0;
    for (let seed = 1; seed <= SEEDS; seed++) {
      const drill = makeDrill(kind, seed, LEVELS[seed % LEVELS.length]);
      const last = drill.steps.at(-1)!;
      const { form } = drill.question;
      const options = 'options' in form ? form.options.map(word) : [];
      if (options.includes(word(last.say))) unshown.push(`seed ${seed}: an option, without a reason`);
      const boards = [drill.question, ...drill.steps].map(({ figures }) => JSON.stringify(figures));
      if (new Set(boards.slice(-2)).size === 1 && new Set(boards.slice(1)).size === 1) still += 1;
      if (isShown(drill, last)) continue;
      if (form.type === 'choice') {
        const key = keyOf(last.say);
        saidWith.set(key, (saidWith.get(key) ?? new Set()).add(keyOf(form.options[drill.answer as number]!)));
      } else unshown.push(`seed ${seed}: ${word(last.say)}`);
    }
    expect(unshown).toEqual([]);
    expect(still, 'boards that nothing happens on').toBeLessThan(SEEDS / 2);
    expect([...saidWith].filter(([, answers]) => answers.size > 1)).toEqual([]);
  });
});
