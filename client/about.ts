/**
 * What the named things of the game are about: the pages of the manual that each screen leads to, in tables that the
 * screens draw their links from. Between them they lead to every concept.
 */
import type { ConceptId } from '../shared/concepts/index.ts';
import type { EventType, PANIC_REASONS } from '../shared/sim/index.ts';

type Links = { readonly [name: string]: readonly ConceptId[] };
type Names = { readonly [name: string]: ConceptId };

/** Headings and labels of the game's screens that are links themselves. */
export const NAMES = {
  boundary: 'syscall',
  traps: 'kernel-space',
  orders: 'kernel-mode',
  ram: 'frame',
  swap: 'swap',
  people: 'scheduling',
  space: 'virtual-address',
  heap: 'malloc',
  jobs: 'working-set',
  collector: 'gc',
  signals: 'signal',
  referenced: 'pte-bits',
  dirty: 'dirty',
  free: 'frame',
} as const satisfies Names;

/** The kernel's instruments, by the names of their panels. */
export const PANELS = {
  zones: ['zones', 'page-allocator', 'buddy', 'fragmentation'],
  kernelMap: ['resident-kernel', 'kernel-balance'],
  slab: ['slab', 'kernel-balance'],
  highmem: ['highmem', 'direct-map'],
  tables: ['page-table', 'pte-bits', 'virtual-address'],
  tlb: ['tlb', 'effective-access-time'],
  sharing: ['cow', 'mmap', 'shared-memory', 'shared-library'],
  interrupts: ['dma', 'zero-copy', 'mempool'],
  modules: ['vmalloc', 'user-driver'],
  personality: ['mode-switch'],
  policies: ['replacement', 'belady', 'oom', 'fragmentation'],
  limits: ['limits', 'house'],
} as const satisfies Links;

/** What the kernel's frames are used for. */
export const USES = {
  kernel: 'kernel-image',
  stack: 'kernel-stack',
  table: 'page-table',
  slab: 'slab',
  module: 'vmalloc',
  vmalloc: 'vmalloc',
  dma: 'dma',
  pool: 'mempool',
  device: 'device-memory',
} as const satisfies Names;

/** The ways in which a frame is shared. */
export const SHARES = {
  cow: 'cow',
  cache: 'mmap',
  shm: 'shared-memory',
  user: 'shared-library',
} as const satisfies Names;

export const PERSONALITIES_ABOUT = {
  monolithic: 'monolithic',
  hybrid: 'hybrid',
  microkernel: 'microkernel',
} as const satisfies Names;

/** The parts of a process's panels. */
export const PARTS = {
  tlb: ['tlb', 'effective-access-time'],
  table: ['page-table', 'pte-bits'],
  limits: ['limits', 'house'],
  stretch: ['swap', 'working-set'],
  leaks: ['leak', 'gc'],
  overruns: ['leak'],
  stale: ['leak'],
  children: ['cow', 'process-memory'],
  forkable: ['cow', 'shared-library'],
  mail: ['message-passing'],
  send: ['message-passing', 'signal'],
  ring: ['mode-switch'],
  segments: ['shared-memory'],
  files: ['file-io', 'mmap'],
  descriptors: ['file-io'],
  packets: ['dma', 'zero-copy'],
  registers: ['device-memory'],
  costs: ['user-driver', 'mode-switch'],
} as const satisfies Links;

/** The result of a match, by its figures and its cards. */
export const RESULT = {
  waited: ['effective-access-time'],
  crashes: ['segfault'],
  secrets: ['isolation'],
  kernel: ['scheduling', 'isolation', 'kernel-panic', 'oom'],
  regret: ['replacement', 'belady'],
} as const satisfies Links;

/** The steps of the two tutorials. */
export const TUTORIAL: { readonly [list in 'process' | 'kernel']: Links } = {
  process: {
    look: ['virtual-address', 'process-memory'],
    malloc: ['malloc', 'alloc-failure'],
    pack: ['working-set'],
    fault: ['demand-paging', 'page-fault'],
    run: ['pte-bits'],
    free: ['leak'],
    again: ['malloc'],
    finished: ['page-fault'],
  },
  kernel: {
    trap: ['syscall', 'kernel-space'],
    grant: ['frame'],
    watch: ['kernel-mode'],
    pick: ['frame'],
    frame: ['page-allocator'],
    victim: ['replacement', 'dirty'],
    age: ['pte-bits'],
    serve: ['dirty', 'swap'],
    finished: ['scheduling'],
  },
};

/** Why a kernel panicked. */
export const PANICS: { readonly [reason in (typeof PANIC_REASONS)[number]]: readonly ConceptId[] } = {
  'lost-kernel-frame': ['kernel-panic', 'resident-kernel'],
  'double-free': ['kernel-panic', 'page-allocator'],
  'wild-write': ['kernel-panic', 'isolation'],
  'driver-bug': ['kernel-panic', 'monolithic'],
};

/** What happened just now, by the event that tells of it. */
export const EVENTS: { readonly [type in EventType]?: ConceptId } = {
  'job-corrupt': 'leak',
  segv: 'segfault',
  abort: 'leak',
  signal: 'signal',
  breach: 'isolation',
  secret: 'isolation',
  oom: 'oom',
  panic: 'kernel-panic',
  evict: 'replacement',
  'swap-in': 'swap',
  writeback: 'dirty',
  limit: 'limits',
  limited: 'limits',
  leak: 'leak',
  gc: 'gc',
  pool: 'user-pool',
  'stack-grow': 'process-memory',
  fork: 'cow',
  cow: 'cow',
  share: 'shared-library',
  shm: 'shared-memory',
  message: 'message-passing',
  batch: 'mode-switch',
  compact: 'fragmentation',
  'no-block': 'fragmentation',
  cached: 'mmap',
  'malloc-null': 'alloc-failure',
  'fault-minor': 'demand-paging',
  'fault-major': 'page-fault',
  'fault-invalid': 'segfault',
  'kernel-address': 'kernel-space',
  interrupt: 'dma',
  'deliver-copy': 'zero-copy',
  'deliver-map': 'zero-copy',
  doorbell: 'device-memory',
  'driver-bug': 'monolithic',
  'driver-restart': 'user-driver',
};

/** Every table, by the screen whose links it holds. */
export const SCREENS: { readonly [screen: string]: readonly ConceptId[] } = {
  game: Object.values(NAMES),
  kernel: [PANELS, USES, SHARES, PERSONALITIES_ABOUT].flatMap((table) => Object.values(table).flat()),
  process: Object.values(PARTS).flat(),
  result: Object.values(RESULT).flat(),
  tutorial: Object.values(TUTORIAL).flatMap((steps) => Object.values(steps).flat()),
  panic: Object.values(PANICS).flat(),
  log: Object.values(EVENTS),
};
