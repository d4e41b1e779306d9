/** Who is in the class, for the teacher: names that can be put right, real names for the report, and the way out. */
import { useSignal } from '@preact/signals';
import type { LessonInfo } from '../../../shared/classroom/index.ts';
import type { Reply } from '../../../shared/race/index.ts';
import { t } from '../../i18n/index.ts';
import { teach } from '../../net/class.ts';
import { Button } from '../../ui/button.tsx';
import { machineName } from './machine.tsx';

export function Roster({ info }: { info: LessonInfo }) {
  const rows = info.students
    .map((student, number) => ({ ...student, number }))
    .filter(({ standing }) => standing === 'in');
  if (rows.length === 0) return <p class="muted">{t('class:roster.empty')}</p>;
  const seats = new Map(
    info.machines.flatMap(({ kernel, processes }, at) =>
      [kernel, ...processes].map((student) => [student, at] as const),
    ),
  );
  return (
    <div class="table-wrap">
      <table class="class-roster" data-testid="roster">
        <thead>
          <tr>
            {['name', 'real', 'where', 'turns', 'actions'].map((head) => (
              <th key={head} scope="col">
                {t(`class:roster.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.number} class={row.present ? '' : 'away'} data-testid={`student-${row.number}`}>
              <td>
                <Edit
                  value={row.name}
                  label={t('class:roster.rename', { name: row.name })}
                  onSet={(name) => teach({ do: 'rename', student: row.number, name })}
                />
              </td>
              <td>
                <Edit
                  value={row.real}
                  label={t('class:roster.realOf', { name: row.name })}
                  onSet={(real) => teach({ do: 'real', student: row.number, real })}
                />
              </td>
              <td>
                <Where
                  info={info}
                  student={row.number}
                  machine={seats.get(row.number) ?? -1}
                  present={row.present}
                />
              </td>
              <td class="mono">{row.turns}</td>
              <td>
                <Out student={row.number} name={row.name} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
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

interface WhereProps {
  info: LessonInfo;
  student: number;
  machine: number;
  present: boolean;
}

/** The machine of a student; between rounds, the one to go to. */
function Where({ info, student, machine, present }: WhereProps) {
  if (!present) return <span class="muted">{t('lobby.away')}</span>;
  if (machine < 0) return <span class="muted">–</span>;
  if (info.stage !== 'between' || info.machines.length < 2) return <span>{machineName(machine)}</span>;
  return (
    <select
      class="input"
      aria-label={t('class:roster.move')}
      value={machine}
      onChange={(event) => void teach({ do: 'move', student, machine: Number(event.currentTarget.value) })}
    >
      {info.machines.map((_, at) => (
        <option key={at} value={at}>
          {machineName(at)}
        </option>
      ))}
    </select>
  );
}

/** Two ways out, asked once more: may come back, and may not. */
function Out({ student, name }: { student: number; name: string }) {
  const asking = useSignal(false);
  if (!asking.value) {
    return (
      <Button
        kind="quiet"
        label={t('class:roster.out', { name })}
        testId={`out-${student}`}
        onClick={() => {
          asking.value = true;
        }}
      >
        ×
      </Button>
    );
  }
  return (
    <span class="row">
      <Button testId={`remove-${student}`} onClick={() => void teach({ do: 'remove', student })}>
        {t('class:roster.remove')}
      </Button>
      <Button testId={`ban-${student}`} onClick={() => void teach({ do: 'ban', student })}>
        {t('class:roster.ban')}
      </Button>
      <Button
        kind="quiet"
        onClick={() => {
          asking.value = false;
        }}
      >
        {t('class:roster.keep')}
      </Button>
    </span>
  );
}
