/**
 * A drill as other tools know questions: text and figures as HTML, and one of five ways to answer. A place on the board
 * becomes an option with its name, several fields a short answer for the last of them.
 */
import type { Drill } from '../question.ts';
import { answerText, tell, type Word } from '../tell.ts';
import { type Drawn, drawFigures } from './figures.ts';
import { escapeText } from './html.ts';

export interface Option {
  text: string;
  right: boolean;
  feedback: string;
}

export type PlainForm =
  | { type: 'one'; options: readonly Option[] }
  | { type: 'several'; options: readonly Option[] }
  | { type: 'order'; items: readonly string[] }
  | { type: 'number'; value: number }
  | { type: 'short'; answers: readonly string[] };

export interface PlainQuestion extends Drawn {
  /** Unique among questions of different kinds, seeds and levels. */
  id: string;
  title: string;
  form: PlainForm;
  /** Why, as HTML. */
  feedback: string;
  concept: string;
}

function formOf(drill: Drill, word: Word): PlainForm {
  const { question, answer, slips } = drill;
  const { form } = question;
  const told = tell(form, word);
  const list = [answer].flat();
  const option = (id: number, text: string): Option => {
    const slip = slips.find((one) => one.answer === id);
    const feedback = slip === undefined ? '' : word({ key: `misconception.${slip.misconception}` });
    return { text, right: list.includes(id), feedback };
  };
  switch (told.type) {
    case 'choice':
      return { type: 'one', options: told.options.map((text, id) => option(id, text)) };
    case 'choices':
      return { type: 'several', options: told.options.map((text, id) => option(id, text)) };
    case 'pick':
    case 'picks': {
      const options = told.from.map((id) =>
        option(id, answerText(drill, told.type === 'pick' ? id : [id], word)),
      );
      return { type: told.type === 'pick' ? 'one' : 'several', options };
    }
    case 'order':
      return { type: 'order', items: list.map((index) => told.items[index]!) };
    case 'number':
      return { type: 'number', value: list[0]! };
    case 'fields': {
      const { base } = told.fields.at(-1)!;
      const value = list.at(-1)!;
      const hex = value.toString(16).toUpperCase();
      return {
        type: 'short',
        answers: base === 16 ? [...new Set([`0x${hex}`, hex, hex.toLowerCase()])] : [String(value)],
      };
    }
  }
}

export function plainOf(drill: Drill, word: Word): PlainQuestion {
  const { question, steps } = drill;
  const form = formOf(drill, word);
  const { html, pictures } = drawFigures(tell(question.figures, word));
  const asks = question.form.type === 'fields' ? ` (${word(question.form.fields.at(-1)!.name)})` : '';
  return {
    id: `${question.kind}-${question.seed}-${question.level}`,
    title: `${word({ key: `${question.kind}.title` })} ${question.seed}`,
    html: `<p>${escapeText(word(question.ask) + asks)}</p>${html}`,
    pictures,
    form,
    feedback: `<ol>${tell(steps, word)
      .map(({ say }) => `<li>${escapeText(say)}</li>`)
      .join('')}</ol>`,
    concept: question.concept,
  };
}
