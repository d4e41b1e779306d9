/**
 * The balance of `classic`: work of each AI kernel relative to the clock kernel on the same seeds, with a 95 %
 * confidence interval of the mean over seeds (Student's t), and decisions a second.
 */
import { play, shipped, sum } from '../support/match.ts';

const GREEDY = ['greedy', 'greedy', 'greedy', 'greedy'];
const PROBERS = ['greedy', 'greedy', 'prober', 'prober'];
const NO_FINES = { fine: { crash: 0, breach: 0, panic: 0, missed: 0 } };
/** Two-sided 95 % quantile of Student's t at 19 degrees of freedom (any table of the distribution). */
const T19 = 2.093;

interface Case {
  name: string;
  kernel: string;
  processes: string[];
  reaction?: number;
}

const CASES: Case[] = [
  { name: 'clock', kernel: 'clock', processes: GREEDY },
  { name: 'grant-only', kernel: 'grant-only', processes: GREEDY },
  { name: 'random', kernel: 'random', processes: GREEDY },
  { name: 'fifo', kernel: 'fifo', processes: GREEDY },
  { name: 'lru', kernel: 'lru', processes: GREEDY },
  { name: 'clock, 1.5 s', kernel: 'clock', processes: GREEDY, reaction: 15 },
  { name: 'clock, two probers', kernel: 'clock', processes: PROBERS },
  { name: 'sloppy, two probers', kernel: 'sloppy', processes: PROBERS },
  { name: 'as shipped', kernel: 'guided', processes: shipped('classic').processes },
];

export interface Figure {
  name: string;
  work: number;
  /** Mean of the work relative to the clock kernel with the same processes, and its interval. */
  mean: number;
  low: number;
  high: number;
  /** A second: over the match, and in the busiest half minute of any seed. */
  decisions: number;
  busiest: number;
}

/** Plays every case on `count` seeds from `first` on. */
export function measure(first: number, count: number): Figure[] {
  const seeds = Array.from({ length: count }, (_, index) => first + index);
  const results = CASES.map((entry) => {
    const scenario = shipped('classic', entry.processes, NO_FINES);
    return { entry, runs: seeds.map((seed) => play(scenario, entry.kernel, seed, entry.reaction ?? 0)) };
  });
  const base = (entry: Case) =>
    results.find((other) => other.entry.kernel === 'clock' && other.entry.processes === entry.processes) ??
    results[0];
  return results.map(({ entry, runs }) => {
    const shares = runs.map((run, index) => run.work / base(entry).runs[index].work);
    const mean = sum(shares) / count;
    const deviation = Math.sqrt(sum(shares.map((share) => (share - mean) ** 2)) / Math.max(1, count - 1));
    const half = (T19 * deviation) / Math.sqrt(count);
    const ticks = sum(runs.map((run) => run.decisions.length));
    return {
      name: entry.name,
      work: sum(runs.map((run) => run.work)) / count,
      mean,
      low: mean - half,
      high: mean + half,
      decisions: sum(runs.map((run) => sum(run.decisions))) / (ticks / 10),
      busiest: Math.max(...runs.map((run) => busiest(run.decisions))),
    };
  });
}

/** Decisions a second in the busiest half minute. */
function busiest(decisions: readonly number[]): number {
  const window = 300;
  let inside = sum(decisions.slice(0, window));
  let most = inside;
  for (let at = window; at < decisions.length; at++) {
    inside += decisions[at] - decisions[at - window];
    most = Math.max(most, inside);
  }
  return most / (window / 10);
}

export function report(): void {
  for (const [title, first] of [
    ['tuned on seeds 1 to 20', 1],
    ['asserted on seeds 21 to 40', 21],
  ] as const) {
    console.log(`\nBalance of classic, ${title}: work relative to clock, mean (95 % interval)`);
    for (const { name, work, mean, low, high, decisions, busiest: most } of measure(first, 20)) {
      const share = `${mean.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
      console.log(
        `  ${name.padEnd(22)}${share.padEnd(28)}work ${work.toFixed(0).padStart(4)}   ` +
          `${decisions.toFixed(2)} decisions a second, at most ${most.toFixed(2)}`,
      );
    }
  }
}
