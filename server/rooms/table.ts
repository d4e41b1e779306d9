/**
 * A match with people at it, and nothing about sockets: its phase, its clock, its seats, its journal. Each tick's
 * records are on disk before the tick happens and before anybody is answered (PL3).
 */
import { close, isOver, type Match, open, submit, takeSayings } from '../../shared/match/index.ts';
import type { Answer, MatchResult, ROOM_PHASES, Say } from '../../shared/protocol/index.ts';
import { resultOf } from '../../shared/report/index.ts';
import { type Command, type Event, hash, type Result } from '../../shared/sim/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { Pacer } from './pacer.ts';
import { Seats } from './seats.ts';

export const TICK_MS = 100;
/** Ticks that an AI kernel in a room takes to decide. */
export const REACTION = 2;
/** A running match that nobody is in is paused after so long. */
export const EMPTY_PAUSE_MS = 60_000;
/** An empty lobby, and a finished match that everyone has left, are given up after so long. */
export const EMPTY_CLOSE_MS = 600_000;
/** So is any other match that nobody comes back to. */
export const ABANDONED_MS = 24 * 3_600_000;

export type Phase = (typeof ROOM_PHASES)[number];

/** What a table tells its room. */
export interface Watcher {
  /** A tick has passed. */
  ticked(events: readonly Event[], says: readonly Required<Say>[]): void;
  /** Phase, seats or speed changed. */
  changed(): void;
  over(result: MatchResult): void;
  /** Nobody needs the room any more. */
  close(): void;
}

export interface TableOptions {
  code: string;
  match: Match;
  journal: Journal;
  /** Hash of the host's key. */
  host: string;
  log: Log;
  metrics: Metrics;
  /** Called when the match is over or given up, with the closed journal's path. */
  retire: (path: string, ended: boolean) => Promise<void>;
}

export class Table {
  readonly code: string;
  readonly match: Match;
  readonly host: string;
  readonly seats: Seats;
  readonly log: Log;
  readonly metrics: Metrics;
  phase: Phase = 'lobby';
  /** Permille of normal speed. */
  speed = 1000;
  result: MatchResult | null = null;
  watcher: Watcher | null = null;
  private readonly journal: Journal;
  private readonly retire: TableOptions['retire'];
  private readonly pacer: Pacer;
  /** People and spectators connected now, and since when there are none, in ms. */
  private present = 0;
  private emptySince: number;
  /** Paused by itself, because nobody was there: goes on when somebody comes. */
  private dozing = false;
  private broken = false;
  private retired = false;

  constructor(options: TableOptions, now = Date.now()) {
    this.code = options.code;
    this.match = options.match;
    this.host = options.host;
    this.journal = options.journal;
    this.retire = options.retire;
    this.metrics = options.metrics;
    this.log = options.log.child({ code: options.code });
    this.seats = new Seats(options.match);
    this.emptySince = now;
    this.pacer = new Pacer(
      () => this.tick(),
      (seconds) => this.metrics.lag.observe(seconds),
    );
  }

  /** A match that was under way when the server ended: waits for the first who comes back. */
  resumeLater(): void {
    this.phase = 'paused';
    this.dozing = true;
  }

  start(): boolean {
    if (this.phase !== 'lobby') return false;
    this.seats.fill();
    // The first heartbeat: from here on it is a match, and no longer a lobby.
    this.match.records.push({ tick: this.match.machine.tick });
    this.run();
    this.log.info({ seats: this.match.seats.map((seat) => seat.ai) }, 'started');
    return true;
  }

  pause(): boolean {
    if (this.phase !== 'running') return false;
    this.phase = 'paused';
    this.dozing = false;
    void this.pacer.stop().then(() => this.settle());
    this.watcher?.changed();
    return true;
  }

  resume(): boolean {
    if (this.phase !== 'paused' || this.broken) return false;
    this.run();
    return true;
  }

  setSpeed(permille: number): void {
    this.speed = permille;
    this.pacer.setPeriod((TICK_MS * 1000) / permille);
    this.watcher?.changed();
  }

  /** A command past the edge. The answer comes when the tick that carries it out is written down. */
  command(seat: number, n: number, command: Command): Answer | Promise<Answer> {
    const refused = this.closed();
    if (refused !== null) return { n, ok: false, errno: this.phase === 'over' ? 'ESRCH' : 'EAGAIN', refused };
    return new Promise((answer) => {
      submit(this.match, seat, n, command, (result: Result) => answer({ n, ...result }));
    });
  }

