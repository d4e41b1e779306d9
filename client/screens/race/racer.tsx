/** A round on one's own device: the question, the wait for the others, and how it went. */
import { t } from '../../i18n/index.ts';
import { asked, race, shown } from '../../net/race.ts';
import { FormView } from '../drills/forms.tsx';
import { Ask, Foot, Verdict } from '../drills/question.tsx';
import { given } from '../drills/sheet.ts';
import { refused } from './sheet.ts';

/** inClass: the teacher goes on, not a host. */
export function RacerRound({ inClass }: { inClass: boolean }) {
  const { rounds } = race.value!;
  const { question, round } = (asked.value ?? shown.value)!;
  const over = shown.value;
  const points = { points: over?.own?.points ?? 0, score: over?.score ?? 0 };
  return (
    <Ask
      key={round}
      question={question}
      at={round}
      count={rounds}
      steps={over?.steps ?? null}
      fromLast={over?.own?.grade.right}
    >
      {({ board, stepper }) => (
        <>
          {over !== null && <Verdict grade={over.own?.grade ?? null} question={question} />}
          {board}
          {refused.value !== '' && <Refused why={refused.value} />}
          <FormView form={question.form} closed={over !== null} />
          {over === null && given.value !== null && <Waiting />}
          {stepper !== null && (
            <Foot stepper={stepper}>
              <p role="status" data-testid="race-points">
                <b>{t('drills:ui.race.points', points)}</b>{' '}
                {t(`drills:ui.race.${inClass ? 'teacher' : 'host'}GoesOn`)}
              </p>
            </Foot>
          )}
        </>
      )}
    </Ask>
  );
}

function Refused({ why }: { why: string }) {
  return (
    <p class="notice" role="alert">
      {why === 'unheard' ? t('drills:ui.race.unheard') : t('drills:ui.race.refused', { why })}
    </p>
  );
}

function Waiting() {
  const open = race.value!.racers.filter(({ present, answered }) => present && !answered).length;
  return (
    <p class="notice" role="status" data-testid="race-waiting">
      {t('drills:ui.race.waiting', { count: open })}
    </p>
  );
}
