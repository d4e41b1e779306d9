/**
 * GIFT, the text format of questions: https://docs.moodle.org/en/GIFT_format. Orderings become matchings of item and place.
 */
import type { Option, PlainForm, PlainQuestion } from './plain.ts';

/** Signs that mean something in GIFT are escaped; a line must not end a question. */
const gift = (text: string): string => text.replace(/[\\~=#{}:]/g, (sign) => `\\${sign}`).replace(/\n/g, ' ');

const note = (feedback: string): string => (feedback === '' ? '' : `#${gift(feedback)}`);

function several(options: readonly Option[]): string {
  const right = options.filter((option) => option.right).length;
  const share = (one: Option): string =>
    one.right ? trimmed(100 / right) : `-${trimmed(100 / Math.max(1, options.length - right))}`;
  return options.map((one) => `~%${share(one)}%${gift(one.text)}${note(one.feedback)}`).join('\n');
}

/** Percentages as Moodle knows them: five decimals. */
const trimmed = (value: number): string => String(Number(value.toFixed(5)));

function answers(form: PlainForm): string {
  switch (form.type) {
    case 'one':
      return form.options
        .map(({ text, right, feedback }) => `${right ? '=' : '~'}${gift(text)}${note(feedback)}`)
        .join('\n');
    case 'several':
      return several(form.options);
    case 'order':
      return form.items.map((item, at) => `=${gift(item)} -> ${at + 1}`).join('\n');
    case 'number':
      return `#${form.value}:0`;
    case 'short':
      return form.answers.map((answer) => `=${gift(answer)}`).join('\n');
  }
}

const one = ({ title, html, form, feedback }: PlainQuestion): string =>
  `::${gift(title)}::[html]${gift(html)}{\n${answers(form)}\n####${gift(feedback)}\n}`;

export const toGift = (questions: readonly PlainQuestion[]): string => `${questions.map(one).join('\n\n')}\n`;
