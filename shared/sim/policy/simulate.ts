/**
 * A whole reference string through one policy over frames that start empty (RC1, RC2): what the drills, the report
 * and the `paging` command count. Frames fill in order; every first use of a page is a fault, a cold one.
 */
import {
  createPolicy,
  DEFAULT_INTERVAL,
  POLICY,
  type Policy,
  type PolicyName,
  type PolicyState,
} from './index.ts';

export interface SimulateOptions {
  /** Positions in the string (from 0) that write; the others read. */
  writes?: Iterable<number>;
  /** Seed of `random`, a uint32; 1 by default. */
  seed?: number;
  /** References between two ticks of aging, nru and wsclock; DEFAULT_INTERVAL by default. */
  interval?: number;
  /** Working-set window of wsclock in references; DEFAULT_TAU by default. */
  tau?: number;
  /** Whether to note every step. */
  trace?: boolean;
}

export interface PagingStep {
  page: number;
  hit: boolean;
  /** The page that had to go, null if none. */
  evicted: number | null;
  frame: number;
}

export interface PagingCounts {
  references: number;
  hits: number;
  faults: number;
  coldFaults: number;
  evictions: number;
  /** Evictions of a page written since it was loaded. */
  writebacks: number;
  steps?: PagingStep[];
}

/** Numbers the pages 0, 1, 2… in order of first use, so that tables by page are dense. */
function numberPages(refs: ArrayLike<number>): { ids: Int32Array; pages: number[] } {
  const idOf = new Map<number, number>();
  const pages: number[] = [];
  const ids = new Int32Array(refs.length);
  for (let position = 0; position < refs.length; position++) {
    const page = refs[position]!;
    let id = idOf.get(page);
    if (id === undefined) {
      id = pages.push(page) - 1;
      idOf.set(page, id);
    }
    ids[position] = id;
  }
  return { ids, pages };
}

/** One byte a position: 1 where the string writes. Throws RangeError for a position outside it. */
function writeBits(length: number, positions: Iterable<number>): Uint8Array {
  const bits = new Uint8Array(length);
  for (const position of positions) {
    if (!(position >= 0 && position < length))
      throw new RangeError(`simulate: no position ${position} to write`);
    bits[position] = 1;
  }
  return bits;
}

/** A run under way. Pages go by their dense number here; -1 stands for no frame and no page. */
interface Run {
  readonly policy: Policy;
  readonly state: PolicyState;
  readonly pages: readonly number[];
  readonly frameOf: Int32Array;
  readonly pageIn: Int32Array;
  readonly used: Uint8Array;
  readonly referenced: Uint8Array;
  readonly dirty: Uint8Array;
  readonly counts: PagingCounts;
  filled: number;
  /** The page that the last reference displaced. */
  evicted: number;
}

function startRun(name: PolicyName, state: PolicyState, pages: readonly number[], references: number): Run {
  const frames = state.stamp.length;
  return {
    policy: POLICY[name],
    state,
    pages,
    frameOf: new Int32Array(pages.length).fill(-1),
    pageIn: new Int32Array(frames).fill(-1),
    used: new Uint8Array(frames),
    referenced: new Uint8Array(frames),
    dirty: new Uint8Array(frames),
    counts: { references, hits: 0, faults: 0, coldFaults: pages.length, evictions: 0, writebacks: 0 },
    filled: 0,
    evicted: -1,
  };
}

/** A frame for a page that isn't resident: the free ones first, in order, then the policy's victim's. */
function makeRoom(run: Run): number {
  if (run.filled < run.used.length) return run.filled++;
  const frame = run.policy.victim(run.state, run.referenced, run.dirty, run.used);
  run.evicted = run.pageIn[frame]!;
  run.frameOf[run.evicted] = -1;
  run.counts.evictions += 1;
  run.counts.writebacks += run.dirty[frame]!;
  return frame;
}

/** One reference to page `id`; sets the bits as the processor would, and returns the page's frame. */
function refer(run: Run, id: number, write: number): number {
  let frame = run.frameOf[id]!;
  run.evicted = -1;
  if (frame >= 0) {
    run.counts.hits += 1;
    run.policy.reference(run.state, frame);
  } else {
    run.counts.faults += 1;
    frame = makeRoom(run);
    run.frameOf[id] = frame;
    run.pageIn[frame] = id;
    run.used[frame] = 1;
    run.dirty[frame] = 0;
    run.policy.load(run.state, frame, run.pages[id]!);
  }
  run.referenced[frame] = 1;
  run.dirty[frame]! |= write;
  return frame;
}

/**
 * Runs `refs` (page numbers) through the policy with `frames` frames (1 or more) and counts.
 * A tick follows every `interval`-th reference. Throws RangeError for bad frames, interval or write positions.
 */
export function simulate(
  name: PolicyName,
  refs: ArrayLike<number>,
  frames: number,
  options: SimulateOptions = {},
): PagingCounts {
  const interval = options.interval ?? DEFAULT_INTERVAL;
  if (!Number.isInteger(interval) || interval < 1) throw new RangeError(`simulate: interval ${interval}`);
  const { ids, pages } = numberPages(refs);
  const writes = writeBits(refs.length, options.writes ?? []);
  const state = createPolicy(name, frames, { seed: options.seed, tau: options.tau, future: ids });
  const run = startRun(name, state, pages, refs.length);
  const steps: PagingStep[] = [];
  for (let position = 0; position < ids.length; position++) {
    state.time = position;
    const hits = run.counts.hits;
    const frame = refer(run, ids[position]!, writes[position]!);
    if ((position + 1) % interval === 0) run.policy.tick(state, run.referenced, run.used);
    if (!options.trace) continue;
    const evicted = run.evicted < 0 ? null : pages[run.evicted]!;
    steps.push({ page: refs[position]!, hit: run.counts.hits > hits, evicted, frame });
  }
  return options.trace ? { ...run.counts, steps } : run.counts;
}
