/**
 * The AI players by name, in the order in which people choose from them, and what makes each of them what it is. They
 * differ in habits only: one kernel, one process, and these tables.
 */
import type { PolicyName, Via } from '../sim/index.ts';

export const KERNEL_AIS = [
  'idle',
  'grant-only',
  'sloppy',
  'random',
  'fifo',
  'clock',
  'lru',
  'guided',
  'strict',
  'compacting',
  'engineer',
  'governor',
  'warden',
] as const;
export type KernelAi = (typeof KERNEL_AIS)[number];

export interface KernelHabits {
  /** The policy by which it chooses victims. An exact LRU would need to see every reference; ageing bits stand in for it. */
  policy: PolicyName;
  /** Wipes and flushes. */
  clean: boolean;
  evicts: boolean;
  /** Says why. */
  explains: boolean;
  /** Promises no more than RAM and swap hold (AS3). */
  strict: boolean;
  /** Makes a block by moving pages when a packet finds none. */
  compacts: boolean;
  /**
   * Hands packets over by mapping, keeps a reserve for them, loads the disk's driver into scattered frames, writes dirty
   * pages while the disk is idle, and unloads what took the machine down.
   */
  engineers: boolean;
  /** Loads policies and lets them work. */
  governs: boolean;
  /** Stops one process in turn while the machine thrashes, limits who grows when swap is short, shrinks caches. */
  wards: boolean;
}

const plain: KernelHabits = {
  policy: 'clock',
  clean: true,
  evicts: true,
  explains: false,
  strict: false,
  compacts: false,
  engineers: false,
  governs: false,
  wards: false,
};

export const KERNEL_HABITS: { readonly [A in KernelAi]: KernelHabits } = {
  idle: plain,
  'grant-only': { ...plain, evicts: false },
  sloppy: { ...plain, clean: false },
  random: { ...plain, policy: 'random' },
  fifo: { ...plain, policy: 'fifo' },
  clock: plain,
  lru: { ...plain, policy: 'aging' },
  guided: { ...plain, explains: true },
  strict: { ...plain, strict: true },
  compacting: { ...plain, compacts: true },
  engineer: { ...plain, compacts: true, engineers: true },
  governor: { ...plain, compacts: true, governs: true },
  warden: { ...plain, wards: true },
};

export const PROCESS_AIS = [
  'greedy',
  'careful',
  'leaky',
  'prober',
  'messenger',
  'sharer',
  'forker',
  'wild',
  'frugal',
] as const;
export type ProcessAi = (typeof PROCESS_AIS)[number];

export interface ProcessHabits {
  fit: 'first' | 'best' | 'pool';
  /** How it reaches a file, and its partner in a joint job. */
  file: Via;
  partner: Via;
  /** Takes programs that write past their last buffer. */
  risks: boolean;
  /** Share of blocks that it forgets to free. Percent. */
  forgets: number;
  /** Collects garbage when memory is refused. */
  collects: boolean;
  /** Looks where it should not when it smells a stale translation or an unwiped page. */
  probes: boolean;
  /** Holds two jobs and forks a child for the second. */
  forks: boolean;
  /** Touches kernel addresses now and then, as a broken program does. */
  strays: boolean;
  /** Ranks itself lower, so that others are served first. */
  yields: boolean;
  /** Tells its partner by a signal that work waits. */
  signals: boolean;
  /** Maps the card's registers and rings for packets. */
  rings: boolean;
  /** Locks the pages of a job in memory while it thrashes, as far as it may. */
  locks: boolean;
  /** Gives frames of free heap pages back (madvise). */
  advises: boolean;
  /** Maps a page of its own once (mmap), and gives its addresses back (munmap). */
  maps: boolean;
}

const simple: ProcessHabits = {
  fit: 'first',
  file: 'read',
  partner: 'message',
  risks: true,
  forgets: 0,
  collects: false,
  probes: false,
  forks: false,
  strays: false,
  yields: false,
  signals: false,
  rings: false,
  locks: false,
  advises: false,
  maps: false,
};

export const PROCESS_HABITS: { readonly [A in ProcessAi]: ProcessHabits } = {
  greedy: simple,
  careful: { ...simple, fit: 'best', file: 'mmap', partner: 'ring', risks: false, signals: true },
  leaky: { ...simple, fit: 'pool', forgets: 40, collects: true },
  prober: { ...simple, probes: true },
  messenger: { ...simple, file: 'read', partner: 'message' },
  sharer: { ...simple, partner: 'shm', signals: true },
  forker: { ...simple, forks: true, yields: true },
  wild: { ...simple, strays: true },
  frugal: {
    ...simple,
    fit: 'best',
    file: 'mmap',
    risks: false,
    rings: true,
    locks: true,
    advises: true,
    maps: true,
  },
};
