/**
 * Drills: start at once, or pick a set or a concept; afterwards what was right, and a map of the concepts by strength.
 * Everything is kept on the device.
 */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import { CONCEPT_IDS, type ConceptId } from '../../../shared/concepts/index.ts';
import { SETS, strengthOf, topicsOf } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { settle } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { ConceptLink } from '../../ui/conceptLink.tsx';
import { Heading } from '../../ui/heading.tsx';
import { Plain } from '../plain.tsx';
import { Question } from './question.tsx';
import { begin, deck, isOver, LENGTH, layAgain, leave, session } from './session.ts';

const beginAll = (): void => begin(topicsOf(CONCEPT_IDS));

/** at once: a question without the menu before it, about a concept, or of the session that is under way. */
export function Drills({ atOnce, about }: { atOnce: boolean; about: string }) {
  useLayoutEffect(() => {
    layAgain();
    if (!atOnce) return;
    const concept = CONCEPT_IDS.find((id) => id === about);
    if (concept !== undefined) begin(topicsOf([concept]));
    else if (session.peek() === null || isOver.peek()) beginAll();
    settle('#/drills');
  }, [atOnce, about]);
  if (session.value === null) return atOnce ? null : <Menu />;
  return (
    <Plain>
      {isOver.value ? <Over /> : <Question />}
      <p>
        <Button kind="quiet" testId="leave-drills" onClick={leave}>
          {t('drills:ui.stop')}
        </Button>
      </p>
    </Plain>
  );
}

function Menu() {
  return (
    <Plain wide>
      <Heading>{t('drills:ui.menu.title')}</Heading>
      <p class="lead">{t('drills:ui.menu.lead')}</p>
      <Kept />
      <Button kind="main" testId="drills-start" onClick={beginAll}>
        {t('drills:ui.menu.start', { count: LENGTH })}
      </Button>
      <p>
        <a class="button" href="#/race" data-testid="race-link">
          {t('drills:ui.menu.race')}
        </a>
      </p>
      <h2>{t('drills:ui.menu.sets')}</h2>
      <div class="row wrap">
        {Object.entries(SETS).map(([id, concepts]) => (
          <Button key={id} testId={`set-${id}`} onClick={() => begin(topicsOf(concepts))}>
            {t(`drills:ui.sets.${id}`)}
          </Button>
        ))}
      </div>
      <h2>{t('drills:ui.menu.map')}</h2>
      <p class="small muted">{t('drills:ui.menu.mapText')}</p>
      <ul class="drill-map">
        {CONCEPT_IDS.map((id) => (
          <Concept key={id} id={id} />
        ))}
      </ul>
    </Plain>
  );
}

/** Whether this goes on without a network. Browsers keep a page on the device over https or from the same computer only. */
function Kept() {
  const kept = useSignal(false);
  useEffect(() => {
    void navigator.serviceWorker?.ready.then(() => {
      kept.value = true;
    });
  }, []);
  const key = kept.value ? 'kept' : 'insecure';
  if (!kept.value && isSecureContext) return null;
  return (
    <p class="small muted" data-testid={key}>
      {t(`drills:ui.menu.${key}`)}
    </p>
  );
}

function Concept({ id }: { id: ConceptId }) {
  const strength = strengthOf(deck.value, id, Date.now());
  const percent = Math.round((strength ?? 0) / 10);
  return (
    <li>
      <button
        type="button"
        class="button drill-concept"
        disabled={strength === null}
        data-testid={`concept-${id}`}
        onClick={() => begin(topicsOf([id]))}
      >
        <span>{t(`concept.${id}`)}</span>
        <span class="drill-strength" aria-hidden="true">
          <i style={{ width: `${percent}%` }} />
        </span>
        <span class="hidden">{t('drills:ui.menu.strength', { percent })}</span>
      </button>
      <a class="small" href={`#/manual/${id}`}>
        {t('manual.short')}
        <span class="hidden">: {t(`concept.${id}`)}</span>
      </a>
    </li>
  );
}

function Over() {
  const { topics, grades } = session.value!;
  const right = grades.filter((grade) => grade.right).length;
  return (
    <section data-testid="drills-over">
      <Heading>{t('drills:ui.over.title', { right, count: grades.length })}</Heading>
      <ol class="drill-results">
        {grades.map((grade, at) => (
          <li key={at} class={grade.right ? 'right' : ''}>
            <b>{t(grade.right ? 'drills:ui.over.right' : 'drills:ui.over.wrong')}</b>{' '}
            {t(`drills:${topics[at]!.kind.id}.title`)} · <ConceptLink id={topics[at]!.concept} />
          </li>
        ))}
      </ol>
      <p>{t('drills:ui.over.back')}</p>
      <Button kind="main" testId="drills-again" onClick={beginAll}>
        {t('drills:ui.over.again')}
      </Button>
    </section>
  );
}
