/**
 * QTI 2.1: one item a question, its pictures, and the manifest of their package, by name. Source: IMS Question and Test Interoperability
 * Assessment Test, Section and Item Information Model, version 2.1 final (2012), and Content Packaging 1.1.
 */
import { XMLBuilder } from 'fast-xml-parser';
import { htmlWith, type Picture } from './figures.ts';
import { escapeText } from './html.ts';
import type { PlainForm, PlainQuestion } from './plain.ts';

const QTI = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const TEMPLATES = 'http://www.imsglobal.org/question/qti_v2p1/rptemplates';

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  suppressBooleanAttributes: false,
  preserveOrder: false,
  format: true,
  suppressEmptyNode: true,
  // The body is markup of our own making, escaped where it was made.
  processEntities: false,
});

const xml = (content: object): string => `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(content)}`;

const letter = (at: number): string => `C${at + 1}`;

interface Interaction {
  cardinality: 'single' | 'multiple' | 'ordered';
  baseType: 'identifier' | 'integer' | 'string';
  correct: readonly string[];
  /** Every text that counts, where there are several for one answer. */
  accepted?: readonly string[];
  markup: object;
}

const simple = (texts: readonly string[]) =>
  texts.map((text, at) => ({ '@identifier': letter(at), '#text': escapeText(text) }));

function interactionOf(form: PlainForm): Interaction {
  const response = { '@responseIdentifier': 'RESPONSE' };
  switch (form.type) {
    case 'one':
    case 'several': {
      const correct = form.options.flatMap((option, at) => (option.right ? [letter(at)] : []));
      const choices = simple(form.options.map(({ text }) => text));
      const most = form.type === 'one' ? '1' : '0';
      return {
        cardinality: form.type === 'one' ? 'single' : 'multiple',
        baseType: 'identifier',
        correct,
        markup: {
          choiceInteraction: { ...response, '@shuffle': 'true', '@maxChoices': most, simpleChoice: choices },
        },
      };
    }
    case 'order': {
      const choices = simple(form.items);
      return {
        cardinality: 'ordered',
        baseType: 'identifier',
        correct: form.items.map((_, at) => letter(at)),
        markup: { orderInteraction: { ...response, '@shuffle': 'true', simpleChoice: choices } },
      };
    }
    case 'number':
    case 'short':
      return {
        cardinality: 'single',
        baseType: form.type === 'number' ? 'integer' : 'string',
        correct: [form.type === 'number' ? String(form.value) : form.answers[0]!],
        ...(form.type === 'short' && { accepted: form.answers }),
        markup: { p: { textEntryInteraction: { ...response, '@expectedLength': '12' } } },
      };
  }
}

const mappingOf = (accepted: readonly string[]) => ({
  '@defaultValue': '0',
  mapEntry: accepted.map((text) => ({
    '@mapKey': escapeText(text),
    '@mappedValue': '1',
    '@caseSensitive': 'true',
  })),
});

const fileOf = ({ id }: PlainQuestion, { name }: Picture): string => `${id}-${name}`;

function itemOf(question: PlainQuestion): string {
  const { cardinality, baseType, correct, accepted, markup } = interactionOf(question.form);
  return xml({
    assessmentItem: {
      '@xmlns': QTI,
      '@identifier': question.id,
      '@title': escapeText(question.title),
      '@adaptive': 'false',
      '@timeDependent': 'false',
      responseDeclaration: {
        '@identifier': 'RESPONSE',
        '@cardinality': cardinality,
        '@baseType': baseType,
        correctResponse: { value: correct.map(escapeText) },
        ...(accepted !== undefined && { mapping: mappingOf(accepted) }),
      },
      outcomeDeclaration: [
        {
          '@identifier': 'SCORE',
          '@cardinality': 'single',
          '@baseType': 'float',
          defaultValue: { value: '0' },
        },
        {
          '@identifier': 'FEEDBACK',
          '@cardinality': 'single',
          '@baseType': 'identifier',
          defaultValue: { value: 'WHY' },
        },
      ],
      itemBody: {
        div: { '#text': htmlWith(question, (picture) => fileOf(question, picture)) },
        ...markup,
      },
      responseProcessing: {
        '@template': `${TEMPLATES}/${accepted === undefined ? 'match_correct' : 'map_response'}`,
      },
      modalFeedback: {
        '@outcomeIdentifier': 'FEEDBACK',
        '@identifier': 'WHY',
        '@showHide': 'show',
        '#text': question.feedback,
      },
    },
  });
}

function manifestOf(questions: readonly PlainQuestion[]): string {
  const resources = questions.map((question) => {
    const item = `${question.id}.xml`;
    const files = [item, ...question.pictures.map((picture) => fileOf(question, picture))];
    return {
      '@identifier': `R-${question.id}`,
      '@type': 'imsqti_item_xmlv2p1',
      '@href': item,
      file: files.map((name) => ({ '@href': name })),
    };
  });
  return xml({
    manifest: {
      '@xmlns': 'http://www.imsglobal.org/xsd/imscp_v1p1',
      '@identifier': 'ring-zero',
      metadata: { schema: 'QTIv2.1 Package', schemaversion: '1.0.0' },
      organizations: '',
      resources: { resource: resources },
    },
  });
}

/** The files of a package: `imsmanifest.xml`, an item each, and its pictures. */
export function toQti(questions: readonly PlainQuestion[]): { [name: string]: string } {
  const files = questions.flatMap((question) => [
    [`${question.id}.xml`, itemOf(question)] as const,
    ...question.pictures.map((picture) => [fileOf(question, picture), picture.svg] as const),
  ]);
  return { 'imsmanifest.xml': manifestOf(questions), ...Object.fromEntries(files) };
}
