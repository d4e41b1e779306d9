/** Whether anybody is at a table, and how long it waits for people, in ms. */
import type { Phase } from './terms.ts';

/** A running match that nobody is in is paused after so long. */
export const EMPTY_PAUSE_MS = 60_000;
/** A lobby that nobody ever joined is given up after so long. */
export const UNUSED_CLOSE_MS = 60_000;
/** A lobby, and a finished match, that everyone has left. */
export const EMPTY_CLOSE_MS = 600_000;
/** Any other match that nobody comes back to. */
export const ABANDONED_MS = 24 * 3_600_000;

export class Patience {
  /** Somebody has been here, in this run of the server or an earlier one. */
  used = false;
  /** People and spectators connected now. */
  private present = 0;
  private emptySince: number;

  constructor(now: number) {
    this.emptySince = now;
  }

  arrive(): void {
    this.present += 1;
    this.used = true;
  }

  depart(now: number): void {
    this.present -= 1;
    if (this.present === 0) this.emptySince = now;
  }

  /** Waits anew from now on. */
  renew(now: number): void {
    this.emptySince = now;
  }

  /** Whether the machine should not run for nobody. */
  pauses = (now: number): boolean => this.present === 0 && now - this.emptySince >= EMPTY_PAUSE_MS;

  /** Whether nobody is going to come any more. */
  ends(phase: Phase, now: number): boolean {
    const unused = this.used ? EMPTY_CLOSE_MS : UNUSED_CLOSE_MS;
    const most = { lobby: unused, over: EMPTY_CLOSE_MS, running: ABANDONED_MS, paused: ABANDONED_MS };
    return this.present === 0 && now - this.emptySince >= most[phase];
  }
}
