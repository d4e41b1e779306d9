/** A student's page: the machine or the questions that the class is at, and in between something to practise. */
import { useSignalEffect } from '@preact/signals';
import { useState } from 'preact/hooks';
import type { Place } from '../../../shared/classroom/index.ts';
import { CONCEPT_IDS } from '../../../shared/concepts/index.ts';
import { topicsOf } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { classroom, look, place, rejoin } from '../../net/class.ts';
import { loadSession } from '../../net/create.ts';
import { enterRace } from '../../net/race.ts';
import { keepTicket } from '../../net/resume.ts';
import { classMachine } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { narrow } from '../../ui/narrow.ts';
import { Question } from '../drills/question.tsx';
import { begin, isOver, session } from '../drills/session.ts';
import { Plain } from '../plain.tsx';
import { RacePage } from '../race/index.tsx';
import { Room } from '../room.tsx';
import { Look } from './look.tsx';

type At<Where> = Extract<Place, { at: Where }>;

/** Goes into the room that the class names, and out of the last one. */
async function follow(to: Place): Promise<void> {
  const { enter, leave } = await loadSession();
  leave();
  if (place.peek() !== to) return;
  if (to.at === 'machine') {
    classMachine.value = { code: to.code, number: to.machine };
    keepTicket(to.code, { token: to.seat, quiet: true });
    enter(to.code, {});
  }
  if (to.at === 'race') {
    keepTicket(to.code, { token: to.seat, kind: 'drill-race', quiet: true });
    enterRace(to.code, '');
  }
}

export function Student() {
  useSignalEffect(() => {
    if (place.value !== null) void follow(place.value);
  });
  if (place.value === null) return null;
  return (
    <>
      <Here place={place.value} />
      {look.value !== null && <Look look={look.value} />}
    </>
  );
}

function Here({ place: here }: { place: Place }) {
  if (here.at === 'machine') return <Room code={here.code} />;
  if (here.at === 'race') return <RacePage code={here.code} inClass />;
  return (
    <Plain>
      <div data-testid={`place-${here.at}`} class="stack">
        {here.at === 'talk' && <Talk talk={here.talk} text={here.text} />}
        {here.at === 'wait' && <Wait place={here} />}
        {here.at === 'over' && <Over place={here} />}
      </div>
    </Plain>
  );
}

function Talk({ talk, text }: { talk?: string; text?: string }) {
  return (
    <>
      <p class="muted">{t('class:student.talk')}</p>
      <h1>{talk === undefined ? text : t(`class:talk.${talk}`)}</h1>
    </>
  );
}

/** Between rounds: who one is, how to move to another device, and questions until it goes on. */
function Wait({ place: { name, concepts, work, led, right, asked } }: { place: At<'wait' | 'over'> }) {
  const [practising, setPractising] = useState(false);
  const gathering = classroom.value?.stage === 'gathering';
  if (practising && session.value !== null && !isOver.value) return <Question />;
  return (
    <>
      <h1>{t('class:student.hello', { name })}</h1>
      <p class="lead">{t(gathering ? 'class:student.gathering' : 'class:student.between')}</p>
      {asked + work + led > 0 && <p>{t('class:student.did', { work, led, right, asked })}</p>}
      <p>
        <Button
          kind="main"
          testId="practise"
          onClick={() => {
            begin(topicsOf(concepts.length > 0 ? concepts : CONCEPT_IDS));
            setPractising(true);
          }}
        >
          {t(concepts.length > 0 ? 'class:student.practiseWrong' : 'class:student.practise')}
        </Button>
      </p>
      {narrow.value && <p class="muted">{t('class:student.small')}</p>}
      {rejoin.value !== '' && (
        <p class="muted">
          {t('class:student.rejoin')} <b class="mono">{rejoin.value}</b>
        </p>
      )}
    </>
  );
}

function Over({ place: { work, led, right, asked } }: { place: At<'wait' | 'over'> }) {
  return (
    <>
      <h1>{t('class:student.over')}</h1>
      <p>{t('class:student.did', { work, led, right, asked })}</p>
      <p class="lead">{t('class:student.overText')}</p>
      <p class="row wrap">
        <a class="button main" href="#/drills">
          {t('class:student.practise')}
        </a>
        <a class="button" href="#/ladder">
          {t('class:student.ladder')}
        </a>
      </p>
    </>
  );
}
