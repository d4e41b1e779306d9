/**
 * What each role may see, as sections of a view (PL1). A process sees its own address space, heap, jobs and
 * traps, and everybody's score; never a physical frame number or another's memory. The kernel, and a
 * spectator who holds the key, see the machine.
 */
import type { Read } from './layout.ts';

export const PHASES = ['running', 'panic', 'over'] as const;
export const PROCESS_STATES = ['starting', 'idle', 'running', 'blocked', 'stopped', 'dead'] as const;
export const VMA_KINDS = ['none', 'null', 'text', 'heap', 'mmap', 'stack'] as const;
/** untouched: granted address space without memory. out: in swap or in a file. transit: the kernel is fetching it. */
export const PAGE_STATES = ['none', 'untouched', 'resident', 'out', 'transit'] as const;
export const FRAME_KINDS = ['free', 'kernel', 'stack', 'table', 'user'] as const;
export const TRAP_KINDS = ['minor', 'major', 'maperr', 'accerr', 'syscall'] as const;
/** queued: waits for a decision. cpu: the kernel works on it. disk: waits for the disk. */
export const TRAP_STAGES = ['queued', 'cpu', 'disk'] as const;
/** The number of a call is its place here. */
export const CALLS = ['none', 'brk', 'mmap', 'munmap', 'kill', 'exit', 'nice'] as const;
export const JOB_STATES = ['packing', 'ready', 'running'] as const;
export const PATTERNS = ['loop', 'scan', 'hot', 'random', 'trace'] as const;
/** The place of each name in its list: `indexed(PHASES).panic` is 1. */
function indexed<const T extends readonly string[]>(names: T): { readonly [N in T[number]]: number } {
  return Object.fromEntries(names.map((name, index) => [name, index])) as { [N in T[number]]: number };
}

export const PHASE = indexed(PHASES);
export const STATE = indexed(PROCESS_STATES);
export const VMA = indexed(VMA_KINDS);
export const PAGE = indexed(PAGE_STATES);
export const FRAME = indexed(FRAME_KINDS);
export const TRAP = indexed(TRAP_KINDS);
export const STAGE = indexed(TRAP_STAGES);
export const CALL = indexed(CALLS);
export const JOB = indexed(JOB_STATES);
export const PATTERN = indexed(PATTERNS);
export const MAX_BUFFERS = 5;
export const MAX_BLOCKS = 40;
export const MAX_JOBS = 3;
export const MAX_OFFERS = 3;
export const MAX_TRAPS_EACH = 4;
export const MAX_ORDERS = 24;

export interface Shape {
  frames: number;
  swapSlots: number;
  pages: number;
  processes: number;
}

const sizes = ['size0', 'size1', 'size2', 'size3', 'size4'] as const;
const pointers = ['ptr0', 'ptr1', 'ptr2', 'ptr3', 'ptr4'] as const;

/** Sections that every role gets: the clock, the machine's common result, the scores. Shares in permille. */
const common = (shape: Shape) => ({
  machine: {
    fields: ['tick', 'ticks', 'phase', 'rebootAt', 'panicReason', 'work', 'fairness', 'kernelScore'] as const,
    rows: 1,
  },
  roster: { fields: ['pid', 'score', 'state'] as const, rows: shape.processes },
});

const trapFields = [
  'id',
  'pid',
  'kind',
  'call',
  'vpn',
  'address',
  'arg',
  'write',
  'since',
  'stage',
  'ahead',
  'table', // 1 when the page's table is missing too: granting takes two frames
] as const;

/** What a process's own view and the kernel's say of it alike; filled by accountOf in procfsProcess.ts. */
const accountFields = [
  'pid',
  'state',
  'score',
  'work',
  'nice',
  'rss',
  'rssLimit',
  'asPages',
  'asLimit',
] as const;

/** A process's own view. Addresses and pointers count cells; ticks are absolute unless said otherwise. */
export const processSections = (shape: Shape) => ({
  ...common(shape),
  self: {
    fields: [
      ...accountFields,
      'heapStart',
      'brk',
      'crashes',
      'secrets',
      'startAt', // the tick it (re)starts at, while starting or dead
      'majorFaults',
      'minorFaults',
      'runTicks',
      'waitTicks',
      'busyUntil', // own calls are answered EAGAIN before this tick
      'cellsPerPage',
    ] as const,
    rows: 1,
  },
  pages: { fields: ['vma', 'state', 'accessed', 'dirty', 'writable', 'tlb'] as const, rows: shape.pages },
  /** Live heap and mmap blocks; ptr -1 marks an empty row; job 0 when its job is gone (a leak until freed). */
  blocks: { fields: ['ptr', 'size', 'job', 'buffer', 'mapped'] as const, rows: MAX_BLOCKS },
  /** id 0 marks an empty row; due in ticks from acceptance; title indexes the job names. */
  offers: {
    fields: ['id', 'title', 'pattern', 'count', ...sizes, 'accesses', 'reward', 'due', 'overrun'] as const,
    rows: MAX_OFFERS,
  },
  jobs: {
    fields: [
      'id',
      'title',
      'pattern',
      'state',
      'done',
      'accesses',
      'reward',
      'dueAt',
      'count',
      ...sizes,
      ...pointers,
      'overrun',
    ] as const,
    rows: MAX_JOBS,
  },
  traps: { fields: trapFields, rows: MAX_TRAPS_EACH },
});

/** The kernel's and the key-holding spectator's view: all of the machine. */
export const kernelSections = (shape: Shape) => ({
  ...common(shape),
  kernel: {
    fields: [
      'freeFrames',
      'cpuLeft', // ticks until the order under way is done
      'diskQueue',
      'diskLeft',
      'swapUsed',
      'oomAt', // the tick at which the OOM killer strikes, -1 while memory suffices
      'breaches',
      'panics',
      'kills',
      'thrashing', // permille of job-holding time spent blocked on major faults, over the last ten seconds
      'guard', // 1: a dangerous order needs force
      'pageIns',
      'sweepAt', // the tick of the next timed clearing of reference bits, -1 without one
    ] as const,
    rows: 1,
  },
  /** pid and vpn of the first mapper, 0 and -1 without one; content 0 when wiped; block: order of the free block that starts here, else -1. */
  frames: {
    fields: [
      'kind',
      'pid',
      'vpn',
      'referenced',
      'dirty',
      'pins',
      'mappings',
      'locked',
      'content',
      'loaded',
      'block',
    ] as const,
    rows: shape.frames,
  },
  swap: { fields: ['pid', 'vpn'] as const, rows: shape.swapSlots },
  processes: {
    fields: [
      ...accountFields,
      'swapped',
      'tables',
      'badness',
      'jobTitle', // -1 without a running job
      'jobDone',
      'jobAccesses',
      'jobDueAt',
      'runTicks',
      'waitTicks',
      'crashes',
      'secrets',
      'startAt',
    ] as const,
    rows: shape.processes,
  },
  /** Every process's pages, row (pid - 1) * pages + vpn; where is the frame, or the slot when out in swap, else -1. */
  ptes: { fields: ['vma', 'state', 'where'] as const, rows: shape.processes * shape.pages },
  traps: { fields: trapFields, rows: shape.processes * MAX_TRAPS_EACH },
  orders: { fields: ['id', 'op', 'pid', 'pfn', 'trap', 'left'] as const, rows: MAX_ORDERS },
  disk: { fields: ['write', 'pid', 'vpn', 'left'] as const, rows: MAX_ORDERS },
});

export type ProcessView = Read<ReturnType<typeof processSections>>;
export type KernelView = Read<ReturnType<typeof kernelSections>>;
