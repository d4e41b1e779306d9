/** What has been worked out so far, beside the board of each step: a table that grows on the way to the answer. */
import { table } from './memoryFigures.ts';
import { type Say, type Step, say, type Text } from './question.ts';

/** found: what this step adds, by name. */
export interface Working extends Step {
  found?: readonly (readonly [name: Say, value: Text])[];
}

export function worked(steps: readonly Working[]): Step[] {
  const rows: (readonly [Say, Text])[] = [];
  return steps.map(({ found = [], ...step }) => {
    rows.push(...found);
    if (rows.length === 0) return step;
    const so = table(
      say('figure.worked'),
      [say('figure.what'), say('figure.value')],
      [...rows],
      rows.length - 1,
    );
    return { ...step, figures: [...step.figures, so] };
  });
}
