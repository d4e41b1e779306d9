/** Every word a drill may say is in each pack, with the values it is given, and no pack says more. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Figure, KINDS, LEVELS, makeDrill, type Say, type Text } from '../../shared/drills/index.ts';
import { slab } from '../../shared/sim/index.ts';

type Pack = { [key: string]: string | Pack };
const pack = (language: string): Pack =>
  JSON.parse(
    readFileSync(path.resolve(import.meta.dirname, `../../assets/locales/drills/${language}.json`), 'utf8'),
  );

function flat(words: Pack, under = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') all.set(under + key, value);
    else for (const [path_, text] of flat(value, `${under}${key}.`)) all.set(path_, text);
  }
  return all;
}

const slots = (text: string): string[] => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name!);

/** Names that are the same in every language: of policies, resources, drivers, calls handed over by name. */
const NAMES = new Set([
  ...['First', 'Best', 'Worst', 'Next', 'Fit', 'rss', 'nic', 'blk', 'nice', 'send'],
  ...slab.CACHES.flatMap(({ name }) => name.split('-')),
]);

/** Words in a text that stands on the screen as it is: not code, calls, hexadecimal numbers, or names in capitals. */
const plainWords = (text: string): string[] =>
  text.endsWith(';')
    ? []
    : (text.replace(/0x[0-9A-F]+/g, '').match(/\p{L}{2,}(?![\p{L}(_])/gu) ?? []).filter(
        (word) => word !== word.toUpperCase() && !NAMES.has(word),
      );

/** Keys with the values that go with them, and what is said as it is, of what it is made to hear. */
function listener() {
  const keys = new Map<string, Set<string>>();
  const plain = new Set<string>();
  const read = (text: Text | readonly Say[]): void => {
    if (typeof text !== 'object') plain.add(String(text));
    else if ('length' in text) text.forEach(hear);
    else hear(text);
  };
  const hear = (one: Say): void => {
    if ('raw' in one) {
      plain.add(one.raw);
      return;
    }
    const values = one.values ?? {};
    const names = Object.keys(values);
    const before = keys.get(one.key);
    keys.set(one.key, new Set(before ? names.filter((name) => before.has(name)) : names));
    Object.values(values).forEach(read);
  };
  const figures = (list: readonly Figure[]): void => {
    for (const figure of list) {
      hear(figure.name);
      if (figure.type === 'table') [...figure.head, ...figure.rows.flat()].forEach(read);
      if (figure.type === 'tiles')
        for (const { label, below = '' } of figure.tiles) [label, below].forEach(read);
      if (figure.type === 'blocks') for (const { label } of figure.blocks) read(label);
      if (figure.type === 'refs') figure.refs.forEach(read);
    }
  };
  return { keys, plain, hear, figures };
}

/** Everything that the kinds say over many seeds. */
function said(): { keys: Map<string, Set<string>>; plain: Set<string> } {
  const { keys, plain, hear, figures } = listener();
  for (const kind of KINDS) {
    hear({ key: `${kind.id}.title` });
    for (let seed = 1; seed <= 300; seed++) {
      const { question, steps, slips } = makeDrill(kind, seed, LEVELS[seed % LEVELS.length]);
      for (const { misconception } of slips) hear({ key: `misconception.${misconception}` });
      hear(question.ask);
      figures(question.figures);
      const { form } = question;
      if ('options' in form) form.options.forEach(hear);
      if ('items' in form) form.items.forEach(hear);
      if ('fields' in form) for (const field of form.fields) hear(field.name);
      if ('unit' in form) hear(form.unit);
      for (const step of steps) {
        hear(step.say);
        figures(step.figures);
      }
    }
  }
  return { keys, plain };
}

const { keys: spoken, plain } = said();

it('no figure, option or value holds a word that is not in the packs', () => {
  expect([...plain].filter((text) => plainWords(text).length > 0)).toEqual([]);
  expect(plainWords('write page 3')).toEqual(['write', 'page']);
});

describe.each(['en', 'de', 'house'])('%s', (language) => {
  const words = flat(pack(language));
  /** i18next's plural forms of a key. */
  const forms = (key: string): string[] =>
    [key, `${key}_zero`, `${key}_one`, `${key}_other`].filter((one) => words.has(one));

  it('has every word, with the values it is given', () => {
    const missing = [...spoken].filter(([key]) => forms(key).length === 0).map(([key]) => key);
    expect(missing).toEqual([]);
    const odd = [...spoken].flatMap(([key, names]) =>
      forms(key).filter((form) => slots(words.get(form)!).some((slot) => !names.has(slot))),
    );
    expect(odd).toEqual([]);
  });

  it('fills the same values in as the English words do', () => {
    const values = (text: string | undefined): string[] => [...new Set(slots(text ?? ''))].sort();
    const english = flat(pack('en'));
    const odd = [...words].filter(([key, text]) => `${values(text)}` !== `${values(english.get(key))}`);
    expect(odd.map(([key]) => key)).toEqual([]);
  });

  it('has no word that nobody says', () => {
    const known = new Set([...spoken.keys()].flatMap(forms));
    // The page's own words stand under `ui`; they are the same in every pack.
    expect([...words.keys()].filter((key) => !known.has(key) && !key.startsWith('ui.'))).toEqual([]);
    const own = (pack_: Map<string, string>) =>
      [...pack_.keys()].filter((key) => key.startsWith('ui.')).sort();
    expect(own(words)).toEqual(own(flat(pack('en'))));
  });
});
