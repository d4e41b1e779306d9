/**
 * The one connection to a room: joins, keeps the signals of store.ts up to date, and comes back by itself
 * when the line breaks. One way back for every case: join again by code with the seat's token.
 */
import { Client, type Room } from 'colyseus.js';
import {
  type Answer,
  type HostAction,
  type JoinOptions,
  type MatchResult,
  PROTOCOL_VERSION,
  type Say,
  type Welcome,
} from '../../shared/protocol/message.ts';
import type { MachineState } from '../../shared/protocol/state.ts';
import { Outbox } from './outbox.ts';
import { receiver } from './receiver.ts';
import { backoff, keepTicket, ticketOf } from './resume.ts';
import { forget, link, result, retryAt, room, said, turnedAway, welcome } from './store.ts';

/** Close codes after which nobody comes back by itself: left on purpose, and evicted by another tab. */
const CONSENTED = 4000;
const EVICTED = 4100;
/** The matchmaker's answer for a room that isn't there. */
const NO_SUCH_ROOM = 522;
/** Answers that another attempt would not change: wrong key, no seat, over, another version. */
const FINAL = new Set([400, 403, 409, 410, 426]);

export const outbox = new Outbox();

let current: Room<unknown, MachineState> | null = null;
let code = '';
let wish: Omit<JoinOptions, 'version' | 'seat'> = {};
let onWelcome: (() => void) | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
/** Counts the rooms entered, so that a late answer for an old one is dropped. */
let visit = 0;

/** Joins a room, or does nothing when already in it. `first` runs once, after the first welcome. */
export function enter(
  to: string,
  options: Omit<JoinOptions, 'version' | 'seat'> = {},
  first?: () => void,
): void {
  // Playing and watching the same machine are two visits.
  const same = to === code && (options.role === 'spectator') === (wish.role === 'spectator');
  if (same && link.peek() !== 'idle') return;
  leave();
  code = to;
  wish = options;
  onWelcome = first ?? null;
  link.value = 'joining';
  void attempt(0);
}

/** Tries again at once: a person asked for it. */
export function retry(): void {
  clearTimeout(timer);
  link.value = link.peek() === 'taken' ? 'joining' : 'lost';
  void attempt(0);
}

/** Leaves for good; the seat stays ours by its token. */
export function leave(): void {
  visit++;
  clearTimeout(timer);
  const left = current;
  current = null;
  code = '';
  outbox.drop();
  forget();
  link.value = 'idle';
  if (left !== null) void left.leave(true);
}

/** A request of the host, or about one's own seat. Resolves to null when it can't be asked now. */
export async function ask(action: HostAction): Promise<Answer | null> {
  if (current === null) return null;
  try {
    return await current.request<HostAction, Answer>('host', action);
  } catch {
    return null;
  }
}

async function attempt(count: number): Promise<void> {
  const mine = visit;
  retryAt.value = 0;
  const ticket = ticketOf(code);
  const options: JoinOptions = { version: PROTOCOL_VERSION, ...wish };
  if (ticket.hostKey !== '') options.key ??= ticket.hostKey;
  if (ticket.token !== '' && wish.role !== 'spectator') options.seat = ticket.token;
  try {
    const joined = await new Client(location.origin).joinById<MachineState>(code, options);
    if (mine !== visit) void joined.leave(true);
    else listen(joined, mine);
  } catch (error) {
    if (mine === visit) failed(error, count);
  }
}

function failed(error: unknown, count: number): void {
  const status = error instanceof Error && 'code' in error ? Number(error.code) : 0;
  turnedAway.value = status;
  if (status === NO_SUCH_ROOM || status === 404) link.value = 'missing';
  else if (link.peek() === 'lost' && !FINAL.has(status)) again(count + 1);
  else link.value = 'failed';
}

function again(count: number): void {
  const wait = backoff(count);
  retryAt.value = Date.now() + wait;
  timer = setTimeout(() => void attempt(count), wait);
}

/** Everything is registered in one go: a message before its handler would be lost. */
function listen(joined: Room<unknown, MachineState>, mine: number): void {
  joined.reconnection.enabled = false;
  current = joined;
  let take: ((bytes: Uint8Array) => void) | null = null;
  joined.onMessage('welcome', (message: Welcome) => {
    take = receiver(message);
    welcomed(message, joined);
  });
  joined.onMessage('view', (bytes: Uint8Array) => take?.(bytes));
  joined.onMessage('result', (message: MatchResult) => {
    result.value = message;
    if (mine === visit) keepTicket(code, { over: true });
  });
  joined.onMessage('say', (message: Say) => {
    said.value = message;
  });
  joined.onStateChange((state) => {
    room.value = copy(state);
  });
  joined.onError(() => {
    // The close that follows is what counts.
  });
  joined.onLeave((reason) => {
    if (mine === visit && current === joined) dropped(reason);
  });
}

function welcomed(message: Welcome, joined: Room<unknown, MachineState>): void {
  if (message.token !== '') keepTicket(code, { token: message.token });
  if (message.seat < 0) keepTicket(code, { watch: true });
  welcome.value = message;
  link.value = 'open';
  outbox.open(message.token, message.last, (envelope) => joined.request('command', envelope));
  onWelcome?.();
  onWelcome = null;
}

function dropped(reason: number): void {
  current = null;
  outbox.hold();
  if (reason === CONSENTED) {
    link.value = 'failed';
  } else if (reason === EVICTED) {
    link.value = 'taken';
  } else {
    link.value = 'lost';
    again(0);
  }
}

function copy(state: MachineState) {
  return {
    code: state.code,
    scenario: state.scenario,
    phase: state.phase,
    speed: state.speed,
    spectators: state.spectators,
    seats: [...state.seats].map(({ index, name, ai, taken, connected }) => ({
      index,
      name,
      ai,
      taken,
      connected,
    })),
  };
}
