/** A round on one's own device: the question, the wait for the others, and how it went. The device's own deck learns too. */
import { useSignal } from '@preact/signals';
import { useEffect, useLayoutEffect } from 'preact/hooks';
import type { Answer } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { asked, giveAnswer, me, race, shown } from '../../net/race.ts';
import { FormView } from '../drills/forms.tsx';
import { After, Ask } from '../drills/question.tsx';
import { practised } from '../drills/session.ts';
import { given, layOut, reveal } from '../drills/sheet.ts';

/** The last round that went into the deck, by code: coming back shows it again. */
let learnt = '';

export function RacerRound() {
  const { rounds, racers, code } = race.value!;
  const { question, round } = (asked.value ?? shown.value)!;
  const over = shown.value;
  const refused = useSignal('');
  // Before it is drawn: the sheet of the last round has an answer on it.
  const laid = useSignal(-1);
  const before = asked.value?.given ?? over?.own?.answer ?? null;
  if (laid.peek() !== round) {
    laid.value = round;
    refused.value = '';
    const send = async (answer: Answer): Promise<void> => {
      const reply = await giveAnswer(round, answer);
      if (reply?.ok === true || shown.peek() !== null) return;
      // It hasn't arrived: it can be given again.
      refused.value = reply === null ? t('drills:ui.race.unheard') : reply.refused;
      layOut(question.form, (value) => void send(value));
    };
    layOut(question.form, (value) => void send(value), before);
  }
  useLayoutEffect(() => {
    if (over !== null) reveal(over.answer);
  }, [over]);
  useEffect(() => {
    const mark = `${code} ${round}`;
    if (over?.own == null || learnt === mark) return;
    learnt = mark;
    practised(over.question.kind, over.own.grade);
  }, [over, code, round]);
  const own = racers[me.value!.racer];
  return (
    <Ask
      key={round}
      question={question}
      at={round}
      count={rounds}
      steps={over?.steps ?? null}
      after={(stepper) => (
        <After verdict={over?.own?.grade ?? null} concept={question.concept} stepper={stepper}>
          <p role="status" data-testid="race-points">
            <b>{t('drills:ui.race.points', { points: over?.own?.points ?? 0, score: own?.score ?? 0 })}</b>{' '}
            {t('drills:ui.race.hostGoesOn')}
          </p>
        </After>
      )}
    >
      {refused.value !== '' && (
        <p class="notice" role="alert">
          {refused.value}
        </p>
      )}
      <FormView form={question.form} closed={over !== null} />
      {over === null && given.value !== null && <Waiting />}
    </Ask>
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
