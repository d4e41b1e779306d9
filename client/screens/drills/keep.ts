/**
 * A session as text and back: topics by name, questions by seed and level, since those make the same question for ever.
 * What isn't sound, or is about a kind that is gone, is no session.
 */

import { CONCEPT_IDS } from '../../../shared/concepts/index.ts';
import {
  type Answer,
  type Grade,
  grade,
  kindOf,
  LEVELS,
  makeDrill,
  misfit,
  type Topic,
  topicId,
  topicsOf,
} from '../../../shared/drills/index.ts';
import type { Session } from './session.ts';

interface Kept {
  pool: string[];
  topics: string[];
  at: number;
  seed: number;
  level: number;
  /** Grades of the questions before this one. */
  grades: Grade[];
  /** What was given to this one; null before. */
  given: Answer | null;
}

export function writeSession({ pool, topics, at, drill, given, grades }: Session): string {
  const { seed, level } = drill.question;
  const kept: Kept = {
    pool: pool.map(topicId),
    topics: topics.map(topicId),
    at,
    seed,
    level,
    grades: grades.slice(0, at),
    given,
  };
  return JSON.stringify(kept);
}

const ALL: ReadonlyMap<string, Topic> = new Map(
  topicsOf(CONCEPT_IDS).map((topic) => [topicId(topic), topic] as const),
);

function topics(names: unknown): Topic[] | null {
  if (!Array.isArray(names) || names.length === 0) return null;
  const found = names.map((name) => ALL.get(name));
  return found.every((topic) => topic !== undefined) ? found : null;
}

const isGrade = (value: unknown): value is Grade =>
  typeof value === 'object' && value !== null && 'right' in value && 'share' in value;

function parse(text: string | null): Partial<Kept> | null {
  try {
    const value: unknown = JSON.parse(text ?? 'null');
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/** The session that a device kept. */
export function readSession(text: string | null): Session | null {
  const { at = -1, seed = -1, level: hard, given: before = null, ...kept } = parse(text) ?? {};
  const pool = topics(kept.pool);
  const asked = topics(kept.topics);
  const level = LEVELS.find((one) => one === hard);
  const grades = kept.grades?.filter(isGrade) ?? [];
  const last = asked?.at(-1);
  const kind = kindOf(last?.kind.id ?? '');
  if (pool === null || asked === null || kind === undefined || level === undefined) return null;
  if (!Number.isSafeInteger(at) || !Number.isSafeInteger(seed) || grades.length !== at) return null;
  // The question that is open is the last one that was asked; after the end there is none.
  if (asked.length !== at + 1 && asked.length !== at) return null;
  const drill = makeDrill(kind, seed, level);
  const given = before !== null && misfit(drill.question.form, before) === null ? before : null;
  const own = given === null || asked.length === at ? [] : [grade(drill, given)];
  return { pool, topics: asked, at, drill, given, grades: [...grades, ...own] };
}
