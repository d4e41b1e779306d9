/** A scenario for a command: an id of assets/scenarios, or the path of a file. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseScenario, type Scenario, type ScenarioError } from '../../shared/scenario/index.ts';
import { SCENARIO_DIR } from '../scenarios.ts';
import { BadArgument, fileTrouble } from './args.ts';

/** `F:line:column: path: message`, as editors understand it. */
export const describeError = (file: string, { line, column, path, message }: ScenarioError): string =>
  `${file}:${line}:${column}: ${path === '' ? '' : `${path}: `}${message}`;

/** The text of a file; from: what asked for it. Throws BadArgument. */
export function readText(from: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadArgument(`${from}: cannot read '${path}': ${fileTrouble(error)}`);
  }
}

/** Throws BadArgument when there is no such scenario, or its file is wrong. */
export function loadScenario(from: string, name: string): Scenario {
  const own = join(SCENARIO_DIR, `${name}.json`);
  const path = /^[a-z][a-z0-9-]*$/.test(name) && existsSync(own) ? own : name;
  if (path === name && !existsSync(path))
    throw new BadArgument(`${from}: no scenario '${name}', and no such file`);
  const result = parseScenario(readText(from, path));
  if (!result.ok) throw new BadArgument(`${from}: ${describeError(path, result.errors[0])}`);
  return result.scenario;
}
