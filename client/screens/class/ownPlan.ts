/**
 * The plan that a teacher chooses or puts together. What is on the screen goes first: edits change it at once, the server
 * gets the latest of it, one after the other, and only when it is whole. One's own plan is kept on the device.
 */
import { signal } from '@preact/signals';
import {
  type Activity,
  minutesTogether,
  PLAN_BOUNDS,
  type Plan,
  planSchema,
  unknownScenario,
} from '../../../shared/classroom/index.ts';
import { parse } from '../../../shared/protocol/index.ts';
import { t } from '../../i18n/index.ts';
import { teach } from '../../net/class.ts';
import { SCENARIOS } from '../../net/scenarios.ts';
import { download } from '../../ui/download.ts';
import { recall, remember } from '../../ui/memory.ts';
import { whyNot } from './refusals.tsx';

/** The id of every plan that is nobody's but the teacher's. */
export const OWN = 'own';
const KEPT = 'plan';

/** A part of the plan; its key stays with it wherever it moves. */
export interface Part {
  key: number;
  activity: Activity;
}

type Values<Kind> = Kind extends Activity ? { [Key in keyof Kind]?: Kind[Key] | undefined } : never;
/** Values of a part that change; undefined takes one out. */
export type Patch = Values<Activity>;

interface Draft {
  id: string;
  curricula: string[];
  parts: Part[];
}

/** What is on the screen; null while that is the class's plan, untouched. */
export const draft = signal<Draft | null>(null);
/** Says why the class doesn't have it yet; null where it has. */
export const trouble = signal<(() => string) | null>(null);
/** The own plan that was kept last. */
export const last = signal<Plan | null>(null);

let sending = false;

export const draftOf = ({ id, curricula, activities }: Plan): Draft => ({
  id,
  curricula,
  parts: activities.map((activity, key) => ({ key, activity })),
});

export const planOf = ({ id, curricula, parts }: Draft): Plan => {
  const activities = parts.map(({ activity }) => activity);
  return { id, minutes: minutesTogether(activities), curricula, activities };
};

/** Begins anew: with another class, or after the planner was left. */
export function startPlanning(): void {
  draft.value = null;
  trouble.value = null;
  // What was asked of a class that one has left is never answered.
  sending = false;
  last.value = read(recall(KEPT) ?? '').plan;
}

export function choose(plan: Plan): void {
  draft.value = draftOf(plan);
  void send();
}

/** Changes the parts as they are now on the screen; base: the class's plan. */
export function edit(base: Plan, change: (parts: Part[]) => Part[]): void {
  const { parts } = draft.peek() ?? draftOf(base);
  draft.value = { id: OWN, curricula: [], parts: change(parts) };
  void send();
}

/** A part that has just been put in gets a key that no other has. */
export const keyFor = (parts: readonly Part[]): number => Math.max(-1, ...parts.map(({ key }) => key)) + 1;

/** A part with other values, from as it is now: the change before may not be drawn yet. */
export function patched({ key, activity }: Part, patch: Patch): Part {
  const values = Object.entries({ ...activity, ...patch }).filter(([, value]) => value !== undefined);
  return { key, activity: Object.fromEntries(values) as Activity };
}

/** Tells the server what is on the screen, until it has the latest. */
export async function send(): Promise<void> {
  if (sending) return;
  sending = true;
  let sent: Draft | null = null;
  while (draft.peek() !== null && draft.peek() !== sent) {
    sent = draft.peek()!;
    const why = await told(planOf(sent));
    if (draft.peek() === sent) trouble.value = why;
  }
  sending = false;
}

/** Makes a plan the class's; what says why it isn't, or null where it is. */
async function told(plan: Plan): Promise<(() => string) | null> {
  if (lackOf(plan) !== '') return () => lackOf(plan);
  if (plan.id === OWN) {
    last.value = plan;
    remember(KEPT, JSON.stringify(plan));
  }
  const reply = await teach({ do: 'plan', plan });
  return reply?.ok === true ? null : () => whyNot('plan', reply);
}

/** What a plan needs before it can be taken, in words; '' for nothing. */
function lackOf(plan: Plan): string {
  const issue = planSchema.safeParse(plan).error?.issues[0];
  if (issue === undefined) return '';
  const [, at, field] = issue.path;
  if (typeof at === 'number' && (field === 'text' || field === 'concepts'))
    return t(`class:planner.lacks.${field}`, { part: at + 1 });
  if (issue.path[0] === 'minutes') return t('class:planner.lacks.minutes', { most: PLAN_BOUNDS.total[1] });
  return `${issue.path.join('.')}: ${issue.message}`;
}

/** A plan out of a file's text, as one's own; or what is wrong with it. */
export function read(text: string): { plan: Plan | null; wrong: string } {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return { plan: null, wrong: error instanceof Error ? error.message : '' };
  }
  const parsed = parse(planSchema, data);
  if (!parsed.ok) return { plan: null, wrong: parsed.error };
  const unknown = unknownScenario(parsed.value, (id) => SCENARIOS.some((one) => one.id === id));
  if (unknown !== null) return { plan: null, wrong: unknown };
  const { activities } = parsed.value;
  return { plan: { id: OWN, minutes: minutesTogether(activities), curricula: [], activities }, wrong: '' };
}

export const save = (plan: Plan): void =>
  download(new Blob([JSON.stringify(plan, null, 2)], { type: 'application/json' }), 'ring-zero-plan.json');
