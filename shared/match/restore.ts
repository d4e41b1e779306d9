/**
 * A match taken up again from its journal: the machine as the replay left it, its history rebuilt from the same events,
 * and new AI players in the seats that AIs held. What an AI remembered is gone; the machine is the same.
 */
import { type Result, takeEvents, tick } from '../sim/index.ts';
import { createHistory, forgetPlayed, remember } from './history.ts';
import { createMatch, type Match } from './match.ts';
import type { Header, JournalRecord } from './record.ts';
import { type Replay, replay } from './replay.ts';

export interface Restored {
  match: Match;
  /** Who may come back to each seat, and the number of its last command. */
  seats: Replay['seats'];
  /** The answers of each seat's commands by number; an AI's have none. */
  answers: Map<number, Result>[];
  phase: Replay['phase'];
  speed: number;
  mismatch: Replay['mismatch'];
}

/**
 * Replays the records and makes a match of it. A tick whose commands were written down had begun, so it ends here; a
 * mismatch is reported, and then the match is of no use.
 */
export function restoreMatch(
  header: Header,
  records: readonly JournalRecord[],
  options: { reaction: number },
): Restored {
  const history = createHistory();
  const answers = header.seats.map(() => new Map<number, Result>());
  const { machine, seats, phase, speed, mismatch } = replay(
    header,
    records,
    (running, events, at) => remember(history, running, events, at),
    (seat, n, result) => {
      if (n > 0) answers[seat]?.set(n, result);
    },
    (seat) => forgetPlayed(history, seat),
  );
  // A join or a stand-in may have been written while the commands were on their way to disk.
  const last = records.at(-1)?.tick;
  if (records.some((record) => record.tick === last && 'command' in record)) {
    tick(machine);
    remember(history, machine, takeEvents(machine), seats);
  }
  const { id, scenario, seed } = header;
  const ais = seats.map(({ ai }) => ai);
  const match = createMatch({ id, scenario, seed, seats: ais, reaction: options.reaction });
  match.machine = machine;
  match.history = history;
  return { match, seats, answers, phase, speed, mismatch };
}
