/** What teachers take away: GIFT read by a parser written by others, XML that is well-formed and says what was asked. */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { strFromU8, unzipSync } from 'fflate';
import { parse } from 'gift-pegjs';
import { describe, expect, it } from 'vitest';
import { drillWords } from '../../server/words.ts';
import { toGift } from '../../shared/drills/export/gift.ts';
import { toMoodle } from '../../shared/drills/export/moodle.ts';
import { type PlainQuestion, plainOf } from '../../shared/drills/export/plain.ts';
import { toQti } from '../../shared/drills/export/qti.ts';
import { KINDS, LEVELS, makeDrill } from '../../shared/drills/index.ts';

const word = drillWords();
/** A few of every kind. */
const QUESTIONS: PlainQuestion[] = KINDS.flatMap((kind) =>
  LEVELS.map((level) => plainOf(makeDrill(kind, 40 + level, level), word)),
);

/** What GIFT calls the ways to answer. */
const GIFT_TYPES: { [type in PlainQuestion['form']['type']]: string } = {
  one: 'MC',
  several: 'MC',
  order: 'Matching',
  number: 'Numerical',
  short: 'Short',
};

describe('GIFT', () => {
  it('is read back by a parser written by others, each question as what it is', () => {
    const read = parse(toGift(QUESTIONS)).filter(({ type }) => type !== 'Category');
    expect(read.map(({ type }) => type)).toEqual(QUESTIONS.map(({ form }) => GIFT_TYPES[form.type]));
    expect(read.map((one) => ('title' in one ? one.title : null))).toEqual(
      QUESTIONS.map(({ title }) => title),
    );
  });

  it('keeps the right option right', () => {
    const choices = QUESTIONS.filter(({ form }) => form.type === 'one');
    for (const [at, one] of parse(toGift(choices)).entries()) {
      const { form } = choices[at]!;
      if (one.type !== 'MC' || form.type !== 'one') throw new Error('another type');
      expect(one.choices.map(({ isCorrect }) => isCorrect)).toEqual(form.options.map(({ right }) => right));
    }
  });

  it('a sign of the format inside a text ends nothing', () => {
    const odd: PlainQuestion = {
      id: 'odd',
      title: 'a = {b} ~ #1: c\\d',
      html: '<p>{x} = y ~ #3</p>',
      pictures: [],
      form: {
        type: 'one',
        options: [
          { text: '= {', right: true, feedback: '#' },
          { text: '~}', right: false, feedback: '' },
        ],
      },
      feedback: '{}',
      concept: 'frame',
    };
    const [read] = parse(toGift([odd]));
    expect(read).toMatchObject({ type: 'MC', title: odd.title });
  });
});

/** And what Moodle does. */
const MOODLE_TYPES: { [type in PlainQuestion['form']['type']]: string } = {
  one: 'multichoice',
  several: 'multichoice',
  order: 'matching',
  number: 'numerical',
  short: 'shortanswer',
};

describe('Moodle XML', () => {
  it('is well-formed, a question each of its type, and full marks can be had', () => {
    const text = toMoodle(QUESTIONS, (svg) => Buffer.from(svg).toString('base64'));
    expect(XMLValidator.validate(text)).toBe(true);
    const parsed = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === 'answer' }).parse(
      text,
    );
    const types = parsed.quiz.question.map((one: { '@_type': string }) => one['@_type']);
    expect(types).toEqual(QUESTIONS.map(({ form }) => MOODLE_TYPES[form.type]));
    for (const question of parsed.quiz.question) {
      if (question['@_type'] === 'matching') continue;
      const marks = question.answer.map((one: { '@_fraction': string }) => Number(one['@_fraction']));
      const best =
        String(question.single) === 'false' ? marks.filter((mark: number) => mark > 0) : [Math.max(...marks)];
      expect(best.reduce((sum: number, mark: number) => sum + mark, 0)).toBeCloseTo(100, 2);
    }
  });
});

describe('QTI 2.1', () => {
  const files = toQti(QUESTIONS);

  it('every file is well-formed and the manifest names each item', () => {
    for (const [name, text] of Object.entries(files)) expect(XMLValidator.validate(text), name).toBe(true);
    const named = [...files['imsmanifest.xml']!.matchAll(/<file href="([^"]+)"/g)].map(([, href]) => href);
    expect(named.sort()).toEqual(
      Object.keys(files)
        .filter((name) => name !== 'imsmanifest.xml')
        .sort(),
    );
  });

  it('what is right is among what is offered', () => {
    for (const { id, form } of QUESTIONS) {
      if (form.type !== 'one' && form.type !== 'several' && form.type !== 'order') continue;
      const text = files[`${id}.xml`]!;
      const offered = [...text.matchAll(/<simpleChoice identifier="(\w+)"/g)].map(([, one]) => one);
      const right = [...text.matchAll(/<value>(C\d+)<\/value>/g)].map(([, one]) => one);
      expect(right.length, id).toBeGreaterThan(0);
      expect(
        right.every((one) => offered.includes(one)),
        id,
      ).toBe(true);
    }
  });
});

describe('the command', () => {
  const MAIN = path.resolve(import.meta.dirname, '../../server/cli/main.ts');
  const sim = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { maxBuffer: 2 ** 26 });

  it('writes a package that opens, the same for the same seed', () => {
    const args = [
      'export',
      '--format',
      'qti',
      '--concepts',
      'replacement,page-table',
      '--count',
      '6',
      '--seed',
      '4',
    ];
    const { stdout, status } = sim(...args);
    expect(status).toBe(0);
    const names = Object.keys(unzipSync(new Uint8Array(stdout)));
    expect(names).toContain('imsmanifest.xml');
    expect(names).toHaveLength(7);
    expect(strFromU8(unzipSync(new Uint8Array(stdout))['imsmanifest.xml']!)).toContain('QTIv2.1');
    expect(sim(...args).stdout.equals(stdout)).toBe(true);
  });

  it.each([
    [['--format', 'word', '--concepts', 'tlb', '--count', '1', '--seed', '1'], '--format'],
    [['--format', 'gift', '--concepts', 'tlbs', '--count', '1', '--seed', '1'], 'tlbs'],
    [['--format', 'gift', '--concepts', '', '--count', '1', '--seed', '1'], '--concepts'],
    [['--format', 'gift', '--concepts', 'replacement', '--count', '0', '--seed', '1'], '--count'],
  ])('%j is refused by name', (args, name) => {
    const { stderr, status, stdout } = sim('export', ...args);
    expect(status).toBe(2);
    expect(stdout.toString()).toBe('');
    expect(stderr.toString()).toContain(name);
  });
});
