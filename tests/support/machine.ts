/** A machine in hand, for tests of single rules: small, quick to boot, and driven tick by tick. */
import {
  type Command,
  check,
  command,
  createMachine,
  DEFAULT_PARAM,
  type Event,
  type EventType,
  type Machine,
  type Param,
  takeEvents,
  tick,
} from '../../shared/sim/index.ts';

export type Deep<T> = { [K in keyof T]?: T[K] extends number | boolean | unknown[] ? T[K] : Deep<T[K]> };

/** The default machine with two processes that start at once, and what a test sets otherwise. */
export function param(changes: Deep<Param> = {}): Param {
  const { cost, limit, job, fine, device, watermark, policies, ...rest } = changes;
  return {
    ...DEFAULT_PARAM,
    processes: 2,
    startEvery: 0,
    ticks: 100_000,
    guard: false,
    ...rest,
    device: { ...DEFAULT_PARAM.device, ...device },
    watermark: { ...DEFAULT_PARAM.watermark, ...watermark },
    policies: { ...DEFAULT_PARAM.policies, ...policies },
    cost: { ...DEFAULT_PARAM.cost, ...cost },
    limit: { ...DEFAULT_PARAM.limit, ...limit },
    job: { ...DEFAULT_PARAM.job, buffers: [1, 1], cells: [4, 4], maxCells: 4, accesses: 12, ...job },
    fine: { ...DEFAULT_PARAM.fine, ...fine },
  } as Param;
}

export interface Bench {
  machine: Machine;
  /** Everything that happened. */
  events: Event[];
  /** Lets ticks pass, checking FR4 after each. */
  run(ticks: number): void;
  /** Lets ticks pass until an event of that type (and process) happens; throws after 2000. */
  until(type: EventType, pid?: number): Event;
  /** A command that must succeed; its value. */
  must(seat: number, cmd: Command): number;
  /** A command's errno, or 'ok'. */
  errno(seat: number, cmd: Command): string;
  /** Grants whatever waits until nothing does. */
  serve(): void;
  /** Takes a job and places its buffers in a heap grown by brk; the job then runs. */
  startJob(pid: number): void;
}

export function bench(changes: Deep<Param> = {}, seed = 1): Bench {
  const machine = createMachine(param(changes), seed);
  const events: Event[] = [];
  const step = () => {
    tick(machine);
    const faults = check(machine);
    if (faults.length > 0) throw new Error(`tick ${machine.tick}: ${faults.join('; ')}`);
    events.push(...takeEvents(machine));
  };
  const self: Bench = {
    machine,
    events,
    run(ticks) {
      for (let count = 0; count < ticks; count++) step();
    },
    until(type, pid) {
      for (let count = 0; count < 2000; count++) {
        const from = events.length;
        step();
        const found = events
          .slice(from)
          .find((event) => event.type === type && (pid === undefined || event.pid === pid));
        if (found) return found;
      }
      throw new Error(`no ${type} in 2000 ticks`);
    },
    must(seat, cmd) {
      const result = command(machine, seat, cmd);
      if (!result.ok) throw new Error(`${JSON.stringify(cmd)}: ${result.errno}`);
      return result.value;
    },
    errno(seat, cmd) {
      const result = command(machine, seat, cmd);
      return result.ok ? 'ok' : result.errno;
    },
    serve() {
      for (let count = 0; count < 500 && (machine.traps.length > 0 || machine.run.length > 0); count++) {
        const waiting = machine.traps.find((trap) => trap.stage === 0);
        if (waiting) command(machine, 0, { op: 'grant', trap: waiting.id });
        step();
      }
    },
    startJob(pid) {
      const process = machine.processes[pid - 1];
      const job = self.must(pid, { op: 'accept', offer: process.offers[0].id });
      const { sizes } = process.jobs[process.jobs.length - 1];
      sizes.forEach((_size, buffer) => {
        self.must(pid, { op: 'malloc', job, buffer });
        self.serve();
      });
    },
  };
  self.run(1);
  return self;
}
