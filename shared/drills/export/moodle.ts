/**
 * Moodle XML: https://docs.moodle.org/en/Moodle_XML_format. The concept is a tag, orderings become matchings, and pictures
 * are files inside the question.
 */
import { XMLBuilder } from 'fast-xml-parser';
import { htmlWith } from './figures.ts';
import type { Option, PlainQuestion } from './plain.ts';
import { sharesOf } from './shares.ts';

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
  const shares = single ? options.map(({ right }) => (right ? 100 : 0)) : sharesOf(options);
  return {
    single: String(single),
    shuffleanswers: 'true',
    answernumbering: 'abc',
    answer: options.map(({ text, feedback }, at) => ({
      '@fraction': String(shares[at]),
      ...plain(text),
      feedback: html(feedback),
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

function questionOf(one: PlainQuestion, base64: Encode): object {
  const { type, parts } = formOf(one);
  return {
    '@type': type,
    name: { text: one.title },
    questiontext: {
      ...html(htmlWith(one, ({ name }) => `@@PLUGINFILE@@/${name}`)),
      file: one.pictures.map(({ name, svg }) => ({
        '@name': name,
        '@path': '/',
        '@encoding': 'base64',
        '#text': base64(svg),
      })),
    },
    generalfeedback: html(one.feedback),
    defaultgrade: '1',
    penalty: '0.3333333',
    hidden: '0',
    idnumber: one.id,
    ...parts,
    tags: { tag: { text: one.concept } },
  };
}

type Encode = (text: string) => string;

/** base64: of a text's UTF-8, which each platform has under another name. */
export const toMoodle = (questions: readonly PlainQuestion[], base64: Encode): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({
    quiz: { question: questions.map((one) => questionOf(one, base64)) },
  })}`;
