/** Moodle XML: https://docs.moodle.org/en/Moodle_XML_format. One category a concept; orderings become matchings. */
import { XMLBuilder } from 'fast-xml-parser';
import type { Option, PlainQuestion } from './plain.ts';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressBooleanAttributes: false,
  cdataPropName: 'cdata',
  format: true,
  suppressEmptyNode: true,
});

const html = (text: string) => ({ '@format': 'html', text: { cdata: text } });
const plain = (text: string) => ({ '@format': 'plain_text', text });

function choice(options: readonly Option[], single: boolean) {
  const right = options.filter((option) => option.right).length;
  const share = ({ right: isRight }: Option): number =>
    isRight ? 100 / right : single ? 0 : -100 / Math.max(1, options.length - right);
  return {
    single: String(single),
    shuffleanswers: 'true',
    answernumbering: 'abc',
    answer: options.map((option) => ({
      '@fraction': String(Number(share(option).toFixed(5))),
      ...plain(option.text),
      feedback: html(option.feedback),
    })),
  };
}

function formOf({ form }: PlainQuestion): { type: string; parts: object } {
  switch (form.type) {
    case 'one':
      return { type: 'multichoice', parts: choice(form.options, true) };
    case 'several':
      return { type: 'multichoice', parts: choice(form.options, false) };
    case 'order':
      return {
        type: 'matching',
        parts: {
          shuffleanswers: 'true',
          subquestion: form.items.map((item, at) => ({ ...html(item), answer: { text: String(at + 1) } })),
        },
      };
    case 'number':
      return {
        type: 'numerical',
        parts: { answer: { '@fraction': '100', ...plain(String(form.value)), tolerance: '0' } },
      };
    case 'short':
      return {
        type: 'shortanswer',
        parts: {
          usecase: '0',
          answer: form.answers.map((text) => ({ '@fraction': '100', ...plain(text) })),
        },
      };
  }
}

function questionOf(one: PlainQuestion): object {
  const { type, parts } = formOf(one);
  return {
    '@type': type,
    name: { text: one.title },
    questiontext: html(one.html),
    generalfeedback: html(one.feedback),
    defaultgrade: '1',
    penalty: '0.3333333',
    hidden: '0',
    idnumber: one.id,
    ...parts,
  };
}

export const toMoodle = (questions: readonly PlainQuestion[]): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ quiz: { question: questions.map(questionOf) } })}`;
