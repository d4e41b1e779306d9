/** The teacher's controls: what comes next, the pace, the door, and the way to projector and report. */
import { useSignal } from '@preact/signals';
import {
  DEALS,
  type Deal,
  type LessonInfo,
  LOOK_MS,
  LOOKS,
  NOBODY,
  seenOf,
} from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { decimal } from '../../i18n/numbers.ts';
import { classroom, lesson, teach } from '../../net/class.ts';
import { ticketOf } from '../../net/resume.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { Refusals } from './refusals.tsx';

const SPEEDS = [250, 500, 1000, 2000] as const;

/** What the main button does next, as a key of its words. */
function nextOf({ stage, activity, at, round, plan }: LessonInfo): string {
  if (stage === 'gathering') return 'start';
  if (stage === 'running' && activity?.do !== 'talk') return 'endRound';
  const rounds = activity?.do === 'machines' ? activity.rounds : 1;
  if (stage === 'between' && round + 1 < rounds) return 'nextRound';
  return at + 1 < plan.activities.length ? 'nextActivity' : 'finish';
}

export function Desk({ info }: { info: LessonInfo }) {
  const code = classroom.value?.code ?? '';
  const { goOn, waits } = useGoOn(info);
  const running = info.stage === 'running';
  const machines = running && (info.activity?.do === 'machines' || info.activity?.do === 'big');
  return (
    <div class="class-desk row wrap">
      {running && info.race !== null && <QuestionButtons race={info.race} />}
      {info.stage !== 'over' && (
        <Button
          kind={running && info.activity?.do !== 'talk' ? 'plain' : 'main'}
          testId="class-next"
          off={waits}
          onClick={() => goOn('next')}
        >
          <Icon name="forward" />
          {t(`class:desk.${nextOf(info)}`)}
        </Button>
      )}
      {machines && <Pace info={info} />}
      {!running &&
        info.stage !== 'over' &&
        (comesBig(info) ? <Volunteer info={info} /> : info.machinesNext > 1 && <Dealing info={info} />)}
      {(running || info.stage === 'between') && (
        <Button testId="class-repeat" off={waits} onClick={() => goOn('repeat')}>
          {t('class:desk.repeat')}
        </Button>
      )}
      {roundsLeft(info) && (
        <Button testId="class-skip" off={waits} onClick={() => goOn('skip')}>
          {t('class:desk.skip')}
        </Button>
      )}
      <span class="grow" />
      <Button
        pressed={info.locked}
        testId="class-lock"
        onClick={() => void teach({ do: 'lock', locked: !info.locked })}
      >
        {t(info.locked ? 'class:desk.locked' : 'class:desk.lock')}
      </Button>
      <Button
        pressed={info.hidden}
        testId="class-hide"
        onClick={() => void teach({ do: 'hide', hidden: !info.hidden })}
      >
        {t(info.hidden ? 'class:desk.hidden' : 'class:desk.hide')}
      </Button>
      <a
        class="button"
        href={`#/project/${code}?key=${ticketOf(code).hostKey}`}
        target="_blank"
        rel="noreferrer"
        data-testid="class-project"
      >
        <Icon name="eye" />
        {t('class:desk.project')}
      </a>
      <a class="button" href={`#/report/${code}`} data-testid="class-report">
        {t('class:desk.report')}
      </a>
      <Refusals />
    </div>
  );
}

type Way = 'next' | 'repeat' | 'skip';

/** Whether the part that is on has rounds after this one. */
const roundsLeft = ({ stage, activity, round }: LessonInfo): boolean =>
  (stage === 'running' || stage === 'between') && activity?.do === 'machines' && round + 1 < activity.rounds;

/** Goes on in the plan: one press at a time, from the moment that is on the screen. */
function useGoOn(info: LessonInfo) {
  // Asked, then answered on this picture of the lesson: the next one shows what came of it.
  const held = useSignal<'asked' | LessonInfo | null>(null);
  const waits = held.value === 'asked' || held.value === info;
  const goOn = async (what: Way): Promise<void> => {
    if (waits) return;
    held.value = 'asked';
    const reply = await teach({ do: what, seen: seenOf(info) });
    held.value = reply?.ok === true ? lesson.peek() : null;
  };
  return { waits, goOn: (what: Way) => void goOn(what) };
}

