/**
 * The AI processes: they take jobs, place the buffers, free them afterwards, and take their time as people do. greedy
 * wants the most points; careful packs tightly and leaves programs with an overrun alone; leaky forgets to free; prober
 * looks where it shouldn't when it smells a stale translation or an unwiped page.
 */
import {
  type Command,
  drawBelow,
  JOB,
  MAX_BLOCKS,
  PAGE,
  PHASE,
  type ProcessView,
  processSections,
  read,
  type Shape,
  STATE,
  VMA,
} from '../sim/index.ts';
import type { ProcessAi } from './names.ts';
import type { AiOptions, AiPlayer, Turn } from './player.ts';

/** Ticks of thought before taking the next job, and between two small moves. */
const THINK = [10, 20] as const;
const MOVE = 3;
/** Ticks between two looks of a prober at fresh memory. */
const PROBE_EVERY = 100;
/** Share of blocks that leaky forgets. Percent. */
const FORGETS = 40;

export function createProcessAi(name: ProcessAi, shape: Shape, options: AiOptions): AiPlayer {
  const sections = processSections(shape);
  let draws = 0;
  let readyAt = 0;
  let thinkUntil = -1;
  let refused = false;
  let probeAt = 0;
  const forgotten = new Set<number>();
  const probed = new Set<number>();
  const below = (n: number) => drawBelow(options.seed, 0x7000_0000 + options.seat, draws++, n);

  /** The next small move, or null when there is nothing to do. */
  function move(view: ProcessView): Command | null {
    return free(view) ?? place(view) ?? (name === 'prober' ? probe(view) : null);
  }

  function free(view: ProcessView): Command | null {
    const leftovers = view.blocks.filter((block) => block.ptr >= 0 && block.job === 0);
    for (const block of leftovers) {
      if (
        forgotten.has(block.ptr) &&
        view.blocks.filter((b) => b.ptr >= 0).length < MAX_BLOCKS - 5 &&
        !refused
      )
        continue;
      if (name === 'leaky' && !refused && !forgotten.has(block.ptr) && below(100) < FORGETS) {
        forgotten.add(block.ptr);
        continue;
      }
      forgotten.delete(block.ptr);
      return { op: 'free', ptr: block.ptr };
    }
    return null;
  }

  function place(view: ProcessView): Command | null {
    const job = view.jobs.find((candidate) => candidate.id > 0 && candidate.state === JOB.packing);
    if (job === undefined) return null;
    // A malloc that waits for the kernel keeps its place; the next one comes after it.
    if (view.traps.some((trap) => trap.id > 0 && trap.call > 0)) return null;
    if (refused) {
      refused = false;
      return { op: 'abandon', job: job.id };
    }
    const ptrs = [job.ptr0, job.ptr1, job.ptr2, job.ptr3, job.ptr4].slice(0, job.count);
    const buffer = ptrs.findIndex((ptr) => ptr < 0);
    if (buffer < 0) return null;
    return { op: 'malloc', job: job.id, buffer, fit: name === 'careful' ? 'best' : 'first' };
  }

  /** A look at a page that the TLB still knows though it is gone, or at fresh memory before writing to it. */
  function probe(view: ProcessView): Command | null {
    const self = view.self[0];
    if (self.state === STATE.blocked) return null;
    const stale = view.pages.findIndex((page) => page.tlb === 1 && page.state !== PAGE.resident);
    if (stale >= 0) return { op: 'touch', address: stale * self.cellsPerPage, write: false };
    const fresh = view.pages.findIndex(
      (page, vpn) => page.vma === VMA.heap && page.state === PAGE.untouched && !probed.has(vpn),
    );
    if (fresh < 0 || view.machine[0].tick < probeAt) return null;
    probeAt = view.machine[0].tick + PROBE_EVERY;
    probed.add(fresh);
    return { op: 'touch', address: fresh * self.cellsPerPage, write: false };
  }

  function accept(view: ProcessView): Command[] {
    const offers = view.offers.filter((offer) => offer.id > 0 && (name !== 'careful' || offer.overrun === 0));
    const best = offers.reduce<(typeof offers)[number] | null>(
      (chosen, offer) => (chosen === null || offer.reward > chosen.reward ? offer : chosen),
      null,
    );
    return best ? [{ op: 'accept', offer: best.id }] : [];
  }

  return {
    turn(ints, events): Turn {
      if (events.some((event) => event.type === 'malloc-null')) refused = true;
      const view = read(sections, ints);
      const { tick, phase } = view.machine[0];
      const self = view.self[0];
      if (phase !== PHASE.running || self.startAt >= 0) {
        readyAt = 0;
        forgotten.clear();
        probed.clear();
        return { commands: [], wakeAt: tick + THINK[0] };
      }
      if (tick < readyAt || tick < self.busyUntil)
        return { commands: [], wakeAt: Math.max(readyAt, self.busyUntil) };
      const small = move(view);
      if (small) {
        readyAt = tick + MOVE;
        return { commands: [small], wakeAt: readyAt };
      }
      if (view.jobs.some((job) => job.id > 0)) return { commands: [], wakeAt: tick + THINK[0] };
      if (thinkUntil < 0) thinkUntil = tick + THINK[0] + below(THINK[1] - THINK[0] + 1);
      if (tick < thinkUntil) return { commands: [], wakeAt: thinkUntil };
      thinkUntil = -1;
      readyAt = tick + MOVE;
      return { commands: accept(view), wakeAt: readyAt };
    },

    answered(_command, result) {
      if (!result.ok && result.errno === 'ENOMEM') refused = true;
    },
  };
}
