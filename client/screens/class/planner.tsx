/** Choosing the plan of a lesson: a ready one, or one put together from its parts. */
import { signal, useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { type Activity, activitySchema, type Plan, TALKS } from '../../../shared/classroom/index.ts';
import { SETS } from '../../../shared/drills/index.ts';
import { t } from '../../i18n/index.ts';
import { fetchPlans, teach } from '../../net/class.ts';
import { Button } from '../../ui/button.tsx';
import { LESSONS } from '../lessons.ts';
import { activityName } from './teacher.tsx';

const plans = signal<Plan[]>([]);

/** The plan's name: of a ready one from the packs. */
const planName = ({ id }: Plan): string => t(`class:plan.${id === 'own' ? 'own' : id}.title`);

export function Planner({ plan }: { plan: Plan }) {
  useEffect(() => {
    void fetchPlans().then((list) => {
      plans.value = list.sort((a, b) => a.minutes - b.minutes);
    });
  }, []);
  return (
    <section class="stack" aria-labelledby="plan">
      <h2 id="plan">{t('class:planner.title')}</h2>
      <ul class="class-plans">
        {plans.value.map((one) => (
          <li key={one.id}>
            <button
              type="button"
              class="button stacked"
              aria-pressed={one.id === plan.id}
              data-testid={`plan-${one.id}`}
              onClick={() => void teach({ do: 'plan', plan: one })}
            >
              <span>
                <b>{planName(one)}</b> · {t('class:minutes', { count: one.minutes })}
              </span>
              <small>{t(`class:plan.${one.id}.text`)}</small>
              <small class="muted">{one.curricula.join(' · ')}</small>
            </button>
          </li>
        ))}
      </ul>
      <Builder plan={plan} />
    </section>
  );
}

const totalOf = (activities: readonly Activity[]): number =>
  activities.reduce((sum, { minutes }) => sum + minutes, 0);

/** What can be put in, by the value of the list. */
function partOf(value: string): Activity {
  const [kind, what = ''] = value.split(':');
  const parts: { [kind: string]: object } = {
    drills: { do: 'drills', minutes: 5, set: what },
    machines: { do: 'machines', minutes: 20, scenario: what },
    big: { do: 'big', minutes: 5, scenario: 'the-whole-machine' },
    talk: { do: 'talk', minutes: 5, talk: what },
  };
  return activitySchema.parse(parts[kind!]);
}

/** The plan's parts in their order; one may go, and another be put at the end. */
function Builder({ plan }: { plan: Plan }) {
  const chosen = useSignal('drills:exam');
  const set = (activities: Activity[]): void => {
    if (activities.length === 0) return;
    void teach({ do: 'plan', plan: { id: 'own', minutes: totalOf(activities), curricula: [], activities } });
  };
  return (
    <details>
      <summary>{t('class:planner.own')}</summary>
      <ol class="class-steps">
        {plan.activities.map((activity, at) => (
          <li key={at}>
            <b>{t(`class:do.${activity.do}`)}</b> {activityName(activity)}{' '}
            <Button
              kind="quiet"
              label={t('class:planner.drop', { name: activityName(activity) })}
              disabled={plan.activities.length === 1}
              onClick={() => set(plan.activities.filter((_, other) => other !== at))}
            >
              ×
            </Button>
          </li>
        ))}
      </ol>
      <div class="row wrap">
        <select
          class="input"
          aria-label={t('class:planner.add')}
          value={chosen.value}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          <Parts label="drills" ids={Object.keys(SETS)} say={(id) => t(`drills:ui.sets.${id}`)} />
          <Parts
            label="machines"
            ids={['classic', ...LESSONS.map(({ id }) => id)]}
            say={(id) => t(`scenario.${id}`)}
          />
          <Parts label="big" ids={['']} say={() => t('scenario.the-whole-machine')} />
          <Parts label="talk" ids={[...TALKS]} say={(id) => t(`class:talk.${id}`)} />
        </select>
        <Button testId="plan-add" onClick={() => set([...plan.activities, partOf(chosen.peek())])}>
          {t('class:planner.add')}
        </Button>
      </div>
    </details>
  );
}

function Parts({ label, ids, say }: { label: string; ids: readonly string[]; say: (id: string) => string }) {
  return (
    <optgroup label={t(`class:do.${label}`)}>
      {ids.map((id) => (
        <option key={id} value={`${label}:${id}`}>
          {say(id)}
        </option>
      ))}
    </optgroup>
  );
}
