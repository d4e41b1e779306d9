/**
 * The AI processes: they take jobs, place the buffers, free them afterwards, and take their time as people do. greedy
 * wants the most points; careful packs tightly and leaves programs with an overrun alone; leaky forgets to free; prober
 * looks where it shouldn't when it smells a stale translation or an unwiped page.
 */
import {
  type Command,
  drawBelow,
  glance,
  JOB,
  JOB_KIND,
  MAX_BLOCKS,
  PAGE,
  PHASE,
  type ProcessView,
  processSections,
  type Shape,
  STATE,
  VMA,
} from '../sim/index.ts';
import { createCaller } from './calls.ts';
import { PROCESS_HABITS, type ProcessAi } from './names.ts';
import type { AiOptions, AiPlayer, Turn } from './player.ts';

/** Ticks of thought before taking the next job, and between two small moves. */
const THINK = [10, 20] as const;
const MOVE = 3;
/** Ticks between two looks of a prober at fresh memory. */
const PROBE_EVERY = 100;
/** Ticks between two strayings of a broken program. */
const STRAY_EVERY = 400;

export function createProcessAi(name: ProcessAi, shape: Shape, options: AiOptions): AiPlayer {
  const sections = processSections(shape);
  const habits = PROCESS_HABITS[name];
  let draws = 0;
  let readyAt = 0;
  let thinkUntil = -1;
  let refused = false;
  let probeAt = 0;
  const forgotten = new Set<number>();
  const probed = new Set<number>();
  /** Offers it has tried: a partner that is busy makes room for the next best. */
  const declined = new Set<number>();
  const calls = createCaller(habits);
  const below = (n: number) => drawBelow(options.seed, 0x7000_0000 + options.seat, draws++, n);

  /** The next small move, or null when there is nothing to do. */
  function move(view: ProcessView): Command | null {
    return free(view) ?? place(view) ?? calls(view) ?? (habits.probes ? probe(view) : null) ?? stray(view);
  }

  function free(view: ProcessView): Command | null {
    const held = view.blocks.filter((block) => block.ptr >= 0);
    const full = held.length >= MAX_BLOCKS - 5;
    for (const { ptr } of held.filter((block) => block.job === 0)) {
      // Who collects garbage leaves it to the collector.
      if (forgotten.has(ptr) && !full && (habits.collects || !refused)) continue;
      if (!refused && !forgotten.has(ptr) && below(100) < habits.forgets) {
        forgotten.add(ptr);
        continue;
      }
      forgotten.delete(ptr);
      return { op: 'free', ptr };
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
      const lost = view.blocks.some((block) => block.ptr >= 0 && block.job === 0);
      return habits.collects && lost ? { op: 'gc' } : { op: 'abandon', job: job.id };
    }
    const ptrs = [job.ptr0, job.ptr1, job.ptr2, job.ptr3, job.ptr4].slice(0, job.count);
    const buffer = ptrs.findIndex((ptr) => ptr < 0);
    if (buffer < 0) return null;
    return { op: 'malloc', job: job.id, buffer, fit: habits.fit };
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

  /** A broken program: once in a while it follows a pointer into the kernel. */
  function stray(view: ProcessView): Command | null {
    if (!habits.strays || view.self[0].state === STATE.blocked || view.machine[0].tick < probeAt) return null;
    probeAt = view.machine[0].tick + STRAY_EVERY;
    return { op: 'touch', address: (shape.pages + below(8)) * view.self[0].cellsPerPage, write: false };
  }

  /** Invitations first: somebody waits. */
  function accept(view: ProcessView): Command[] {
    const all = view.offers.filter((offer) => offer.id > 0);
    const safe = all.filter((offer) => habits.risks || offer.overrun === 0);
    const offers = safe.length > 0 ? safe : all;
    const worth = (offer: (typeof offers)[number]) =>
      offer.reward + (offer.kind === JOB_KIND.consume ? 1000 : 0) - (declined.has(offer.id) ? 500 : 0);
    const best = offers.reduce<(typeof offers)[number] | null>(
      (chosen, offer) => (chosen === null || worth(offer) > worth(chosen) ? offer : chosen),
      null,
    );
    if (best === null) return [];
    declined.add(best.id);
    if (best.kind === JOB_KIND.file) return [{ op: 'accept', offer: best.id, via: habits.file }];
    if (best.kind === JOB_KIND.produce) return [{ op: 'accept', offer: best.id, via: habits.partner }];
    return [{ op: 'accept', offer: best.id }];
  }

  /** Jobs that it holds at a time: one, or two for whoever forks. */
  const mayTake = (view: ProcessView): boolean => {
    const held = view.jobs.filter((job) => job.id > 0);
    return held.length === 0 || (habits.forks && held.length === 1 && held[0].state === JOB.running);
  };

  return {
    turn(ints, events): Turn {
      if (events.some((event) => event.type === 'malloc-null')) refused = true;
      calls.heard(events);
      const view = glance(sections, ints);
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
      if (!mayTake(view)) return { commands: [], wakeAt: tick + THINK[0] };
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
