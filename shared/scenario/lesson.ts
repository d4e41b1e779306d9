/**
 * What makes a scenario a lesson of the ladder: its step, its concepts, the panels it brings in, and a goal a role.
 * The file `assets/scenarios/<id>.json` holds the numbers; its words stand in each pack of `assets/locales`: title
 * `scenario.<id>`, one idea `ladder.<id>.idea`, hints `ladder.<id>.hint.kernel` and `.process` (of the roles that have
 * a goal), and where a goal asks for a call or an order `ladder.<id>.try.<role>`: what to do, and why. Sentences about the goals are made from `goal.<measure>.*`, and `goal.call.*` and
 * `goal.order.*` where a call must be made or an order given. A role without a goal isn't offered.
 */
import { z } from 'zod';
import { CONCEPT_IDS } from '../concepts/index.ts';
import { KERNEL_OPS, SYSCALLS } from '../sim/index.ts';
import { KERNEL_MEASURES, type LessonRole, type Measure, PANELS, PROCESS_MEASURES } from './names.ts';

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

/** What a condition may count besides a measure: a process's calls, or the kernel's orders. */
function goalOf(measures: readonly Measure[], role: LessonRole) {
  const measure = z.enum(measures);
  /** A condition without which there is no star. */
  const keep = z
    .strictObject({
      measure: measure.optional(),
      call: role === 'process' ? z.enum(SYSCALLS).optional() : z.undefined().optional(),
      order: role === 'kernel' ? z.enum(KERNEL_OPS).optional() : z.undefined().optional(),
      least: amount.optional(),
      most: amount.optional(),
    })
    .refine(
      ({ least, most }) => (least === undefined) !== (most === undefined),
      "needs 'least' or 'most', one of them",
    )
    .refine(
      ({ measure, call, order }) => [measure, call, order].filter((one) => one !== undefined).length === 1,
      role === 'kernel'
        ? "needs 'measure' or 'order', one of them: what is counted"
        : "needs 'measure' or 'call', one of them: what is counted",
    );
  return z.strictObject({ measure, stars, keep: z.array(keep).max(5).optional() });
}

const kernelGoal = goalOf(KERNEL_MEASURES, 'kernel');

export const lessonSchema = z.strictObject({
  step: z.int().min(1).max(STEPS),
  concepts: distinct(z.array(z.enum(CONCEPT_IDS)).min(1)),
  panels: distinct(z.array(z.enum(PANELS))),
  /** The kernel's screen starts with wiping and flushing switched off, as somebody careless left it. */
  switches: z.literal('off').optional(),
  goals: z
    .strictObject({ kernel: kernelGoal.optional(), process: goalOf(PROCESS_MEASURES, 'process').optional() })
    .refine(
      ({ kernel, process }) => kernel !== undefined || process !== undefined,
      'needs a goal for a role',
    ),
});

export type Lesson = z.infer<typeof lessonSchema>;
export type Goal = z.infer<typeof kernelGoal>;
export type Keep = NonNullable<Goal['keep']>[number];
