/** The calls that an AI process makes of its own: forking for a second job, reaping children, standing back, telling. */
import { CALL, type Command, type Event, JOB, JOB_KIND, type ProcessView, STATE } from '../sim/index.ts';
import type { ProcessHabits } from './names.ts';
import { createThrift } from './thrift.ts';

/** How far a process that yields ranks itself below the others. */
const NICE = 5;
/** Ticks to wait after the kernel could not fork. */
const DISCOURAGED = 200;

export interface Caller {
  /** The next call to make, or null. */
  (view: ProcessView): Command | null;
  /** What came back. */
  heard(events: readonly Event[]): void;
}

export function createCaller(habits: ProcessHabits): Caller {
  /** Jobs of whose partners it has let know. */
  const told = new Set<number>();
  let refused = false;
  let forkAt = 0;
  const thrift = createThrift(habits);

  function call(view: ProcessView): Command | null {
    const zombie = view.children.some((child) => child.pid > 0 && child.state === STATE.zombie);
    if (zombie) return { op: 'wait' };
    if (habits.yields && view.self[0].nice === 0) return { op: 'nice', value: NICE };
    return (habits.signals ? tell(view) : null) ?? (habits.forks ? fork(view) : null) ?? thrift(view);
  }

  function tell(view: ProcessView): Command | null {
    const waiting = view.jobs.find((job) => job.kind === JOB_KIND.produce && job.id > 0 && !told.has(job.id));
    if (waiting === undefined) return null;
    told.add(waiting.id);
    return { op: 'kill', pid: waiting.peer, signal: 'SIGUSR1' };
  }

  function fork(view: ProcessView): Command | null {
    const { tick } = view.machine[0];
    if (refused) forkAt = tick + DISCOURAGED;
    refused = false;
    const asks = view.traps.some((trap) => trap.id > 0 && trap.call > 0);
    if (asks || tick < forkAt) return null;
    const running = view.jobs.some((job) => job.id > 0 && job.state === JOB.running);
    const ready = view.jobs.find((job) => job.id > 0 && job.state === JOB.ready && job.kind <= JOB_KIND.file);
    const children = view.children.filter((child) => child.pid > 0).length;
    if (!running || ready === undefined || children + 1 >= view.self[0].nprocLimit) return null;
    return { op: 'fork', job: ready.id };
  }

  return Object.assign(call, {
    heard(events: readonly Event[]): void {
      if (events.some(({ type, vpn, n }) => type === 'return' && vpn === CALL.fork && n < 0)) refused = true;
    },
  });
}
