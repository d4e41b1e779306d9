/** The questions of a class on a large screen: what is asked, how many have answered, then what all gave, and why. */
import type { LessonInfo } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { Bar } from '../../ui/button.tsx';
import { Ask } from '../drills/question.tsx';
import { OnTheBoard, optionsOf, Told } from '../race/told.tsx';

type Race = NonNullable<LessonInfo['race']>;

/** onStep: for who leads the class through the why. */
export function Questions({ race, onStep }: { race: Race; onStep?: (step: number) => void }) {
  const { phase, round, rounds, step, question, shown } = race;
  if (question === null || phase === 'lobby') return <h1>{t('class:questions.ready', { count: rounds })}</h1>;
  return (
    <div class="race-host">
      <Ask
        key={round}
        question={question}
        at={round}
        count={rounds}
        steps={shown?.steps ?? null}
        led={{ step, onStep }}
        still
      >
        {({ board, stepper }) =>
          shown !== null && stepper !== null ? (
            <Told shown={shown} stepper={stepper} board={board} />
          ) : (
            <OnTheBoard options={optionsOf(question.form)} board={board} />
          )
        }
      </Ask>
    </div>
  );
}

/** How many have answered the question that is open. */
export function Answered({ race: { phase, answered, all } }: { race: Race }) {
  if (phase !== 'asking') return null;
  return (
    <div class="race-host">
      <div class="race-bar row wrap">
        <p role="status" data-testid="class-answered">
          {t('drills:ui.race.answered', { count: answered, all })}
        </p>
        <Bar share={all === 0 ? 0 : answered / all} label={t('drills:ui.race.progress')} />
      </div>
    </div>
  );
}
