/**
 * The closed sets of the machine, by the names that views, events and words share. A number in a view is a name's place
 * in its list here; new names go to the end, but for trap kinds, whose order tells faults from the rest.
 */
export const PHASES = ['running', 'panic', 'over'] as const;
/** unused: a place for a child that nobody forked. zombie: a child that has ended and was not reaped. */
export const PROCESS_STATES = [
  'starting',
  'idle',
  'running',
  'blocked',
  'stopped',
  'dead',
  'unused',
  'zombie',
] as const;
/** file: a file's pages, read-only. shm: shared memory. packet: a device's buffers, mapped. device: its registers. */
export const VMA_KINDS = [
  'none',
  'null',
  'text',
  'heap',
  'mmap',
  'stack',
  'file',
  'shm',
  'packet',
  'device',
] as const;
/** untouched: granted address space without memory. out: in swap or in a file. transit: the kernel is fetching it. */
export const PAGE_STATES = ['none', 'untouched', 'resident', 'out', 'transit'] as const;
export const FRAME_KINDS = [
  'free',
  'kernel',
  'stack',
  'table',
  'user',
  'cache',
  'shm',
  'slab',
  'vmalloc',
  'module',
  'dma',
  'pool',
  'device',
] as const;
export const ZONES = ['dma', 'normal', 'high'] as const;
export const PERSONALITIES = ['monolithic', 'hybrid', 'microkernel'] as const;
export const MODULES = ['nic', 'blk'] as const;
export const MODULE_STATES = ['absent', 'loaded', 'restarting'] as const;
/** What the kernel can load in each slot; the first leaves it to the player's hand. */
export const POLICY_SLOTS = {
  allocator: ['none', 'overcommit', 'strict'],
  reclaim: ['none', 'fifo', 'clock', 'aging', 'random'],
  oom: ['none', 'badness', 'largest', 'youngest'],
  compaction: ['none', 'direct'],
} as const;
export const SLOTS = ['allocator', 'reclaim', 'oom', 'compaction'] as const;
/** How a job reaches a file or its partner. */
export const VIAS = ['read', 'mmap', 'message', 'ring', 'shm'] as const;
export const JOB_KINDS = ['plain', 'file', 'produce', 'consume'] as const;
/** minor, cow and major are faults that a frame resolves; the interrupt is a device's. */
export const TRAP_KINDS = ['minor', 'cow', 'major', 'maperr', 'accerr', 'syscall', 'interrupt'] as const;
/** queued: waits for a decision. cpu: the kernel works on it. disk: waits for the disk. */
export const TRAP_STAGES = ['queued', 'cpu', 'disk', 'device'] as const;
/** The number of a call is its place here. */
export const SYSCALLS = [
  'brk',
  'mmap',
  'munmap',
  'kill',
  'exit',
  'nice',
  'madvise',
  'mlock',
  'munlock',
  'fork',
  'wait',
  'shm_open',
  'shm_attach',
  'shm_detach',
  'send',
  'recv',
  'open',
  'read',
  'write',
  'close',
  'submit',
] as const;
export const CALLS = ['none', ...SYSCALLS] as const;
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
export const PERSONALITY = indexed(PERSONALITIES);
export const ZONE = indexed(ZONES);
export const VIA = indexed(VIAS);
export const JOB_KIND = indexed(JOB_KINDS);
export const MODULE = indexed(MODULES);
export const SLOT = indexed(SLOTS);
export const MAX_BUFFERS = 5;
export const MAX_BLOCKS = 40;
export const MAX_JOBS = 3;
export const MAX_OFFERS = 3;
export const MAX_TRAPS_EACH = 4;
export const MAX_ORDERS = 24;
/** The largest order of a block: 1024 frames, as in Linux. */
export const MAX_PAGE_ORDER = 10;
/** Reserves for packets at a time. */
export const MAX_RESERVES = 4;
/** Shared-memory segments at a time, messages in a mailbox, files open at a time, calls in a submission ring. */
export const MAX_SHM = 4;
export const MAX_MAIL = 4;
export const MAX_FILES = 4;
export const MAX_RING = 8;
/** Children that a view shows. */
export const MAX_CHILDREN = 3;
/** Temporary mappings of high memory (FR2). */
export const KMAP_SLOTS = 2;
/** Block orders that a zone row shows. */
export const SHOWN_ORDERS = 9;
