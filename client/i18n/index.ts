/**
 * Every word the player reads comes from assets/locales through here. `t` reads a signal, so that a
 * component that calls it is drawn again when the language changes. English is bundled; other packs
 * (German, and the household words) are loaded when chosen and fall back to English.
 */
import { signal } from '@preact/signals';
import i18next from 'i18next';
import en from '../../assets/locales/en.json';
import { recall, remember } from '../ui/memory.ts';

type Words = { [key: string]: string | string[] | Words };

const packs = import.meta.glob<{ default: Words }>([
  '../../assets/locales/*.json',
  '!../../assets/locales/en.json',
]);

/** Words that only some pages say, in packs of their own: fetched with the page. */
const sidePacks = import.meta.glob<{ default: Words }>('../../assets/locales/{drills,class}/*.json');
type SidePack = 'drills' | 'class';
const brought = new Set<SidePack>();

export const LANGUAGES = ['en', 'de', 'house'] as const;
export type Language = (typeof LANGUAGES)[number];

export const language = signal<Language>('en');

const words = i18next.createInstance();

/** Makes the English words ready at once, then brings the remembered language in. */
export function startWords(): void {
  words.init({
    lng: 'en',
    fallbackLng: 'en',
    initAsync: false,
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
  });
  const kept = LANGUAGES.find((name) => name === recall('language'));
  const system = navigator.language.startsWith('de') ? 'de' : 'en';
  void speak(kept ?? system);
}

/** Switches the language; stays as it is when the pack can't be had. */
export async function speak(next: Language): Promise<void> {
  const pack = packs[`../../assets/locales/${next}.json`];
  if (next !== 'en' && pack === undefined) return;
  if (pack !== undefined && !words.hasResourceBundle(next, 'translation')) {
    const loaded = await pack();
    words.addResourceBundle(next, 'translation', loaded.default);
  }
  await Promise.all([...brought].map((pack) => fetchSide(pack, next)));
  await words.changeLanguage(next);
  document.documentElement.lang = next === 'de' ? 'de' : 'en';
  language.value = next;
  remember('language', next);
}

async function fetchSide(pack: SidePack, name: Language): Promise<void> {
  const load = sidePacks[`../../assets/locales/${pack}/${name}.json`];
  if (load !== undefined && !words.hasResourceBundle(name, pack))
    words.addResourceBundle(name, pack, (await load()).default);
}

/** Brings a pack's words in, in English and the language that is spoken; its keys are `<pack>:<key>`. */
export async function bring(pack: SidePack): Promise<void> {
  brought.add(pack);
  await Promise.all([fetchSide(pack, 'en'), fetchSide(pack, language.peek())]);
}

/** The words for a key, with values filled in. */
export function t(key: string, values: { [name: string]: string | number } = {}): string {
  void language.value;
  return words.t(key, values);
}

/** Whether the present language or English has words for a key; with a count, also under one of its forms. */
export const has = (key: string, values: { count?: number } = {}): boolean => words.exists(key, values);
