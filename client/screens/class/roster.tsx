/** Who is in the class, for the teacher: names that can be put right, real names for the report, and the way out. */
import { useSignal } from '@preact/signals';
import { type LessonInfo, NOBODY } from '../../../shared/classroom/index.ts';
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
  const next = info.machinesNext;
  const heads = ['name', 'real', 'where', ...(next > 0 ? ['hand'] : []), 'turns', 'device', 'actions'];
  return (
    <div class="table-wrap">
      <table class="class-roster" data-testid="roster">
        <thead>
          <tr>
            {heads.map((head) => (
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
                <Where present={row.present} machine={seats.get(row.number) ?? NOBODY} />
              </td>
              {next > 0 && (
                <td>
                  <Hand student={row.number} name={row.name} hand={row.hand ?? NOBODY} machines={next} />
                </td>
              )}
              <td class="mono">{row.turns}</td>
              <td>
                <Rejoin student={row.number} name={row.name} />
              </td>
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

function Where({ present, machine }: { present: boolean; machine: number }) {
  if (!present) return <span class="muted">{t('lobby.away')}</span>;
  return <span>{machine < 0 ? '–' : machineName(machine)}</span>;
}

interface HandProps {
  student: number;
  name: string;
  hand: number;
  machines: number;
}

/** The machine of the next round that has machines: as it is dealt, or one by hand. */
function Hand({ student, name, hand, machines }: HandProps) {
  return (
    <select
      class="input"
      data-testid={`hand-${student}`}
      aria-label={t('class:roster.move', { name })}
      value={hand}
      onChange={(event) => void teach({ do: 'move', student, machine: Number(event.currentTarget.value) })}
    >
      <option value={NOBODY}>{t('class:roster.dealt')}</option>
      {Array.from({ length: machines }, (_, at) => (
        <option key={at} value={at}>
          {machineName(at)}
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
      kind="quiet"
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
