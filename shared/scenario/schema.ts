/**
 * The schema of a scenario file: what it is called, who sits where, and which of the machine's tunables it sets.
 * Every number is bounded so that a parsed scenario can't hang or exhaust a server.
 */
import { z } from 'zod';
import { KERNEL_AIS, PROCESS_AIS } from '../ai/names.ts';
import { DEFAULT_PARAM, MODULES, type Param, PERSONALITIES, POLICY_SLOTS, SLOTS } from '../sim/index.ts';
import { lessonSchema } from './lesson.ts';

const ticks = (max = 100_000) => z.int().min(1).max(max);
const cost = z.int().min(0).max(1000);
const permille = z.int().min(0).max(1000);
const range = (low: number, high: number) =>
  z
    .tuple([z.int().min(low).max(high), z.int().min(low).max(high)])
    .refine(([from, to]) => from <= to, 'the first number must not exceed the second');

const costs = z.strictObject({
  entry: cost.min(1),
  evict: cost,
  flush: cost,
  map: cost,
  zero: cost,
  copy: cost,
  disk: cost.min(1),
});

const job = z.strictObject({
  buffers: range(1, 5),
  cells: range(1, 64),
  maxCells: z.int().min(1).max(320),
  accesses: z.int().min(1).max(10_000),
  repeat: z.int().min(1).max(100),
  patterns: z
    .tuple([permille, permille, permille, permille])
    .refine((weights) => weights.some((weight) => weight > 0), 'at least one pattern needs a weight'),
  trace: z.array(z.int().min(0).max(63)).min(1).max(2000),
  hotShare: permille,
  hotSize: permille.min(1),
  writes: permille,
  due: z.int().min(1000).max(100_000),
  rewardFixed: z.int().min(0).max(10_000),
  rewardCell: z.int().min(0).max(100_000),
  overrun: permille,
  file: permille,
  joint: permille,
  items: z.int().min(1).max(64),
  overrunBonus: z.int().min(0).max(10_000),
});

const frames = z.int().min(0).max(4096);

const device = z.strictObject({
  every: z.int().min(0).max(10_000),
  first: ticks(),
  order: range(0, 4),
  deadline: ticks(10_000),
  transfer: ticks(100),
  hold: ticks(10_000),
  reward: z.int().min(0).max(1000),
});

const policies = z.strictObject({
  allocator: z.enum(POLICY_SLOTS.allocator),
  reclaim: z.enum(POLICY_SLOTS.reclaim),
  oom: z.enum(POLICY_SLOTS.oom),
  compaction: z.enum(POLICY_SLOTS.compaction),
});

const param = z.strictObject({
  frames: z.int().min(16).max(4096),
  kernelFrames: z.int().min(1).max(2048),
  dmaShare: permille,
  highFrames: z.int().min(0).max(4096),
  deviceFrames: z.int().min(0).max(64),
  watermark: z.strictObject({ min: frames, low: frames, high: frames }).partial(),
  slab: z.boolean(),
  swapSlots: z.int().min(0).max(8192),
  pages: z.int().min(16).max(256),
  tableEntries: z.int().min(4).max(64),
  tlbEntries: z.int().min(1).max(64),
  cellsPerPage: z.int().min(1).max(16),
  headerCells: z.int().min(0).max(2),
  mmapThreshold: z.int().min(1).max(1000),
  brkPages: z.int().min(1).max(64),
  mallocCost: z.int().min(0).max(1000),
  poolCells: z.int().min(1).max(64),
  processes: z.int().min(1).max(120),
  children: z.int().min(0).max(16),
  files: z.int().min(0).max(16),
  filePages: z.int().min(2).max(16),
  sharedText: z.boolean(),
  personality: z.enum(PERSONALITIES),
  modules: z.array(z.enum(MODULES)).max(MODULES.length),
  policies: policies.partial(),
  driverBug: permille,
  driverRestart: ticks(10_000),
  device: device.partial(),
  ticks: ticks(),
  startEvery: z.int().min(0).max(10_000),
  restart: ticks(10_000),
  reboot: ticks(10_000),
  textPages: z.int().min(1).max(8),
  stackPages: z.int().min(1).max(8),
  stackMax: z.int().min(1).max(16),
  cost: costs.partial(),
  accessPeriod: ticks(1000),
  codeShare: permille,
  oomPatience: ticks(50),
  sweepEvery: z.int().min(0).max(10_000),
  strict: z.boolean(),
  guard: z.boolean(),
  limit: z
    .strictObject({
      rss: z.int().min(1).max(4096),
      as: z.int().min(1).max(256),
      memlock: frames,
      nproc: z.int().min(1).max(4),
    })
    .partial(),
  job: job.partial(),
  fine: z
    .strictObject({
      crash: z.int().min(0).max(1000),
      breach: z.int().min(0).max(1000),
      panic: z.int().min(0).max(10_000),
      missed: z.int().min(0).max(1000),
    })
    .partial(),
  secret: z.int().min(0).max(1000),
});

