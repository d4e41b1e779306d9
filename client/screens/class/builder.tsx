/** A plan put together: its parts in their order, each to be changed, moved and taken out, and new ones at the end. */
import {
  type Activity,
  activitySchema,
  PLAN_BOUNDS,
  type Plan,
  TALKS,
} from '../../../shared/classroom/index.ts';
import { t } from '../../i18n/index.ts';
import { announce } from '../../ui/announce.tsx';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icons.tsx';
import { draft, draftOf, edit, keyFor, type Part, patched } from './ownPlan.ts';
import { PartFields } from './part.tsx';

const KINDS: readonly Activity['do'][] = ['machines', 'drills', 'talk', 'big'];
const [, MOST] = PLAN_BOUNDS.activities;

/** A part as it is put in. */
function freshPart(kind: Activity['do']): Activity {
  const parts = {
    drills: { do: 'drills', minutes: 5, set: 'replacement' },
    machines: { do: 'machines', minutes: 20, scenario: 'classic' },
    big: { do: 'big', minutes: 8, scenario: 'the-whole-machine' },
    talk: { do: 'talk', minutes: 5, talk: TALKS[0] },
  };
  return activitySchema.parse(parts[kind]);
}

/** Brings the focus to where it belongs, once it is drawn. */
const focus = (id: string): void => {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
};

export function Builder({ plan }: { plan: Plan }) {
  const { parts } = draft.value ?? draftOf(plan);
  const add = (kind: Activity['do']): void => {
    if (parts.length >= MOST) return;
    edit(plan, (now) => [...now, { key: keyFor(now), activity: freshPart(kind) }]);
    focus(`part-${keyFor(parts)}`);
  };
  return (
    <details class="class-builder">
      <summary>{t('class:planner.own')}</summary>
      <ol class="plan-parts">
        {parts.map((part, at) => (
          <PartCard key={part.key} plan={plan} parts={parts} at={at} />
        ))}
      </ol>
      <p>
        <b data-testid="plan-total">{t('class:planner.total', { count: plan.minutes })}</b>
      </p>
      <fieldset class="choices">
        <legend>{t(parts.length < MOST ? 'class:planner.add' : 'class:planner.full', { most: MOST })}</legend>
        {KINDS.map((kind) => (
          <Button key={kind} testId={`add-${kind}`} off={parts.length >= MOST} onClick={() => add(kind)}>
            + {t(`class:do.${kind}`)}
          </Button>
        ))}
      </fieldset>
    </details>
  );
}

interface CardProps {
  plan: Plan;
  parts: readonly Part[];
  at: number;
}

function PartCard({ plan, parts, at }: CardProps) {
  const { key, activity } = parts[at]!;
  const kind = t(`class:do.${activity.do}`);
  const move = (by: -1 | 1): void => {
    if (parts[at + by] === undefined) return;
    edit(plan, (now) => swapped(now, key, by));
    announce(t('class:planner.moved', { kind, part: at + 1 + by, count: parts.length }));
    focus(`move-${key}-${by}`);
  };
  const drop = (): void => {
    if (parts.length === 1) return;
    edit(plan, (now) => (now.length > 1 ? now.filter((one) => one.key !== key) : now));
    focus(`part-${(parts[at + 1] ?? parts[at - 1])!.key}`);
  };
  return (
    <li class="card" aria-labelledby={`part-${key}`} data-testid={`part-${at}`}>
      <div class="part-head">
        <h3 id={`part-${key}`} tabIndex={-1}>
          {at + 1}. {kind}
        </h3>
        <Tool
          id={`move-${key}--1`}
          icon="up"
          label={t('class:planner.up', { kind })}
          off={at === 0}
          onClick={() => move(-1)}
        />
        <Tool
          id={`move-${key}-1`}
          icon="down"
          label={t('class:planner.down', { kind })}
          off={at === parts.length - 1}
          onClick={() => move(1)}
        />
        <Tool
          id={`drop-${key}`}
          icon="close"
          label={t('class:planner.drop', { name: kind })}
          off={parts.length === 1}
          onClick={drop}
        />
      </div>
      <PartFields
        activity={activity}
        onSet={(patch) =>
          edit(plan, (now) => now.map((one) => (one.key === key ? patched(one, patch) : one)))
        }
      />
    </li>
  );
}

/** The parts with one of them a place further up or down. */
function swapped(parts: readonly Part[], key: number, by: -1 | 1): Part[] {
  const at = parts.findIndex((one) => one.key === key);
  const other = parts[at + by];
  const own = parts[at];
  if (own === undefined || other === undefined) return [...parts];
  return parts.map((one) => (one === own ? other : one === other ? own : one));
}

interface ToolProps {
  id: string;
  icon: IconName;
  label: string;
  off: boolean;
  onClick: () => void;
}

/** A small square button of a part. */
function Tool({ id, icon, label, off, onClick }: ToolProps) {
  return (
    <button
      type="button"
      id={id}
      class="button quiet part-tool"
      aria-label={label}
      aria-disabled={off ? 'true' : undefined}
      title={label}
      data-testid={id}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}
