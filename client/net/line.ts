/**
 * The one line to a room, whatever its kind: joins by code, and comes back by itself when it breaks, by joining again
 * with what one holds for the seat. What comes over it is the visit's affair.
 */
import { Client, type Room } from 'colyseus.js';
import { PROTOCOL_VERSION } from '../../shared/protocol/message.ts';
import { backoff } from './resume.ts';
import { link, retryAt, turnedAway } from './store.ts';

/** Close codes after which nobody comes back by itself: left on purpose, evicted by another tab, taken out. */
const CONSENTED = 4000;
const EVICTED = 4100;
const REMOVED = 4101;
/** The matchmaker's answer for a room that isn't there. */
const NO_SUCH_ROOM = 522;
/** Answers that another attempt would not change: wrong key, no seat, over, another version. */
const FINAL = new Set([400, 403, 409, 410, 426]);

export interface Visit<State> {
  code: string;
  /** What a join asks for, asked anew for each attempt. */
  options(): object;
  /** Registers every handler in one go: a message before its handler would be lost. Sets the link open when it is. */
  listen(room: Room<unknown, State>): void;
  /** The line broke. */
  lost(): void;
  /** The host took one out. */
  removed?(): void;
}

// biome-ignore lint/suspicious/noExplicitAny: the line carries any room; each visit knows the state of its own.
type AnyVisit = Visit<any>;

/** Another object for each visit, so that a late answer for an old one is known and dropped. */
let visit: AnyVisit | null = null;
let current: Room | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Goes to a room, from wherever one is. */
export function go<State>(to: Visit<State>): void {
  hangUp();
  visit = to;
  link.value = 'joining';
  void attempt(to, 0);
}

/** Tries again at once: a person asked for it. */
export function retry(): void {
  if (visit === null) return;
  clearTimeout(timer);
  const out = link.peek() === 'taken' || link.peek() === 'removed';
  link.value = out ? 'joining' : 'lost';
  void attempt(visit, 0);
}

/** Leaves for good; the seat stays ours by its token. */
export function hangUp(): void {
  clearTimeout(timer);
  const left = current;
  current = null;
  visit = null;
  link.value = 'idle';
  if (left !== null) void left.leave(true);
}

/** A request to the room. Resolves to null when it can't be asked now. */
export async function request<Message, Reply>(type: string, message: Message): Promise<Reply | null> {
  if (current === null) return null;
  try {
    return await current.request<Message, Reply>(type, message);
  } catch {
    return null;
  }
}

async function attempt(mine: AnyVisit, count: number): Promise<void> {
  retryAt.value = 0;
  try {
    const options = { version: PROTOCOL_VERSION, ...mine.options() };
    const joined = await new Client(location.origin).joinById(mine.code, options);
    if (mine !== visit) {
      void joined.leave(true);
      return;
    }
    joined.reconnection.enabled = false;
    current = joined;
    joined.onError(() => {
      // The close that follows is what counts.
    });
    joined.onLeave((reason) => {
      if (mine === visit && current === joined) dropped(mine, reason);
    });
    mine.listen(joined);
  } catch (error) {
    if (mine === visit) failed(mine, error, count);
  }
}

function failed(mine: AnyVisit, error: unknown, count: number): void {
  const status = error instanceof Error && 'code' in error ? Number(error.code) : 0;
  turnedAway.value = status;
  if (status === NO_SUCH_ROOM || status === 404) link.value = 'missing';
  else if (link.peek() === 'lost' && !FINAL.has(status)) again(mine, count + 1);
  else link.value = 'failed';
}

function again(mine: AnyVisit, count: number): void {
  const wait = backoff(count);
  retryAt.value = Date.now() + wait;
  timer = setTimeout(() => void attempt(mine, count), wait);
}

function dropped(mine: AnyVisit, reason: number): void {
  current = null;
  mine.lost();
  if (reason === CONSENTED) link.value = 'failed';
  else if (reason === EVICTED) link.value = 'taken';
  else if (reason === REMOVED) {
    mine.removed?.();
    link.value = 'removed';
  } else {
    link.value = 'lost';
    again(mine, 0);
  }
}
