/**
 * The ladder: all lessons in their order, with the stars reached in each role. The first step without a star is marked
 * and brought into view; nothing is locked.
 */
import { useEffect, useRef } from 'preact/hooks';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { t } from '../i18n/index.ts';
import { makeMatch, making } from '../net/create.ts';
import { Button } from '../ui/button.tsx';
import { ConceptLink } from '../ui/conceptLink.tsx';
import { Swatch } from '../ui/hatch.tsx';
import { Stars } from '../ui/stars.tsx';
import { ideaOf, titleOf } from './goalText.ts';
import { LESSONS, type LessonFile, minutesOf, rolesOf, stepsOf } from './lessons.ts';
import { Plain } from './plain.tsx';
import { bestOf, starsAt } from './progress.ts';

const variantsOf = (step: number): LessonFile[] => LESSONS.filter(({ lesson }) => lesson.step === step);

/** The first step without a star in any of its variants. */
export const nextStep = (): number | undefined =>
  stepsOf(LESSONS).find((step) => variantsOf(step).every(({ id }) => starsAt(id) === 0));

export function Ladder() {
  const next = nextStep();
  const stars = LESSONS.reduce((sum, { id }) => sum + starsAt(id), 0);
  const most = LESSONS.reduce((sum, file) => sum + 3 * rolesOf(file).length, 0);
  return (
    <Plain wide>
      <div class="ladder-head">
        <div class="stack">
          <h1>{t('lesson.title')}</h1>
          <p class="lead">{t('lesson.lead')}</p>
        </div>
        <p class="figure" data-testid="ladder-stars">
          {t('lesson.total', { stars, of: most })}
        </p>
      </div>
      {making.value.startsWith('error') && (
        <p class="notice" role="alert">
          {t(making.value)}
        </p>
      )}
      <ol class="ladder" data-testid="ladder">
        {stepsOf(LESSONS).map((step) => (
          <Step key={step} step={step} next={step === next} />
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

function Step({ step, next }: { step: number; next: boolean }) {
  const place = useRef<HTMLLIElement>(null);
  useEffect(() => {
    // The first one is in view with the head of the page.
    if (next && step > 1) place.current?.scrollIntoView({ block: 'center' });
  }, [next, step]);
  return (
    <li ref={place} class={`card rung ${next ? 'next' : ''}`} data-testid={`step-${step}`}>
      <div class="rung-number">
        <span class="hidden">{t('lesson.step', { step })}</span>
        <span aria-hidden="true">{step}</span>
        {next && (
          <b class="tag" data-testid="next-step">
            {t('lesson.next')}
          </b>
        )}
      </div>
      <div class="variants">
        {variantsOf(step).map((file) => (
          <Variant key={file.id} file={file} />
        ))}
      </div>
    </li>
  );
}

function Variant({ file }: { file: LessonFile }) {
  return (
    <section class="variant" aria-labelledby={`lesson-${file.id}`}>
      <div class="variant-text">
        <h2 id={`lesson-${file.id}`}>
          {titleOf(file)} <small class="muted">{t('lesson.minutes', { count: minutesOf(file.id) })}</small>
        </h2>
        <p>{ideaOf(file)}</p>
        <ul class="concepts" aria-label={t('lesson.concepts')}>
          {file.lesson.concepts.map((id) => (
            <li key={id}>
              <ConceptLink id={id} />
            </li>
          ))}
        </ul>
      </div>
      <div class="variant-roles">
        {rolesOf(file).map((role) => (
          <Play key={role} file={file} role={role} />
        ))}
      </div>
    </section>
  );
}

function Play({ file, role }: { file: LessonFile; role: LessonRole }) {
  return (
    <div class="lesson-role">
      <Button
        testId={`lesson-${file.id}-${role}`}
        disabled={making.value === 'busy'}
        onClick={() => void makeMatch(file.id, { role, start: true })}
      >
        <Swatch pid={role === 'kernel' ? 0 : 1} />
        {t(`lesson.play.${role}`)}
        <span class="hidden">: {titleOf(file)}</span>
      </Button>
      <Stars of={bestOf(file.id, role)?.stars ?? 0} />
    </div>
  );
}
