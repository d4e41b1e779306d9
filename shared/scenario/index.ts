/**
 * Scenario files: JSON text in, a scenario or errors with line and column out, so that a teacher who writes one is told
 * where it is wrong.
 */
import { findNodeAtLocation, type ParseError, parseTree, printParseErrorCode } from 'jsonc-parser';
import { fillIn, misfit, type Scenario, scenarioSchema } from './schema.ts';

export { type Goal, type Keep, type Lesson, STEPS } from './lesson.ts';
export * from './names.ts';
export { withPolicies, withProcesses } from './scale.ts';
export type { Scenario, ScenarioFile } from './schema.ts';
export { misfit, scenarioSchema } from './schema.ts';

export interface ScenarioError {
  line: number;
  column: number;
  /** Dotted path, '' for the whole file. */
  path: string;
  message: string;
}

export type ScenarioResult = { ok: true; scenario: Scenario } | { ok: false; errors: ScenarioError[] };

/** Parses the text of a scenario file. */
export function parseScenario(text: string): ScenarioResult {
  const at = (offset: number) => {
    const before = text.slice(0, offset).split('\n');
    return { line: before.length, column: before[before.length - 1].length + 1 };
  };
  const broken: ParseError[] = [];
  const tree = parseTree(text, broken, { allowTrailingComma: false, disallowComments: true });
  if (broken.length > 0 || tree === undefined) {
    const { offset, error } = broken[0] ?? { offset: 0, error: 4 };
    return {
      ok: false,
      errors: [{ ...at(offset), path: '', message: `not JSON: ${printParseErrorCode(error)}` }],
    };
  }
  const place = (path: readonly PropertyKey[]) => {
    // The nearest part that exists: a missing field is shown where it should stand.
    for (let depth = path.length; depth >= 0; depth--) {
      const node = findNodeAtLocation(tree, path.slice(0, depth) as (string | number)[]);
      if (node) return at(node.offset);
    }
    return at(0);
  };
  const checked = scenarioSchema.safeParse(JSON.parse(text));
  if (!checked.success) {
    const errors = checked.error.issues.map(({ path, message }) => ({
      ...place(path),
      path: path.join('.'),
      message,
    }));
    return { ok: false, errors };
  }
  const scenario = fillIn(checked.data);
  const wrong = misfit(scenario);
  if (wrong === null) return { ok: true, scenario };
  return {
    ok: false,
    errors: [{ ...place(wrong.path), path: wrong.path.join('.'), message: wrong.message }],
  };
}
