/**
 * A lesson during its match: the briefing at first, then a slim bar with the goal's figure and the next star, and a
 * hint for who asks, has got nothing done for a while, or has no star in sight. Lies in the flow below the header,
 * never over the controls.
 */
import { useEffect, useRef } from 'preact/hooks';
import { brokenOf, figureOf, isLeast, type Outcome, progressOf } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { has, t } from '../i18n/index.ts';
import { common } from '../net/store.ts';
import { ruleOfMeasure } from '../rules.ts';
import { announce } from '../ui/announce.tsx';
import { Bar, Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { narrow } from '../ui/narrow.ts';
import { Stars } from '../ui/stars.tsx';
import { Asked, Why } from '../ui/why.tsx';
import { conditionText, endText, figureText, goalText, ideaOf, keptText, titleOf } from './goalText.ts';
import { here, hint, hintComes, outcome, stillToTry, takesPart } from './lessonState.ts';
import type { LessonFile } from './lessons.ts';
import { briefing, waits } from './standstill.ts';

export function LessonStrip() {
  const lesson = takesPart();
  const reached = outcome();
  if (lesson === null || reached === null) return null;
  const { file, role, goal } = lesson;
  const key = `ladder.${file.id}.hint.${role}`;
  return (
    <section class="lesson" aria-label={t('lesson.end.name')} data-testid="lesson">
      {briefing.value ? (
        <Briefing file={file} role={role} goal={goal} />
      ) : (
        <div class="lesson-slim" data-testid="lesson-bar">
          {goal === null ? (
            <p class="lesson-way">{t(`lesson.part.${role}`)}</p>
          ) : (
            <Reached goal={goal} reached={reached} />
          )}
          <Buttons hintable={has(key)} />
        </div>
      )}
      {has(key) && <Hint text={t(key)} />}
    </section>
  );
}

/** Leaves what was closed for the game: the button that had the focus is gone. */
const toGame = (): void => document.getElementById('main')?.focus({ preventScroll: true });

interface BriefingProps {
  file: LessonFile;
  role: LessonRole;
  goal: Goal | null;
}

function Briefing({ file, role, goal }: BriefingProps) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Who asked for it, or for whom the machine waits, goes on from the button.
    if (here.asked || waits.peek())
      box.current?.querySelector<HTMLElement>('.button.main')?.focus({ preventScroll: true });
    const toDo = goal === null ? t(`lesson.part.${role}`) : goalText(goal);
    if (!here.asked) announce(`${titleOf(file)}. ${ideaOf(file, role)} ${toDo}`);
  }, [file, role, goal]);
  return (
    <div ref={box} class="briefing" data-testid="briefing">
      <div class="briefing-what">
        <p class="small muted">{t('lesson.step', { step: file.lesson.step })}</p>
        <h2>{titleOf(file)}</h2>
        <p>{ideaOf(file, role)}</p>
      </div>
      <div class="briefing-goal">
        {goal === null ? (
          <p>
            <b>{t('lesson.goal')}:</b> {t(`lesson.part.${role}`)}
          </p>
        ) : (
          <Stakes goal={goal} />
        )}
        <p class="small muted">{endText(common.value?.machine[0].ticks ?? 0)}</p>
      </div>
      <Button
        kind="main"
        testId="briefing-close"
        onClick={() => {
          briefing.value = false;
          toGame();
        }}
      >
        {t(waits.value ? 'lesson.start' : 'lesson.begin')}
      </Button>
    </div>
  );
}

/** What the stars take. */
function Stakes({ goal }: { goal: Goal }) {
  return (
    <>
      {/* On a phone the briefing scrolls, and would cut the answer off: the bar below it has the same. */}
      <Asked rule={narrow.value ? null : ruleOfMeasure(goal.measure)}>
        <p>
          <b>{t('lesson.goal')}:</b> {goalText(goal)}
        </p>
      </Asked>
      <Thresholds goal={goal} />
      {goal.keep !== undefined && (
        <p class="small">
          {t('lesson.only')}: {goal.keep.map(conditionText).join(' ')}
        </p>
      )}
      {stillToTry.value !== null && <p data-testid="to-try">{stillToTry.value}</p>}
    </>
  );
}

export function Thresholds({ goal }: { goal: Goal }) {
  return (
    <ul class="thresholds">
      {goal.stars.map((threshold, index) => (
        <li key={threshold}>
          <Stars of={index + 1} size={15} />
          <b>{threshold}</b>
        </li>
      ))}
    </ul>
  );
}

/** The stars so far, the goal's figure, and what comes next. */
function Reached({ goal, reached }: { goal: Goal; reached: Outcome }) {
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
  const asks = (goal.keep ?? []).filter(({ least }) => least !== undefined);
  if (asks.length === 0) return null;
  const open = brokenOf(goal, reached);
  return (
    <ul class="row lesson-asks wide-only" data-testid="asks">
      {asks.map((keep) => {
        const now = figureOf(keep, reached);
        const figure = keptText(keep, keep.least ?? 0);
        return (
          <li key={keep.measure ?? keep.call ?? keep.order} class="row">
            {open.includes(keep) ? t('lesson.bar.of', { now, figure }) : <Done text={keptText(keep, now)} />}
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

function Buttons({ hintable }: { hintable: boolean }) {
  return (
    <span class="lesson-buttons">
      {hintable && (
        <button
          type="button"
          class="textual"
          aria-expanded={hint.value}
          data-testid="stuck"
          onClick={() => {
            here.hinted = true;
            hint.value = !hint.peek();
          }}
        >
          {t('lesson.stuck')}
        </button>
      )}
      <button
        type="button"
        class="textual"
        data-testid="briefing-open"
        onClick={() => {
          here.asked = true;
          briefing.value = true;
        }}
      >
        {t('lesson.brief')}
      </button>
    </span>
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
  const missing = brokenOf(goal, reached)[0];
  if (missing?.least !== undefined && stars > 0) {
    const figure = keptText(missing, missing.least);
    return <p class="lesson-way">{t('lesson.bar.of', { now: figureOf(missing, reached), figure })}</p>;
  }
  if (!(goal.measure in reached)) return <p class="lesson-way">{t('lesson.bar.end')}</p>;
  if (next === null)
    return <p class="lesson-way">{t(isLeast(goal) ? 'lesson.bar.all' : 'lesson.bar.none')}</p>;
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

function Hint({ text }: { text: string }) {
  useEffect(() => {
    const timer = setInterval(() => hintComes() && announce(text), 1000);
    return () => clearInterval(timer);
  }, [text]);
  if (!hint.value) return null;
  return (
    <div class="lesson-hint" data-testid="hint">
      <p>
        <b>{t('lesson.hint')}</b> {text}
      </p>
      <button
        type="button"
        class="button quiet"
        aria-label={t('lesson.hideHint')}
        onClick={() => {
          hint.value = false;
          toGame();
        }}
      >
        <Icon name="close" />
      </button>
    </div>
  );
}
