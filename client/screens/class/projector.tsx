/**
 * The screen in front of the class, which nobody has to touch and which never scrolls: the way in, the questions, every
 * machine with the one worth watching large, what to talk about, and at the end what everybody did.
 */
import { useEffect } from 'preact/hooks';
import type { LessonInfo } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { classroom, enterClass, leaveClass, lesson, me, retryClass } from '../../net/class.ts';
import { classLink } from '../../net/store.ts';
import { Wordmark } from '../../ui/icons.tsx';
import { recall, remember } from '../../ui/memory.ts';
import { Behind } from '../behind.tsx';
import { Invite } from '../invite.tsx';
import { Tools } from '../tools.tsx';
import { Fit, Pages } from './fit.tsx';
import { secondsOf } from './look.tsx';
import { Answered, Questions } from './questions.tsx';
import { Facts, Seen } from './seen.tsx';
import { Compare, Machines, SmallMachines } from './show.tsx';
import { activityName } from './teacher.tsx';
import { TimeLeft } from './timeLeft.tsx';

export function Projector({ code, projectorKey }: { code: string; projectorKey: string }) {
  useEffect(() => {
    // The key goes out of the address: a class looks at it.
    const key = projectorKey || (recall(`project.${code}`, 'session') ?? '');
    remember(`project.${code}`, key, 'session');
    history.replaceState(null, '', `#/project/${code}`);
    enterClass(code, { name: '', key });
    return leaveClass;
  }, [code, projectorKey]);
  const ready = me.value !== null && classroom.value !== null && lesson.value !== null;
  return (
    <Behind code={code} link={classLink} retry={retryClass} ready={ready}>
      {lesson.value !== null && <Screen info={lesson.value} />}
    </Behind>
  );
}

function Screen({ info }: { info: LessonInfo }) {
  const { stage, activity, paused, back } = info;
  const machines = stage === 'running' && activity !== null && 'scenario' in activity;
  return (
    <div class={`projector ${stage}`} data-testid="projector">
      <header>
        {stage === 'gathering' && <Wordmark />}
        <h1>{titleOf(info)}</h1>
        {machines && <TimeLeft info={info} />}
        <Tools />
        {stage !== 'gathering' && <WayIn />}
      </header>
      {machines && paused && (
        <p class="projector-frozen">{back > 0 ? t('class:backThen', secondsOf(back)) : t('class:paused')}</p>
      )}
      <main id="main" tabIndex={-1}>
        <Stage info={info} />
      </main>
    </div>
  );
}

function titleOf({ stage, activity, round, students }: LessonInfo): string {
  if (stage === 'gathering') return t('class:roster.title', { count: here(students).length });
  if (stage === 'over' || activity === null) return t('class:thanks');
  if (activity.do === 'talk') return t('class:do.talk');
  if (activity.do !== 'machines') return activityName(activity);
  const rounds = t('class:round', { round: round + 1, rounds: activity.rounds });
  return `${activityName(activity)} · ${rounds}`;
}

const here = (students: LessonInfo['students']) =>
  students.filter(({ standing, present }) => standing === 'in' && present);

/** For who comes late: the code, and where to type it. */
function WayIn() {
  return (
    <p class="way-in" data-testid="way-in">
      <b class="mono">{classroom.value?.code}</b>
      <span class="mono">{addressOf(me.value?.url ?? '')}</span>
    </p>
  );
}

const addressOf = (url: string): string => url.replace(/^https?:\/\//, '').replace(/\/?$/, '/');

function Stage({ info }: { info: LessonInfo }) {
  const { stage, activity, race } = info;
  if (stage === 'gathering') return <Gathering info={info} />;
  if (stage === 'over') return <Everybody info={info} />;
  if (activity?.do === 'talk') return <Talk info={info} />;
  if (stage === 'between') return <Between info={info} />;
  if (activity?.do !== 'drills') return <Machines info={info} />;
  if (race === null) return null;
  return (
    <>
      <Fit most={2}>
        <Questions race={race} />
      </Fit>
      <Answered race={race} />
    </>
  );
}

function Between({ info }: { info: LessonInfo }) {
  const { activity, machines } = info;
  const boards = activity?.do !== 'drills' && machines.length > 0;
  return (
    <>
      <div class={boards ? 'show' : 'show alone'}>
        <Fit most={boards ? 1.6 : 2.4}>
          <Seen info={info} />
        </Fit>
        {boards && <SmallMachines machines={machines} />}
      </div>
      {boards && machines.length > 1 && <Compare machines={machines} />}
    </>
  );
}

function Talk({ info }: { info: LessonInfo }) {
  const { activity, machines } = info;
  return (
    <>
      <Fit most={3} kind="centred">
        <h2 class="projector-talk">{activity !== null && activityName(activity)}</h2>
        <Facts info={info} />
      </Fit>
      {machines.length > 0 && (
        <>
          <SmallMachines machines={machines} />
          {machines.length > 1 && <Compare machines={machines} />}
        </>
      )}
    </>
  );
}

function Gathering({ info }: { info: LessonInfo }) {
  return (
    <div class="show gathering">
      <Invite code={classroom.value?.code ?? ''} url={me.value?.url ?? ''} title={t('class:welcome.title')} />
      {info.hidden || here(info.students).length === 0 ? (
        <Welcome />
      ) : (
        <Pages list={here(info.students)} cell={{ width: 11, height: 2.2 }} kind="names" testId="here">
          {({ name }) => (
            <li key={name} class="card">
              <b>{name}</b>
            </li>
          )}
        </Pages>
      )}
    </div>
  );
}

/** While there are no names to be shown: what this is, and how to come in. */
function Welcome() {
  return (
    <Fit most={2} kind="welcome">
      <h2>{t('home.title')}</h2>
      <p class="lead">{t('home.lead')}</p>
      <ol>
        <li>{t('class:welcome.open', { address: addressOf(me.value?.url ?? '') })}</li>
        <li>{t('class:welcome.code', { code: classroom.value?.code ?? '' })}</li>
        <li>{t('class:welcome.name')}</li>
      </ol>
      <p>{t('class:welcome.scan')}</p>
    </Fit>
  );
}

/** What everybody got done: by name, or by number where names are hidden. Answers are nobody else's. */
function Everybody({ info }: { info: LessonInfo }) {
  const people = info.students
    .map((student, number) => ({ ...student, number }))
    .filter(({ standing }) => standing === 'in');
  return (
    <Pages list={people} cell={{ width: 12, height: 3.4 }} kind="names" testId="class-results">
      {({ name, work, led, number }) => (
        <li key={number} class="card">
          <b>{name || t('class:student.number', { number: number + 1 })}</b>
          <span>{t('class:student.work', { work, led })}</span>
        </li>
      )}
    </Pages>
  );
}
