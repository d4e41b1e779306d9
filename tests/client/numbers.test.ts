/** Figures as the reader's language writes them. */
import { afterEach, expect, it } from 'vitest';
import { language } from '../../client/i18n/index.ts';
import { decimal, percent, share } from '../../client/i18n/numbers.ts';

afterEach(() => {
  language.value = 'en';
});

it.each([
  ['en', '0.5', '33%', '0.91'],
  ['de', '0,5', '33\u00A0%', '0,91'],
  ['house', '0.5', '33%', '0.91'],
] as const)('%s: %s, %s, %s', (name, half, third, part) => {
  language.value = name;
  expect([decimal(0.5), percent(334), share(912)]).toEqual([half, third, part]);
  expect([decimal(2), decimal(20_000), percent(null)]).toEqual(['2', '20000', '–']);
});
