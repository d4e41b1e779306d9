/**
 * What a strict AI kernel does about people instead of pages: while the machine thrashes one process after the other
 * stands still, whoever grows while memory runs out gets a limit, and caches give way before pages in use do.
 */
import { type KernelCommand, type KernelView, PHASE, STATE } from '../sim/index.ts';

/** Thrashing above which a process is stopped, and how long it stands still: permille, ticks. */
const THRASHING = 400;
const TURN = 250;
/** Ticks between two times that it has caches shrunk. */
const SHRINK_EVERY = 150;
/** Pages of address space that it lets each process have, once promises exceed what there is. */
const SPACE = 12;

type Process = KernelView['processes'][number];

const lives = ({ pid, state, parent }: Process): boolean =>
  pid > 0 && parent === 0 && state !== STATE.dead && state !== STATE.starting && state !== STATE.unused;

export function createWarden(): (view: KernelView) => KernelCommand[] {
  let stopped = 0;
  let until = 0;
  let shrunkAt = 0;

  /** SIGSTOP to the largest that runs; SIGCONT when its turn is over. */
  function calm(view: KernelView, tick: number): KernelCommand[] {
    const held = view.processes.find((process) => process.pid === stopped && process.state === STATE.stopped);
    if (held !== undefined) {
      if (tick < until) return [];
      stopped = 0;
      return [{ op: 'signal', pid: held.pid, signal: 'SIGCONT' }];
    }
    const running = view.processes.filter((process) => lives(process) && process.state !== STATE.stopped);
    if (view.kernel[0].thrashing < THRASHING || running.length < 2) return [];
    const largest = running.reduce((most, process) => (process.rss > most.rss ? process : most));
    stopped = largest.pid;
    until = tick + TURN;
    return [{ op: 'signal', pid: largest.pid, signal: 'SIGSTOP' }];
  }

  function limit(view: KernelView): KernelCommand[] {
    const { committed, promisable } = view.kernel[0];
    const open = view.processes.reduce((sum, process) => sum + (lives(process) ? process.asLimit : 0), 0);
    if (open <= promisable && committed <= promisable) return [];
    const loose = view.processes.find((process) => lives(process) && process.asLimit > SPACE);
    return loose === undefined ? [] : [{ op: 'limit', pid: loose.pid, resource: 'as', value: SPACE }];
  }

  function shrink(view: KernelView, tick: number): KernelCommand[] {
    const holds = view.caches.some(({ slabs }) => slabs > 0) || view.frames.some(({ row }) => row >= 0);
    if (view.kernel[0].freeFrames > 0 || !holds || tick < shrunkAt + SHRINK_EVERY) return [];
    shrunkAt = tick;
    return [{ op: 'shrink' }];
  }

  return (view) => {
    const { tick, phase } = view.machine[0];
    if (phase !== PHASE.running || view.orders.some(({ id }) => id > 0)) return [];
    for (const orders of [calm(view, tick), limit(view), shrink(view, tick)])
      if (orders.length > 0) return orders;
    return [];
  };
}
