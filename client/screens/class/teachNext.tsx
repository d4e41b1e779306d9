/** What to teach next, in sentences: each gap of the class with its grounds, what was believed, and where to read and practise. */
import type { ClassReport, ConceptReport } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { percent } from '../../i18n/numbers.ts';

export function TeachNext({ report: { next, concepts, totals } }: { report: ClassReport }) {
  const gaps = next.flatMap((id) => concepts.find(({ concept }) => concept === id) ?? []);
  return (
    <section class="stack">
      <p>{t('class:report.totals', { ...totals })}</p>
      <h2>{t('class:report.next')}</h2>
      {gaps.length === 0 ? (
        <p>{t('class:report.nothing')}</p>
      ) : (
        <ol class="report-gaps" data-testid="report-gaps">
          {gaps.map((gap) => (
            <li key={gap.concept} class="card">
              <Gap gap={gap} />
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

function Gap({ gap }: { gap: ConceptReport }) {
  const { concept, mastery, right, wrong, well, badly, misconceptions } = gap;
  const asked = right + wrong;
  return (
    <>
      <h3>
        {t(`concept.${concept}`)} · {t('class:report.known', { percent: percent(mastery) })}
      </h3>
      <p>
        {asked > 0 && t('class:report.asked', { right, count: asked })}{' '}
        {well + badly > 0 && t('class:report.played', { well, badly })}
      </p>
      <Believed misconceptions={misconceptions} />
      <p class="row wrap no-print">
        <a class="button" href={`#/manual/${concept}`}>
          {t('class:report.read')}
          <span class="hidden">: {t(`concept.${concept}`)}</span>
        </a>
        <a class="button" href={`#/drills/${concept}`}>
          {t('class:report.practise')}
          <span class="hidden">: {t(`concept.${concept}`)}</span>
        </a>
      </p>
    </>
  );
}

/** Misconceptions in words, the most frequent first. */
export function Believed({ misconceptions }: { misconceptions: { [id: string]: number } }) {
  const all = Object.entries(misconceptions).sort(([, a], [, b]) => b - a);
  if (all.length === 0) return null;
  return (
    <ul class="report-believed">
      {all.map(([id, count]) => (
        <li key={id}>
          {t(`drills:misconception.${id}`)} <span class="muted">({t('class:report.times', { count })})</span>
        </li>
      ))}
    </ul>
  );
}
