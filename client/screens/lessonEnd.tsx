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
  playedOneself,
  progressOf,
  starsOf,
} from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { CALLS, KERNEL_OPS } from '../../shared/sim/index.ts';
import { has, t } from '../i18n/index.ts';
import { makeMatch, making } from '../net/create.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { ReadOn } from '../ui/readOn.tsx';
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
  const own = playedOneself(result, seat);
  useEffect(() => {
    if (goal !== null && reached !== null && own) keepBest(scenario, role, goal, reached);
    // A result is one object, sent once.
  }, [result]);
  if (goal === null || reached === null) return null;
  const stars = own ? starsOf(goal, reached) : 0;
  const best = bestOf(scenario, role);
  return (
    <section class="card lesson-end" aria-labelledby="lesson-end" data-testid="lesson-end">
      <div class="lesson-end-head">
        <Stars of={stars} size={40} />
        <h2 id="lesson-end">{t('lesson.end.stars', { count: stars })}</h2>
        <Thresholds goal={goal} />
      </div>
      {own ? (
        <Verdict goal={goal} reached={reached} role={role} />
      ) : (
        <p class="notice">{t('lesson.end.ledByAi')}</p>
      )}
      <Doings reached={reached} role={role} />
      {best !== null && (
        <p class="row wrap">
          {t('lesson.end.best')}: <Stars of={best.stars} />
          {figureText(goal.measure, best.figure)}
        </p>
      )}
      {stars < 3 && <NextTime scenario={scenario} role={role} quicker={stars > 0 && isPace(goal)} />}
      <About scenario={scenario} role={role} />
      <WaysOn scenario={scenario} role={role} passed={stars > 0} />
    </section>
  );
}

/** What one did oneself, by kind: a process its faults and calls, the kernel its orders. */
function Doings({ reached, role }: { reached: Outcome; role: LessonRole }) {
  const names = role === 'kernel' ? KERNEL_OPS.map((name) => t(`order.${name}`)) : CALLS;
  const counts = (role === 'kernel' ? reached.orders : reached.calls) ?? [];
  const most = names
    .map((name, at) => ({ name, count: counts[at] ?? 0 }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count);
  if (most.length === 0) return null;
  const list = most.map(({ name, count }) => t('goal.call.figure', { name, count })).join(', ');
  const faults =
    role === 'kernel'
      ? figureText('faults', reached.faults ?? 0)
      : `${figureText('minorFaults', reached.minorFaults ?? 0)}, ${figureText('majorFaults', reached.majorFaults ?? 0)}`;
  return (
    <p class="small" data-testid="doings">
      {t(`lesson.end.did.${role}`, { list, faults })}
    </p>
  );
}

/** Whether more of the same brings the next star. */
const isPace = ({ measure }: Goal): boolean => measure === 'score' || measure === 'work';

/** For who has a star to gain: the lesson's hint, or how to be quicker, once its idea is no longer what is missing. */
function NextTime({ scenario, role, quicker }: { scenario: string; role: LessonRole; quicker: boolean }) {
  const hint = quicker ? `lesson.end.more.${role}` : `ladder.${scenario}.hint.${role}`;
  if (!has(hint)) return null;
  return (
    <div class="card note" data-testid="next-time">
      <h3>{t('lesson.end.nextTime')}</h3>
      <p>{t(hint)}</p>
    </div>
  );
}

/** What the lesson was about: the idea, the pages of the manual, and questions on it. */
function About({ scenario, role }: { scenario: string; role: LessonRole }) {
  const file = lessonOf(scenario);
  if (file === null) return null;
  const { concepts } = file.lesson;
  return (
    <div class="lesson-about" data-testid="lesson-about">
      <p>
        <b>{t('lesson.end.idea')}</b> {ideaOf(file, role)}
      </p>
      <ReadOn about={concepts} />
      <p class="read-on small">
        {t('lesson.end.questions')}:{' '}
        {concepts.map((id, at) => (
          <span key={id}>
            {at > 0 && ' · '}
            <a href={`#/drills/${id}`}>{t(`concept.${id}`)}</a>
          </span>
        ))}
      </p>
    </div>
  );
}

function Verdict({ goal, reached, role }: { goal: Goal; reached: Outcome; role: LessonRole }) {
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
            condition: conditionText(keep, role),
            figure: keptText(keep, figureOf(keep, reached)),
          })}
        </p>
      ))}
      {(goal.keep ?? [])
        .filter((keep) => !broken.includes(keep))
        .map((keep) => (
          <p key={keep.measure ?? keep.call ?? keep.order} class="row small" data-testid="lesson-kept">
            <Icon name="check" size={16} /> {conditionText(keep, role)}
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
          {t(`lesson.end.next.${next.role}`, { title: titleOf(file) })}
        </Button>
      )}
      {passed && again}
      <a class={`button ${passed && next === null ? 'main' : ''}`} href="#/ladder">
        {t('lesson.end.ladder')}
      </a>
    </div>
  );
}
