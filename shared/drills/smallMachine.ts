/** A small machine to try something on, driven by commands like any other: what a drill asks about happens in it. */
import {
  type Command,
  command,
  createMachine,
  DEFAULT_PARAM,
  ERRNO,
  type Event,
  type EventType,
  type Machine,
  type Param,
  TRAP,
  takeEvents,
  tick,
} from '../sim/index.ts';

export type Changes = {
  [K in keyof Param]?: Param[K] extends number | boolean | string | readonly unknown[]
    ? Param[K]
    : Partial<Param[K]>;
};

export interface Small {
  machine: Machine;
  /** Everything that happened. */
  events: Event[];
  run(ticks: number): void;
  /** Lets ticks pass until an event of that type happens; null when none does in `most` ticks. */
  until(type: EventType, pid?: number, most?: number): Event | null;
  /** A command, tried again while the seat is busy: its value, or -errno. */
  give(seat: number, cmd: Command): number;
  /** A system call, granted where it waits for a decision: what it returns, or -errno. */
  call(pid: number, cmd: Command): number;
  /** Touches a page; its fault, if any, is granted, with a frame picked by hand or any. */
  touch(pid: number, vpn: number, write: boolean, pfn?: number): void;
  count(type: EventType): number;
  /** Ticks in which the kernel had something to do. */
  busy(): number;
}

const PATIENCE = 60;

/** One process, one leaf table a process, few frames of its own, no guard; the rest as a drill wants it. */
export function paramOf({ cost, limit, device, job, watermark, policies, fine, ...rest }: Changes): Param {
  const pages = rest.pages ?? DEFAULT_PARAM.pages;
  return {
    ...DEFAULT_PARAM,
    processes: 1,
    startEvery: 0,
    ticks: 100_000,
    guard: false,
    textPages: 1,
    tableEntries: pages,
    ...rest,
    cost: { ...DEFAULT_PARAM.cost, ...cost },
    limit: { ...DEFAULT_PARAM.limit, rss: pages, as: pages, ...limit },
    device: { ...DEFAULT_PARAM.device, ...device },
    job: { ...DEFAULT_PARAM.job, ...job },
    watermark: { min: 0, low: 0, high: 0, ...watermark },
    policies: { ...DEFAULT_PARAM.policies, ...policies },
    fine: { ...DEFAULT_PARAM.fine, ...fine },
  };
}

function callOn(small: Small, pid: number, cmd: Command): number {
  const asked = small.give(pid, cmd);
  if (asked < 0) return asked;
  const trap = small.machine.traps.find(({ id }) => id === asked);
  if (trap?.stage === 0) small.give(0, { op: 'grant', trap: asked });
  return small.until('return', pid)?.n ?? -ERRNO.EINTR;
}

function touchOn(small: Small, pid: number, vpn: number, write: boolean, pfn?: number): void {
  const { machine } = small;
  small.give(pid, { op: 'touch', address: vpn * machine.param.cellsPerPage, write });
  small.run(1);
  const trap = machine.traps.find((one) => one.pid === pid && one.kind <= TRAP.major && one.vpn === vpn);
  if (trap === undefined) return;
  small.give(0, { op: 'grant', trap: trap.id, ...(pfn === undefined ? {} : { pfn }) });
  small.until('resolved', pid);
  small.run(1);
}

/** The machine at the tick at which its processes have started. */
export function smallMachine(changes: Changes = {}, seed = 1): Small {
  const machine = createMachine(paramOf(changes), seed);
  const events: Event[] = [];
  let busy = 0;
  const step = (): Event[] => {
    if (machine.run.length > 0) busy++;
    tick(machine);
    const happened = takeEvents(machine);
    events.push(...happened);
    return happened;
  };
  const small: Small = {
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
    give(seat, cmd) {
      for (let count = 0; ; count++) {
        const result = command(machine, seat, cmd);
        if (result.ok) return result.value;
        if (result.errno !== 'EAGAIN' || count === PATIENCE) return -ERRNO[result.errno];
        step();
      }
    },
    call: (pid, cmd) => callOn(small, pid, cmd),
    touch: (pid, vpn, write, pfn) => touchOn(small, pid, vpn, write, pfn),
    count: (type) => events.filter((event) => event.type === type).length,
    busy: () => busy,
  };
  small.run(2);
  return small;
}