/** Whether the next part is the one big machine. */
const comesBig = ({ plan, at }: LessonInfo): boolean => plan.activities[at + 1]?.do === 'big';

interface ChooseProps<T> {
  label: string;
  testId: string;
  value: T;
  options: readonly (readonly [value: T, words: string])[];
  onChoose: (value: T) => void;
}

/** One of several, with its label beside it. */
function Choose<T extends string | number>({ label, testId, value, options, onChoose }: ChooseProps<T>) {
  return (
    <label class="row">
      <span class="small">{label}</span>
      <select
        class="input"
        data-testid={testId}
        value={value}
        onChange={(event) => onChoose(options[event.currentTarget.selectedIndex]![0])}
      >
        {options.map(([one, words]) => (
          <option key={one} value={one}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The kernel of the one big machine: the teacher, or somebody who would like to. */
function Volunteer({ info: { students, volunteer } }: { info: LessonInfo }) {
  const here = students.flatMap(({ name, present, standing }, number) =>
    present && standing === 'in' ? [[number, name] as const] : [],
  );
  return (
    <Choose
      label={t('class:desk.volunteer')}
      testId="class-volunteer"
      value={volunteer}
      options={[[NOBODY, t('class:desk.teacher')], ...here]}
      onChoose={(student) => void teach({ do: 'volunteer', student })}
    />
  );
}

/** How the next round's machines are dealt: as they sit, by chance, or the strong with the weak. */
const Dealing = ({ info }: { info: LessonInfo }) => (
  <Choose
    label={t('class:desk.deal')}
    testId="class-deal"
    value={info.deal}
    options={DEALS.map((deal) => [deal, t(`class:deal.${deal}`)])}
    onChoose={(deal: Deal) => void teach({ do: 'deal', deal })}
  />
);

function QuestionButtons({ race }: { race: NonNullable<LessonInfo['race']> }) {
  if (race.phase === 'over') return null;
  return race.phase === 'asking' ? (
    <Button kind="main" testId="class-show" onClick={() => void teach({ do: 'show' })}>
      {t('drills:ui.race.show')}
    </Button>
  ) : (
    <Button kind="main" testId="class-ask" onClick={() => void teach({ do: 'ask' })}>
      {t(race.round + 1 < race.rounds ? 'class:desk.ask' : 'class:desk.askDone')}
    </Button>
  );
}

/** The boards as they were, up to half a minute ago. */
function Back({ looks }: { looks: number }) {
  return (
    <label class="row">
      <span class="small">{t('class:desk.back', { seconds: decimal((looks * LOOK_MS) / 1000) })}</span>
      <input
        type="range"
        min={0}
        max={LOOKS}
        value={looks}
        data-testid="class-back"
        onInput={(event) => void teach({ do: 'back', looks: Number(event.currentTarget.value) })}
      />
    </label>
  );
}

function Pace({ info }: { info: LessonInfo }) {
  return (
    <>
      <Button testId="class-pause" onClick={() => void teach({ do: info.paused ? 'resume' : 'pause' })}>
        {t(info.paused ? 'class:desk.resume' : 'class:desk.pause')}
      </Button>
      {info.paused && (
        <Button testId="class-step" onClick={() => void teach({ do: 'step' })}>
          {t('class:desk.step')}
        </Button>
      )}
      {info.paused && <Back looks={info.back} />}
      <Choose
        label={t('class:desk.speed')}
        testId="class-speed"
        value={info.speed}
        options={[...new Set([...SPEEDS, info.speed])].map((permille) => [
          permille,
          t('class:desk.times', { times: decimal(permille / 1000) }),
        ])}
        onChoose={(permille: number) => void teach({ do: 'speed', permille })}
      />
    </>
  );
}
