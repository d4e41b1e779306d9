/** Every string stands in every pack, with the same values to fill in. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

type Words = { [key: string]: string | Words };

const FOLDER = path.resolve(import.meta.dirname, '../../assets/locales');
const pack = (name: string): Words => JSON.parse(readFileSync(path.join(FOLDER, `${name}.json`), 'utf8'));

function flat(words: Words, at = ''): Map<string, string> {
  const entries = Object.entries(words).flatMap(([key, value]) => {
    const where = at === '' ? key : `${at}.${key}`;
    return typeof value === 'string' ? [[where, value] as const] : [...flat(value, where)];
  });
  return new Map(entries);
}

const slots = (text: string) => [...new Set(text.match(/\{\{\w+\}\}/g) ?? [])].sort();
/** The game's words, and those of classes, which come with their pages. */
const PACKS = ['', 'class/'];

describe.each(
  PACKS.flatMap((folder) => ['de', 'house'].map((name) => [`${folder}${name}`, folder] as const)),
)('%s', (name, folder) => {
  const english = flat(pack(`${folder}en`));
  const words = flat(pack(name));
  it('has the keys of English, no more and no fewer', () => {
    expect([...words.keys()].sort()).toEqual([...english.keys()].sort());
  });
  it('fills in the same values', () => {
    const odd = [...english].filter(
      ([key, text]) => slots(words.get(key) ?? '').join() !== slots(text).join(),
    );
    expect(odd.map(([key]) => key)).toEqual([]);
  });
});

it('no string is empty', () => {
  const empty = [...flat(pack('en')), ...flat(pack('class/en'))]
    .filter(([, text]) => text.trim() === '')
    .map(([key]) => key);
  expect(empty).toEqual([]);
});
