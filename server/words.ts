/** The words of the locale packs for what has no screen: the command line and exported files. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import i18next from 'i18next';
import { type Word, wordFrom } from '../shared/drills/tell.ts';

const LOCALES = path.resolve(import.meta.dirname, '../assets/locales');

const read = (file: string) => JSON.parse(readFileSync(path.join(LOCALES, file), 'utf8'));

/** How drills say things in English. */
export function drillWords(): Word {
  const words = i18next.createInstance();
  words.init({
    lng: 'en',
    initAsync: false,
    resources: { en: { translation: read('drills/en.json') } },
    interpolation: { escapeValue: false },
  });
  return wordFrom((key, values) => words.t(key, values));
}