export const scenarioSchema = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'lower-case letters, digits and hyphens'),
  version: z.literal(1),
  title: z.string().min(1).max(80),
  summary: z.string().min(1).max(400),
  /** For whom the scenario is a lesson; none for a free match. */
  tutorial: z.enum(['process', 'kernel']).optional(),
  /** Its place on the ladder, if it has one. */
  lesson: lessonSchema.optional(),
  /** AI players of the seats that no person takes. */
  kernel: z.enum(KERNEL_AIS),
  processes: z.array(z.enum(PROCESS_AIS)).min(1).max(120),
  param: param.partial(),
});

export type ScenarioFile = z.infer<typeof scenarioSchema>;

/** A scenario ready to run: every tunable filled in. */
export interface Scenario extends Omit<ScenarioFile, 'param'> {
  param: Param;
}

/** Fills in what a file leaves out; the number of seats is the number of processes it names. */
export function fillIn(file: ScenarioFile): Scenario {
  const { cost: costs, limit, job: jobs, fine, watermark, device: nic, ...rest } = file.param;
  const { policies: loaded, ...plain } = rest;
  return {
    ...file,
    param: {
      ...DEFAULT_PARAM,
      ...plain,
      policies: { ...DEFAULT_PARAM.policies, ...loaded },
      watermark: { ...DEFAULT_PARAM.watermark, ...watermark },
      device: { ...DEFAULT_PARAM.device, ...nic },
      processes: file.processes.length,
      cost: { ...DEFAULT_PARAM.cost, ...costs },
      limit: { ...DEFAULT_PARAM.limit, ...limit },
      job: { ...DEFAULT_PARAM.job, ...jobs },
      fine: { ...DEFAULT_PARAM.fine, ...fine },
    },
  };
}

/** The parts of RAM, and the files, that must fit each other. */
function layoutMisfit(p: Param): { path: string[]; message: string } | null {
  const dma = Math.floor((p.frames * p.dmaShare) / 1000);
  if (dma + p.highFrames + p.deviceFrames > p.frames) {
    const message = `DMA (${dma}), high memory (${p.highFrames}) and the device (${p.deviceFrames}) exceed ${p.frames} frames`;
    return { path: ['param', p.highFrames > 0 ? 'highFrames' : 'dmaShare'], message };
  }
  if (p.sharedText && (p.files < 1 || p.filePages < p.textPages)) {
    const message = `needs a file of at least ${p.textPages} pages: the program that all run`;
    return { path: ['param', 'sharedText'], message };
  }
  const { min, low, high } = p.watermark;
  if (min > low || low > high) {
    return { path: ['param', 'watermark'], message: `min ${min}, low ${low} and high ${high} must rise` };
  }
  return null;
}

/** What the schema can't say: numbers that must fit each other. Path and sentence of the first that don't, or null. */
export function misfit({ param: p }: Scenario): { path: string[]; message: string } | null {
  const wrong = layoutMisfit(p);
  if (wrong !== null) return wrong;
  // A stack and a directory each, and in the worst case every leaf table.
  const loaded = p.modules.length * 4 + SLOTS.filter((slot) => p.policies[slot] !== 'none').length;
  const own = p.kernelFrames + loaded + p.processes * (2 + Math.ceil(p.pages / p.tableEntries));
  // High memory is out of the kernel's reach.
  const reach = p.frames - p.highFrames - p.deviceFrames;
  if (reach < own + 4) {
    const message = `${reach} frames in the kernel's reach are too few: kernel, stacks and page tables may take ${own}, and 4 must be left`;
    return { path: ['param', 'frames'], message };
  }
  if (p.pages < p.textPages + Math.max(p.stackPages, p.stackMax) + 4) {
    return { path: ['param', 'pages'], message: 'text and stack leave fewer than 3 pages for a heap' };
  }
  const cells = p.job.cells[0] * p.job.buffers[1];
  if (p.job.maxCells < cells) {
    const message = `must be at least ${cells}: the smallest buffer times the largest number of them`;
    return { path: ['param', 'job', 'maxCells'], message };
  }
  const space = (p.limit.as - p.textPages - p.stackPages) * p.cellsPerPage;
  if (p.job.maxCells > space) {
    const message = `must be at most ${space}, what the address-space limit leaves for a heap`;
    return { path: ['param', 'job', 'maxCells'], message };
  }
  return null;
}
