/**
 * Makes a match and goes to it. The session with its SDK is a chunk of its own, so that the first page is
 * there before it; everything that needs a room goes through here.
 */
import { signal } from '@preact/signals';
import { go } from '../route.ts';
import { recall, remember } from '../ui/memory.ts';
import { sendWith } from './command.ts';
import { askServer } from './reach.ts';
import { keepTicket } from './resume.ts';

export interface Wish {
  role: 'process' | 'kernel' | 'any' | 'spectator';
  /** Start at once, with AI players in the other seats. */
  start?: boolean;
  key?: string;
}

/** What the next visit of a room's page should ask for; by code, so that a reload doesn't ask again. */
const wishes = new Map<string, Wish>();

/** 'busy' while a match is being made; otherwise the key of the sentence that says why it failed. */
export const making = signal<'' | 'busy' | 'error.unreachable' | 'error.full'>('');

export const playerName = signal(recall('name') ?? '');

export function rename(name: string): void {
  playerName.value = name.slice(0, 24);
  remember('name', playerName.value);
}

export async function loadSession() {
  const session = await import('./session.ts');
  sendWith((command) => session.outbox.put(command));
  return session;
}

/** Creates a match of a scenario, by its id, and goes to its page. */
export async function makeMatch(scenario: string, wish: Wish): Promise<void> {
  if (making.peek() === 'busy') return;
  making.value = 'busy';
  try {
    const response = await askServer('/api/matches', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ scenario }),
    });
    if (!response.ok) {
      making.value = response.status === 429 || response.status === 503 ? 'error.full' : 'error.unreachable';
      return;
    }
    const made: { code: string; hostKey: string } = await response.json();
    keepTicket(made.code, { hostKey: made.hostKey });
    making.value = '';
    visitRoom(made.code, { ...wish, key: made.hostKey });
  } catch {
    making.value = 'error.unreachable';
  }
}

/** Goes to a room's page with a wish for a seat. */
export function visitRoom(code: string, wish: Wish): void {
  wishes.set(code, wish);
  go(`#/m/${code}`);
}

/** Enters the room of the page one is on. */
export async function arrive(code: string, watchKey?: string): Promise<void> {
  const session = await loadSession();
  const wish = wishes.get(code);
  wishes.delete(code);
  const name = playerName.peek().trim();
  const key = watchKey || wish?.key;
  const role = watchKey === undefined ? wish?.role : 'spectator';
  session.enter(
    code,
    { ...(name === '' ? {} : { name }), ...(role ? { role } : {}), ...(key ? { key } : {}) },
    wish?.start ? () => void session.ask({ do: 'start' }) : undefined,
  );
}
