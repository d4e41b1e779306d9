/** Which nicknames a class may see: no insults, in the languages of two well-kept lists, however they are spelt. */
import { Profanity } from '@2toad/profanity';
import { englishDataset, englishRecommendedTransformers, RegExpMatcher } from 'obscenity';
import { type Lesson, nameTaken } from '../../shared/classroom/index.ts';
import { Refusal } from '../rooms/refusal.ts';

/** Sees through spellings like l33t; English alone. */
const english = new RegExpMatcher({ ...englishDataset.build(), ...englishRecommendedTransformers });
/** Whole words only: 'Klasse' is fine. */
const others = new Profanity({
  languages: ['ar', 'de', 'en', 'es', 'fr', 'hi', 'it', 'ja', 'ko', 'pt', 'ru', 'zh'],
  wholeWord: true,
});
others.addWords(['hitler', 'nazi', 'hurensohn', 'wichser']);
// First names and labels that stand on some list.
others.whitelist.addWords(['wang', 'willy', 'fanny', 'bo', 'b', 'p0', '5', '55']);

function isFit(name: string): boolean {
  const plain = name.normalize('NFKC');
  return !english.hasMatch(plain) && !others.exists(plain);
}

/** Throws a Refusal where somebody can't be called so; but: who is called so themselves. */
export function checkName(lesson: Lesson, name: string, but?: number): void {
  if (nameTaken(lesson, name, but)) throw new Refusal('taken', 'somebody is called so already');
  if (!isFit(name)) throw new Refusal('malformed', 'this name is not fit for a class; choose another');
}
