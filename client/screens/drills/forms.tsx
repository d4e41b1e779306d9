/**
 * The ways to answer, by the form, and the button that answers. What was given stays where it was, marked as right or
 * wrong once that may be known.
 */
import type { Form } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { Button } from '../../ui/button.tsx';
import { Verdict } from './marks.tsx';
import { Numbers } from './numbers.tsx';
import { Order } from './order.tsx';
import { answer, draft, given, isGiven, markOf } from './sheet.ts';
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
      return (
        <Order form={form} done={done}>
          <Send done={done} off={false} onSend={() => answer(draft.peek())} />
        </Order>
      );
    case 'number':
    case 'fields':
      return <Numbers form={form} done={done} />;
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
        const chosen = several && !done ? draft.value.includes(index) : isGiven(index);
        return (
          <button
            key={told}
            type="button"
            class={`button ${chosen ? 'chosen' : ''} ${markOf(index) ?? ''}`}
            aria-pressed={chosen}
            disabled={done}
            data-testid={`option-${index}`}
            onClick={() => (several ? toggle(index) : answer(index))}
          >
            <span class="grow">{told}</span>
            <Verdict mark={markOf(index)} mine={done && chosen} />
          </button>
        );
      })}
    </div>
  );
}
