/** The machines of a round: each with its board small, its people, and what is going on; one of them large. */
import { type LessonInfo, type MachineInfo, OWNERS } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { share } from '../../i18n/numbers.ts';
import { Bar, Button } from '../../ui/button.tsx';
import { inkOf } from '../../ui/inks.ts';

/** More frames than this are drawn without their letters. */
const LETTERED = 300;
/** More machines than this are drawn without their people. */
const MANY = 8;
const ALARMING = ['thrashing', 'oom', 'breach', 'panic'];

export const machineName = (at: number): string => t('class:machine.name', { number: at + 1 });

/** The machine most worth looking at: the gravest alarm, else the one that has done most. */
function worthWatching(machines: readonly MachineInfo[]): number {
  const weight = ({ alarm, work }: MachineInfo): number => ALARMING.indexOf(alarm) * 1_000_000 + work;
  let best = 0;
  for (const [at, machine] of machines.entries()) if (weight(machine) > weight(machines[best]!)) best = at;
  return best;
}

interface BoardsProps {
  info: LessonInfo;
  /** For the teacher: shows a machine to all, or -1 to leave it to what happens. */
  onSpot?: (machine: number) => void;
}

export function Boards({ info, onSpot }: BoardsProps) {
  const { machines, students, spot } = info;
  const large = machines[spot] === undefined ? worthWatching(machines) : spot;
  const name = (student: number): string => students[student]?.name ?? '';
  return (
    <ul class={machines.length > MANY ? 'class-machines many' : 'class-machines'} data-testid="machines">
      {machines.map((machine, at) => (
        <li
          key={machine.code}
          class={`card ${machine.alarm === '' ? '' : 'alarm'} ${at === large ? 'large' : ''}`}
        >
          <MachineCard machine={machine} title={machineName(at)} name={name} />
          {onSpot !== undefined && (
            <Button pressed={spot === at} testId={`spot-${at}`} onClick={() => onSpot(spot === at ? -1 : at)}>
              {t('class:machine.spot')}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

interface CardProps {
  machine: MachineInfo;
  title: string;
  name: (student: number) => string;
}

function MachineCard({ machine, title, name }: CardProps) {
  const { kernel, processes, work, fairness, alarm, over, tick, ticks } = machine;
  const people = processes
    .filter((student) => student >= 0)
    .map(name)
    .filter((one) => one !== '');
  return (
    <>
      <p class="spread">
        <b>{title}</b>
        <span class="class-alarm">
          {alarm === '' ? (over ? t('class:machine.over') : '') : t(`class:alarm.${alarm}`)}
        </span>
      </p>
      <MiniBoard frames={machine.frames} title={title} />
      <p class="small">
        {t('class:machine.kernel', { name: name(kernel) || t('class:machine.ai') })}
        {people.length > 0 && ` · ${people.join(', ')}`}
      </p>
      <p class="mono small">{t('class:machine.figures', { work, fairness: share(fairness) })}</p>
      <Bar share={ticks === 0 ? 0 : tick / ticks} label={t('class:machine.progress')} />
    </>
  );
}

/** A tile a frame, by its owner's ink; a letter where there is room for one. */
function MiniBoard({ frames, title }: { frames: string; title: string }) {
  const free = [...frames].filter((letter) => letter === '.').length;
  const label = t('class:machine.board', { title, free, count: frames.length });
  return (
    <div class="mini-board" role="img" aria-label={label}>
      {[...frames].map((letter, at) => (
        <i
          key={at}
          class={kindOf(letter)}
          style={ownerOf(letter) > 0 ? { background: inkOf(ownerOf(letter)) } : {}}
        >
          {frames.length <= LETTERED && ownerOf(letter) > 0 ? letterOf(ownerOf(letter)) : ''}
        </i>
      ))}
    </div>
  );
}

const kindOf = (letter: string): string => (letter === '.' ? 'free' : letter === '#' ? 'kernel' : '');
const ownerOf = (letter: string): number =>
  letter === '.' || letter === '#' ? 0 : letter.charCodeAt(0) - OWNERS;
const letterOf = (pid: number): string => String.fromCharCode(64 + (((pid - 1) % 26) + 1));
