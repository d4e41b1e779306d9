/** Exported questions are what the schemas of their formats allow, their pictures are with them, and what is broken is named. */
import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { drillWords } from '../../server/words.ts';
import { toMoodle } from '../../shared/drills/export/moodle.ts';
import { plainOf } from '../../shared/drills/export/plain.ts';
import { toQti } from '../../shared/drills/export/qti.ts';
import { sharesOf } from '../../shared/drills/export/shares.ts';
import { KINDS, LEVELS, makeDrill } from '../../shared/drills/index.ts';
import { moodleFaults, qtiFaults } from '../support/schemas.ts';

const word = drillWords();
const QUESTIONS = KINDS.flatMap((kind) =>
  LEVELS.flatMap((level) => [1, 2, 3].map((seed) => plainOf(makeDrill(kind, seed, level), word))),
);
const PACKAGE = toQti(QUESTIONS);
const MOODLE = toMoodle(QUESTIONS, (text) => Buffer.from(text).toString('base64'));

const isXml = (name: string): boolean => name.endsWith('.xml');
const all = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map((found) => found[1]!);

/** A text with one thing put wrong, which must be there to be put wrong. */
function broken(text: string, right: string | RegExp, wrong: string): string {
  const result = text.replace(right, wrong);
  if (result === text) throw new Error(`nothing to break: ${right}`);
  return result;
}

const itemWith = (part: string): string =>
  Object.values(PACKAGE).find((text) => text.includes('<assessmentItem') && text.includes(part))!;

describe('QTI 2.1', () => {
  it('every item and the manifest are valid by the schemas of IMS', async () => {
    const documents = Object.fromEntries(Object.entries(PACKAGE).filter(([name]) => isXml(name)));
    expect(Object.keys(documents)).toHaveLength(QUESTIONS.length + 1);
    expect(await qtiFaults(documents)).toEqual([]);
  });

  it('what is broken is refused, and why is said', async () => {
    const manifest = PACKAGE['imsmanifest.xml']!;
    const faults = await qtiFaults({
      'cardinality.xml': broken(itemWith('single'), 'cardinality="single"', 'cardinality="one"'),
      'table.xml': broken(itemWith('<table'), /<\/?tbody>/g, ''),
      'element.xml': broken(itemWith('<p>'), '<p>', '<p><font/>'),
      'foreign.xml': broken(itemWith('<p>'), '<p>', '<p><math xmlns="http://www.w3.org/1998/Math/MathML"/>'),
      'resource.xml': broken(manifest, 'imsqti_item_xmlv2p1', 'imsqti_item_xmlv2p9'),
      'metadata.xml': broken(manifest, /<schemaversion>.*<\/schemaversion>/, ''),
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^cardinality\.xml: .*'cardinality'.*'one' is not an element of the set/),
        expect.stringMatching(/^table\.xml: .*tr': This element is not expected/),
        expect.stringMatching(/^element\.xml: .*font': This element is not expected/),
        expect.stringMatching(/^foreign\.xml: .*math': This element is not expected/),
        expect.stringMatching(/^resource\.xml: .*'imsqti_item_xmlv2p9' is not an element of the set/),
        expect.stringMatching(/^metadata\.xml: .*metadata': Missing child element/),
      ]),
    );
  });

  it('every picture is a file of the package that its item names in the manifest', () => {
    const resources = PACKAGE['imsmanifest.xml']!.split('<resource ').slice(1);
    let pictures = 0;
    for (const resource of resources) {
      const [item, ...files] = all(resource, /<file href="([^"]+)"/g);
      const shown = all(PACKAGE[item!]!, /<img [^>]*src="([^"]+)"/g);
      expect(shown, item).toEqual(files);
      for (const name of shown) expect(XMLValidator.validate(PACKAGE[name]!), name).toBe(true);
      pictures += shown.length;
    }
    expect(pictures).toBeGreaterThan(100);
  });
});

describe('Moodle XML', () => {
  it('is valid by a schema of its documented format', async () => {
    expect(await moodleFaults({ 'moodle.xml': MOODLE })).toEqual([]);
  });

  it('what is broken is refused, and why is said', async () => {
    const faults = await moodleFaults({
      'fraction.xml': broken(MOODLE, 'fraction="100"', 'fraction="9.09091"'),
      'unrated.xml': broken(MOODLE, 'fraction="100"', ''),
      'nameless.xml': broken(MOODLE, /<name>\s*<text>[^<]*<\/text>/, '<name>'),
      'format.xml': broken(MOODLE, '<questiontext format="html"', '<questiontext'),
      'element.xml': broken(MOODLE, '<penalty>', '<picture/><penalty>'),
      'file.xml': broken(MOODLE, /(<file [^>]*>)[^<]*/, '$1'),
    });
    expect(faults).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^fraction\.xml: .*'fraction'.*'9\.09091' is not accepted/),
        expect.stringMatching(/^unrated\.xml: .*'answer': The attribute 'fraction' is required/),
        expect.stringMatching(/^nameless\.xml: .*'name': Missing child element/),
        expect.stringMatching(/^format\.xml: .*'questiontext': The attribute 'format' is required/),
        expect.stringMatching(/^element\.xml: .*'picture': This element is not expected/),
        expect.stringMatching(/^file\.xml: .*'file'.*'minLength'/),
      ]),
    );
  });

  it('every picture is a file of its question', () => {
    const questions = MOODLE.split('<question ').slice(1);
    for (const [at, { id, pictures }] of QUESTIONS.entries()) {
      const text = questions[at]!;
      expect(all(text, /src="@@PLUGINFILE@@\/([^"]+)"/g), id).toEqual(pictures.map(({ name }) => name));
      const files = all(text, /<file [^>]*>([^<]*)/g).map((one) => Buffer.from(one, 'base64').toString());
      expect(files, id).toEqual(pictures.map(({ svg }) => svg));
    }
  });

  it('ticking everything earns nothing, however many options there are', () => {
    for (let right = 1; right <= 10; right++) {
      for (let wrong = 1; wrong <= 20; wrong++) {
        const options = Array.from({ length: right + wrong }, (_, at) => ({ right: at < right }));
        const shares = sharesOf(options);
        expect(shares.reduce((sum, share) => sum + share)).toBeLessThan(0.001);
        expect(shares.slice(0, right).reduce((sum, share) => sum + share)).toBeCloseTo(100, 3);
      }
    }
  });
});
