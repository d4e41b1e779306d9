/**
 * What an AI process tells the kernel about its pages: the ones of its job to be kept while it thrashes (mlock), the ones
 * under no block to be taken back (madvise); a page that it maps and unmaps; and how it asks the network card for
 * packets, through its registers.
 */
import { type Command, JOB, PAGE, type ProcessView, VMA } from '../sim/index.ts';
import type { ProcessHabits } from './names.ts';

/** Ticks between two rings of the doorbell. */
const RING_EVERY = 60;
/** Ticks between two times that it asks for the card's registers. */
const ASK_EVERY = 200;
/** Faults that went to the disk before it locks what it has. */
const THRASHING = 3;

export function createThrift(habits: ProcessHabits): (view: ProcessView) => Command | null {
  let rungAt = -RING_EVERY;
  /** Ticks before it asks for the registers again. */
  let asksAt = 0;
  let mapped = false;

  return (view) => {
    if (view.traps.some((trap) => trap.id > 0)) return null;
    return (
      (habits.locks ? lock(view) : null) ??
      (habits.advises ? advise(view) : null) ??
      (habits.rings ? ring(view) : null) ??
      (habits.maps ? map(view) : null)
    );
  };

  /** One page of the running job after the other, as many as the limit allows; all go again when nothing runs. */
  function lock(view: ProcessView): Command | null {
    const { memlockLimit, locked, majorFaults } = view.self[0];
    if (!view.jobs.some((job) => job.id > 0 && job.state === JOB.running)) {
      const kept = view.pages.findIndex((page) => page.locked === 1);
      return kept < 0 ? null : { op: 'munlock', vpn: kept, pages: 1 };
    }
    if (majorFaults < THRASHING || locked >= memlockLimit) return null;
    const hot = view.pages.findIndex(
      (page) => page.vma === VMA.heap && page.state === PAGE.resident && page.accessed === 1 && !page.locked,
    );
    return hot < 0 ? null : { op: 'mlock', vpn: hot, pages: 1 };
  }

  /** A resident page of the heap under no block, while there is no job to use it. */
  function advise(view: ProcessView): Command | null {
    const { cellsPerPage, majorFaults } = view.self[0];
    if (majorFaults === 0 || view.jobs.some((job) => job.id > 0)) return null;
    const under = new Set<number>();
    for (const { ptr, size } of view.blocks) {
      for (let cell = ptr; ptr >= 0 && cell < ptr + size; cell++) under.add(Math.floor(cell / cellsPerPage));
    }
    const bare = view.pages.findIndex(
      (page, vpn) => page.vma === VMA.heap && page.state === PAGE.resident && !page.locked && !under.has(vpn),
    );
    return bare < 0 ? null : { op: 'madvise', vpn: bare, pages: 1 };
  }

  /** A page for a moment: address space is asked for and given back by the same rules. */
  function map(view: ProcessView): Command | null {
    const vpn = view.pages.findIndex((page) => page.vma === VMA.mmap);
    if (vpn < 0 && mapped) return null;
    mapped = true;
    return vpn < 0 ? { op: 'mmap', pages: 1 } : { op: 'munmap', vpn, pages: 1 };
  }

  /** Where packets come in at all: the registers mapped once, and rung now and then. */
  function ring(view: ProcessView): Command | null {
    const { tick, delivered, missed } = view.machine[0];
    if (delivered + missed === 0) return null;
    const vpn = view.pages.findIndex((page) => page.vma === VMA.device);
    if (vpn < 0) {
      if (tick < asksAt) return null;
      asksAt = tick + ASK_EVERY;
      return { op: 'mmap', pages: 1, device: true };
    }
    if (tick < rungAt + RING_EVERY) return null;
    rungAt = tick;
    return { op: 'touch', address: vpn * view.self[0].cellsPerPage, write: true };
  }
}
