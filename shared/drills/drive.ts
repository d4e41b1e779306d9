/**
 * A machine in hand: ticks pass, commands are given, traps are served, and what happened is kept. Whoever tries
 * something on a machine, a drill or a test, drives it with this.
 */
import {
  type Command,
  command,
  ERRNO,
  type Event,
  type EventType,
  FRAME,
  type Machine,
  STAGE,
  TRAP,
  takeEvents,
  tick,
} from '../sim/index.ts';

export interface Driven {
  machine: Machine;
  /** Everything that happened. */
  events: Event[];
  run(ticks: number): void;
  /** Lets ticks pass until an event of that type happens; null when none does in `most` ticks. */
  until(type: EventType, pid?: number, most?: number): Event | null;
  /** A command, tried again while the seat is busy: its value, or -errno. */
  give(seat: number, cmd: Command): number;
  /** A command that must succeed at once; its value. */
  must(seat: number, cmd: Command): number;
  /** A command's errno, or 'ok'. */
  errno(seat: number, cmd: Command): string;
  /** A system call, granted where it waits for a decision: what it returns, or -errno. */
  call(pid: number, cmd: Command): number;
  /** Serves what waits, denying what is illegal, until nothing does; the ticks that it took. Interrupts are left. */
  settle(): number;
  /** A command and what comes of it; ticks until all is quiet. */
  done(seat: number, cmd: Command): number;
  /** One access of a process, a child's too, with a frame picked by hand or any; what happened. */
  touch(pid: number, vpn: number, write: boolean, pfn?: number): Event[];
  /** Does something; what happened. */
  during(act: () => void): Event[];
  /** How many events of that type there were. */
  count(type: EventType): number;
  /** Ticks in which the kernel had something to do. */
  busy(): number;
  /** Free frames. */
  free(): number;
}

const PATIENCE = 60;
const MOST_TICKS = 500;

/** Faults and calls, that a process waits for. */
const isAsked = (kind: number): boolean => kind !== TRAP.interrupt;
const isLegal = (kind: number): boolean => kind <= TRAP.major || kind === TRAP.syscall;

const isBusy = ({ traps, run, disk, processes }: Machine): boolean =>
  run.length + disk.length > 0 ||
  traps.some(({ kind }) => isAsked(kind)) ||
  processes.some((process) => process.touch !== null && process.startAt < 0);

function givenBy(machine: Machine, step: () => void, seat: number, cmd: Command): number {
  for (let count = 0; ; count++) {
    const result = command(machine, seat, cmd);
    if (result.ok) return result.value;
    if (result.errno !== 'EAGAIN' || count === PATIENCE) return -ERRNO[result.errno];
    step();
  }
}

function settled(machine: Machine, step: () => void, pfn?: number): number {
  const start = machine.tick;
  while (isBusy(machine) && machine.tick - start < MOST_TICKS) {
    const trap = machine.traps.find(({ stage, kind }) => stage === STAGE.queued && isAsked(kind));
    if (trap && isLegal(trap.kind)) {
      const into = trap.kind <= TRAP.major && pfn !== undefined ? { pfn } : {};
      command(machine, 0, { op: 'grant', trap: trap.id, ...into });
    } else if (trap) command(machine, 0, { op: 'deny', trap: trap.id });
    step();
  }
  return machine.tick - start;
}

function calledOn(driven: Driven, pid: number, cmd: Command): number {
  const asked = driven.give(pid, cmd);
  if (asked < 0) return asked;
  const trap = driven.machine.traps.find(({ id }) => id === asked);
  if (trap?.stage === STAGE.queued) driven.give(0, { op: 'grant', trap: asked });
  return driven.until('return', pid)?.n ?? -ERRNO.EINTR;
}

/** What happens while something is done. */
function happening(machine: Machine, events: Event[], act: () => void): Event[] {
  // Commands make events of their own, before the next tick.
  events.push(...takeEvents(machine));
  const from = events.length;
  act();
  events.push(...takeEvents(machine));
  return events.slice(from);
}

function mustOn(machine: Machine, seat: number, cmd: Command): number {
  const result = command(machine, seat, cmd);
  if (!result.ok) throw new Error(`${JSON.stringify(cmd)}: ${result.errno}`);
  return result.value;
}

/** `watch` sees the machine after each tick. */
export function drive(machine: Machine, watch: (machine: Machine) => void = () => {}): Driven {
  const events: Event[] = [];
  let busy = 0;
  const step = (): Event[] => {
    if (machine.run.length > 0) busy++;
    tick(machine);
    watch(machine);
    const happened = takeEvents(machine);
    events.push(...happened);
    return happened;
  };
  const driven: Driven = {
    machine,
    events,
    run(ticks) {
      for (let count = 0; count < ticks; count++) step();
    },
    until(type, pid, most = PATIENCE) {
      for (let count = 0; count < most; count++) {
        const found = step().find((event) => event.type === type && (pid === undefined || event.pid === pid));
        if (found) return found;
      }
      return null;
    },
    give: (seat, cmd) => givenBy(machine, step, seat, cmd),
    must: (seat, cmd) => mustOn(machine, seat, cmd),
    errno(seat, cmd) {
      const result = command(machine, seat, cmd);
      return result.ok ? 'ok' : result.errno;
    },
    call: (pid, cmd) => calledOn(driven, pid, cmd),
    settle: () => settled(machine, step),
    done(seat, cmd) {
      mustOn(machine, seat, cmd);
      const ticks = settled(machine, step);
      driven.run(3);
      return ticks;
    },
    touch: (pid, vpn, write, pfn) =>
      driven.during(() => {
        machine.processes[pid - 1]!.touch = { address: vpn * machine.param.cellsPerPage, write };
        settled(machine, step, pfn);
      }),
    during: (act) => happening(machine, events, act),
    count: (type) => events.filter((event) => event.type === type).length,
    busy: () => busy,
    free: () => machine.kind.filter((kind) => kind === FRAME.free).length,
  };
  return driven;
}
