/**
 * The first page: what this is in one sentence, a picture of it, and three doors.
 */
import { signal, useSignal } from '@preact/signals';
import { t } from '../i18n/index.ts';
import { makeMatch, making } from '../net/create.ts';
import { reachable } from '../net/reach.ts';
import { cleanCode, go } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Swatch } from '../ui/hatch.tsx';
import { Icon } from '../ui/icons.tsx';
import { WayBack } from './back.tsx';
import { titleOf } from './goalText.ts';
import { nextStep } from './ladder.tsx';
import { LESSONS, minutesOf, stepsOf } from './lessons.ts';
import { Picture } from './picture.tsx';
import { Plain } from './plain.tsx';

const short = signal(false);
const typed = signal('');

export function Home() {
  return (
    <Plain wide>
      <div class="hero">
        <div class="stack">
          <h1>{t('home.title')}</h1>
          <p class="lead">{t('home.lead')}</p>
          <Doors />
        </div>
        <Picture />
      </div>
      <WayBack />
      {!reachable.value && (
        <p class="notice" role="status" data-testid="offline">
          {t(isSecureContext ? 'home.offline.kept' : 'home.offline.gone')}
        </p>
      )}
      {making.value.startsWith('error') && (
        <p class="notice" role="alert">
          {t(making.value)}
        </p>
      )}
      <div class="doors">
        <PlayDoor />
        <JoinDoor />
        <DrillsDoor />
        <ClassDoor />
      </div>
    </Plain>
  );
}

/** On a phone the doors lie below each other: what most come for is at hand, one tap away. */
function Doors() {
  return (
    <nav class="row wrap narrow-doors" aria-label={t('home.doors')}>
      <Button
        kind="main"
        testId="to-play"
        onClick={() => document.getElementById('door-play')?.scrollIntoView({ block: 'start' })}
      >
        {t('home.play.title')}
      </Button>
      <a class="button" href="#/join" data-testid="to-join">
        {t('home.join.short')}
      </a>
      <a class="button" href="#/drills/go" data-testid="to-drills">
        {t('home.drills.go')}
      </a>
    </nav>
  );
}

function PlayDoor() {
  const scenario = short.value ? 'classic-short' : 'classic';
  const busy = making.value === 'busy';
  return (
    <section class="card door" data-testid="door-play" aria-labelledby="door-play">
      <h2 id="door-play">{t('home.play.title')}</h2>
      <p>{t('home.play.text')}</p>
      <LadderWay />
      <Lessons busy={busy} />
      <h3 class="muted small">{t('home.play.direct')}</h3>
      <div class="roles">
        <button
          type="button"
          class="button role"
          data-testid="play-process"
          disabled={busy}
          onClick={() => void makeMatch(scenario, { role: 'process', start: true })}
        >
          <Swatch pid={1} />
          {t('home.play.process')}
        </button>
        <button
          type="button"
          class="button role"
          data-testid="play-kernel"
          disabled={busy}
          onClick={() => void makeMatch(scenario, { role: 'kernel', start: true })}
        >
          <Swatch pid={0} />
          {t('home.play.kernel')}
        </button>
      </div>
      <label class="check">
        <input
          type="checkbox"
          checked={short.value}
          data-testid="short"
          onChange={(event) => {
            short.value = event.currentTarget.checked;
          }}
        />
        {t('home.play.short')}
      </label>
    </section>
  );
}

/** The way to the ladder, with the lesson that comes next. */
function LadderWay() {
  const next = LESSONS.find(({ lesson }) => lesson.step === nextStep());
  return (
    <a class="button main ladder-way" href="#/ladder" data-testid="ladder-link">
      <span>
        {t('home.ladder.go', { count: stepsOf(LESSONS).length })}
        <small>
          {next === undefined ? t('home.ladder.text') : t('home.ladder.next', { title: titleOf(next) })}
        </small>
      </span>
      <Icon name="forward" />
    </a>
  );
}

function Lessons({ busy }: { busy: boolean }) {
  return (
    <>
      <h3 class="muted small">{t('home.learn.title')}</h3>
      <div class="roles">
        <Button
          testId="learn-process"
          disabled={busy}
          onClick={() => void makeMatch('tutorial-process', { role: 'process', start: true })}
        >
          {t('home.learn.process', { minutes: minutesOf('tutorial-process') })}
        </Button>
        <Button
          testId="learn-kernel"
          disabled={busy}
          onClick={() => void makeMatch('tutorial-kernel', { role: 'kernel', start: true })}
        >
          {t('home.learn.kernel', { minutes: minutesOf('tutorial-kernel') })}
        </Button>
      </div>
    </>
  );
}

function JoinDoor() {
  const join = (event: Event): void => {
    event.preventDefault();
    if (typed.value !== '') go(`#/join/${typed.value}`);
  };
  return (
    <section class="card door" data-testid="door-join" aria-labelledby="door-join">
      <h2 id="door-join">{t('home.join.title')}</h2>
      <p>{t('home.join.text')}</p>
      <form class="row wrap" onSubmit={join}>
        <label>
          <span class="hidden">{t('join.code')}</span>
          <input
            class="input code"
            data-testid="code-input"
            placeholder="K4QX7"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={8}
            value={typed.value}
            onInput={(event) => {
              typed.value = cleanCode(event.currentTarget.value);
            }}
          />
        </label>
        <button type="submit" class="button main" data-testid="join-button">
          {t('join.go')}
          <Icon name="forward" />
        </button>
      </form>
      <h3 class="muted small">{t('home.host.title')}</h3>
      <div>
        <Button
          testId="host"
          disabled={making.value === 'busy'}
          onClick={() => void makeMatch(short.value ? 'classic-short' : 'classic', { role: 'any' })}
        >
          {t('home.host.go')}
        </Button>
      </div>
      <p class="muted small">{t('home.host.text')}</p>
    </section>
  );
}

function DrillsDoor() {
  return (
    <section class="card door" data-testid="door-drills" aria-labelledby="door-drills">
      <h2 id="door-drills">{t('home.drills.title')}</h2>
      <p>{t('home.drills.text')}</p>
      <p class="row wrap">
        <a class="button main" href="#/drills/go" data-testid="drills-go">
          {t('home.drills.go')}
        </a>
        <a class="button" href="#/drills" data-testid="drills-link">
          {t('home.drills.choose')}
        </a>
        <a class="button quiet" href="#/manual" data-testid="manual-link">
          {t('home.drills.manual')}
        </a>
      </p>
    </section>
  );
}

/** One click: the class with its first plan; the plan can be changed there. */
function ClassDoor() {
  const error = useSignal('');
  const opening = useSignal(false);
  const open = async (): Promise<void> => {
    // A second click on its way opens no second class.
    if (opening.value) return;
    opening.value = true;
    const { openClass } = await import('../net/class.ts');
    const made = await openClass('first-contact');
    if ('code' in made) go(`#/class/${made.code}`);
    else {
      error.value = made.error;
      opening.value = false;
    }
  };
  return (
    <section class="card door across" data-testid="door-class" aria-labelledby="door-class">
      <div class="grow">
        <h2 id="door-class">{t('home.class.title')}</h2>
        <p>{t('home.class.text')}</p>
        {error.value !== '' && (
          <p class="notice" role="alert">
            {t(error.value)}
          </p>
        )}
      </div>
      <div>
        <Button testId="open-class" onClick={() => void open()}>
          {t('home.class.go')}
        </Button>
      </div>
    </section>
  );
}
