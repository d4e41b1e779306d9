/** The machines of a round on the teacher's page: each with its board, its people, and what is going on. */
import { type LessonInfo, type MachineInfo, shownLarge } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { share } from '../../i18n/numbers.ts';
import { Bar, Button } from '../../ui/button.tsx';
import { MiniBoard, machineName, State } from './machine.tsx';

/** More machines than this are drawn without their people. */
const MANY = 8;

interface BoardsProps {
  info: LessonInfo;
  /** Shows a machine to all, or -1 to leave it to what happens. */
  onSpot: (machine: number) => void;
}

export function Boards({ info, onSpot }: BoardsProps) {
  const { machines, students, spot, paused } = info;
  const large = shownLarge(machines, spot);
  const name = (student: number): string => students[student]?.name ?? '';
  return (
    <>
      {paused && <p class="muted">{t('class:machine.spotText')}</p>}
      <ul class={machines.length > MANY ? 'class-machines many' : 'class-machines'} data-testid="machines">
        {machines.map((machine, at) => (
          <li key={machine.code} class={`card ${machine.alarm === '' ? '' : 'alarm'}`}>
            <MachineCard machine={machine} title={machineName(at)} name={name} shown={at === large} />
            <Button pressed={spot === at} testId={`spot-${at}`} onClick={() => onSpot(spot === at ? -1 : at)}>
              {t(spot === at ? 'class:machine.spotted' : 'class:machine.spot')}
            </Button>
          </li>
        ))}
      </ul>
    </>
  );
}

interface CardProps {
  machine: MachineInfo;
  title: string;
  name: (student: number) => string;
  /** It is the large one on the projector. */
  shown: boolean;
}

function MachineCard({ machine, title, name, shown }: CardProps) {
  const { kernel, processes, work, fairness, tick, ticks } = machine;
  const people = processes
    .filter((student) => student >= 0)
    .map(name)
    .filter((one) => one !== '');
  return (
    <>
      {shown && <b class="class-large">{t('class:machine.large')}</b>}
      <p class="spread wrap">
        <b>{title}</b>
        <State machine={machine} />
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
