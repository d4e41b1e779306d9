/**
 * A whole reference string through one policy over frames that start empty (RC1, RC2): what the drills, the report
 * and the `paging` command count. Frames fill in order; every first use of a page is a fault, a cold one.
 */
import { createPolicy, DEFAULT_INTERVAL, POLICY, type PolicyName } from './index.ts';

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
function numberPages(refs: ArrayLike<number>): { ids: Int32Array; pages: number } {
  const idOf = new Map<number, number>();
  const ids = new Int32Array(refs.length);
  for (let position = 0; position < refs.length; position++) {
    const page = refs[position]!;
    let id = idOf.get(page);
    if (id === undefined) {
      id = idOf.size;
      idOf.set(page, id);
    }
    ids[position] = id;
  }
  return { ids, pages: idOf.size };
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

/** What is where during a run; frames and pages by number, pages by their dense one. */
interface Memory {
  readonly frameOf: Int32Array;
  readonly pageIn: Int32Array;
  readonly used: Uint8Array;
  readonly referenced: Uint8Array;
  readonly dirty: Uint8Array;
  filled: number;
}

/** The frame for a page that isn't resident, emptied if need be: free ones first, in order. Counts what it did. */
function makeRoom(policy: Policy, state: PolicyState, memory: Memory, counts: PagingCounts): number {
  if (memory.filled < memory.used.length) return memory.filled++;
  const frame = policy.victim(state, memory.referenced, memory.dirty, memory.used);
  counts.evictions += 1;
  counts.writebacks += memory.dirty[frame]!;
  memory.frameOf[memory.pageIn[frame]!] = -1;
  return frame;
}

/** One reference to the page with this dense number; returns its frame. */
function refer(
  policy: Policy,
  state: PolicyState,
  memory: Memory,
  counts: PagingCounts,
  id: number,
  page: number,
): number {
  const resident = memory.frameOf[id]!;
  if (resident >= 0) {
    counts.hits += 1;
    policy.reference(state, resident);
    return resident;
  }
  counts.faults += 1;
  const frame = makeRoom(policy, state, memory, counts);
  memory.frameOf[id] = frame;
  memory.pageIn[frame] = id;
  memory.used[frame] = 1;
  memory.dirty[frame] = 0;
  policy.load(state, frame, page);
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
  const policy = POLICY[name];
  const state = createPolicy(name, frames, { seed: options.seed, tau: options.tau, future: refs });
  const { ids, pages } = numberPages(refs);
  const writes = writeBits(refs.length, options.writes ?? []);
  const memory: Memory = {
    frameOf: new Int32Array(pages.length).fill(-1),
    pageIn: new Int32Array(frames).fill(-1),
    used: new Uint8Array(frames),
    referenced: new Uint8Array(frames),
    dirty: new Uint8Array(frames),
    filled: 0,
  };
  const counts: PagingCounts = {
    references: refs.length,
    hits: 0,
    faults: 0,
    coldFaults: pages.length,
    evictions: 0,
    writebacks: 0,
  };
  const steps: PagingStep[] = [];
  for (let position = 0; position < refs.length; position++) {
    const page = refs[position]!;
    const before = counts.hits + counts.evictions;
    const displaced = options.trace ? memory.pageIn.slice() : memory.pageIn;
    state.time = position;
    const frame = refer(policy, state, memory, counts, ids[position]!, page);
  }
  return options.trace ? { ...counts, steps } : counts;
}
