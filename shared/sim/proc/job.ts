/**
 * Jobs: what a process is paid for. An offer names buffers; once all are placed, the job's accesses run over them
 * by its pattern (AC1, UM2), and at the end its checksum tells whether its data survived (AC4).
 */
import { emit, type Machine } from '../machine.ts';
import { unmapArea } from '../mm/addressSpace.ts';
import { JOB, JOB_KIND, MAX_OFFERS, PATTERN, VIA } from '../names.ts';
import { draw, drawBelow } from '../rng.ts';
import { closeFile } from '../syscall/files.ts';
import { leavePartner, ownOffers } from './joint.ts';
import type { Process } from './process.ts';

export interface Offer {
  id: number;
  title: number;
  pattern: number;
  sizes: number[];
  accesses: number;
  reward: number;
  due: number;
  overrun: number;
  /** Index in JOB_KINDS; the partner's pid, the file, the pieces to hand over; 0, -1 and 0 when there is none. */
  kind: number;
  peer: number;
  file: number;
  items: number;
  /** consume: the producing job's id, and how it sends (index in VIAS). */
  joint: number;
  via: number;
}

/** An offer that was taken; its id is the job's. */
export interface Job extends Omit<Offer, 'due'> {
  ptrs: number[];
  done: number;
  dueAt: number;
  /** Index in JOB_STATES. */
  state: number;
  /** Its data was stale or clobbered: the checksum will fail. */
  corrupt: boolean;
  /** Pieces handed over; page or descriptor of what it shares, and segment, -1 before it has it. */
  moved: number;
  area: number;
  segment: number;
}

/** Number of job names that the words know. */
export const JOB_TITLES = 10;

/** Purposes of a process's draws; see rng.ts. A job's accesses draw from a stream of their own. */
const OFFERS = 1;
const ACCESSES = 2;
const streamOf = (pid: number, purpose: number, id: number): number => (pid << 24) | (purpose << 20) | id;

/** Tops the offers up. */
export function fillOffers(machine: Machine, process: Process): void {
  while (ownOffers(process) < MAX_OFFERS) {
    const offer = drawOffer(machine, process.pid, ++process.offered);
    process.offers.push(offer);
    emit(machine, 'offer', process.pid, -1, -1, offer.id);
  }
}

function drawOffer(machine: Machine, pid: number, id: number): Offer {
  const { job, accessPeriod } = machine.param;
  const stream = streamOf(pid, OFFERS, id);
  const within = (index: number, [low, high]: [number, number]) =>
    low + drawBelow(machine.seed, stream, index, high - low + 1);
  const count = within(0, job.buffers);
  const sizes: number[] = [];
  let left = job.maxCells;
  for (let buffer = 0; buffer < count; buffer++) {
    const room = left - (count - buffer - 1) * job.cells[0];
    const size = Math.min(within(1 + buffer, job.cells), room);
    sizes.push(size);
    left -= size;
  }
  const cells = sizes.reduce((sum, size) => sum + size, 0);
  const overrun = drawBelow(machine.seed, stream, 20, 1000) < job.overrun ? 1 : 0;
  const base = job.rewardFixed + Math.floor((cells * job.rewardCell) / 1000);
  return {
    id,
    title: drawBelow(machine.seed, stream, 21, JOB_TITLES),
    pattern: hasTrace(machine)
      ? PATTERN.trace
      : weighted(drawBelow(machine.seed, stream, 22, sum(job.patterns)), job.patterns),
    sizes,
    accesses: job.accesses,
    reward: base + (overrun ? Math.floor((base * job.overrunBonus) / 1000) : 0),
    due: Math.floor((job.accesses * accessPeriod * job.due) / 1000),
    overrun,
    ...beyond(machine, pid, stream),
  };
}

/** What an offer reaches beyond its own buffers: nothing, a file, or another process. */
function beyond(machine: Machine, pid: number, stream: number) {
  const { job, files, sharedText, processes } = machine.param;
  const drawn = drawBelow(machine.seed, stream, 23, 1000);
  const none = { kind: JOB_KIND.plain as number, peer: 0, file: -1, items: 0, joint: 0, via: -1 };
  // The first file is the program, where everybody runs the same.
  const first = sharedText ? 1 : 0;
  if (drawn < job.file && files > first) {
    const file = first + drawBelow(machine.seed, stream, 24, files - first);
    return { ...none, kind: JOB_KIND.file, file };
  }
  if (drawn >= job.file && drawn < job.file + job.joint && processes > 1) {
    const peer = 1 + ((pid + drawBelow(machine.seed, stream, 25, processes - 1)) % processes);
    return { ...none, kind: JOB_KIND.produce, peer, items: job.items };
  }
  return none;
}

/** Whether the scenario brings an imported trace; then every job follows it. */
const hasTrace = (machine: Machine): boolean => (machine.param.job.trace?.length ?? 0) > 0;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function weighted(drawn: number, weights: readonly number[]): number {
  let rest = drawn;
  return weights.findIndex((weight) => {
    rest -= weight;
    return rest < 0;
  });
}

/** Where the n-th access of a job goes: a cell address. `cell` is -1 for text and stack, which aren't blocks. */
export interface Target {
  vpn: number;
  cell: number;
  write: boolean;
  /** The page of its file that a file job goes to, -1 for none. */
  file: number;
}

