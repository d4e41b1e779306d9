/**
 * GIFT, the text format of questions: https://docs.moodle.org/en/GIFT_format. Orderings become matchings of item and place;
 * a text has no files beside it, so that pictures are in the address.
 */
import { htmlWith, type Picture } from './figures.ts';
import type { Option, PlainForm, PlainQuestion } from './plain.ts';
import { sharesOf } from './shares.ts';

/** Signs that mean something in GIFT are escaped; a line must not end a question. */
const gift = (text: string): string => text.replace(/[\\~=#{}:]/g, (sign) => `\\${sign}`).replace(/\n/g, ' ');

const note = (feedback: string): string => (feedback === '' ? '' : `#${gift(feedback)}`);

function several(options: readonly Option[]): string {
  const shares = sharesOf(options);
  return options.map(({ text, feedback }, at) => `~%${shares[at]}%${gift(text)}${note(feedback)}`).join('\n');
}

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

const inAddress = ({ svg }: Picture): string => `data:image/svg+xml,${encodeURIComponent(svg)}`;

const one = (question: PlainQuestion): string => {
  const { title, form, feedback } = question;
  const html = gift(htmlWith(question, inAddress));
  return `::${gift(title)}::[html]${html}{\n${answers(form)}\n####${gift(feedback)}\n}`;
};

export const toGift = (questions: readonly PlainQuestion[]): string => `${questions.map(one).join('\n\n')}\n`;
