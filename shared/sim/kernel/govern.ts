/**
 * The loaded policies at work (PA3): an allocator serves what waits at the boundary, a reclaim policy keeps frames free
 * between the watermarks and names victims, the OOM killer does not wait, compaction makes blocks. They give the same
 * orders as a player would, one at a time, on the same processor and at the same price.
 */
import { KERNEL_OPS, type KernelCommand } from '../command.ts';
import { ACCESSED, DIRTY, emit, type Machine, pageOf, type Trap, vpnOf } from '../machine.ts';
import { committed, promisable } from '../mm/addressSpace.ts';
import { firstMapper, frameBits, isMovable } from '../mm/frame.ts';
import { badness } from '../mm/oomKiller.ts';
import { hasTable } from '../mm/pageTable.ts';
import { canEvict } from '../mm/reclaim.ts';
import { shrinkCaches } from '../mm/shrink.ts';
import { freeFrames, isHigh, type MemZone, zoneOf } from '../mm/zones.ts';
import { CALL, STAGE, TRAP } from '../names.ts';
import { POLICY, type PolicyName } from '../policy/index.ts';
import { ranked } from '../procfsProcess.ts';
import { clearReferenced } from './frames.ts';
import { order } from './index.ts';
import { atLimit } from './limited.ts';
import { loadedIn } from './policy.ts';
import { isShared } from './share.ts';

/** Ticks between two samples of the reference bits (aging). */
const SAMPLE = 20;
const EVICT = KERNEL_OPS.indexOf('evict');

/** One decision a tick at the most, and none while an order is on the processor. */
export function tickGovern(machine: Machine): void {
  sample(machine);
  if (machine.stall > 0 || machine.run.some((work) => work.op >= 0)) return;
  if (oomKill(machine)) return;
  if (loadedIn(machine, 'allocator') !== 'none') {
    for (const trap of ranked(machine)) if (trap.stage === STAGE.queued && serveTrap(machine, trap)) return;
  }
  if (loadedIn(machine, 'reclaim') !== 'none') keepWatermarks(machine);
}

const give = (machine: Machine, command: KernelCommand): boolean => order(machine, command).ok;

function serveTrap(machine: Machine, trap: Trap): boolean {
  const { id, kind } = trap;
  if (kind === TRAP.syscall) {
    const op = loadedIn(machine, 'allocator') === 'strict' && exceeds(machine, trap) ? 'deny' : 'grant';
    return give(machine, { op, trap: id });
  }
  if (kind === TRAP.interrupt) return serveInterrupt(machine, trap);
  if (kind > TRAP.major) return give(machine, { op: 'deny', trap: id });
  if (isShared(machine, trap)) return give(machine, { op: 'grant', trap: id });
  const limited = atLimit(machine, trap);
  if (freeFrames(machine) > 0 && !limited) return give(machine, { op: 'grant', trap: id });
  const low = !hasTable(machine, trap.pid, trap.vpn) && freeFrames(machine, 'kernel') < 1;
  const own = machine.pfn[pageOf(machine, trap.pid, trap.vpn)];
  const pfn = victim(machine, (at) =>
    at === own ? false : low ? !isHigh(machine, at) : !limited || ownedBy(machine, at, trap.pid),
  );
  return pfn >= 0 && give(machine, { op: 'grant', trap: id, pfn });
}

const ownedBy = (machine: Machine, pfn: number, pid: number): boolean => firstMapper(machine, pfn)[0] === pid;

/** Whether a promise would exceed RAM and swap together (AS3). */
function exceeds(machine: Machine, trap: Trap): boolean {
  if (trap.call !== CALL.brk && trap.call !== CALL.mmap && trap.call !== CALL.fork) return false;
  const pages = trap.call === CALL.fork ? machine.processes[trap.pid - 1].asPages : trap.arg;
  return committed(machine) + pages > promisable(machine);
}

function serveInterrupt(machine: Machine, trap: Trap): boolean {
  if (give(machine, { op: 'serve', trap: trap.id, by: 'copy' })) return true;
  if (loadedIn(machine, 'compaction') === 'none') return false;
  return give(machine, { op: 'compact', order: trap.arg });
}

