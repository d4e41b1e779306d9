/**
 * The plan of a lesson: what a class does one after the other. Ready ones are data files in assets/plans; a teacher may put
 * one together from the same parts. Words of the ready ones stand under `plan.<id>` in the packs, of talks under `talk.<id>`.
 */
import { z } from 'zod';
import { CONCEPT_IDS, type ConceptId } from '../concepts/index.ts';
import { LEVELS, SETS } from '../drills/index.ts';

/** What a class can talk about: questions of the packs. */
export const TALKS = [
  'who-waited',
  'worst-eviction',
  'trust',
  'addresses',
  'fragments',
  'sharing',
  'personality',
  'real-world',
] as const;

/** Least and most of each figure of a plan, for the forms that ask for them. */
export const PLAN_BOUNDS = {
  minutes: [1, 60],
  total: [1, 240],
  activities: [1, 12],
  questions: [1, 15],
  rounds: [1, 8],
  size: [1, 7],
} as const;
/** Characters of a talk's own text. */
export const LONGEST_TALK = 150;

const within = ([least, most]: readonly [number, number]) => z.int().min(least).max(most);
const minutes = within(PLAN_BOUNDS.minutes);
const concepts = z.array(z.enum(CONCEPT_IDS)).min(1).max(CONCEPT_IDS.length);

/** Questions for all at once: a set or concepts. */
const drills = z.strictObject({
  do: z.literal('drills'),
  minutes,
  set: z.enum(Object.keys(SETS)).optional(),
  concepts: concepts.optional(),
  questions: within(PLAN_BOUNDS.questions).default(5),
  level: z.literal(LEVELS).default(1),
  speed: z.boolean().default(true),
});

/** Machines side by side, each with a kernel and processes of people; the kernel's seat goes round. */
const machines = z.strictObject({
  do: z.literal('machines'),
  minutes,
  scenario: z.string().min(1).max(80),
  rounds: within(PLAN_BOUNDS.rounds).default(4),
  size: within(PLAN_BOUNDS.size).default(3),
});

/** One machine with the whole class as its processes, by default with policies loaded that serve them. */
const big = z.strictObject({
  do: z.literal('big'),
  minutes,
  scenario: z.string().min(1).max(80),
  policies: z.boolean().default(true),
});

/** Something to talk about: a question of the packs, or the teacher's own. */
const talk = z
  .strictObject({
    do: z.literal('talk'),
    minutes,
    talk: z.enum(TALKS).optional(),
    text: z.string().trim().min(1).max(LONGEST_TALK).optional(),
  })
  .refine(
    ({ talk: id, text }) => (id === undefined) !== (text === undefined),
    "needs 'talk' or 'text', one of them",
  );

export const activitySchema = z.discriminatedUnion('do', [drills, machines, big, talk]);
export type Activity = z.output<typeof activitySchema>;

export const planSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be a short name of small letters, digits and hyphens'),
  minutes: within(PLAN_BOUNDS.total),
  /** Where the plan's concepts stand in curricula and books. */
  curricula: z.array(z.string().max(80)).max(10).default([]),
  activities: z.array(activitySchema).min(PLAN_BOUNDS.activities[0]).max(PLAN_BOUNDS.activities[1]),
});
export type Plan = z.output<typeof planSchema>;

/** The concepts that an activity's questions are about; none for the others, whose scenario says. */
export function conceptsAsked(activity: Activity): readonly ConceptId[] {
  if (activity.do !== 'drills') return [];
  const asked = [...(activity.concepts ?? []), ...(activity.set === undefined ? [] : SETS[activity.set]!)];
  return asked.length > 0 ? [...new Set(asked)] : CONCEPT_IDS;
}

/** A sentence about the first scenario of a plan that isn't there, or null. */
export function unknownScenario({ activities }: Plan, known: (scenario: string) => boolean): string | null {
  const wrong = activities.flatMap((one) =>
    'scenario' in one && !known(one.scenario) ? [one.scenario] : [],
  );
  return wrong.length === 0 ? null : `plan: there is no scenario '${wrong[0]}'`;
}

/** How many rounds an activity has. */
export const roundsOf = (activity: Activity): number => (activity.do === 'machines' ? activity.rounds : 1);

/** The minutes of these together. */
export const minutesTogether = (activities: readonly Activity[]): number =>
  activities.reduce((sum, { minutes }) => sum + minutes, 0);
