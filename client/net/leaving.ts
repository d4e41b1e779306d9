/**
 * Reads off how a trap ended: the view only stops listing it, the events of the same tick say why. Pure,
 * so that it can be tested without a room.
 */
import { ERRNO, type Event, SIGNALS, TRAP } from '../../shared/sim/index.ts';
import type { Leaving } from './store.ts';

export interface TrapRow {
  id: number;
  pid: number;
  kind: number;
  call: number;
  vpn: number;
  address: number;
  /** What a call was about, in pages or a number; and whether a fault was a write. */
  arg: number;
  write: number;
}

const errnoName = (number: number): string =>
  Object.entries(ERRNO).find(([, value]) => value === number)?.[0] ?? String(number);

const signalName = (number: number): string =>
  Object.entries(SIGNALS).find(([, value]) => value === number)?.[0] ?? 'SIGKILL';

/** How a packet ended: the event that names its process. */
const PACKET_STAMPS: { readonly [type: string]: { stamp: string; granted: boolean } } = {
  'interrupt-missed': { stamp: 'dropped', granted: false },
  'deliver-copy': { stamp: 'copied', granted: true },
  'deliver-map': { stamp: 'mapped', granted: true },
};

function stampOf(trap: TrapRow, events: readonly Event[]): { stamp: string; granted: boolean } {
  if (trap.kind === TRAP.interrupt) {
    const end = events.find(({ pid, type }) => pid === trap.pid && type in PACKET_STAMPS);
    if (end !== undefined) return PACKET_STAMPS[end.type];
  }
  for (const event of events) {
    if (event.type === 'resolved' && event.n === trap.id) return { stamp: 'granted', granted: true };
    if (event.pid !== trap.pid) continue;
    if (event.type === 'return' && event.vpn === trap.call) {
      return event.n < 0
        ? { stamp: errnoName(-event.n), granted: false }
        : { stamp: 'granted', granted: true };
    }
    if (event.type === 'segv') return { stamp: 'SIGSEGV', granted: false };
    if (event.type === 'kill' || event.type === 'abort') return { stamp: 'SIGKILL', granted: false };
    if (event.type === 'signal') return { stamp: signalName(event.n), granted: false };
  }
  return { stamp: 'done', granted: true };
}

/** The traps of `before` that `now` no longer has, with their stamps. */
export function departed(
  before: readonly TrapRow[],
  now: readonly TrapRow[],
  events: readonly Event[],
  at: number,
): Leaving[] {
  const present = new Set(now.map((trap) => trap.id));
  return before
    .filter((trap) => trap.id > 0 && !present.has(trap.id))
    .map(({ id, pid, kind, call, vpn, address, arg, write }) => {
      const trap = { id, pid, kind, call, vpn, address, arg, write };
      return { ...trap, at, ...stampOf(trap, events) };
    });
}
