/** The calls that an AI process makes of its own: forking for a second job, reaping children, standing back. */
import { type Command, JOB, type ProcessView, STATE } from '../sim/index.ts';
import type { ProcessHabits } from './names.ts';

/** How far a process that yields ranks itself below the others. */
const NICE = 5;

/** The next call to make, or null. */
export function callsOf(view: ProcessView, habits: ProcessHabits): Command | null {
  const [self] = view.self;
  const zombie = view.children.some((child) => child.pid > 0 && child.state === STATE.zombie);
  if (zombie) return { op: 'wait' };
  if (habits.yields && self.nice === 0) return { op: 'nice', value: NICE };
  if (!habits.forks || asks(view)) return null;
  const running = view.jobs.some((job) => job.id > 0 && job.state === JOB.running);
  const ready = view.jobs.find((job) => job.id > 0 && job.state === JOB.ready);
  const children = view.children.filter((child) => child.pid > 0).length;
  if (!running || ready === undefined || children + 1 >= self.nprocLimit) return null;
  return { op: 'fork', job: ready.id };
}

/** A call of its own is under way. */
const asks = (view: ProcessView): boolean => view.traps.some((trap) => trap.id > 0 && trap.call > 0);
