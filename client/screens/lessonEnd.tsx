/**
 * The end of a lesson, on the page of the result: the stars, the condition that failed if one did, the best so far,
 * and the ways on. What was reached is kept on the device.
 */
import { useEffect } from 'preact/hooks';
import type { MatchResult } from '../../shared/protocol/message.ts';
import {
  brokenOf,
  figureOf,
  isLeast,
  type Outcome,
  outcomeOf,
  progressOf,
  starsOf,
} from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { has, t } from '../i18n/index.ts';
import { makeMatch, making } from '../net/create.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Stars } from '../ui/stars.tsx';
import { conditionText, figureText, ideaOf, keptText, titleOf } from './goalText.ts';
import { Thresholds } from './lesson.tsx';
import { goalOf, lessonOf, nextPart } from './lessons.ts';
import { bestOf, keepBest } from './progress.ts';

/** Whether the result is that of a lesson in the role of this seat. */
export const isLessonFor = (scenario: string, seat: number): boolean =>
  seat >= 0 && goalOf(lessonOf(scenario), roleOf(seat)) !== null;

const roleOf = (seat: number): LessonRole => (seat === 0 ? 'kernel' : 'process');

export function LessonEnd({ result, seat }: { result: MatchResult; seat: number }) {
  const { scenario } = result;
  const role = roleOf(seat);
  const goal = goalOf(lessonOf(scenario), role);
  const reached = outcomeOf(result, seat);
  useEffect(() => {
    if (goal !== null && reached !== null) keepBest(scenario, role, goal, reached);
    // A result is one object, sent once.
  }, [result]);
  if (goal === null || reached === null) return null;
  const stars = starsOf(goal, reached);
  const best = bestOf(scenario, role);
  return (
    <section class="card lesson-end" aria-labelledby="lesson-end" data-testid="lesson-end">
      <div class="lesson-end-head">
        <Stars of={stars} size={40} />
        <h2 id="lesson-end">{t('lesson.end.stars', { count: stars })}</h2>
        <Thresholds goal={goal} />
      </div>
      <Verdict goal={goal} reached={reached} />
      {best !== null && (
        <p class="row wrap">
          {t('lesson.end.best')}: <Stars of={best.stars} />
          {figureText(goal.measure, best.figure)}
        </p>
      )}
      {stars < 3 && <NextTime scenario={scenario} role={role} />}
      <WaysOn scenario={scenario} role={role} passed={stars > 0} />
    </section>
  );
}

/** What the lesson is about, and its hint: for who has a star to gain. */
function NextTime({ scenario, role }: { scenario: string; role: LessonRole }) {
  const file = lessonOf(scenario);
  const hint = `ladder.${scenario}.hint.${role}`;
  if (file === null || !has(hint)) return null;
  return (
    <div class="card note" data-testid="next-time">
      <h3>{t('lesson.end.nextTime')}</h3>
      <p>{ideaOf(file, role)}</p>
      <p>{t(hint)}</p>
    </div>
  );
}

function Verdict({ goal, reached }: { goal: Goal; reached: Outcome }) {
  const broken = brokenOf(goal, reached);
  const { now, next, stars } = progressOf(goal, reached);
  const figure = figureText(goal.measure, now);
  // Where less is better, progress names the star to lose; here it is the one to gain.
  const wanted = isLeast(goal) ? next : (goal.stars.at(stars) ?? null);
  const key = wanted === null ? 'all' : isLeast(goal) ? 'least' : 'most';
  return (
    <>
      {broken.map((keep) => (
        <p key={keep.measure ?? keep.call ?? keep.order} class="notice" data-testid="lesson-broken">
          {t('lesson.end.broken', {
            condition: conditionText(keep),
            figure: keptText(keep, figureOf(keep, reached)),
          })}
        </p>
      ))}
      {(goal.keep ?? [])
        .filter((keep) => !broken.includes(keep))
        .map((keep) => (
          <p key={keep.measure ?? keep.call ?? keep.order} class="row small" data-testid="lesson-kept">
            <Icon name="check" size={16} /> {conditionText(keep)}
          </p>
        ))}
      {broken.length === 0 && <p>{t(`lesson.end.${key}`, { figure, threshold: wanted ?? 0 })}</p>}
    </>
  );
}

function WaysOn({ scenario, role, passed }: { scenario: string; role: LessonRole; passed: boolean }) {
  const next = nextPart(scenario, role);
  const file = lessonOf(next?.id ?? '');
  const busy = making.value === 'busy';
  const again = (
    <Button
      key="again"
      kind={passed ? 'plain' : 'main'}
      testId="again"
      disabled={busy}
      onClick={() => void makeMatch(scenario, { role, start: true })}
    >
      {t('lesson.end.again')}
    </Button>
  );
  return (
    <div class="row wrap">
      {!passed && again}
      {next !== null && file !== null && (
        <Button
          kind={passed ? 'main' : 'plain'}
          testId="next-lesson"
          disabled={busy}
          onClick={() => void makeMatch(next.id, { role: next.role, start: true })}
        >
          {t('lesson.end.next', { title: titleOf(file) })}
        </Button>
      )}
      {passed && again}
      <a class={`button ${passed && next === null ? 'main' : ''}`} href="#/ladder">
        {t('lesson.end.ladder')}
      </a>
    </div>
  );
}
