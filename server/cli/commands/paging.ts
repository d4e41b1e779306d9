/**
 * `paging`: a reference string through one replacement policy, or through all of them (RC1).
 */
import {
  DEFAULT_INTERVAL,
  DEFAULT_TAU,
  type PagingCounts,
  POLICIES,
  type PolicyName,
  simulate,
} from '../../../shared/sim/index.ts';
import { BadArgument, choice, integer, listOrFile, parseInteger, parseList } from '../args.ts';
import type { Command } from '../command.ts';
import { print, table } from '../table.ts';

const MAX_FRAMES = 65_536;
export const MAX_REFERENCES = 10_000_000;
const MAX_INT32 = 2 ** 31 - 1;
const MAX_UINT32 = 2 ** 32 - 1;

type Result = { policy: PolicyName; frames: number } & PagingCounts;

/** The positions under `--writes`, each within the string. */
function readWrites(text: string | undefined, references: number): number[] {
  const positions = parseList('--writes', text ?? '');
  return positions.map((position) => parseInteger('--writes', position, 0, references - 1));
}

function summary(results: readonly Result[]): string {
  return table(
    ['policy', 'frames', 'references', 'hits', 'faults', 'cold faults', 'evictions', 'writebacks'],
    results.map((result) => [
      result.policy,
      result.frames,
      result.references,
      result.hits,
      result.faults,
      result.coldFaults,
      result.evictions,
      result.writebacks,
    ]),
  );
}

/** The steps of each result that has them, as tables under its name. */
function traces(results: readonly Result[]): string[] {
  return results.flatMap(({ policy, steps }) => {
    if (steps === undefined) return [];
    const rows = steps.map((step, at) => [at, step.page, step.hit, step.evicted, step.frame]);
    return ['', `${policy}:`, table(['step', 'page', 'hit', 'evicted', 'frame'], rows)];
  });
}

export const paging: Command = {
  name: 'paging',
  summary: 'count the page faults of a reference string under a replacement policy',
  usage: `paging --policy P --frames N (--refs 7,0,1 | --refs-file F) [--writes i,j,…] [--seed S]
       [--interval I] [--tau T] [--trace] [--json]

  --policy    ${POLICIES.join(', ')}, or all
  --frames    1 to ${MAX_FRAMES}, empty at the start
  --refs      page numbers separated by commas; --refs-file: by white space or commas
  --writes    positions in the string (from 0) that are writes
  --seed      seed of random, 0 to ${MAX_UINT32}; default 1
  --interval  references between two samplings of the reference bits (aging, nru, wsclock); default ${DEFAULT_INTERVAL}
  --tau       references after which an unused page leaves the working set (wsclock); default ${DEFAULT_TAU}
  --trace     list every step

Ties go to the lower frame.`,
  shape: {
    options: ['policy', 'frames', 'refs', 'refs-file', 'writes', 'seed', 'interval', 'tau'],
    switches: ['trace'],
  },
  run(args) {
    const policy = choice(args, 'policy', [...POLICIES, 'all'] as const);
    const frames = integer(args, 'frames', 1, MAX_FRAMES);
    const from = args.options.has('refs-file') ? '--refs-file' : '--refs';
    const values = listOrFile(args, 'refs', MAX_REFERENCES);
    const refs = Int32Array.from(values, (value) => parseInteger(from, value, 0, MAX_INT32));
    if (args.options.get('writes')?.trim() === '') throw new BadArgument('--writes has no values');
    const options = {
      writes: readWrites(args.options.get('writes'), refs.length),
      seed: integer(args, 'seed', 0, MAX_UINT32, 1),
      interval: integer(args, 'interval', 1, MAX_INT32, DEFAULT_INTERVAL),
      tau: integer(args, 'tau', 0, MAX_INT32, DEFAULT_TAU),
      trace: args.switches.has('trace'),
    };
    const names = policy === 'all' ? POLICIES : [policy];
    const results = names.map((name) => ({ policy: name, frames, ...simulate(name, refs, frames, options) }));
    const result = policy === 'all' ? { results } : results[0]!;
    return print(args, result, () => [summary(results), ...traces(results)].join('\n'));
  },
};
