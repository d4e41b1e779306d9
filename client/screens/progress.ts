/**
 * The stars that somebody has on the ladder. They stay on the device: there are no accounts. What can't be read, or
 * comes from another version, is no progress.
 */
import { signal } from '@preact/signals';
import { isLeast, type Outcome, progressOf, type Stars, starsOf } from '../../shared/report/goals.ts';
import type { Goal } from '../../shared/scenario/index.ts';
import { type LessonRole, ROLES_WITH_GOALS } from '../../shared/scenario/names.ts';
import { recall, remember } from '../ui/memory.ts';

const KEY = 'ladder';
const VERSION = 1;

/** The best match of a lesson in a role: its stars, and its figure of the goal's measure. */
export interface Best {
  stars: Stars;
  figure: number;
}

type Roles = { [role in LessonRole]?: Best };
export type Kept = { readonly [id: string]: Roles };

type Loose = { [key: string]: unknown };
const isObject = (value: unknown): value is Loose => typeof value === 'object' && value !== null;

function bestFrom(value: unknown): Best | null {
  if (!isObject(value)) return null;
  const { stars, figure } = value;
  if (!Number.isInteger(stars) || !Number.isInteger(figure)) return null;
  return Number(stars) < 0 || Number(stars) > 3 ? null : { stars: stars as Stars, figure: Number(figure) };
}

/** Reads what was kept; whatever isn't sound is left out. */
export function readKept(text: string | null): Kept {
  let value: unknown;
  try {
    value = JSON.parse(text ?? 'null');
  } catch {
    return {};
  }
  if (!isObject(value) || value.version !== VERSION || !isObject(value.best)) return {};
  const kept: { [id: string]: Roles } = {};
  for (const [id, roles] of Object.entries(value.best)) {
    if (!isObject(roles)) continue;
    const sound: Roles = {};
    for (const role of ROLES_WITH_GOALS) {
      const best = bestFrom(roles[role]);
      if (best !== null) sound[role] = best;
    }
    kept[id] = sound;
  }
  return kept;
}

export const writeKept = (kept: Kept): string => JSON.stringify({ version: VERSION, best: kept });

const kept = signal<Kept>(readKept(recall(KEY)));

export const bestOf = (id: string, role: LessonRole, from: Kept = kept.value): Best | null =>
  Object.hasOwn(from, id) ? (from[id][role] ?? null) : null;

export const starsAt = (id: string, from: Kept = kept.value): number =>
  ROLES_WITH_GOALS.reduce((sum, role) => sum + (bestOf(id, role, from)?.stars ?? 0), 0);

/** More stars are better; among as many, the better figure. */
export function better(goal: Goal, one: Best, other: Best | null): Best {
  if (other === null || one.stars !== other.stars)
    return other !== null && other.stars > one.stars ? other : one;
  return one.figure > other.figure === isLeast(goal) ? one : other;
}

/** Keeps a match's result, unless there was a better one. */
export function keepBest(id: string, role: LessonRole, goal: Goal, outcome: Outcome): void {
  // Another tab may have been further meanwhile.
  const before = readKept(recall(KEY) ?? writeKept(kept.peek()));
  const now: Best = { stars: starsOf(goal, outcome), figure: progressOf(goal, outcome).now };
  const best = better(goal, now, bestOf(id, role, before));
  kept.value = { ...before, [id]: { ...before[id], [role]: best } };
  remember(KEY, writeKept(kept.value));
}
