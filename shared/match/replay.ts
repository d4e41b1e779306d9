/** Replaying a journal (PL3): the same commands at the same ticks, without any AI, give the same hashes. */
import {
  command,
  createMachine,
  type Event,
  hash,
  type Machine,
  type Result,
  takeEvents,
  tick,
} from '../sim/index.ts';
import type { Header, JournalRecord, MatchPhase } from './record.ts';

export interface Replay {
  machine: Machine;
  /** The AI and the person's token and name in each seat at the end. */
  seats: { ai: string; name: string; token: string; last: number }[];
  /** What the host last asked for. A match that has ticked has left the lobby. */
  phase: MatchPhase;
  /** Permille of normal speed. */
  speed: number;
  hashes: number;
  /** The first hash that differs. */
  mismatch: { tick: number; recorded: string; computed: string } | null;
}

/**
 * Runs the records; `watch` hears the events of every tick, `answered` the machine's answer to every command. Stops at
 * the first hash that differs.
 */
export function replay(
  header: Header,
  records: Iterable<JournalRecord>,
  watch?: (machine: Machine, events: Event[], seats: readonly { ai: string }[]) => void,
  answered?: (seat: number, n: number, result: Result) => void,
  left?: (seat: number) => void,
): Replay {
  const machine = createMachine(header.scenario.param, header.seed);
  const seats = header.seats.map((ai) => ({ ai, name: '', token: '', last: 0 }));
  const result: Replay = { machine, seats, phase: 'lobby', speed: 1000, hashes: 0, mismatch: null };
  for (const record of records) {
    while (machine.tick < record.tick) {
      tick(machine);
      watch?.(machine, takeEvents(machine), seats);
      machine.events = [];
    }
    if (result.phase === 'lobby' && machine.tick > 0) result.phase = 'running';
    if ('command' in record) {
      const outcome = command(machine, record.seat, record.command);
      answered?.(record.seat, record.n, outcome);
      const seat = seats[record.seat];
      if (seat) seat.last = Math.max(seat.last, record.n);
    } else if ('hash' in record) {
      const computed = hash(machine);
      result.hashes += 1;
      if (computed !== record.hash) {
        result.mismatch = { tick: record.tick, recorded: record.hash, computed };
        return result;
      }
    } else if ('ai' in record) {
      const { ai, name, token } = record;
      const seat = seats[record.seat];
      seats[record.seat] = { ...seat, ai, name: name ?? seat.name, token: token ?? seat.token };
      if (token === '') left?.(record.seat);
    } else if ('phase' in record) {
      result.phase = record.phase;
      result.speed = record.speed;
    }
  }
  return result;
}
