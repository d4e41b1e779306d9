/**
 * The one line that says what to do next, computed from the view. A pure function: the words are the
 * locale's, and `target` names the test id of the control that does it.
 */
import {
  CALL,
  type Fit,
  JOB,
  PROCESS_STATES,
  type ProcessView,
  STAGE,
  STATE,
  TRAP,
  TRAP_KINDS,
} from '../../shared/sim/index.ts';
import { hex2 } from '../ui/hex.ts';
import { letterOf } from '../ui/inks.ts';
import {
  cellsBy,
  hasPlace,
  isForkable,
  leftovers,
  markOf,
  nextBuffer,
  offerRoom,
  roomFor,
} from './process/heap.ts';

export interface Advice {
  key: string;
  values: { [name: string]: string | number };
  target?: string;
}

const say = (key: string, values: Advice['values'] = {}, target?: string): Advice => ({
  key: `advice.${key}`,
  values,
  target,
});

/** What one chose, and what a lesson is about. */
export interface Ways {
  fit?: Fit;
  /** Cells of a slot, for fit 'pool'. */
  slot?: number;
  /** Whether a child may run a job that waits. */
  forks?: boolean;
  /** What the stars of a lesson still ask for, as a sentence. */
  wanted?: string | null;
}

export function advise(view: ProcessView, ways: Ways = {}): Advice {
  const self = view.self[0];
  const { tick, phase, rebootAt } = view.machine[0];
  if (phase === 1) return say('panic', { ticks: Math.max(0, rebootAt - tick) });
  if (phase === 2) return say('over');
  const state = PROCESS_STATES[self.state];
  if (state === 'starting') return say('starting', { ticks: Math.max(0, self.startAt - tick) });
  if (state === 'dead') return say('dead', { ticks: Math.max(0, self.startAt - tick) });
  if (state === 'stopped') return say('stopped');
  return working(view, ways);
}

function working(view: ProcessView, { fit = 'first', slot = 1, forks = false, wanted }: Ways): Advice {
  const held = view.jobs.filter((job) => job.id > 0);
  const next = nextBuffer(view);
  // A malloc of one's own that waits for the kernel; a job's calls are no reason to stop packing.
  const calling = view.traps.some(
    ({ id, kind, call }) => id > 0 && kind === TRAP.syscall && (call === CALL.brk || call === CALL.mmap),
  );
  if (next !== null && !calling) {
    if (!roomFor(view, cellsBy(next.size, fit, slot), fit)) return withoutRoom(view);
    return say('pack', { buffer: next.buffer + 1, of: next.job.count, size: next.size }, 'malloc');
  }
  const zombie = view.children.some((child) => child.pid > 0 && child.state === STATE.zombie);
  const ready = forks ? view.jobs.find((job) => isForkable(view, job)) : undefined;
  if (ready !== undefined && hasPlace(view)) return say('fork', { mark: markOf(view, ready.id) }, 'fork');
  if (ready !== undefined && zombie) return say('zombie');
  if (held.length === 0) return withoutJob(view, wanted);
  const waiting = waitingFor(view);
  if (waiting !== null) return waiting;
  if (leftovers(view).length > 0) return say('leftovers', { count: leftovers(view).length }, 'free-all');
  if (zombie) return say('zombie');
  if (wanted) return say('wanted', { wanted });
  const fitting = offerThatFits(view);
  if (held.length < 2 && fitting > 0) return say('ahead', {}, `offer-${fitting}`);
  const partner = partnerOf(view);
  return partner > 0 ? say('partner', { who: letterOf(partner) }) : say('watch');
}

/** The heap is full up to the limit of address space: what was left behind must go first. */
function withoutRoom(view: ProcessView): Advice {
  const left = leftovers(view).length;
  return left > 0 ? say('fullLeftovers', { count: left }, 'free-all') : say('full');
}

function withoutJob(view: ProcessView, wanted: Ways['wanted']): Advice {
  const left = leftovers(view).length;
  if (left > 0) return say('leftovers', { count: left }, 'free-all');
  const offer = offerThatFits(view) || firstOffer(view);
  if (offer === 0) return wanted ? say('wanted', { wanted }) : say('noOffer');
  return wanted ? say('wantedOffer', { wanted }, `offer-${offer}`) : say('offer', {}, `offer-${offer}`);
}

const firstOffer = (view: ProcessView): number => view.offers.findIndex((offer) => offer.id > 0) + 1;

/** The place of the first offer that there is room for, from 1; 0 when none fits. */
const offerThatFits = (view: ProcessView): number =>
  view.offers.findIndex((offer) => offer.id > 0 && offerRoom(view, offer).fits) + 1;

/** The partner of a running job that has pieces left to hand over, or 0: it waits whenever the other isn't ready. */
function partnerOf(view: ProcessView): number {
  const job = view.jobs.find((one) => one.id > 0 && one.state === JOB.running);
  return job !== undefined && job.moved < job.items ? job.peer : 0;
}

function waitingFor(view: ProcessView): Advice | null {
  // A packet that comes in stops nobody.
  const trap = view.traps.find((one) => one.id > 0 && one.kind !== TRAP.interrupt);
  if (trap === undefined) return null;
  const values = { page: hex2(trap.vpn), count: trap.ahead };
  if (trap.stage === STAGE.disk) return say(trap.vpn < 0 ? 'diskCall' : 'disk', values);
  if (trap.stage === STAGE.cpu || trap.stage === STAGE.device) return say('served', values);
  const kind = TRAP_KINDS[trap.kind];
  if (kind === 'cow') return say('cow', values);
  if (kind === 'major') return say('major', values);
  if (kind === 'minor') return say(trap.shared === 1 ? 'shared' : 'minor', values);
  if (kind === 'syscall') return say('syscall', values);
  return say('illegal', values);
}
