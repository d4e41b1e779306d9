/**
 * Coming in by code, from a link or the QR picture: a name, a wish for a side, and in.
 */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { t } from '../i18n/index.ts';
import { CODE_LENGTH, kindOfRoom, PLACE, type RoomKind } from '../net/codes.ts';
import { playerName, rename, visitRoom } from '../net/create.ts';
import { cleanCode, go, settle } from '../route.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons.tsx';
import { Plain } from './plain.tsx';

const ROLES = ['any', 'process', 'kernel'] as const;
const role = signal<(typeof ROLES)[number]>('any');

export function Join({ code }: { code: string }) {
  // Undefined while the code of a link is being looked up.
  const kind = useSignal<RoomKind | 'none' | null | undefined>(code === '' ? null : undefined);
  const sought = useSignal(code);
  const look = async (typed: string): Promise<void> => {
    sought.value = typed;
    const found = await kindOfRoom(typed);
    if (sought.peek() !== typed) return;
    kind.value = found;
    // A class asks for what it wants to know at its own door.
    if (found === 'classroom') settle(`#/${PLACE[found]}/${typed}`);
  };
  const type = (typed: string): void => {
    kind.value = null;
    sought.value = typed;
    if (typed.length >= CODE_LENGTH) void look(typed);
  };
  useEffect(() => {
    if (code !== '') void look(code);
  }, [code]);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const data = new FormData(event.currentTarget as HTMLFormElement);
    const typed = cleanCode(String(data.get('code') ?? ''));
    if (typed === '') return;
    await look(typed);
    const found = kind.peek() ?? 'machine';
    if (found === 'machine') visitRoom(typed, { role: role.peek() });
    if (found === 'drill-race') go(`#/${PLACE[found]}/${typed}`);
  };
  return (
    <Plain>
      <h1>{t('join.title')}</h1>
      <form class="stack" onSubmit={(event) => void submit(event)}>
        <label class="field">
          {t('join.code')}
          <input
            class="input code"
            name="code"
            data-testid="code-input"
            defaultValue={code}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            required
            aria-invalid={kind.value === 'none'}
            aria-describedby={kind.value === 'none' ? 'no-such-code' : undefined}
            onInput={(event) => type(cleanCode(event.currentTarget.value))}
          />
        </label>
        {kind.value === 'none' && (
          <p id="no-such-code" class="notice" role="alert" data-testid="no-such-code">
            <b>{t('lost.code', { code: sought.value })}.</b> {t('lost.codeText')}
          </p>
        )}
        {kind.value === undefined ? <div class="skeleton" aria-busy="true" /> : <NameField />}
        {(kind.value === null || kind.value === 'machine') && <RoleChoice />}
        <div>
          <button type="submit" class="button main" data-testid="join-button">
            {t('join.go')}
            <Icon name="forward" />
          </button>
        </div>
      </form>
      {kind.value !== 'none' && kind.value !== 'classroom' && (
        <p class="muted">{t(`join.note.${kind.value ?? 'machine'}`)}</p>
      )}
    </Plain>
  );
}

function RoleChoice() {
  return (
    <fieldset class="choices">
      <legend>{t('join.role')}</legend>
      {ROLES.map((name) => (
        <Button
          key={name}
          pressed={role.value === name}
          testId={`role-${name}`}
          onClick={() => {
            role.value = name;
          }}
        >
          {role.value === name && <Icon name="check" />}
          {t(`join.roles.${name}`)}
        </Button>
      ))}
    </fieldset>
  );
}

interface TextProps {
  name: 'name' | 'real';
  value: string;
  most: number;
  hint?: string;
  onType: (value: string) => void;
}

export function TextField({ name, value, most, hint, onType }: TextProps) {
  return (
    <label class="field">
      {t(`join.${name}`)}
      <input
        class="input"
        data-testid={`${name}-input`}
        maxLength={most}
        autocomplete={name === 'name' ? 'nickname' : 'off'}
        placeholder={hint}
        value={value}
        onInput={(event) => onType(event.currentTarget.value)}
      />
    </label>
  );
}

export const NameField = () => (
  <TextField name="name" value={playerName.value} most={24} hint={t('join.nameHint')} onType={rename} />
);
