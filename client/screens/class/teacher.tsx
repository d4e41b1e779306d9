/** The teacher's page: where the lesson is, what the class does now, and who is in it. */
import { useSignal } from '@preact/signals';
import type { Activity, LessonInfo } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { classroom, lesson, me, teach } from '../../net/class.ts';
import { keepTicket } from '../../net/resume.ts';
import { go } from '../../route.ts';
import { Button } from '../../ui/button.tsx';
import { Invite } from '../invite.tsx';
import { Plain } from '../plain.tsx';
import { Boards } from './boards.tsx';
import { Desk } from './desk.tsx';
import { OwnLink } from './ownLink.tsx';
import { Planner } from './planner.tsx';
import { Answered, Questions } from './questions.tsx';
import { Roster } from './roster.tsx';
import { Seen } from './seen.tsx';
import { TimeLeft } from './timeLeft.tsx';

/** An activity in a few words. */
export function activityName(activity: Activity): string {
  if (activity.do === 'talk')
    return activity.talk === undefined ? (activity.text ?? '') : t(`class:talk.${activity.talk}`);
  if (activity.do === 'drills')
    return activity.set === undefined
      ? (activity.concepts ?? []).map((id) => t(`concept.${id}`)).join(', ')
      : t(`drills:ui.sets.${activity.set}`);
  return t(`scenario.${activity.scenario}`);
}

export function Teacher() {
  const info = lesson.value;
  if (info === null) return null;
  return (
    <Plain wide>
      <Desk info={info} />
      {info.stage === 'gathering' && <OwnLink code={classroom.value?.code ?? ''} />}
      <Steps info={info} />
      <div class="class-page">
        <section aria-labelledby="now" class="stack">
          <h1 id="now">
            {t(`class:stage.${info.stage}`, { at: info.at + 1, count: info.plan.activities.length })}
          </h1>
          <Now info={info} />
        </section>
        <section aria-labelledby="who" class="stack">
          <h2 id="who">{t('class:roster.title', { count: classroom.value?.count ?? 0 })}</h2>
          <Roster info={info} />
        </section>
      </div>
      <p class="row wrap class-delete">
        {info.stage !== 'over' && <Sure what="end" onGo={() => void teach({ do: 'end' })} />}
        <Sure
          what="delete"
          onGo={() => void teach({ do: 'delete' }).then((reply) => reply?.ok && go('#/'))}
        />
      </p>
    </Plain>
  );
}

/** The plan, with what is done, what is on, and what comes. */
function Steps({ info }: { info: LessonInfo }) {
  return (
    <ol class="class-steps" data-testid="steps">
      {info.plan.activities.map((activity, at) => (
        <li
          key={at}
          class={at === info.at ? 'now' : at < info.at ? 'done' : ''}
          aria-current={at === info.at ? 'step' : undefined}
        >
          <b>{t(`class:do.${activity.do}`)}</b> {activityName(activity)}{' '}
          <span class="muted">{t('class:minutes', { count: activity.minutes })}</span>
          {at === info.at && activity.do === 'machines' && (
            <span> · {t('class:round', { round: info.round + 1, rounds: activity.rounds })}</span>
          )}
        </li>
      ))}
    </ol>
  );
}

const spot = (machine: number): void => void teach({ do: 'spot', machine });

function Now({ info }: { info: LessonInfo }) {
  const { stage, activity, race } = info;
  if (stage === 'gathering') {
    return (
      <>
        <Invite code={classroom.value?.code ?? ''} url={me.value?.url ?? ''} />
        <Planner plan={info.plan} />
      </>
    );
  }
  if (stage === 'over') return <p class="lead">{t('class:overText')}</p>;
  if (activity?.do === 'talk') return <p class="lead">{activityName(activity)}</p>;
  if (stage === 'between') {
    return (
      <>
        <Seen info={info} />
        {activity?.do !== 'drills' && <Boards info={info} onSpot={spot} />}
      </>
    );
  }
  if (activity?.do === 'drills' && race !== null) {
    return (
      <>
        <Questions race={race} onStep={(step) => void teach({ do: 'why', step })} />
        <Answered race={race} />
      </>
    );
  }
  return (
    <>
      {activity?.do === 'big' && <Kernel info={info} />}
      <TimeLeft info={info} />
      <Boards info={info} onSpot={spot} />
    </>
  );
}

/** The kernel's seat of the one big machine, for the teacher, in a tab of its own: the desk stays. */
function Kernel({ info }: { info: LessonInfo }) {
  const seat = info.kernelSeat;
  if (seat === null) return null;
  return (
    <p>
      <a
        class="button"
        href={`#/m/${seat.code}`}
        target="_blank"
        rel="noreferrer"
        data-testid="class-kernel"
        onClick={() => keepTicket(seat.code, { token: seat.seat, quiet: true })}
      >
        {t('class:kernel')}
      </a>
    </p>
  );
}

interface SureProps {
  /** Its words under `class:`, and the start of its test ids. */
  what: 'delete' | 'end';
  onGo: () => void;
}

/** What can't be taken back, after one is asked once more. */
function Sure({ what, onGo }: SureProps) {
  const asking = useSignal(false);
  const ask = (is: boolean) => () => {
    asking.value = is;
  };
  if (!asking.value) {
    return (
      <Button kind="quiet" testId={`class-${what}`} onClick={ask(true)}>
        {t(`class:${what}.ask`)}
      </Button>
    );
  }
  return (
    <span class="row wrap">
      <span>{t(`class:${what}.sure`)}</span>
      <Button testId={`class-${what}-sure`} onClick={onGo}>
        {t(`class:${what}.go`)}
      </Button>
      <Button kind="quiet" onClick={ask(false)}>
        {t(`class:${what}.no`)}
      </Button>
    </span>
  );
}
