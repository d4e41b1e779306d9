/** The machines of a round before the class: the one worth watching large, the others small, and all compared by bars. */
import { type LessonInfo, type MachineInfo, NOBODY, shownLarge } from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { share } from '../../i18n/numbers.ts';
import { Swatch } from '../../ui/hatch.tsx';
import { Pages } from './fit.tsx';
import { MiniBoard, machineName, State } from './machine.tsx';

/** With fewer than so many others the large machine has the larger part of the screen. */
const FEW_SMALL = 4;

export function Machines({ info }: { info: LessonInfo }) {
  const { machines, spot } = info;
  if (machines.length === 0) return null;
  const large = shownLarge(machines, spot);
  const others = machines.length - 1;
  return (
    <>
      <div class={`show ${others === 0 ? 'alone' : others < FEW_SMALL ? 'few' : ''}`} data-testid="machines">
        <Large info={info} at={large} />
        {others > 0 && <SmallMachines machines={machines} but={large} />}
      </div>
      {others > 0 && <Compare machines={machines} marked={large} />}
      <Legend />
    </>
  );
}

function Large({ info, at }: { info: LessonInfo; at: number }) {
  const machine = info.machines[at]!;
  const { work, fairness, alarm } = machine;
  const title = machineName(at);
  return (
    <section class={`card large ${alarm === '' ? '' : 'alarm'}`} aria-label={title} data-testid="large">
      <p class="machine-head">
        <b>{title}</b>
        <State machine={machine} />
      </p>
      <MiniBoard frames={machine.frames} title={title} />
      <Crew info={info} machine={machine} />
      <p class="machine-figures">{t('class:machine.figures', { work, fairness: share(fairness) })}</p>
    </section>
  );
}

/** So many stand below the board; more beside it, page by page. */
const FEW = 8;

/** Who is who on the board: the kernel's hatch, and that of each process with its letter. */
function Crew({ info, machine: { kernel, processes } }: { info: LessonInfo; machine: MachineInfo }) {
  const who = (student: number): string => {
    if (student === NOBODY) return t('class:machine.ai');
    return info.students[student]?.name || t('class:student.number', { number: student + 1 });
  };
  const named = (pid: number, student: number): string =>
    pid === 0 ? t('class:machine.kernel', { name: who(student) }) : who(student);
  const member = (student: number, pid: number) => (
    <li key={pid}>
      <Swatch pid={pid} />
      <span>{named(pid, student)}</span>
    </li>
  );
  const list = [kernel, ...processes];
  if (list.length <= FEW) return <ul class="crew few">{list.map(member)}</ul>;
  return (
    <Pages list={list} cell={{ width: 10, height: 1.7 }} most={1.3} kind="crew">
      {member}
    </Pages>
  );
}

/** All machines but one, as small as it takes. */
export function SmallMachines({ machines, but = -1 }: { machines: readonly MachineInfo[]; but?: number }) {
  const list = machines.map((machine, at) => ({ machine, at })).filter(({ at }) => at !== but);
  return (
    <Pages
      list={list}
      cell={{ width: 5.6, height: 4.4 }}
      most={3}
      kind="small-machines"
      testId="small-machines"
    >
      {({ machine, at }) => (
        <li key={machine.code} class={`card ${machine.alarm === '' ? '' : 'alarm'}`}>
          <p class="machine-head">
            <b>{machineName(at)}</b>
            <State machine={machine} brief />
          </p>
          <MiniBoard frames={machine.frames} title={machineName(at)} letters={list.length < 6} />
        </li>
      )}
    </Pages>
  );
}

/** More machines than this have bars without figures. */
const FIGURED = 16;

/** Work and fairness of all machines side by side; work as a share of the most. */
export function Compare({ machines, marked }: { machines: readonly MachineInfo[]; marked?: number }) {
  const most = Math.max(1, ...machines.map(({ work }) => work));
  return (
    <section class="compare" aria-label={t('class:compare.title')} data-testid="compare">
      <p aria-hidden="true">
        <i class="work" /> {t('class:compare.work')}
        <br />
        <i class="fairness" /> {t('class:compare.fairness')}
      </p>
      <ol class={machines.length > FIGURED ? 'bare' : ''}>
        {machines.map(({ code, work, fairness, alarm }, at) => (
          <li key={code} class={`${at === marked ? 'marked' : ''} ${alarm === '' ? '' : 'alarm'}`}>
            <span class="hidden">
              {machineName(at)}: {t('class:machine.figures', { work, fairness: share(fairness) })}
            </span>
            <Column kind="work" share={work / most} figure={String(work)} />
            <Column kind="fairness" share={fairness / 1000} figure={share(fairness)} />
            <b aria-hidden="true">{at + 1}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Column({ kind, share, figure }: { kind: 'work' | 'fairness'; share: number; figure: string }) {
  return (
    <span class="column" aria-hidden="true">
      <small class="mono">{figure}</small>
      <i class={kind} style={{ '--share': Math.max(0, Math.min(1, share)) }} />
    </span>
  );
}

/** What the tiles of every board mean. */
function Legend() {
  return (
    <ul class="projector-legend" data-testid="legend">
      <li>
        <span class="swatch free" aria-hidden="true" /> {t('class:legend.free')}
      </li>
      <li>
        <Swatch pid={0} /> {t('class:legend.kernel')}
      </li>
      <li>
        <Swatch pid={1} />
        <Swatch pid={2} />
        <Swatch pid={3} /> {t('class:legend.process')}
      </li>
    </ul>
  );
}
