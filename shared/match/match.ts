/**
 * A match: the machine, its seats, the AI players in them, and the record of it all. No sockets, no clock, no file: a
 * room or a command line calls `open` for what is due, writes it down, and `close` to let it happen.
 */
import { type AiPlayer, createAi, type Saying } from '../ai/index.ts';
import type { Scenario } from '../scenario/index.ts';
import {
  type Command,
  command,
  createMachine,
  type Event,
  eventsFor,
  hash,
  type Machine,
  PHASE,
  type Result,
  shapeOf,
  takeEvents,
  tick,
  viewFor,
  viewSize,
} from '../sim/index.ts';
import { createHistory, forgetPlayed, type History, remember } from './history.ts';
import { type Header, type JournalRecord, RULES_VERSION } from './record.ts';

/** Ticks between two hashes, and between two heartbeats, in the journal. */
const HASH_EVERY = 50;
const HEARTBEAT = 10;

export interface Seat {
  /** The AI that plays it now, '' for a person. */
  ai: string;
  player: AiPlayer | null;
  wakeAt: number;
  /** Events since the AI was last asked. */
  news: Event[];
}

interface Due {
  seat: number;
  n: number;
  command: Command;
  done?: (result: Result) => void;
}

export interface Match {
  id: string;
  scenario: Scenario;
  seed: number;
  reaction: number;
  machine: Machine;
  seats: Seat[];
  due: Due[];
  /** Records that wait to be written, in order. */
  records: JournalRecord[];
  history: History;
  sayings: Saying[];
}

export interface MatchOptions {
  id: string;
  scenario: Scenario;
  seed: number;
  /** The AI of each seat, '' for a person: the kernel's first. */
  seats: readonly string[];
  /** Ticks that an AI kernel takes for each decision. */
  reaction: number;
}

export function createMatch(options: MatchOptions): Match {
  const { id, scenario, seed, reaction } = options;
  const match: Match = {
    id,
    scenario,
    seed,
    reaction,
    machine: createMachine(scenario.param, seed),
    seats: options.seats.map(() => ({ ai: '', player: null, wakeAt: 0, news: [] })),
    due: [],
    records: [],
    history: createHistory(),
    sayings: [],
  };
  options.seats.forEach((ai, seat) => {
    seatAi(match, seat, ai);
  });
  return match;
}

export const headerOf = (match: Match): Header => ({
  rules: RULES_VERSION,
  id: match.id,
  seed: match.seed,
  scenario: match.scenario,
  seats: match.seats.map((seat) => seat.ai),
});

function seatAi(match: Match, seat: number, ai: string): void {
  const options = { seed: match.seed, seat, reaction: match.reaction };
  match.seats[seat].ai = ai;
  match.seats[seat].player = ai === '' ? null : createAi(ai, shapeOf(match.machine), options);
  match.seats[seat].wakeAt = 0;
}

/** A seat changes hands (PL4): to an AI, or to a person (''). It is recorded with who may come back to it. */
export function changeSeat(
  match: Match,
  seat: number,
  ai: string,
  who: { name?: string; token?: string } = {},
): void {
  seatAi(match, seat, ai);
  if (who.token === '') forgetPlayed(match.history, seat);
  match.records.push({ tick: match.machine.tick, seat, ai, ...who });
}

/** Queues a command for the coming tick; `done` hears the machine's answer. */
export function submit(
  match: Match,
  seat: number,
  n: number,
  cmd: Command,
  done?: (result: Result) => void,
): void {
  match.due.push({ seat, n, command: cmd, done });
}

/** What a tick is going to do, to be written down before `close`: records since the last one, then the commands due. */
export function open(match: Match): { records: JournalRecord[]; batch: Due[] } {
  askPlayers(match);
  const batch = match.due;
  match.due = [];
  const { tick: at } = match.machine;
  const records = match.records;
  match.records = [];
  for (const { seat, n, command: cmd } of batch) records.push({ tick: at, seat, n, command: cmd });
  return { records, batch };
}

/** Carries out a batch and lets one tick pass. Returns what happened and what the AI kernel said about it. */
export function close(match: Match, batch: readonly Due[]): { events: Event[] } {
  const { machine } = match;
  for (const { seat, command: cmd, done } of batch) {
    const result = command(machine, seat, cmd);
    match.seats[seat]?.player?.answered(cmd, result);
    done?.(result);
  }
  tick(machine);
  const events = takeEvents(machine);
  remember(match.history, machine, events, match.seats);
  for (const [seat, { player, news }] of match.seats.entries()) {
    if (player) news.push(...eventsFor(events, seat));
  }
  if (machine.tick % HASH_EVERY === 0 || machine.phase === PHASE.over) {
    match.records.push({ tick: machine.tick, hash: hash(machine) });
  } else if (machine.tick % HEARTBEAT === 0) match.records.push({ tick: machine.tick });
  return { events };
}

/** What AI kernels said about their decisions since the last look. */
export function takeSayings(match: Match): Saying[] {
  const { sayings } = match;
  match.sayings = [];
  return sayings;
}

/** Asks the AI players for whom something happened or whose time has come. */
function askPlayers(match: Match): void {
  const { machine } = match;
  if (machine.phase === PHASE.over) return;
  match.seats.forEach((seat, index) => {
    if (seat.player === null) return;
    if (seat.news.length === 0 && machine.tick < seat.wakeAt) return;
    const view = new Int32Array(viewSize(shapeOf(machine), index));
    viewFor(machine, index, view);
    const turn = seat.player.turn(view, seat.news);
    seat.news = [];
    seat.wakeAt = turn.wakeAt;
    for (const cmd of turn.commands) submit(match, index, 0, cmd);
    match.sayings.push(...(turn.says ?? []));
  });
}

/** One tick without anybody to write it down for. */
export function step(match: Match): { events: Event[]; records: JournalRecord[] } {
  const { records, batch } = open(match);
  return { ...close(match, batch), records };
}

export const isOver = (match: Match): boolean => match.machine.phase === PHASE.over;

/** Answers commands that no tick is going to carry out. */
export function dismiss(match: Match, errno: 'ESRCH' | 'EINTR'): void {
  for (const { done } of match.due) done?.({ ok: false, errno });
  match.due = [];
}
