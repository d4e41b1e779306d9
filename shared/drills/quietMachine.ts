/** A quiet machine for a drill: booted, with processes that do nothing by themselves, and driven step by step. */
import {
  type Command,
  command,
  createMachine,
  DEFAULT_PARAM,
  type Event,
  type Machine,
  type Param,
  STAGE,
  TRAP,
  takeEvents,
  tick,
} from '../sim/index.ts';

export interface Quiet {
  machine: Machine;
  /** A command that must succeed; its value. */
  must(seat: number, cmd: Command): number;
  /** A command's errno, or 'ok'. */
  errno(seat: number, cmd: Command): string;
  run(ticks: number): void;
  /** Serves what waits (denying what is illegal) until nothing does; the ticks that it took. */
  settle(): number;
  /** A command and what comes of it; ticks until all is quiet. */
  done(seat: number, cmd: Command): number;
  /** One access of a process, a child's too; what happened. */
  touch(pid: number, vpn: number, write: boolean): Event[];
  /** Events since the last call. */
  events(): Event[];
  free(): number;
}

type Changes = Partial<Omit<Param, 'limit' | 'cost' | 'job'>> & {
  limit?: Partial<Param['limit']>;
  cost?: Partial<Param['cost']>;
  job?: Partial<Param['job']>;
};

/** No job makes an access by itself within this. */
const NEVER = 1_000_000;

const paramOf = ({ limit, cost, job, ...rest }: Changes): Param => ({
  ...DEFAULT_PARAM,
  processes: 2,
  startEvery: 0,
  ticks: NEVER,
  accessPeriod: NEVER,
  guard: false,
  brkPages: 1,
  ...rest,
  limit: { ...DEFAULT_PARAM.limit, rss: 64, as: 64, ...limit },
  cost: { ...DEFAULT_PARAM.cost, ...cost },
  job: { ...DEFAULT_PARAM.job, buffers: [1, 1], cells: [1, 1], maxCells: 1, ...job },
});

const MOST_TICKS = 500;

export function quietMachine(changes: Changes, seed = 1): Quiet {
  const machine = createMachine(paramOf(changes), seed);
  const busy = (): boolean =>
    machine.traps.length + machine.run.length + machine.disk.length > 0 ||
    machine.processes.some((process) => process.touch !== null && process.startAt < 0);
  const self: Quiet = {
    machine,
    must(seat, cmd) {
      const result = command(machine, seat, cmd);
      if (!result.ok) throw new Error(`${JSON.stringify(cmd)}: ${result.errno}`);
      return result.value;
    },
    errno(seat, cmd) {
      const result = command(machine, seat, cmd);
      return result.ok ? 'ok' : result.errno;
    },
    run(ticks) {
      for (let count = 0; count < ticks; count++) tick(machine);
    },
    settle() {
      const start = machine.tick;
      while (busy() && machine.tick - start < MOST_TICKS) {
        const trap = machine.traps.find(({ stage }) => stage === STAGE.queued);
        const legal = trap && (trap.kind <= TRAP.major || trap.kind === TRAP.syscall);
        if (trap) command(machine, 0, { op: legal ? 'grant' : 'deny', trap: trap.id });
        tick(machine);
      }
      return machine.tick - start;
    },
    done(seat, cmd) {
      self.must(seat, cmd);
      const ticks = self.settle();
      self.run(3);
      return ticks;
    },
    touch(pid, vpn, write) {
      self.events();
      machine.processes[pid - 1]!.touch = { address: vpn * machine.param.cellsPerPage, write };
      self.settle();
      return self.events();
    },
    events: () => takeEvents(machine),
    free: () => machine.kind.reduce((sum, kind) => sum + (kind === 0 ? 1 : 0), 0),
  };
  self.run(2);
  return self;
}

/** Makes process 1 fork a child over what it has touched; the child's pid. Takes a heap page for two jobs. */
export function forkChild(quiet: Quiet): number {
  const { machine } = quiet;
  for (let count = 0; count < 2; count++) {
    const job = quiet.must(1, { op: 'accept', offer: machine.processes[0]!.offers[0]!.id });
    quiet.done(1, { op: 'malloc', job, buffer: 0 });
  }
  const ready = machine.processes[0]!.jobs.find(({ state }) => state === 1)!;
  quiet.done(1, { op: 'fork', job: ready.id });
  return machine.processes.find(({ parent }) => parent === 1)!.pid;
}

/** Frames of a kind. */
export const framesOf = (machine: Machine, kind: number): number =>
  machine.kind.reduce((sum, one) => sum + (one === kind ? 1 : 0), 0);
