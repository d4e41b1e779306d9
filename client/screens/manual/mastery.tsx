/** How a class's report computes mastery: the definition in words, and examples worked out by the code that does it. */
import { drillShare, playShare, together } from '../../../shared/report/mastery.ts';
import { t } from '../../i18n/index.ts';
import { Plain } from '../plain.tsx';

/** Answers, the oldest first, and stars of matches. */
const EXAMPLES: readonly { answers: readonly boolean[]; stars: readonly number[] }[] = [
  { answers: [false, true], stars: [] },
  { answers: [true, false], stars: [] },
  { answers: [false, false, true], stars: [] },
  { answers: [], stars: [2] },
  { answers: [false, true], stars: [3, 0] },
];

const percent = (permille: number | null): string =>
  permille === null ? '–' : `${Math.round(permille / 10)} %`;

export function Mastery() {
  return (
    <Plain>
      <article class="manual" data-testid="manual-mastery">
        <h1>{t('manual.mastery.title')}</h1>
        {['what', 'drills', 'play', 'both', 'limits'].map((part) => (
          <p key={part}>{t(`manual.mastery.${part}`)}</p>
        ))}
        <table class="race-standing">
          <thead>
            <tr>
              {['answers', 'stars', 'mastery'].map((head) => (
                <th key={head} scope="col">
                  {t(`manual.mastery.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {EXAMPLES.map(({ answers, stars }, at) => (
              <tr key={at}>
                <td>
                  {answers.map((one) => t(`manual.mastery.${one ? 'right' : 'wrong'}`)).join(', ') || '–'}
                </td>
                <td class="mono">{stars.join(', ') || '–'}</td>
                <td class="mono">{percent(together(drillShare(answers), playShare(stars)))}</td>
              </tr>
            ))}
          </tbody>
        </table>
        <p>
          <a href="#/manual">{t('manual.all')}</a>
        </p>
      </article>
    </Plain>
  );
}
