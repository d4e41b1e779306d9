/** The questions of a class on a large screen: what is asked, how many have answered, then what all gave, and why. */
import type { LessonInfo } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { Bar } from '../../ui/button.tsx';
import { Ask } from '../drills/question.tsx';
import { Tallies } from '../race/host.tsx';

export function Questions({ race }: { race: NonNullable<LessonInfo['race']> }) {
  const { phase, round, rounds, question, shown, answered, all } = race;
  if (question === null || phase === 'lobby') return <h1>{t('class:questions.ready', { count: rounds })}</h1>;
  return (
    <div class="race-host">
      <Ask
        key={round}
        question={question}
        at={round}
        count={rounds}
        steps={shown?.steps ?? null}
        after={(stepper) => (
          <div class="race-shown">
            <section aria-labelledby="gave">
              <h2 id="gave">{t('drills:ui.race.gave')}</h2>
              {shown !== null && <Tallies shown={shown} />}
            </section>
            <section aria-labelledby="why">
              <h2 id="why">{t('drills:ui.race.why')}</h2>
              {stepper}
            </section>
          </div>
        )}
      >
        {shown === null && (
          <div class="row wrap">
            <p role="status" data-testid="class-answered">
              {t('drills:ui.race.answered', { count: answered, all })}
            </p>
            <Bar share={all === 0 ? 0 : answered / all} label={t('drills:ui.race.progress')} />
          </div>
        )}
      </Ask>
    </div>
  );
}