export function targetOf(machine: Machine, process: Process, job: Job): Target {
  const { param, seed } = machine;
  const stream = streamOf(process.parent || process.pid, ACCESSES, job.id);
  const group = Math.floor(job.done / param.job.repeat);
  const at = job.done * 4;
  if (drawBelow(seed, stream, at, 1000) < param.codeShare) {
    // A stack that may grow is deep in the middle of the job.
    const deep = job.done * 4 > job.accesses && job.done * 4 < 3 * job.accesses;
    const stack = deep ? param.stackMax : param.stackPages;
    const code = drawBelow(seed, stream, at + 1, param.textPages + stack);
    if (code < param.textPages) return { vpn: 1 + code, cell: -1, write: false, file: -1 };
    const vpn = param.pages - 1 - (code - param.textPages);
    return { vpn, cell: -1, write: drawBelow(seed, stream, at + 2, 1000) < param.job.writes, file: -1 };
  }
  const page = filePageOf(machine, job, stream, group);
  if (page >= 0) return { vpn: job.area + page, cell: -1, write: false, file: page };
  if (job.overrun && draw(seed, stream, at + 2) % 16 === 0) {
    const last = job.sizes.length - 1;
    const cell = job.ptrs[last] + job.sizes[last];
    return { vpn: Math.floor(cell / param.cellsPerPage), cell, write: true, file: -1 };
  }
  const cell = cellAt(job, offsetOf(machine, job, stream, group));
  const write = drawBelow(seed, stream, at + 3, 1000) < param.job.writes;
  return { vpn: Math.floor(cell / param.cellsPerPage), cell, write, file: -1 };
}

/** Share of a file job's groups that go to the file. Permille. */
const FILE_SHARE = 600;

/** The page of its file that a group of accesses goes to, one after the other; -1 when it goes to the buffers. */
export function filePageOf(machine: Machine, job: Job, stream: number, group: number): number {
  if (job.kind !== JOB_KIND.file) return -1;
  if (drawBelow(machine.seed, stream, 2 ** 30 - 2 - group, 1000) >= FILE_SHARE) return -1;
  return group % machine.param.filePages;
}

/** Offset into the job's buffers, laid end to end, of a group of accesses on one cell. */
function offsetOf(machine: Machine, job: Job, stream: number, group: number): number {
  const { hotShare, hotSize, repeat, trace = [] } = machine.param.job;
  const total = sum(job.sizes);
  const groups = Math.max(1, Math.floor(job.accesses / repeat));
  // Draws of a group stay clear of those of single accesses, which use non-negative indices below 2^30.
  const index = 2 ** 30 + group * 2;
  if (job.pattern === PATTERN.loop) return (group * machine.param.cellsPerPage) % total;
  if (trace.length > 0) return (trace[group % trace.length] * machine.param.cellsPerPage) % total;
  if (job.pattern === PATTERN.scan) return Math.min(total - 1, Math.floor((group * total) / groups));
  if (job.pattern === PATTERN.random) return drawBelow(machine.seed, stream, index, total);
  const window = Math.max(1, Math.floor((total * hotSize) / 1000));
  const start = drawBelow(machine.seed, stream, 2 ** 30 - 1, total - window + 1);
  if (drawBelow(machine.seed, stream, index, 1000) >= hotShare) {
    return drawBelow(machine.seed, stream, index + 1, total);
  }
  return start + drawBelow(machine.seed, stream, index + 1, window);
}

/** The cell address of an offset into the job's buffers. */
function cellAt(job: Job, offset: number): number {
  let rest = offset;
  for (let buffer = 0; buffer < job.sizes.length; buffer++) {
    if (rest < job.sizes[buffer]) return job.ptrs[buffer] + rest;
    rest -= job.sizes[buffer];
  }
  throw new Error(`offset ${offset} lies outside job ${job.id}`);
}

/** What an access to a cell does to the jobs whose buffer lies there (UM3): overflow and use after free. */
export function meetBlock(process: Process, job: Job | null, cell: number, write: boolean): void {
  const block = process.blocks.find((b) => b.ptr <= cell && cell < b.ptr + b.size);
  if (block === undefined || block.job === 0 || block.job === job?.id) return;
  const other = process.jobs.find((candidate) => candidate.id === block.job);
  if (write && other) other.corrupt = true;
  if (!write && job) job.corrupt = true;
}

/** Pays for a job that ran to its end, or doesn't; its blocks stay until they are freed. */
export function finishJob(machine: Machine, process: Process, job: Job): void {
  if (job.corrupt) leavePartner(machine, process, job);
  process.jobs = process.jobs.filter((other) => other !== job);
  detach(machine, process, job);
  const payee = process.parent > 0 ? machine.processes[process.parent - 1] : process;
  for (const block of process.blocks) if (block.job === job.id) block.job = 0;
  if (job.corrupt) {
    emit(machine, 'job-corrupt', payee.pid, -1, -1, job.id);
    return;
  }
  const late = machine.tick > job.dueAt;
  const paid = late ? Math.floor(job.reward / 2) : job.reward;
  payee.score += paid;
  payee.work += paid;
  machine.work += paid;
  emit(machine, late ? 'job-late' : 'job-done', payee.pid, -1, -1, paid);
}

/** What a job had mapped or opened for itself goes with it. */
export function detach(machine: Machine, process: Process, job: Job): void {
  if (job.area < 0 || job.kind === JOB_KIND.plain) return;
  if (job.kind === JOB_KIND.file && job.via === VIA.read) closeFile(machine, process, job.area);
  else unmapArea(machine, process, job.area);
}

/** Starts the first job whose buffers are all placed when none runs. */
export function startReadyJob(machine: Machine, process: Process): void {
  if (process.jobs.some((job) => job.state === JOB.running)) return;
  const next = process.jobs.find((job) => job.state === JOB.ready);
  if (next === undefined) return;
  next.state = JOB.running;
  process.nextAccess = Math.max(process.nextAccess, machine.tick + machine.param.accessPeriod);
}
