/**
 * What makes a scenario a lesson of the ladder: its step, its concepts, the panels it brings in, and a goal a role.
 * The file `assets/scenarios/<id>.json` holds the numbers; its words stand in each pack of `assets/locales`: title
 * `scenario.<id>`, one idea `ladder.<id>.idea`, hints `ladder.<id>.hint.kernel` and `.process` (of the roles that have
 * a goal). Sentences about the goals are made from `goal.<measure>.*`, and `goal.call.*` where a process must make a call. A role without a goal isn't offered.
 */
import { z } from 'zod';
import { CONCEPT_IDS } from '../concepts/index.ts';
import { SYSCALLS } from '../sim/index.ts';
import { MEASURES, type Measure, PANELS, PROCESS_MEASURES } from './names.ts';

/** The number of the ladder's steps. Several files may share one: variants. */
export const STEPS = 16;

const amount = z.int().min(0).max(1_000_000);

const distinct = <T extends z.ZodType>(list: z.ZodArray<T>) =>
  list.refine((items) => new Set(items).size === items.length, 'names something twice');

/** Three thresholds for one, two and three stars: rising ones are least values, falling ones most. */
const stars = z
  .tuple([amount, amount, amount])
  .refine(
    ([one, two, three]) => (one < two && two < three) || (one > two && two > three),
    'three thresholds for one, two and three stars: each above the last (at least) or each below (at most)',
  );

function goalOf(measures: readonly Measure[]) {
  const measure = z.enum(measures);
  /** A condition without which there is no star. */
  const keep = z
    .strictObject({
      measure: measure.optional(),
      call: z.enum(SYSCALLS).optional(),
      least: amount.optional(),
      most: amount.optional(),
    })
    .refine(
      ({ least, most }) => (least === undefined) !== (most === undefined),
      "needs 'least' or 'most', one of them",
    )
    .refine(
      (about) => (about.measure === undefined) !== (about.call === undefined),
      "needs 'measure' or 'call', one of them: what is counted",
    );
  return z.strictObject({ measure, stars, keep: z.array(keep).max(5).optional() });
}

const kernelGoal = goalOf(MEASURES);

export const lessonSchema = z.strictObject({
  step: z.int().min(1).max(STEPS),
  concepts: distinct(z.array(z.enum(CONCEPT_IDS)).min(1)),
  panels: distinct(z.array(z.enum(PANELS))),
  goals: z
    .strictObject({ kernel: kernelGoal.optional(), process: goalOf(PROCESS_MEASURES).optional() })
    .refine(
      ({ kernel, process }) => kernel !== undefined || process !== undefined,
      'needs a goal for a role',
    ),
});

export type Lesson = z.infer<typeof lessonSchema>;
export type Goal = z.infer<typeof kernelGoal>;
export type Keep = NonNullable<Goal['keep']>[number];
