/** Choosing the plan of a lesson: a ready one, the last of one's own, one from a file, or one put together from its parts. */
import { signal, useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import type { Plan } from '../../../shared/classroom/index.ts';
import { has, t } from '../../i18n/index.ts';
import { fetchPlans } from '../../net/class.ts';
import { classLink } from '../../net/store.ts';
import { Button } from '../../ui/button.tsx';
import { Builder } from './builder.tsx';
import { choose, draft, last, planOf, read, save, send, startPlanning, trouble } from './ownPlan.ts';

const plans = signal<Plan[]>([]);

export function Planner({ plan }: { plan: Plan }) {
  useEffect(() => {
    startPlanning();
    void fetchPlans().then((list) => {
      plans.value = list.sort((a, b) => a.minutes - b.minutes);
    });
  }, []);
  // What was changed while the line was down reaches the class when it is back.
  useSignalEffect(() => {
    if (classLink.state.value === 'open') void send();
  });
  const shown = draft.value === null ? plan : planOf(draft.value);
  const offered = last.value === null ? plans.value : [...plans.value, last.value];
  return (
    <section class="stack" aria-labelledby="plan">
      <h2 id="plan">{t('class:planner.title')}</h2>
      <ul class="class-plans">
        {offered.map((one) => (
          <li key={one.id}>
            <Offer plan={one} chosen={one.id === shown.id} />
          </li>
        ))}
      </ul>
      <Builder plan={shown} />
      <div role="status">
        {trouble.value !== null && (
          <p class="notice" data-testid="plan-trouble">
            {trouble.value()}
          </p>
        )}
      </div>
      <Files plan={shown} />
    </section>
  );
}

/** A plan to take with one press. */
function Offer({ plan, chosen }: { plan: Plan; chosen: boolean }) {
  const { id, minutes, curricula, activities } = plan;
  const told = has(`class:plan.${id}.text`)
    ? t(`class:plan.${id}.text`)
    : activities.map((one) => t(`class:do.${one.do}`)).join(' · ');
  return (
    <button
      type="button"
      class="button stacked"
      aria-pressed={chosen}
      data-testid={`plan-${id}`}
      onClick={() => choose(plan)}
    >
      <span>
        <b>{t(`class:plan.${id}.title`)}</b> · {t('class:minutes', { count: minutes })}
      </span>
      <small>{told}</small>
      {curricula.length > 0 && <small class="muted">{curricula.join(' · ')}</small>}
    </button>
  );
}

/** To a file and back: a plan is plain data. */
function Files({ plan }: { plan: Plan }) {
  const input = useRef<HTMLInputElement>(null);
  const wrong = useSignal('');
  const load = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const found = read(await file.text());
    wrong.value = found.plan === null ? t('class:planner.bad', { file: file.name, why: found.wrong }) : '';
    if (found.plan !== null) choose(found.plan);
  };
  return (
    <>
      <p class="row wrap">
        <Button testId="plan-save" onClick={() => save(plan)}>
          {t('class:planner.save')}
        </Button>
        <Button onClick={() => input.current?.click()}>{t('class:planner.load')}</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,application/json"
          data-testid="plan-load"
          onChange={(event) => {
            const { currentTarget } = event;
            const file = currentTarget.files?.[0];
            // The same file, put right, may be loaded again.
            currentTarget.value = '';
            void load(file);
          }}
        />
      </p>
      {wrong.value !== '' && (
        <p class="notice" role="alert" data-testid="plan-bad">
          {wrong.value}
        </p>
      )}
    </>
  );
}
