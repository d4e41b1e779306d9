/**
 * Where in the plan a teacher saw the lesson when they pressed a button. The lesson goes on by itself, too: what was meant
 * for a round that is over, or was tapped twice, must not hit the next one.
 */
import { z } from 'zod';
import { type Lesson, STAGES } from './lesson.ts';
import { PLAN_BOUNDS } from './plan.ts';

export const seenSchema = z.strictObject({
  at: z.int().min(-1).max(PLAN_BOUNDS.activities[1]),
  round: z
    .int()
    .min(0)
    .max(PLAN_BOUNDS.rounds[1] - 1),
  stage: z.enum(STAGES),
});
export type Seen = z.infer<typeof seenSchema>;

export const seenOf = ({ at, round, stage }: Seen): Seen => ({ at, round, stage });

/** Whether the lesson is elsewhere by now. */
export const hasMoved = ({ at, round, stage }: Lesson, seen: Seen): boolean =>
  at !== seen.at || round !== seen.round || stage !== seen.stage;
