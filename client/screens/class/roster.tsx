/** Who is in the class, for the teacher: names that can be put right, real names for the report, and the way out. */
import { useSignal } from '@preact/signals';
import { type LessonInfo, NOBODY } from '../../../shared/classroom/index.ts';
import type { Reply } from '../../../shared/race/index.ts';
import { t } from '../../i18n/index.ts';
import { teach } from '../../net/class.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { machineName } from './machine.tsx';

export function Roster({ info }: { info: LessonInfo }) {
  const rows = info.students
    .map((student, number) => ({ ...student, number }))
    .filter(({ standing }) => standing === 'in');
  const banned = info.students.flatMap(({ name, standing }, student) =>
    standing === 'banned' ? [{ name, student }] : [],
  );
  const seats = new Map(
    info.machines.flatMap(({ kernel, processes }, at) =>
      [kernel, ...processes].map((student) => [student, at] as const),
    ),
  );
  return (
    <>
      {rows.length === 0 ? (
        <p class="muted">{t('class:roster.empty')}</p>
      ) : (
        <Rows rows={rows} seats={seats} next={info.machinesNext} />
      )}
      {banned.length > 0 && <Banned list={banned} />}
    </>
  );
}

/** Who was taken out for good; a mistake can be put right. */
function Banned({ list }: { list: readonly { name: string; student: number }[] }) {
  return (
    <details>
      <summary>{t('class:roster.banned', { count: list.length })}</summary>
      <p class="row wrap">
        {list.map(({ name, student }) => (
          <Button
            key={student}
            testId={`readmit-${student}`}
            onClick={() => void teach({ do: 'readmit', student })}
          >
            {t('class:roster.readmit', { name })}
          </Button>
        ))}
      </p>
    </details>
  );
}

type Student = LessonInfo['students'][number] & { number: number };

interface RowsProps {
  rows: readonly Student[];
  /** Machine by student. */
  seats: ReadonlyMap<number, number>;
  next: number;
}

function Rows({ rows, seats, next }: RowsProps) {
  return (
    <table class="class-roster" data-testid="roster">
      <thead>
        <tr>
          {['name', 'where', 'turns'].map((head) => (
            <th key={head} scope="col">
              {t(`class:roster.${head}`)}
            </th>
          ))}
          <th scope="col">
            <span class="hidden">{t('class:roster.more')}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.number} student={row} machine={seats.get(row.number) ?? NOBODY} next={next} />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  student: Student;
  machine: number;
  /** Machines of the next round. */
  next: number;
}

/** A student in a line; what is needed now and then in another below it. */
function Row({ student: { number, name, real, present, hand, turns }, machine, next }: RowProps) {
  const open = useSignal(false);
  return (
    <>
      <tr class={present ? '' : 'away'} data-testid={`student-${number}`}>
        <td>
          <Edit
            value={name}
            label={t('class:roster.rename', { name })}
            onSet={(text) => teach({ do: 'rename', student: number, name: text })}
          />
        </td>
        <td>
          <Where present={present} machine={machine} />
          {next > 0 && <Hand student={number} name={name} hand={hand ?? NOBODY} machines={next} />}
        </td>
        <td class="mono">{turns}</td>
        <td>
          <button
            type="button"
            class="button quiet"
            aria-expanded={open.value}
            aria-label={t('class:roster.moreOf', { name })}
            data-testid={`more-${number}`}
            onClick={() => {
              open.value = !open.value;
            }}
          >
            <Icon name="more" />
          </button>
        </td>
      </tr>
      {open.value && (
        <tr>
          <td colSpan={4} class="class-roster-more">
            <span>{t('class:roster.real')}</span>
            <Edit
              value={real}
              label={t('class:roster.realOf', { name })}
              onSet={(text) => teach({ do: 'real', student: number, real: text })}
            />
            <Rejoin student={number} name={name} />
            <Out student={number} name={name} />
          </td>
        </tr>
      )}
    </>
  );
}

interface EditProps {
  value: string;
  label: string;
  onSet: (value: string) => Promise<Reply | null>;
}

/** A text that is kept when one leaves the field; one that is refused goes back to what it was, and says why. */
function Edit({ value, label, onSet }: EditProps) {
  const refused = useSignal('');
  const set = async (input: HTMLInputElement): Promise<void> => {
    const text = input.value.trim();
    if (text === value) return;
    const reply = await onSet(text);
    refused.value = reply?.ok === true ? '' : t('class:roster.refused', { text });
    if (reply?.ok !== true) input.value = value;
  };
  return (
    <>
      <input
        class="input"
        aria-label={label}
        maxLength={60}
        defaultValue={value}
        key={value}
        onBlur={(event) => void set(event.currentTarget)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') event.currentTarget.blur();
        }}
      />
      {refused.value !== '' && (
        <small role="alert" class="drill-wrong">
          {refused.value}
        </small>
      )}
    </>
  );
}

function Where({ present, machine }: { present: boolean; machine: number }) {
  if (!present) return <span class="muted">{t('lobby.away')}</span>;
  return machine < 0 ? null : <span>{machineName(machine)}</span>;
}

interface HandProps {
  student: number;
  name: string;
  hand: number;
  machines: number;
}

/** The machine of the next round that has machines: as it is dealt, or one by hand. */
function Hand({ student, name, hand, machines }: HandProps) {
  // What is refused goes back to what it was; why is told at the desk.
  const move = async (select: HTMLSelectElement): Promise<void> => {
    const reply = await teach({ do: 'move', student, machine: Number(select.value) });
    if (reply?.ok !== true) select.value = String(hand);
  };
  return (
    <select
      class="input"
      data-testid={`hand-${student}`}
      aria-label={t('class:roster.move', { name })}
      value={hand}
      onChange={(event) => void move(event.currentTarget)}
    >
      <option value={NOBODY}>{t('class:roster.dealt')}</option>
      {Array.from({ length: machines }, (_, at) => (
        <option key={at} value={at}>
          {t('class:roster.next', { machine: machineName(at) })}
        </option>
      ))}
    </select>
  );
}

/** A new code for somebody who has lost their device and their code. */
function Rejoin({ student, name }: { student: number; name: string }) {
  const code = useSignal('');
  if (code.value !== '') return <b class="mono">{code.value}</b>;
  return (
    <Button
      label={t('class:roster.rejoinOf', { name })}
      testId={`rejoin-${student}`}
      onClick={() =>
        void teach({ do: 'rejoin', student }).then((reply) => {
          code.value = reply?.ok === true ? (reply.rejoin ?? '') : '';
        })
      }
    >
      {t('class:roster.rejoin')}
    </Button>
  );
}

/** Two ways out, asked once more: may come back, and may not. */
function Out({ student, name }: { student: number; name: string }) {
  const asking = useSignal<'remove' | 'ban' | null>(null);
  const ask = (what: 'remove' | 'ban' | null) => () => {
    asking.value = what;
  };
  if (asking.value === null) {
    return (
      <span class="row wrap">
        <Button testId={`remove-${student}`} onClick={ask('remove')}>
          {t('class:roster.remove')}
        </Button>
        <Button testId={`ban-${student}`} onClick={ask('ban')}>
          {t('class:roster.ban')}
        </Button>
      </span>
    );
  }
  const what = asking.value;
  return (
    <span class="row wrap">
      <Button testId={`out-${student}`} onClick={() => void teach({ do: what, student })}>
        {t(`class:roster.sure.${what}`, { name })}
      </Button>
      <Button kind="quiet" onClick={ask(null)}>
        {t('class:roster.keep')}
      </Button>
    </span>
  );
}
