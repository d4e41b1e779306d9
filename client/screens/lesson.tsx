/**
 * A lesson during its match: the briefing at first, then a slim bar with the goal's figure and the next star, and a
 * hint for who asks, has got nothing done for a while, or has no star in sight. Lies in the flow below the header,
 * never over the controls.
 */
import { useEffect, useRef } from 'preact/hooks';
import { brokenOf, type Outcome } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import type { LessonRole } from '../../shared/scenario/names.ts';
import { has, t } from '../i18n/index.ts';
import { makeMatch } from '../net/create.ts';
import { common } from '../net/store.ts';
import { ruleOfMeasure } from '../rules.ts';
import { announce } from '../ui/announce.tsx';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { narrow } from '../ui/narrow.ts';
import { Stars } from '../ui/stars.tsx';
import { Asked } from '../ui/why.tsx';
import { conditionText, endText, goalText, ideaOf, titleOf } from './goalText.ts';
import { Reached } from './lessonBar.tsx';
import { here, hint, hintComes, lit, outcome, stillToTry, takesPart } from './lessonState.ts';
import type { LessonFile } from './lessons.ts';
import { alone, briefing, finish, waits } from './standstill.ts';

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
          <Buttons
            hintable={has(key)}
            again={goal !== null && isLost(goal, reached) ? file.id : null}
            role={role}
          />
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
          <Stakes goal={goal} role={role} />
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
        {t(waits.value && !here.asked ? 'lesson.start' : 'lesson.begin')}
      </Button>
    </div>
  );
}

/** What the stars take. */
function Stakes({ goal, role }: { goal: Goal; role: LessonRole }) {
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
          {t('lesson.only')}: {goal.keep.map((keep) => conditionText(keep, role)).join(' ')}
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

/** No star can be had any more: what may happen at most has happened more often. */
const isLost = (goal: Goal, reached: Outcome): boolean =>
  brokenOf(goal, reached).some(({ most }) => most !== undefined);

interface ButtonsProps {
  hintable: boolean;
  /** The lesson to begin anew; null while it can be won. */
  again: string | null;
  role: LessonRole;
}

function Buttons({ hintable, again, role }: ButtonsProps) {
  return (
    <span class="lesson-buttons">
      {again !== null && alone.value && (
        <button
          type="button"
          class="textual"
          data-testid="start-over"
          onClick={() => void makeMatch(again, { role, start: true })}
        >
          {t('lesson.startOver')}
        </button>
      )}
      {lit.value > 0 && (
        <button type="button" class="textual" data-testid="finish" onClick={finish}>
          {t('lesson.finish', { count: lit.value })}
        </button>
      )}
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
