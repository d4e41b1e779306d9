/** How a drill's words are said on the page. */
import { type Text, textOf, wordFrom } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';

export const tell = wordFrom((key, values) => t(`drills:${key}`, values));

/** What stands on a figure. */
export const write = (text: Text): string | number => textOf(text, tell);
