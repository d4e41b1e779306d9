/**
 * A drill as other tools know questions: text and figures as HTML, and one of five ways to answer. A place on the board
 * becomes an option with its name, several fields a short answer for the last of them.
 */
import type { Drill, Figure } from '../question.ts';
import { answerText, type Told, tell, type Word } from '../tell.ts';
import { escapeText } from './html.ts';
import { figureSvg } from './svg.ts';

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

export interface PlainQuestion {
  /** Unique among questions of different kinds, seeds and levels. */
  id: string;
  title: string;
  html: string;
  form: PlainForm;
  /** Why, as HTML. */
  feedback: string;
  concept: string;
}

const cell = (tag: 'th' | 'td', value: string | number): string =>
  `<${tag}>${escapeText(String(value))}</${tag}>`;
const row = (tag: 'th' | 'td', values: readonly (string | number)[]): string =>
  `<tr>${values.map((value) => cell(tag, value)).join('')}</tr>`;

function figureHtml(figure: Told<Figure>): string {
  const name = `<p><em>${escapeText(figure.name)}</em></p>`;
  if (figure.type === 'table')
    return `${name}<table border="1">${row('th', figure.head)}${figure.rows.map((one) => row('td', one)).join('')}</table>`;
  if (figure.type === 'refs') return `${name}<p><code>${escapeText(figure.refs.join(' '))}</code></p>`;
  return `${name}<p><img alt="${escapeText(figureText(figure))}" src="data:image/svg+xml,${encodeURIComponent(figureSvg(figure))}"/></p>`;
}

/** What a picture shows, for who can't see it. */
function figureText(figure: Told<Figure>): string {
  if (figure.type === 'tiles')
    return figure.tiles
      .map(({ label, below = '', marks = [] }) => [label, below, ...marks].join(' ').trim())
      .join('; ');
  if (figure.type === 'blocks')
    return figure.blocks
      .map(({ address, size, label, used }) => `${address}: ${size} ${used ? label : 'free'}`)
      .join('; ');
  return '';
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
  const asks = question.form.type === 'fields' ? ` (${word(question.form.fields.at(-1)!.name)})` : '';
  return {
    id: `${question.kind}-${question.seed}-${question.level}`,
    title: `${word({ key: `${question.kind}.title` })} ${question.seed}`,
    html: `<p>${escapeText(word(question.ask) + asks)}</p>${tell(question.figures, word).map(figureHtml).join('')}`,
    form,
    feedback: `<ol>${tell(steps, word)
      .map(({ say }) => `<li>${escapeText(say)}</li>`)
      .join('')}</ol>`,
    concept: question.concept,
  };
}
