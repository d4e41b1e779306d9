/**
 * Every tunable of the machine, with its unit and its default. A scenario overrides what it wants;
 * shared/scenario holds the schema that checks it. A tick is 100 ms at normal speed; shares are permille.
 */
import type { MODULES, PERSONALITIES, POLICY_SLOTS, SLOTS } from './names.ts';

export type Personality = (typeof PERSONALITIES)[number];
export type ModuleName = (typeof MODULES)[number];
export type Slot = (typeof SLOTS)[number];

export interface Param {
  /** Page frames of RAM, of which the first `kernelFrames` hold the kernel's image (FR1, FR3). */
  frames: number;
  kernelFrames: number;
  /** FR2: share of the frames, from the lowest on, in zone DMA (permille), and frames at the top in zone HIGHMEM. */
  dmaShare: number;
  highFrames: number;
  /** Frames at the very top that are a device's memory, not RAM (FR3). */
  deviceFrames: number;
  /** PA3: frames that each zone keeps for the kernel, and those at which reclaim begins and ends. */
  watermark: { min: number; low: number; high: number };
  /** KM1: whether the kernel's objects (task, vma, inode, message) take slabs. */
  slab: boolean;
  /** Swap slots, one page each (RC3). */
  swapSlots: number;
  /** Virtual pages of a process (AS1) and page-table entries in one leaf table. */
  pages: number;
  tableEntries: number;
  /** TLB entries of a process (AS2). */
  tlbEntries: number;
  /** Heap cells in a page, and header cells before each block (UM1). */
  cellsPerPage: number;
  headerCells: number;
  /** Blocks of this many cells or more are mapped instead of placed in the heap. */
  mmapThreshold: number;
  /** Pages by which malloc moves the break at the least, where the limits allow it. */
  brkPages: number;
  /** Time that malloc takes to search, in tenths of a tick for each free-list entry looked at (UM4). */
  mallocCost: number;
  /** Cells of a slot of a pool (UM4). */
  poolCells: number;
  processes: number;
  /** AS4: processes that fork may make, besides the players'. */
  children: number;
  /** AS5: files on the disk and pages of each; the first is the program that all run when `sharedText` is set. */
  files: number;
  filePages: number;
  sharedText: boolean;
  /** OS1. */
  personality: Personality;
  /** Modules and policies that are loaded from boot on. */
  modules: ModuleName[];
  policies: { [S in Slot]: (typeof POLICY_SLOTS)[S][number] };
  /** OS1: chance that a driver writes wild each time it is used (permille), and ticks until it is restarted. */
  driverBug: number;
  driverRestart: number;
  /** IR1: ticks between two packets (0: none) and before the first; orders of their size; ticks to answer, ticks of the device for a frame, ticks that a mapped packet stays; points. */
  device: {
    every: number;
    first: number;
    order: [number, number];
    deadline: number;
    transfer: number;
    hold: number;
    reward: number;
  };
  /** Length of the match, distance between the first starts, pause before a restart, of a reboot. Ticks. */
  ticks: number;
  startEvery: number;
  restart: number;
  reboot: number;
  /** Program text and stack that every process boots with. Pages. */
  textPages: number;
  stackPages: number;
  /** Pages to which a stack may grow by itself. */
  stackMax: number;
  /** Kernel time, in ticks. disk is for one page. */
  cost: {
    entry: number;
    evict: number;
    flush: number;
    map: number;
    zero: number;
    copy: number;
    disk: number;
  };
  /** Ticks between two accesses of a running job (AC1). */
  accessPeriod: number;
  /** Share of accesses that go to text and stack. Permille. */
  codeShare: number;
  /** Ticks of memory famine before the OOM killer strikes (OM1). */
  oomPatience: number;
  /** Ticks between timed clearings of all reference bits; 0 leaves it to the kernel. */
  sweepEvery: number;
  /** AS3: refuse address space beyond RAM and swap. */
  strict: boolean;
  /** KO2: a dangerous order needs force. */
  guard: boolean;
  limit: { rss: number; as: number; memlock: number; nproc: number };
  job: {
    /** Buffers of a job and cells of a buffer, inclusive ranges; cells of a job at the most. */
    buffers: [number, number];
    cells: [number, number];
    maxCells: number;
    accesses: number;
    /** Accesses in a row on one cell. */
    repeat: number;
    /** Weights of the patterns loop, scan, hot, random among the offers. */
    patterns: [number, number, number, number];
    /** An imported trace that every job follows instead of its pattern: page indices into its buffers, from 0 (AC1). */
    trace?: readonly number[];
    /** Pattern hot: share of accesses in the hot window, and the window's share of the buffers. Permille. */
    hotShare: number;
    hotSize: number;
    /** Share of heap accesses that write. Permille. */
    writes: number;
    /** Due at this multiple of accesses × accessPeriod. Permille. */
    due: number;
    /** Reward: a fixed part, and permille of a point for each cell. */
    rewardFixed: number;
    rewardCell: number;
    /** Share of offers whose program writes one cell past its last buffer, and what it pays on top. Permille. */
    overrun: number;
    overrunBonus: number;
    /** Share of offers that read a file, and that are done with another process. Permille. */
    file: number;
    joint: number;
    /** Pieces of data that a joint job hands over. */
    items: number;
  };
  /** Points. crash and secret are the process's, the others the kernel's; missed is for a packet that was dropped. */
  fine: { crash: number; breach: number; panic: number; missed: number };
  secret: number;
}

export const DEFAULT_PARAM: Param = {
  frames: 64,
  kernelFrames: 8,
  dmaShare: 250,
  highFrames: 0,
  deviceFrames: 0,
  watermark: { min: 0, low: 2, high: 6 },
  slab: false,
  swapSlots: 64,
  pages: 32,
  tableEntries: 8,
  tlbEntries: 8,
  cellsPerPage: 4,
  headerCells: 0,
  mmapThreshold: 24,
  brkPages: 14,
  mallocCost: 0,
  poolCells: 8,
  processes: 4,
  children: 0,
  files: 0,
  filePages: 6,
  sharedText: false,
  personality: 'monolithic',
  modules: [],
  policies: { allocator: 'none', reclaim: 'none', oom: 'none', compaction: 'none' },
  driverBug: 0,
  driverRestart: 40,
  device: { every: 0, first: 100, order: [0, 2], deadline: 80, transfer: 3, hold: 100, reward: 12 },
  ticks: 3000,
  startEvery: 150,
  restart: 100,
  reboot: 80,
  textPages: 2,
  stackPages: 1,
  stackMax: 1,
  cost: { entry: 1, evict: 1, flush: 1, map: 1, zero: 3, copy: 2, disk: 10 },
  accessPeriod: 4,
  codeShare: 350,
  oomPatience: 50,
  sweepEvery: 0,
  strict: false,
  guard: true,
  limit: { rss: 16, as: 28, memlock: 4, nproc: 2 },
  job: {
    buffers: [4, 5],
    cells: [3, 20],
    maxCells: 64,
    accesses: 80,
    repeat: 3,
    patterns: [0, 0, 1, 0],
    hotShare: 900,
    hotSize: 300,
    writes: 500,
    due: 3000,
    rewardFixed: 20,
    rewardCell: 400,
    overrun: 0,
    overrunBonus: 500,
    file: 0,
    joint: 0,
    items: 8,
  },
  fine: { crash: 20, breach: 5, panic: 50, missed: 5 },
  secret: 15,
};
