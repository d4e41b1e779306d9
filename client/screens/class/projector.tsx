/**
 * The screen in front of the class, which nobody has to touch: the way in, the questions, every machine with the one worth
 * watching large, what to talk about, and at the end what everybody did.
 */
import { useEffect } from 'preact/hooks';
import { type Activity, type LessonInfo, LOOK_MS } from '../../../shared/classroom/index.ts';
import { has, t } from '../../i18n/index.ts';
import { classroom, enterClass, leaveClass, lesson, me, retryClass } from '../../net/class.ts';
import { classLink } from '../../net/store.ts';
import { recall, remember } from '../../ui/memory.ts';
import { Behind } from '../behind.tsx';
import { Invite } from '../invite.tsx';
import { Plain } from '../plain.tsx';
import { Boards } from './boards.tsx';
import { Questions } from './questions.tsx';
import { activityName } from './teacher.tsx';

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
      <Plain wide>
        <div class="projector" data-testid="projector">
          {lesson.value !== null && <Shown info={lesson.value} />}
        </div>
      </Plain>
    </Behind>
  );
}

function Shown({ info }: { info: LessonInfo }) {
  const { stage, activity, race } = info;
  if (stage === 'gathering') return <Gathering info={info} />;
  if (stage === 'over') return <Everybody info={info} />;
  if (activity?.do === 'talk') return <h1 class="projector-talk">{activityName(activity)}</h1>;
  if (activity?.do === 'drills' && race !== null) return <Questions race={race} />;
  return (
    <>
      <h1>
        {activity !== null && activityName(activity)}{' '}
        {activity?.do === 'machines' && (
          <span class="muted">{t('class:round', { round: info.round + 1, rounds: activity.rounds })}</span>
        )}
      </h1>
      {info.paused && (
        <p class="notice">
          {info.back > 0 ? t('class:backThen', { seconds: (info.back * LOOK_MS) / 1000 }) : t('class:paused')}
        </p>
      )}
      {stage === 'between' && activity !== null && <Idea activity={activity} />}
      <Boards info={info} />
    </>
  );
}

/** What the class has just seen, in a sentence: the idea of the lesson that was played. */
function Idea({ activity }: { activity: Activity }) {
  const key = 'scenario' in activity ? `ladder.${activity.scenario}.idea` : '';
  return has(key) ? <p class="lead">{t(key)}</p> : null;
}

function Gathering({ info }: { info: LessonInfo }) {
  const here = info.students.filter(({ standing, present }) => standing === 'in' && present);
  return (
    <div class="lobby">
      <Invite code={classroom.value?.code ?? ''} url={me.value?.url ?? ''} />
      <section class="stack">
        <h1>{t('class:roster.title', { count: here.length })}</h1>
        {!info.hidden && (
          <ul class="racers">
            {here.map(({ name }) => (
              <li key={name} class="card">
                <b>{name}</b>
              </li>
            ))}
          </ul>
        )}
      </section>
    </div>
  );
}

/** What everybody did, in columns: by name, or by number where names are hidden. */
function Everybody({ info }: { info: LessonInfo }) {
  const people = info.students.filter(({ standing }) => standing === 'in');
  return (
    <>
      <h1>{t('class:thanks')}</h1>
      <ol class="class-results" data-testid="class-results">
        {people.map(({ name, work, right, asked }, number) => (
          <li key={number} class="card">
            <b>{name || t('class:student.number', { number: number + 1 })}</b>
            <span class="small">{t('class:student.did', { work, right, asked })}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