  /** Brings seat changes to disk now, where no tick is going to. */
  async save(): Promise<void> {
    const { records } = this.match;
    this.match.records = [];
    await this.journal.append(records);
  }

  arrive(): void {
    this.present += 1;
    if (this.dozing) this.resume();
    this.watcher?.changed();
  }

  /** The person in a seat is gone; one who never learned the token can't come back, so the seat is free. */
  absent(seat: number, known: boolean, now: number): void {
    if (known) this.seats.leave(seat, now);
    else {
      this.seats.release(seat);
      if (this.phase !== 'lobby') this.seats.fill();
    }
  }

  depart(now: number): void {
    this.present -= 1;
    if (this.present === 0) this.emptySince = now;
    this.watcher?.changed();
  }

  /** What time alone brings about; to be called a few times a second. */
  keep(now: number): void {
    if (this.retired && this.phase !== 'over') return;
    if (this.phase === 'lobby' && this.seats.expire(now)) {
      void this.save();
      this.watcher?.changed();
    }
    if (this.phase === 'running' || this.phase === 'paused') {
      for (const seat of this.seats.standIn(now)) {
        this.log.info({ seat, ai: this.match.seats[seat].ai }, 'an AI stands in');
        this.watcher?.changed();
      }
    }
    if (this.present > 0) return;
    const empty = now - this.emptySince;
    if (this.phase === 'running' && empty >= EMPTY_PAUSE_MS) {
      this.pause();
      this.dozing = true;
      this.log.info('paused: nobody is there');
    }
    const patience = this.phase === 'lobby' || this.phase === 'over' ? EMPTY_CLOSE_MS : ABANDONED_MS;
    if (empty >= patience) this.watcher?.close();
  }

  /** Whether the journal is closed and lies among those of ended matches. */
  isRetired = (): boolean => this.retired;

  /** The room is going: the journal is closed; `given up` when the match is not to be taken up again. */
  async stop(givenUp: boolean): Promise<void> {
    await this.pacer.stop();
    if (this.retired) return;
    this.retired = true;
    await this.save().catch((error) => this.log.error({ err: error }, 'the journal could not be written'));
    await this.journal.close();
    if (givenUp) await this.retire(this.journal.path, this.phase !== 'lobby');
  }

  private run(): void {
    this.phase = 'running';
    this.dozing = false;
    this.setSpeed(this.speed);
    this.pacer.start();
  }

  /** Why a command can't be taken now, or null. */
  private closed(): string | null {
    if (this.phase === 'lobby') return 'the match has not started';
    if (this.phase === 'paused') return 'the match is paused';
    if (this.phase === 'over') return 'the match is over';
    return null;
  }

  private async tick(): Promise<void> {
    const { records, batch } = open(this.match);
    try {
      await this.journal.append(records);
      const { events } = close(this.match, batch);
      this.metrics.ticks.inc();
      if (batch.length > 0 && this.log.isLevelEnabled('debug')) {
        const { machine } = this.match;
        this.log.debug({ tick: machine.tick, hash: hash(machine), commands: batch.length }, 'acknowledged');
      }
      if (isOver(this.match)) await this.end();
      this.watcher?.ticked(events, takeSayings(this.match));
      if (this.result !== null) this.watcher?.over(this.result);
    } catch (error) {
      this.match.due.unshift(...batch);
      this.fail(error);
    }
  }

  /** A pause came between a command and its tick: the tick is made up for, so that everybody is answered. */
  private async settle(): Promise<void> {
    if (this.phase === 'paused' && this.match.due.length > 0) await this.tick();
  }

  private async end(): Promise<void> {
    this.phase = 'over';
    this.emptySince = Date.now();
    void this.pacer.stop();
    this.dismiss('ESRCH');
    const names = this.seats.owners.map(({ name }) => name);
    this.result = resultOf(this.match, names);
    await this.save();
    this.retired = true;
    await this.journal.close();
    await this.retire(this.journal.path, true);
    this.log.info({ tick: this.match.machine.tick, hash: hash(this.match.machine) }, 'over');
  }

  /** Nothing can be written or carried out any more: the match stands still, and says so. */
  private fail(error: unknown): void {
    this.log.error({ err: error }, 'a tick failed; the match stands still');
    this.broken = true;
    this.phase = 'paused';
    void this.pacer.stop();
    this.dismiss('EINTR');
    this.watcher?.changed();
  }

  /** Answers commands that no tick is going to carry out. */
  private dismiss(errno: 'ESRCH' | 'EINTR'): void {
    for (const { done } of this.match.due) done?.({ ok: false, errno });
    this.match.due = [];
  }
}
