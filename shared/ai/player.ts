/**
 * What an AI player is: view in, commands out, nothing else (PL1). It is asked when something happened that its seat
 * may know of, or at the tick it asked to be woken; it keeps what it remembers to itself.
 */
import type { Command, Event, Result } from '../sim/index.ts';

/** What an AI kernel says about its own decision, to the process that it concerns: a key of the words, and its page. */
export interface Saying {
  pid: number;
  key: string;
  vpn: number;
}

export interface Turn {
  commands: Command[];
  /** Tick at which it wants to be asked even if nothing happens. */
  wakeAt: number;
  says?: Saying[];
}

export interface AiPlayer {
  /** view: the seat's view as filled by viewFor. */
  turn(view: Int32Array, events: readonly Event[]): Turn;
  /** The answer to a command of its own. */
  answered(command: Command, result: Result): void;
}

export interface AiOptions {
  seed: number;
  seat: number;
  /** Ticks that a kernel takes for each decision, one after the other; 0 serves at once. */
  reaction: number;
}
