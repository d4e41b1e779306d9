/**
 * How far a goal is while the match runs, read off the view that one's role gets. What the view doesn't tell is left
 * out, and counted at the end.
 */
import type { Outcome } from '../../shared/report/goals.ts';
import { MEASURES, type Measure } from '../../shared/scenario/names.ts';
import type { KernelView, ProcessView } from '../../shared/sim/index.ts';

/** The fields of a row that go by the name of a measure. */
function measured(row: { readonly [field: string]: number }): Outcome {
  const found: { [measure in Measure]?: number } = {};
  for (const measure of MEASURES) if (Object.hasOwn(row, measure)) found[measure] = row[measure];
  return found;
}

export const processOutcome = (view: ProcessView): Outcome => ({
  ...measured(view.machine[0]),
  ...measured(view.self[0]),
  calls: view.calls.map(({ answered }) => answered),
});

export function kernelOutcome(view: KernelView): Outcome {
  const sum = (field: 'crashes' | 'secrets') => view.processes.reduce((all, one) => all + one[field], 0);
  return {
    ...measured(view.machine[0]),
    ...measured(view.kernel[0]),
    score: view.machine[0].kernelScore,
    orders: view.given.map(({ count }) => count),
    faults: view.kernel[0].pageIns,
    crashes: sum('crashes'),
    secrets: sum('secrets'),
  };
}
