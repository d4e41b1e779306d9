/**
 * What a match leaves behind for its report: the recorded reference string, the evictions, and the most frames that
 * user pages held at any time. Events alone feed it, so a replay leaves the same.
 */
import { type Event, FRAME, type Machine } from '../sim/index.ts';

export interface History {
  /** Pages as pid * pages + vpn, in the order of their references; and which references wrote. */
  refs: number[];
  writes: number[];
  /** Position in `refs` at which a page was evicted, the tick, and what was resident at the end of that tick. */
  evictions: { at: number; tick: number; page: number; resident: number[] }[];
  mostFrames: number;
  /** Pages brought in and not referenced since, and page-ins that were: what is there from boot may never be used. */
  idle: Set<number>;
  used: number;
  /** By seat: what people did in it themselves, AI players and stand-ins left out. */
  played: Played[];
}

/** Ticks that a person sat there, and the work finished in them: the machine's in the kernel's seat. */
export interface Played {
  ticks: number;
  work: number;
  /** Work at the end of the last tick, whoever did it. */
  known: number;
}

export const createHistory = (): History => ({
  refs: [],
  writes: [],
  evictions: [],
  mostFrames: 0,
  idle: new Set(),
  used: 0,
  played: [],
});

/** A seat belongs to nobody any more: what was done there is not the next one's. */
export function forgetPlayed(history: History, seat: number): void {
  const { known } = history.played[seat] ?? { known: 0 };
  history.played[seat] = { ticks: 0, work: 0, known };
}

/** Takes in a tick's events; seats: who sat there meanwhile, '' for a person. */
export function remember(
  history: History,
  machine: Machine,
  events: readonly Event[],
  seats: readonly { ai: string }[],
): void {
  for (const { type, pid, vpn, n } of events) {
    const page = pid * machine.param.pages + vpn;
    if (type === 'reference') {
      if (n === 1) history.writes.push(history.refs.length);
      history.refs.push(page);
      if (history.idle.delete(page)) history.used += 1;
    } else if (type === 'page-in') history.idle.add(page);
    else if (type === 'evict') {
      history.idle.delete(page);
      const { pages } = machine.param;
      const resident = [...machine.pfn.keys()].filter((at) => machine.pfn[at] >= 0).map((at) => at + pages);
      history.evictions.push({ at: history.refs.length, tick: machine.tick, page, resident });
    }
  }
  let frames = 0;
  for (const kind of machine.kind) if (kind === FRAME.user) frames++;
  history.mostFrames = Math.max(history.mostFrames, frames);
  seats.forEach(({ ai }, seat) => {
    const work = seat === 0 ? machine.work : machine.processes[seat - 1]!.work;
    history.played[seat] ??= { ticks: 0, work: 0, known: 0 };
    const played = history.played[seat];
    if (ai === '') {
      played.ticks += 1;
      played.work += work - played.known;
    }
    played.known = work;
  });
}
