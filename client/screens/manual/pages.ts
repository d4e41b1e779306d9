/** The manual's pages: fetched when one is read, all of them when somebody searches. */
import MiniSearch from 'minisearch';
import type { ManualPage, ManualWords } from '../../../shared/concepts/manual.ts';
import { type Language, t } from '../../i18n/index.ts';
import { fileOf, files, WRITTEN } from '../../ui/written.ts';

export async function pageOf(id: string): Promise<ManualPage | null> {
  const load = files[fileOf(id)];
  return load === undefined ? null : (await load()).default;
}

/** The words of a page in a language, in English where it has none. */
export const wordsOf = ({ words }: ManualPage, language: Language): ManualWords =>
  (language === 'de' ? words.de : undefined) ?? words.en;

/** An index over titles and texts in one language. */
export async function indexOf(language: Language): Promise<MiniSearch> {
  const index = new MiniSearch({
    fields: ['title', 'text'],
    searchOptions: { boost: { title: 3 }, prefix: true, fuzzy: 0.15 },
  });
  const pages = await Promise.all(WRITTEN.map(pageOf));
  index.addAll(
    pages
      .filter((page) => page !== null)
      .map((page) => {
        const { what, game, real, simplified } = wordsOf(page, language);
        const text = [...what, game, ...Object.values(real), simplified, page.id].join(' ');
        return { id: page.id, title: t(`concept.${page.id}`), text };
      }),
  );
  return index;
}
