/** A machine in hand, for tests of single rules: small, quick to boot, and checked after each tick. */
import { type Driven, drive } from '../../shared/drills/drive.ts';
import { type Changes, paramWith } from '../../shared/drills/smallMachine.ts';
import {
  check,
  command,
  createMachine,
  type Event,
  type EventType,
  type Param,
} from '../../shared/sim/index.ts';

/** The default machine with two processes that start at once, and what a test sets otherwise. */
export const param = (changes: Changes = {}): Param =>
  paramWith(
    { processes: 2, startEvery: 0, ticks: 100_000, guard: false },
    { job: { buffers: [1, 1], cells: [4, 4], maxCells: 4, accesses: 12 } },
    changes,
  );

export interface Bench extends Omit<Driven, 'until'> {
  /** Lets ticks pass until an event of that type (and process) happens; throws after 2000. */
  until(type: EventType, pid?: number): Event;
  /** Grants whatever waits until nothing does. */
  serve(): void;
  /** A process touches a page by hand and gets a frame: from the player, or from what is loaded. */
  poke(vpn: number, write?: boolean, pid?: number): void;
  /** A process's heap grows by pages. */
  grow(pages: number, pid?: number): void;
  /** Takes a job and places its buffers in a heap grown by brk; the job then runs. */
  startJob(pid: number): void;
}

/** After each tick FR4 must hold. */
export function bench(changes: Changes = {}, seed = 1): Bench {
  const driven = drive(createMachine(param(changes), seed), (machine) => {
    const faults = check(machine);
    if (faults.length > 0) throw new Error(`tick ${machine.tick}: ${faults.join('; ')}`);
  });
  const { machine } = driven;
  const self: Bench = {
    ...driven,
    until(type, pid) {
      const found = driven.until(type, pid, 2000);
      if (found === null) throw new Error(`no ${type} in 2000 ticks`);
      return found;
    },
    serve() {
      for (let count = 0; count < 500 && (machine.traps.length > 0 || machine.run.length > 0); count++) {
        const waiting = machine.traps.find((trap) => trap.stage === 0);
        if (waiting) command(machine, 0, { op: 'grant', trap: waiting.id });
        driven.run(1);
      }
    },
    poke(vpn, write = true, pid = 1) {
      self.must(pid, { op: 'touch', address: vpn * machine.param.cellsPerPage, write });
      self.run(2);
      self.serve();
    },
    grow(pages, pid = 1) {
      self.must(pid, { op: 'brk', pages });
      self.run(4);
      self.serve();
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