/** The frame that the reclaim policy gives up among those that `may` go; -1 without a policy or a frame. */
function victim(machine: Machine, may: (pfn: number) => boolean): number {
  const { reclaim: state } = machine;
  if (state === null) return -1;
  const policy = POLICY[loadedIn(machine, 'reclaim') as PolicyName];
  const { frames } = machine.param;
  const bits = (bit: number) =>
    Uint8Array.from({ length: frames }, (_, pfn) => (frameBits(machine, pfn) & bit ? 1 : 0));
  const eligible = Uint8Array.from({ length: frames }, (_, pfn) =>
    isMovable(machine, pfn) && canEvict(machine, pfn) && may(pfn) ? 1 : 0,
  );
  const referenced = bits(ACCESSED);
  const before = Uint8Array.from(referenced);
  state.time = machine.tick;
  const pfn = policy.victim(state, referenced, bits(DIRTY), eligible);
  // Bits that the hand cleared in passing are cleared in the page tables, too.
  before.forEach((bit, at) => {
    if (bit && !referenced[at]) clearReferenced(machine, at, 1);
  });
  return pfn;
}

function sample(machine: Machine): void {
  const { reclaim: state, tick } = machine;
  if (state === null || loadedIn(machine, 'reclaim') !== 'aging' || tick % SAMPLE !== 0) return;
  const { frames } = machine.param;
  const referenced = Uint8Array.from({ length: frames }, (_, at) =>
    frameBits(machine, at) & ACCESSED ? 1 : 0,
  );
  const eligible = Uint8Array.from({ length: frames }, (_, at) => (isMovable(machine, at) ? 1 : 0));
  state.time = tick;
  POLICY.aging.tick(state, referenced, eligible);
  for (let at = 0; at < frames; at++) if (eligible[at]) clearReferenced(machine, at, 1);
}

/** A page came into a frame: the policy that orders by loading is told. */
export function noteLoad(machine: Machine, pfn: number, page: number): void {
  if (machine.reclaim === null) return;
  machine.reclaim.time = machine.tick;
  POLICY[loadedIn(machine, 'reclaim') as PolicyName].load(machine.reclaim, pfn, vpnOf(machine, page));
}

/**
 * Below `low` a zone is reclaimed until it is at `high` (PA3): first from the caches, then from the processes. What would
 * go to a zone may go to one below it as well, so it is short only when they are (Linux, mm/vmscan.c, pgdat_balanced).
 */
function keepWatermarks(machine: Machine): void {
  const enough = (at: MemZone, mark: 'low' | 'high') =>
    machine.zones.some((other) => other.kind <= at.kind && other.zone.free >= other[mark]);
  const short = machine.zones.find((at) => {
    if (!enough(at, 'low')) at.reclaiming = 1;
    else if (enough(at, 'high')) at.reclaiming = 0;
    return at.reclaiming === 1;
  });
  if (short === undefined || shrinkCaches(machine, 1) > 0) return;
  // What waits for the disk is on its way to being free.
  if (machine.disk.some(({ work }) => work.op === EVICT)) return;
  const pfn = victim(machine, (at) => inZone(machine, at, short));
  if (pfn >= 0) give(machine, { op: 'evict', pfn });
}

const inZone = (machine: Machine, pfn: number, at: MemZone): boolean => zoneOf(machine, pfn) === at;

/** A loaded OOM killer strikes as soon as memory is out, and by a choice of its own. */
function oomKill(machine: Machine): boolean {
  const name = loadedIn(machine, 'oom');
  if (name === 'none' || machine.oomAt < 0) return false;
  const living = machine.processes.filter((process) => process.startAt < 0);
  const value = (process: (typeof living)[number]): number => {
    if (name === 'largest') return process.asPages;
    return name === 'youngest' ? -process.runTicks : badness(machine, process);
  };
  const worst = living.reduce((most, process) => (value(process) > value(most) ? process : most), living[0]);
  if (worst === undefined) return false;
  emit(machine, 'oom', worst.pid);
  return give(machine, { op: 'kill', pid: worst.pid });
}
