/**
 * What the client knows, as signals: the screens read these and nothing else of the network. Filled by
 * session.ts and receiver.ts; the machine's rules live on the server alone.
 */
import { computed, type Signal, signal } from '@preact/signals';
import type { MatchResult, Say, Welcome } from '../../shared/protocol/message.ts';
import type { Event, KernelView, ProcessView } from '../../shared/sim/index.ts';
import { decimal } from '../i18n/numbers.ts';

export interface SeatInfo {
  index: number;
  name: string;
  ai: string;
  taken: boolean;
  connected: boolean;
}

export interface RoomInfo {
  code: string;
  scenario: string;
  phase: string;
  speed: number;
  seats: SeatInfo[];
  spectators: number;
}

/**
 * idle: no room. joining: first attempt. open: in the room. lost: coming back by itself. taken: another tab
 * has the seat. removed: the host took us out. missing: no such room. failed: it can't be reached or won't have us.
 */
export type LinkState =
  | 'idle'
  | 'joining'
  | 'open'
  | 'lost'
  | 'taken'
  | 'removed'
  | 'banned'
  | 'missing'
  | 'failed';

/** How one line stands. */
export interface Link {
  state: Signal<LinkState>;
  /** The code with which the server turned us away, as of HTTP; 0 when it didn't answer at all. */
  turnedAway: Signal<number>;
  /** When the next attempt to come back starts, in ms of Date.now(); 0 while one is under way. */
  retryAt: Signal<number>;
}

const createLink = (): Link => ({ state: signal('idle'), turnedAway: signal(0), retryAt: signal(0) });

/** The line to the machine or race one is in, and the one to the class that sends one there. */
export const roomLink = createLink();
export const classLink = createLink();
export const link = roomLink.state;
export const welcome = signal<Welcome | null>(null);
export const room = signal<RoomInfo | null>(null);
export const kernelView = signal<KernelView | null>(null);
export const processView = signal<ProcessView | null>(null);
export const result = signal<MatchResult | null>(null);
/** The events that came with the last view; a new array each time. */
export const events = signal<Event[]>([]);

/** What an AI kernel said last about a decision. */
export const said = signal<Say | null>(null);

/** A trap that has left the boundary, and what was stamped on it. */
export interface Leaving {
  id: number;
  pid: number;
  kind: number;
  call: number;
  vpn: number;
  address: number;
  arg: number;
  write: number;
  stamp: string;
  granted: boolean;
  at: number;
}
export const leaving = signal<Leaving[]>([]);

/** The view's common sections, whichever role one has. */
export const common = computed(() => kernelView.value ?? processView.value);

/** Seconds left of the match at normal speed. */
export const secondsLeft = computed(() => {
  const view = common.value;
  if (view === null || welcome.value === null) return 0;
  const { tick, ticks } = view.machine[0];
  return Math.max(0, Math.ceil(((ticks - tick) * welcome.value.tickMs) / 1000));
});

/** Ticks as seconds at normal speed, with a tenth below ten. */
export function seconds(ticks: number): string {
  const value = (Math.max(0, ticks) * (welcome.value?.tickMs ?? 100)) / 1000;
  return value < 10 ? decimal(value, 1) : String(Math.round(value));
}

/** The machine that a class has sent one to, and its number there. */
export const classMachine = signal<{ code: string; number: number } | null>(null);

/** The number of one's machine in its class; null outside of one. */
export const numberInClass = computed(() =>
  room.value !== null && classMachine.value?.code === room.value.code ? classMachine.value.number : null,
);

/** Back to knowing nothing: on leaving a room for another. */
export function forget(): void {
  welcome.value = null;
  room.value = null;
  kernelView.value = null;
  processView.value = null;
  result.value = null;
  events.value = [];
  leaving.value = [];
  said.value = null;
}
