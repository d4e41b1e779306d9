/**
 * What the drills will be: the ten kinds of question, named, and plainly marked as not there yet.
 */
import { t } from '../i18n/index.ts';
import { Plain } from './plain.tsx';

const KINDS = [
  'victim',
  'policy',
  'translate',
  'fault',
  'buddy',
  'fit',
  'limit',
  'time',
  'breach',
  'choose',
] as const;

export function Drills() {
  return (
    <Plain>
      <h1>{t('drills.title')}</h1>
      <p class="lead">{t('drills.lead')}</p>
      <p class="notice">{t('drills.soon')}</p>
      <ol class="kinds">
        {KINDS.map((kind, index) => (
          <li key={kind} class="card dashed">
            <span class="figure muted">{index + 1}</span>
            <div>
              <h2>{t(`drills.${kind}.title`)}</h2>
              <p class="small">{t(`drills.${kind}.text`)}</p>
            </div>
          </li>
        ))}
      </ol>
      <p>
        <a class="button" href="#/">
          {t('lost.home')}
        </a>
      </p>
    </Plain>
  );
}
