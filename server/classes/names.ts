/** Which nicknames a class may see: no insults, in the languages of two well-kept lists, however they are spelt. */
import { Profanity } from '@2toad/profanity';
import { DataSet, englishDataset, englishRecommendedTransformers, pattern, RegExpMatcher } from 'obscenity';
import { type Lesson, nameTaken } from '../../shared/classroom/index.ts';
import { Refusal } from '../rooms/refusal.ts';

/** English, and what is the same word everywhere, however it is spelt. */
const { whitelistedTerms = [], ...dataset } = new DataSet<{ originalWord: string }>()
  .addAll(englishDataset)
  .addPhrase((phrase) => phrase.addPattern(pattern`hitler`).addPattern(pattern`nazi`))
  .build();
const english = new RegExpMatcher({
  ...dataset,
  ...englishRecommendedTransformers,
  // First names.
  whitelistedTerms: [...whitelistedTerms, 'harshit', 'rakshit', 'cuma', 'ignazio', 'ignazia'],
});
/** Whole words only: 'Klasse' is fine. */
const others = new Profanity({
  languages: ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'ru', 'zh'],
  wholeWord: true,
  unicodeWordBoundaries: true,
});
others.addWords(['hurensohn', 'wichser', 'wixxer', 'scheisse', 'ficken', 'neger', 'kurwa']);
// First names that stand on some list.
others.whitelist.addWords(['wang', 'willy', 'fanny', 'mona', 'regina', 'pippa']);

/** A letter or two, and figures, are no insult, though some list has them. */
const SHORT = /^[\p{Script=Latin}\d]{1,2}$/u;

function isFit(name: string): boolean {
  const words = name.split(' ').filter((word) => !SHORT.test(word));
  return !english.hasMatch(name) && !others.exists(words.join(' '));
}

/** Throws a Refusal where somebody can't be called so; but: who is called so themselves. */
export function checkName(lesson: Lesson, name: string, but?: number): void {
  if (nameTaken(lesson, name, but)) throw new Refusal('taken', 'somebody is called so already');
  if (!isFit(name)) throw new Refusal('malformed', 'this name is not fit for a class; choose another');
}
