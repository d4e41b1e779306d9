/** The visit to a machine: what a join asks for, and how what arrives gets into the signals of store.ts. */
import type { Room } from 'colyseus.js';
import type {
  Answer,
  HostAction,
  JoinOptions,
  MatchResult,
  Say,
  Welcome,
} from '../../shared/protocol/message.ts';
import type { MachineState } from '../../shared/protocol/state.ts';
import { roomLine } from './line.ts';
import { Outbox } from './outbox.ts';
import { receiver } from './receiver.ts';
import { keepTicket, ticketOf } from './resume.ts';
import { forget, link, result, room, said, welcome } from './store.ts';

type Wish = Omit<JoinOptions, 'version' | 'seat'>;

export const outbox = new Outbox();
export const { retry } = roomLine;

let now: { code: string; watching: boolean } | null = null;

/** Joins a machine, or does nothing when already in it. `first` runs once, after the first welcome. */
export function enter(code: string, wish: Wish = {}, first?: () => void): void {
  const watching = wish.role === 'spectator';
  // Playing and watching the same machine are two visits.
  if (now?.code === code && now.watching === watching && link.peek() !== 'idle') return;
  leave();
  now = { code, watching };
  let onWelcome = first;
  roomLine.go<MachineState>({
    code,
    options: () => optionsFor(code, wish),
    listen: (joined) =>
      listen(joined, code, () => {
        onWelcome?.();
        onWelcome = undefined;
      }),
    lost: () => outbox.hold(),
  });
}

export function leave(): void {
  now = null;
  outbox.drop();
  forget();
  roomLine.hangUp();
}

/** A request of the host, or about one's own seat. Resolves to null when it can't be asked now. */
export const ask = (action: HostAction): Promise<Answer | null> =>
  roomLine.request<HostAction, Answer>('host', action);

function optionsFor(code: string, wish: Wish): Omit<JoinOptions, 'version'> {
  const { hostKey, token } = ticketOf(code);
  const key = wish.key ?? hostKey;
  return {
    ...wish,
    ...(key === '' ? {} : { key }),
    ...(token === '' || wish.role === 'spectator' ? {} : { seat: token }),
  };
}

function listen(joined: Room<unknown, MachineState>, code: string, first: () => void): void {
  let take: ((bytes: Uint8Array) => void) | null = null;
  joined.onMessage('welcome', (message: Welcome) => {
    take = receiver(message);
    if (message.token !== '') keepTicket(code, { token: message.token });
    if (message.seat < 0) keepTicket(code, { watch: true });
    welcome.value = message;
    link.value = 'open';
    outbox.open(message.token, message.last, (envelope) => joined.request('command', envelope));
    first();
  });
  joined.onMessage('view', (bytes: Uint8Array) => take?.(bytes));
  joined.onMessage('result', (message: MatchResult) => {
    result.value = message;
    keepTicket(code, { over: true });
  });
  joined.onMessage('say', (message: Say) => {
    said.value = message;
  });
  joined.onStateChange((state) => {
    room.value = copy(state);
  });
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
