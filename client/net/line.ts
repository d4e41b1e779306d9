/**
 * A line to a room, whatever its kind: joins by code, and comes back by itself when it breaks, by joining again
 * with what one holds for the seat. What comes over it is the visit's affair.
 */
import { Client, type Room } from 'colyseus.js';
import { PROTOCOL_VERSION } from '../../shared/protocol/message.ts';
import { backoff } from './resume.ts';
import { classLink, type Link, roomLink } from './store.ts';

/** Close codes after which nobody comes back by itself: left on purpose, evicted by another tab, taken out, the room deleted. */
const CONSENTED = 4000;
const EVICTED = 4100;
const REMOVED = 4101;
const BANNED = 4103;
const DELETED = 4102;
/** The matchmaker's answer for a room that isn't there. */
const NO_SUCH_ROOM = 522;
/** Answers that another attempt would not change: wrong key, no seat, over, another version. */
const FINAL = new Set([400, 401, 403, 409, 410, 423, 426]);

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

export class Line {
  private readonly link: Link;
  /** Another object for each visit, so that a late answer for an old one is known and dropped. */
  private visit: AnyVisit | null = null;
  private current: Room | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(link: Link) {
    this.link = link;
  }

  /** Goes to a room, from wherever one is. */
  go<State>(to: Visit<State>): void {
    this.hangUp();
    this.visit = to;
    this.link.state.value = 'joining';
    void this.attempt(to, 0);
  }

  /** Tries again at once: a person asked for it. */
  readonly retry = (): void => {
    if (this.visit === null) return;
    clearTimeout(this.timer);
    const { state } = this.link;
    const out = state.peek() === 'taken' || state.peek() === 'removed';
    state.value = out ? 'joining' : 'lost';
    void this.attempt(this.visit, 0);
  };

  /** Leaves for good; the seat stays ours by its token. */
  hangUp(): void {
    clearTimeout(this.timer);
    const left = this.current;
    this.current = null;
    this.visit = null;
    this.link.state.value = 'idle';
    if (left !== null) void left.leave(true);
  }

  /** A request to the room. Resolves to null when it can't be asked now. */
  async request<Message, Reply>(type: string, message: Message): Promise<Reply | null> {
    if (this.current === null) return null;
    try {
      return await this.current.request<Message, Reply>(type, message);
    } catch {
      return null;
    }
  }

  private async attempt(mine: AnyVisit, count: number): Promise<void> {
    this.link.retryAt.value = 0;
    try {
      const options = { version: PROTOCOL_VERSION, ...mine.options() };
      const joined = await new Client(location.origin).joinById(mine.code, options);
      if (mine !== this.visit) {
        void joined.leave(true);
        return;
      }
      joined.reconnection.enabled = false;
      this.current = joined;
      joined.onError(() => {
        // The close that follows is what counts.
      });
      joined.onLeave((reason) => {
        if (mine === this.visit && this.current === joined) this.dropped(mine, reason);
      });
      mine.listen(joined);
    } catch (error) {
      if (mine === this.visit) this.failed(mine, error, count);
    }
  }

  private failed(mine: AnyVisit, error: unknown, count: number): void {
    const { state, turnedAway } = this.link;
    const status = error instanceof Error && 'code' in error ? Number(error.code) : 0;
    turnedAway.value = status;
    if (status === NO_SUCH_ROOM || status === 404) state.value = 'missing';
    else if (state.peek() === 'lost' && !FINAL.has(status)) this.again(mine, count + 1);
    else state.value = 'failed';
  }

  private again(mine: AnyVisit, count: number): void {
    const wait = backoff(count);
    this.link.retryAt.value = Date.now() + wait;
    this.timer = setTimeout(() => void this.attempt(mine, count), wait);
  }

  private dropped(mine: AnyVisit, reason: number): void {
    const { state } = this.link;
    this.current = null;
    mine.lost();
    if (reason === CONSENTED) state.value = 'failed';
    else if (reason === EVICTED) state.value = 'taken';
    else if (reason === REMOVED) {
      mine.removed?.();
      state.value = 'removed';
    } else if (reason === BANNED) state.value = 'banned';
    else if (reason === DELETED) state.value = 'missing';
    else {
      state.value = 'lost';
      this.again(mine, 0);
    }
  }
}

/** To the machine or race one is in, and to the class that sends one there. */
export const roomLine = new Line(roomLink);
export const classLine = new Line(classLink);
