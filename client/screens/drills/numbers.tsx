/**
 * Numbers to be typed in. What can't be used is said beside its field; afterwards each field is marked, with what is right
 * beside what was given.
 */
import { useSignal } from '@preact/signals';
import { useId, useRef } from 'preact/hooks';
import type { Form } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Tick } from './marks.tsx';
import { answer, correct, given, markAt } from './sheet.ts';
import { tell } from './words.ts';

type Base = 10 | 16;

interface Asked {
  name: string;
  base: Base;
  min: number;
  max: number;
}

const asText = (value: number, base: Base): string => value.toString(base).toUpperCase();
const prefixed = (value: number, base: Base): string => (base === 16 ? '0x' : '') + asText(value, base);

/** The number that was typed, or the words that say why it can't be used. */
function read(typed: string, { base, min, max }: Asked): number | string {
  const bare = typed.trim().replace(/^(-?)0x/i, base === 16 ? '$1' : '$&');
  if (bare === '') return t('drills:ui.bad.empty');
  const sound = base === 16 ? /^-?[0-9a-f]+$/i.test(bare) : /^-?\d+$/.test(bare);
  if (!sound) return t(base === 16 ? 'drills:ui.bad.hex' : 'drills:ui.bad.digits');
  const value = Number.parseInt(bare, base);
  if (value >= min && value <= max) return value;
  return t('drills:ui.bad.range', { min: prefixed(min, base), max: prefixed(max, base) });
}

const askedBy = (form: NumberForm): Asked[] =>
  form.type === 'number'
    ? [{ name: tell(form.unit), base: 10, min: form.min, max: form.max }]
    : form.fields.map(({ name, base, max }) => ({ name: tell(name), base, min: 0, max }));

type NumberForm = Extract<Form, { type: 'number' | 'fields' }>;

export function Numbers({ form, done }: { form: NumberForm; done: boolean }) {
  const place = useRef<HTMLFormElement>(null);
  const wrong = useSignal<readonly string[]>([]);
  const asked = askedBy(form);
  const send = (event: Event): void => {
    event.preventDefault();
    const inputs = [...place.current!.querySelectorAll('input')];
    const values = inputs.map((input, at) => read(input.value, asked[at]!));
    wrong.value = values.map((value) => (typeof value === 'string' ? value : ''));
    const bad = values.findIndex((value) => typeof value === 'string');
    if (bad >= 0) inputs[bad]!.focus();
    else answer(form.type === 'number' ? (values[0] as number) : (values as number[]));
  };
  return (
    <form ref={place} class="drill-numbers" noValidate onSubmit={send}>
      {asked.map((field, at) => (
        <Field key={field.name} field={field} at={at} done={done} wrong={wrong.value[at] ?? ''} />
      ))}
      {!done && (
        <button type="submit" class="button main" data-testid="answer">
          {t('drills:ui.answer')}
        </button>
      )}
    </form>
  );
}

function Field({ field, at, done, wrong }: { field: Asked; at: number; done: boolean; wrong: string }) {
  const id = useId();
  const { name, base } = field;
  const own = given.value === null ? undefined : [given.value].flat()[at];
  const right = correct.value?.[at];
  const mark = markAt(at);
  return (
    <div class="field drill-number">
      <label for={id}>{name}</label>
      <span class="row">
        {base === 16 && <span class="mono">0x</span>}
        <input
          id={id}
          class={`input narrow mono ${mark ?? ''}`}
          inputMode={base === 16 ? 'text' : 'numeric'}
          autocomplete="off"
          value={own === undefined ? undefined : asText(own, base)}
          disabled={done}
          aria-invalid={wrong !== ''}
          aria-describedby={wrong === '' ? undefined : `${id}-wrong`}
          data-testid={`field-${at}`}
        />
        <Tick mark={mark} />
      </span>
      {mark !== 'right' && right !== undefined && (
        <b data-testid={`right-${at}`}>{t('drills:ui.rightIs', { answer: prefixed(right, base) })}</b>
      )}
      {wrong !== '' && (
        <p id={`${id}-wrong`} class="drill-wrong" role="alert" data-testid={`wrong-${at}`}>
          {wrong}
        </p>
      )}
    </div>
  );
}
