/** The ways to answer that aren't a place on a figure: options, an order, a number, fields; and the button that answers. */
import type { Form } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icons.tsx';
import { answer, correct, draft, given } from './sheet.ts';
import { tell } from './words.ts';

const without = (list: readonly number[], value: number): number[] => list.filter((one) => one !== value);

/** Marks or unmarks one of several. */
export function toggle(id: number): void {
  const now = draft.peek();
  draft.value = now.includes(id) ? without(now, id) : [...now, id];
}

/** closed: no answer is taken any more. */
export function FormView({ form, closed = false }: { form: Form; closed?: boolean }) {
  const done = closed || given.value !== null;
  switch (form.type) {
    case 'choice':
      return <Options form={form} done={done} />;
    case 'choices':
    case 'picks':
      return (
        <>
          {form.type === 'choices' && <Options form={form} done={done} />}
          <Send done={done} off={draft.value.length === 0} onSend={() => answer(draft.peek())} />
        </>
      );
    case 'pick':
      return done ? null : <p class="small muted">{t('drills:ui.tapOne')}</p>;
    case 'order':
      return <Order form={form} done={done} />;
    case 'number':
      return (
        <Numbers
          fields={[{ name: tell(form.unit), base: 10, min: form.min, max: form.max }]}
          done={done}
          one
        />
      );
    case 'fields':
      return (
        <Numbers
          fields={form.fields.map(({ name, ...field }) => ({ ...field, name: tell(name), min: 0 }))}
          done={done}
        />
      );
  }
}

function Send({ done, off, onSend }: { done: boolean; off: boolean; onSend: () => void }) {
  if (done) return null;
  return (
    <Button kind="main" testId="answer" disabled={off} onClick={onSend}>
      {t('drills:ui.answer')}
    </Button>
  );
}

function Options({ form, done }: { form: Extract<Form, { options: unknown }>; done: boolean }) {
  const several = form.type === 'choices';
  return (
    <div class="drill-options">
      {form.options.map((option, index) => {
        const told = tell(option);
        const chosen = several ? draft.value.includes(index) : given.value === index;
        return (
          <button
            key={told}
            type="button"
            class={`button ${done && chosen ? 'chosen' : ''} ${done && correct.value.includes(index) ? 'correct' : ''}`}
            aria-pressed={chosen}
            disabled={done}
            data-testid={`option-${index}`}
            onClick={() => (several ? toggle(index) : answer(index))}
          >
            {done && correct.value.includes(index) && <Icon name="check" size={16} />}
            {told}
          </button>
        );
      })}
    </div>
  );
}

/** The items with a way up and down each; arrows do the same. */
function Order({ form, done }: { form: Extract<Form, { type: 'order' }>; done: boolean }) {
  const order = draft.value;
  const move = (at: number, by: number): void => {
    const list = [...order];
    const [item] = list.splice(at, 1);
    if (item === undefined || at + by < 0) return;
    list.splice(at + by, 0, item);
    draft.value = list;
  };
  return (
    <>
      <ol class="drill-order">
        {order.map((item, at) => (
          <li key={item} class="card">
            <b class="mono grow">{tell(form.items[item]!)}</b>
            <Button
              label={t('drills:ui.up')}
              disabled={done || at === 0}
              testId={`up-${at}`}
              onClick={() => move(at, -1)}
            >
              ↑
            </Button>
            <Button
              label={t('drills:ui.down')}
              disabled={done || at === order.length - 1}
              testId={`down-${at}`}
              onClick={() => move(at, 1)}
            >
              ↓
            </Button>
          </li>
        ))}
      </ol>
      <Send done={done} off={false} onSend={() => answer(order)} />
    </>
  );
}

function parse(text: string, base: 10 | 16): number {
  const bare = text.trim().replace(/^0x/i, '');
  const sound = base === 16 ? /^[0-9a-f]+$/i.test(bare) : /^\d+$/.test(bare);
  return sound ? Number.parseInt(bare, base) : Number.NaN;
}

interface Field {
  name: string;
  base: 10 | 16;
  min: number;
  max: number;
}

/** What may be typed into a field: said by the browser where something else was. */
const range = ({ base, min, max }: Field): string =>
  [min, max].map((value) => (base === 16 ? `0x${value.toString(16).toUpperCase()}` : value)).join(' – ');

function Numbers({ fields, done, one = false }: { fields: readonly Field[]; done: boolean; one?: boolean }) {
  const send = (event: Event): void => {
    event.preventDefault();
    const inputs = (event.currentTarget as HTMLFormElement).querySelectorAll('input');
    const values = [...inputs].map((input, at) => parse(input.value, fields[at]!.base));
    const bad = fields.findIndex(({ min, max }, at) => !(values[at]! >= min && values[at]! <= max));
    if (bad < 0) answer(one ? values[0]! : values);
    else {
      inputs[bad]!.setCustomValidity(range(fields[bad]!));
      inputs[bad]!.reportValidity();
    }
  };
  return (
    <form class="drill-numbers" onSubmit={send} noValidate>
      {fields.map(({ name, base }, at) => (
        <label key={name} class="field">
          {name}
          <span class="row">
            {base === 16 && <span class="mono">0x</span>}
            <input
              class="input narrow mono"
              inputMode={base === 16 ? 'text' : 'numeric'}
              autocomplete="off"
              disabled={done}
              data-testid={`field-${at}`}
              onInput={({ currentTarget }) => currentTarget.setCustomValidity('')}
            />
          </span>
        </label>
      ))}
      {!done && (
        <button type="submit" class="button main" data-testid="answer">
          {t('drills:ui.answer')}
        </button>
      )}
    </form>
  );
}
