/** The ready plans of assets/plans, by id. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type Plan, planSchema } from '../shared/classroom/index.ts';
import { parse } from '../shared/protocol/index.ts';

const PLAN_DIR = join(import.meta.dirname, '../assets/plans');

/** Reads them all. Throws on one that doesn't parse or whose name isn't its id: it is ours, so that is a bug. */
export function loadPlans(dir = PLAN_DIR): Map<string, Plan> {
  const plans = new Map<string, Plan>();
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.json'))) {
    const parsed = parse(planSchema, JSON.parse(readFileSync(join(dir, file), 'utf8')));
    if (!parsed.ok) throw new Error(`${file}: ${parsed.error}`);
    if (parsed.value.id !== basename(file, '.json')) throw new Error(`${file}: id is ${parsed.value.id}`);
    plans.set(parsed.value.id, parsed.value);
  }
  return plans;
}
