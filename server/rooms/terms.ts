/** What a table is given, and what it tells its room. */
import type { Match } from '../../shared/match/index.ts';
import type { MatchResult, ROOM_PHASES, Say } from '../../shared/protocol/index.ts';
import type { Event } from '../../shared/sim/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';

export type Phase = (typeof ROOM_PHASES)[number];

/** Ticks that an AI kernel in a room takes to decide. */
export const REACTION = 2;
export const STANDS_STILL = 'the match stands still: the server could not write it down';

/** Why a phase takes no commands, null where it does. */
export const CLOSED: { readonly [phase in Phase]: string | null } = {
  lobby: 'the match has not started',
  running: null,
  paused: 'the match is paused',
  over: 'the match is over',
};

export interface TableOptions {
  code: string;
  match: Match;
  /** None for a match of an earlier time that is over. */
  journal: Journal | null;
  /** Hash of the host's key. */
  host: string;
  log: Log;
  metrics: Metrics;
  /** Called when the match is over or given up, with the closed journal's path. */
  retire: (path: string, ended: boolean) => Promise<void>;
}

export interface Watcher {
  /** A tick has passed. */
  ticked(events: readonly Event[], says: readonly Required<Say>[]): void;
  /** Phase, seats or speed changed. */
  changed(): void;
  over(result: MatchResult): void;
  /** Who sits there leaves. */
  evict(seat: number): void;
  /** Nobody needs the room any more. */
  close(): void;
}
