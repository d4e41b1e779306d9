/** Figures as the reader's language writes them: a comma in German where English has a point. */
import { type Language, language } from './index.ts';

const WRITTEN: { readonly [name in Language]: string } = { en: 'en-GB', de: 'de-DE', house: 'en-GB' };

const written = (value: number, options: Intl.NumberFormatOptions): string =>
  new Intl.NumberFormat(WRITTEN[language.value], options).format(value);

/** With so many digits after the point; without a number, as many as it has. */
export const decimal = (value: number, digits?: number): string =>
  written(value, { minimumFractionDigits: digits, maximumFractionDigits: digits ?? 3, useGrouping: false });

/** Permille as percent; a dash where nothing is known. */
export const percent = (permille: number | null): string =>
  permille === null ? '–' : written(permille / 1000, { style: 'percent', maximumFractionDigits: 0 });

/** As the game writes a share in permille: 0.91. */
export const share = (permille: number): string => decimal(permille / 1000, 2);
