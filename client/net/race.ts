/** The visit to a race: what a join asks for, and the signals that its screens read. The server asks, grades and counts. */
import { signal } from '@preact/signals';
import type { Room } from 'colyseus.js';
import type { Answer } from '../../shared/drills/index.ts';
import type {
  RaceAction,
  RaceJoin,
  RaceQuestion,
  RaceShown,
  RaceState,
  RaceWelcome,
  RaceWish,
  Reply,
} from '../../shared/race/index.ts';
import { roomLine } from './line.ts';
import { keepTicket, ticketOf } from './resume.ts';
import { link } from './store.ts';

export interface RacerInfo {
  name: string;
  present: boolean;
  answered: boolean;
  score: number;
  right: number;
  gone: boolean;
}

export interface RaceInfo {
  code: string;
  phase: string;
  round: number;
  rounds: number;
  /** Rounds that were shown. */
  done: number;
  racers: RacerInfo[];
}

export const race = signal<RaceInfo | null>(null);
export const me = signal<RaceWelcome | null>(null);
/** The open question; null while none is open. */
export const asked = signal<RaceQuestion | null>(null);
/** The round that was shown last; null while a question is open. */
export const shown = signal<RaceShown | null>(null);

/** Opens a race; resolves with its code, or the key of the sentence that says why not. */
export async function openRace(wish: RaceWish): Promise<{ code: string } | { error: string }> {
  try {
    const response = await fetch('/api/races', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wish),
    });
    if (!response.ok)
      return {
        error: response.status === 429 || response.status === 503 ? 'error.full' : 'error.unreachable',
      };
    const { code, hostKey }: { code: string; hostKey: string } = await response.json();
    keepTicket(code, { hostKey, kind: 'drill-race' });
    return { code };
  } catch {
    return { error: 'error.unreachable' };
  }
}

export function enterRace(code: string, name: string): void {
  race.value = null;
  me.value = null;
  asked.value = null;
  shown.value = null;
  roomLine.go<RaceState>({
    code,
    options: (): Omit<RaceJoin, 'version'> => {
      const { token, hostKey } = ticketOf(code);
      if (hostKey !== '') return { key: hostKey };
      return { ...(token === '' ? {} : { seat: token }), ...(name === '' ? {} : { name }) };
    },
    listen: (joined) => listen(joined, code),
    lost: () => {},
    removed: () => keepTicket(code, { token: '', out: true }),
  });
}

export const leaveRace = (): void => roomLine.hangUp();

export const lead = (action: RaceAction): Promise<Reply | null> =>
  roomLine.request<RaceAction, Reply>('host', action);

export const giveAnswer = (round: number, answer: Answer): Promise<Reply | null> =>
  roomLine.request<{ round: number; answer: Answer }, Reply>('answer', { round, answer });

function listen(joined: Room<unknown, RaceState>, code: string): void {
  joined.onMessage('welcome', (message: RaceWelcome) => {
    if (message.token !== '') keepTicket(code, { token: message.token, kind: 'drill-race', out: false });
    me.value = message;
    link.value = 'open';
  });
  joined.onMessage('question', (message: RaceQuestion) => {
    shown.value = null;
    asked.value = message;
  });
  joined.onMessage('shown', (message: RaceShown) => {
    asked.value = null;
    shown.value = message;
  });
  joined.onStateChange((state) => {
    if (state.phase === 'over') keepTicket(code, { over: true });
    race.value = {
      code: state.code,
      phase: state.phase,
      round: state.round,
      rounds: state.rounds,
      done: state.done,
      racers: [...state.racers].map(({ name, present, answered, score, right, gone }) => ({
        name,
        present,
        answered,
        score,
        right,
        gone,
      })),
    };
  });
}
