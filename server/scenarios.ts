/** The scenario files of assets/scenarios, by id. */
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseScenario, type Scenario } from '../shared/scenario/index.ts';

export const SCENARIO_DIR = join(import.meta.dirname, '../assets/scenarios');

/** Reads them all. Throws on a file that doesn't parse or whose name isn't its id: it is ours, so that is a bug. */
export function loadScenarios(dir = SCENARIO_DIR): Map<string, Scenario> {
  const scenarios = new Map<string, Scenario>();
  for (const file of readdirSync(dir).filter((name) => name.endsWith('.json'))) {
    const result = parseScenario(readFileSync(join(dir, file), 'utf8'));
    if (!result.ok) {
      const { line, column, path, message } = result.errors[0];
      throw new Error(`${file}:${line}:${column}: ${path}: ${message}`);
    }
    if (result.scenario.id !== basename(file, '.json'))
      throw new Error(`${file}: id is ${result.scenario.id}`);
    scenarios.set(result.scenario.id, result.scenario);
  }
  return scenarios;
}
