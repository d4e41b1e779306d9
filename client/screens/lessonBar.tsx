/** What a lesson's bar tells during the match: the stars so far, the goal's figure, and what comes next. */
import { brokenOf, figureOf, isLeast, type Outcome, progressOf } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import { t } from '../i18n/index.ts';
import { ruleOfMeasure } from '../rules.ts';
import { Bar } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { narrow } from '../ui/narrow.ts';
import { Stars } from '../ui/stars.tsx';
import { Why } from '../ui/why.tsx';
import { figureText, keptText } from './goalText.ts';

/** The stars so far, the goal's figure, and what comes next. */
export function Reached({ goal, reached }: { goal: Goal; reached: Outcome }) {
  const { now, stars, next, kept } = progressOf(goal, reached);
  const figure = figureText(goal.measure, now);
  const known = goal.measure in reached;
  return (
    <>
      <Stars of={known && kept ? stars : 0} />
      {known && <b class="lesson-now wide-only">{figure}</b>}
      {known && (
        <b class="lesson-now narrow-only">
          {next === null ? figure : t('lesson.bar.of', { now, figure: figureText(goal.measure, next) })}
        </b>
      )}
      {known && <Why rule={ruleOfMeasure(goal.measure)} />}
      <Way goal={goal} reached={reached} />
      <Asks goal={goal} reached={reached} />
    </>
  );
}

/** What the stars ask for besides, ticked off when it is done. */
function Asks({ goal, reached }: { goal: Goal; reached: Outcome }) {
  // What must not happen at all is told when it has.
  const asks = (goal.keep ?? []).filter(({ most }) => most !== 0);
  const open = brokenOf(goal, reached);
  // A phone has no room to spare for what is done.
  const over = narrow.value && !asks.some((keep) => keep.most !== undefined || open.includes(keep));
  if (asks.length === 0 || over) return null;
  return (
    <ul class="row lesson-asks" data-testid="asks">
      {asks.map((keep) => {
        const now = figureOf(keep, reached);
        const figure = keptText(keep, keep.least ?? keep.most ?? 0);
        const met = keep.least !== undefined && !open.includes(keep);
        return (
          <li key={keep.measure ?? keep.call ?? keep.order} class="row">
            {met ? <Done text={keptText(keep, now)} /> : t('lesson.bar.of', { now, figure })}
          </li>
        );
      })}
    </ul>
  );
}

function Done({ text }: { text: string }) {
  return (
    <>
      <Icon name="check" size={16} /> {text}
    </>
  );
}

/** What comes next: a star to be had or kept, or a condition that has cost them all. */
function Way({ goal, reached }: { goal: Goal; reached: Outcome }) {
  const { now, stars, next } = progressOf(goal, reached);
  // A least value may still come; a most value that is passed never will.
  const broken = brokenOf(goal, reached).find(({ most }) => most !== undefined);
  if (broken !== undefined) {
    const figure = keptText(broken, figureOf(broken, reached));
    return <p class="lesson-way warn">{t('lesson.bar.broken', { figure })}</p>;
  }
  if (!(goal.measure in reached)) return <p class="lesson-way">{t('lesson.bar.end')}</p>;
  if (next === null)
    return <p class="lesson-way wide-only">{t(isLeast(goal) ? 'lesson.bar.all' : 'lesson.bar.none')}</p>;
  const kind = isLeast(goal) ? 'least' : 'most';
  return (
    <>
      <span class="wide-only lesson-track">
        <Bar share={now / Math.max(1, next)} label={t('lesson.bar.progress')} />
      </span>
      <p class="lesson-way wide-only">{t(`lesson.bar.${kind}`, { threshold: next, stars })}</p>
    </>
  );
}
