/**
 * QTI 2.1: one item a question and the manifest of their package, by name. Source: IMS Question and Test Interoperability
 * Assessment Test, Section and Item Information Model, version 2.1 final (2012), and Content Packaging 1.1.
 */
import { XMLBuilder } from 'fast-xml-parser';
import { escapeText } from './html.ts';
import type { PlainForm, PlainQuestion } from './plain.ts';

const QTI = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const MATCH = `${QTI.replace('xsd/imsqti_v2p1', 'question/qti_v2p1')}/rptemplates/match_correct`;

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
        markup: { p: { textEntryInteraction: { ...response, '@expectedLength': '12' } } },
      };
  }
}

function itemOf(question: PlainQuestion): string {
  const { cardinality, baseType, correct, markup } = interactionOf(question.form);
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
      itemBody: { div: { '#text': question.html }, ...markup },
      responseProcessing: { '@template': MATCH },
      modalFeedback: {
        '@outcomeIdentifier': 'FEEDBACK',
        '@identifier': 'WHY',
        '@showHide': 'show',
        '#text': question.feedback,
      },
    },
  });
}

/** The files of a package: `imsmanifest.xml` and an item each. */
export function toQti(questions: readonly PlainQuestion[]): { [name: string]: string } {
  const resources = questions.map(({ id }) => ({
    '@identifier': `R-${id}`,
    '@type': 'imsqti_item_xmlv2p1',
    '@href': `${id}.xml`,
    file: { '@href': `${id}.xml` },
  }));
  const manifest = xml({
    manifest: {
      '@xmlns': 'http://www.imsglobal.org/xsd/imscp_v1p1',
      '@identifier': 'ring-zero',
      metadata: { schema: 'QTIv2.1 Package', schemaversion: '1.0.0' },
      organizations: '',
      resources: { resource: resources },
    },
  });
  const items = questions.map((question) => [`${question.id}.xml`, itemOf(question)] as const);
  return { 'imsmanifest.xml': manifest, ...Object.fromEntries(items) };
}
