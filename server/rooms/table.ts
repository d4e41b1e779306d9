/**
 * A match with people at it, and nothing about sockets: its phase, its clock, its seats, its journal. Each tick's
 * records are on disk before the tick happens and before anybody is answered (PL3).
 */
import {
  close,
  dismiss,
  isOver,
  type Match,
  type MatchPhase,
  open,
  type Restored,
  submit,
  takeSayings,
} from '../../shared/match/index.ts';
import { type Answer, type MatchResult, TICK_MS } from '../../shared/protocol/index.ts';
import { resultOf } from '../../shared/report/index.ts';
import { type Command, type Event, hash, type Result } from '../../shared/sim/index.ts';
import type { Journal } from '../journal/journal.ts';
import type { Log } from '../log.ts';
import type { Metrics } from '../metrics.ts';
import { Pacer } from './pacer.ts';
import { Patience } from './patience.ts';
import { Refusal } from './refusal.ts';
import { Seats } from './seats.ts';
import { CLOSED, type Phase, STANDS_STILL, type TableOptions, type Watcher } from './terms.ts';

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
  /** null once it is closed. */
  private journal: Journal | null;
  private readonly retire: TableOptions['retire'];
  private readonly pacer: Pacer;
  private readonly patience: Patience;
  /** Paused by itself, because nobody was there: goes on when somebody comes. */
  private dozing = false;
  private broken = false;

  constructor(options: TableOptions, now = Date.now()) {
    this.code = options.code;
    this.match = options.match;
    this.host = options.host;
    this.journal = options.journal;
    this.retire = options.retire;
    this.metrics = options.metrics;
    this.log = options.log.child({ code: options.code });
    this.seats = new Seats(options.match);
    this.patience = new Patience(now);
    this.pacer = new Pacer(
      (asked) => this.tick(asked),
      (seconds) => this.metrics.lag.observe(seconds),
    );
  }

  /** Takes up what a journal knows. A match that was running waits for the first who comes back. */
  restore({ phase, speed, seats, answers }: Restored, now: number): void {
    this.seats.restore(seats, answers, now);
    this.patience.used = seats.some(({ token }) => token !== '');
    this.speed = speed;
    this.dozing = phase === 'running' && !isOver(this.match);
    if (isOver(this.match)) this.conclude();
    else this.phase = phase === 'lobby' ? 'lobby' : 'paused';
  }

  start(): boolean {
    if (this.phase !== 'lobby') return false;
    this.seats.fill();
    this.run();
    this.note('running');
    this.log.info({ seats: this.match.seats.map((seat) => seat.ai) }, 'started');
    return true;
  }

  pause(): boolean {
    if (this.phase !== 'running' && !this.dozing) return false;
    this.halt(false);
    this.note('paused');
    return true;
  }

  resume(): boolean {
    if (this.phase !== 'paused' || this.broken) return false;
    this.run();
    this.note('running');
    return true;
  }

  setSpeed(permille: number): void {
    this.speed = permille;
    this.pacer.setPeriod((TICK_MS * 1000) / permille);
    if (this.phase !== 'over') this.note(this.dozing ? 'running' : this.phase);
    this.watcher?.changed();
  }

  /** Ends a match before its time: what was reached counts. */
  async finish(): Promise<void> {
    if (this.journal === null || this.phase === 'over') return;
    await this.pacer.stop();
    if (this.result !== null) return;
    // The journal's last word, so that a replay comes as far.
    const { machine, records } = this.match;
    records.push({ tick: machine.tick, hash: hash(machine) });
    await this.end();
  }

  /** Of a match that is paused: resolves when the last tick has passed. */
  rest = (): Promise<void> => this.pacer.stop();

  /** One tick of a match that is paused. False when it is not. */
  async step(): Promise<boolean> {
    const can = this.phase === 'paused' && !this.broken;
    if (can) await this.pacer.beatNow();
    return can;
  }

  /** A command past the edge. The answer comes when the tick that carries it out is written down. */
  command(seat: number, n: number, command: Command): Answer | Promise<Answer> {
    const refused = this.broken && this.phase === 'paused' ? STANDS_STILL : CLOSED[this.phase];
    if (refused !== null) return { n, ok: false, errno: this.phase === 'over' ? 'ESRCH' : 'EAGAIN', refused };
    return new Promise((answer) => {
      submit(this.match, seat, n, command, (result: Result) => answer({ n, ...result }));
    });
  }

  /**
   * Brings changes of seats, phase and speed to disk now, where no tick is going to. When that can't be, the match
   * stands still, and a Refusal says so.
   */
  async save(): Promise<void> {
    const { records } = this.match;
    this.match.records = [];
    try {
      await this.journal?.append(records);
    } catch (error) {
      this.fail(error);
      throw new Refusal('broken', STANDS_STILL);
    }
  }

  arrive(): void {
    this.patience.arrive();
    this.wake();
    this.watcher?.changed();
  }

  /** Goes on where it only waits for people. */
  wake = (): void => void (this.dozing && this.run());

  /** The person in a seat is gone; one who never learned the token can't come back, so the seat is free. */
  absent(seat: number, known: boolean, now: number): void {
    if (known) this.seats.leave(seat, now);
    else this.seats.release(seat);
    if (!known && this.phase !== 'lobby') this.seats.fill();
  }

  depart(now: number): void {
    this.patience.depart(now);
    this.watcher?.changed();
  }

  /** What time alone brings about; to be called a few times a second. */
  keep(now: number): void {
    if (this.journal === null && this.phase !== 'over') return;
    if (this.phase === 'lobby' && this.seats.expire(now)) {
      // What a failure means is told by `fail`.
      this.save().catch(() => {});
      this.watcher?.changed();
    }
    if (this.phase === 'running' || this.phase === 'paused') {
      for (const seat of this.seats.standIn(now)) {
        this.log.info({ seat, ai: this.match.seats[seat].ai }, 'an AI stands in');
        this.watcher?.changed();
      }
    }
    // A class's goes on without people: the round ends for all at once.
    if (this.phase === 'running' && !this.seats.closed && this.patience.pauses(now)) {
      this.halt(true);
      this.log.info('paused: nobody is there');
    }
    if (this.patience.ends(this.phase, now)) this.watcher?.close();
  }

  /** The room is going: the journal is closed; `given up` when the match is not to be taken up again. */
  async stop(givenUp: boolean): Promise<void> {
    await this.pacer.stop();
    const { journal } = this;
    if (journal === null) return;
    if (this.phase !== 'lobby') this.match.records.push({ tick: this.match.machine.tick });
    await this.save().catch(() => {});
    this.journal = null;
    await journal.close();
    if (givenUp) await this.retire(journal.path, this.phase !== 'lobby');
  }

  /** Writes down what the host wants, outside the simulation. */
  private note(phase: MatchPhase): void {
    this.match.records.push({ tick: this.match.machine.tick, phase, speed: this.speed });
  }

  private run(): void {
    this.phase = 'running';
    this.dozing = false;
    this.pacer.setPeriod((TICK_MS * 1000) / this.speed);
    this.pacer.start();
    this.watcher?.changed();
  }

  /** A command that came before the pause still gets its tick, so that everybody is answered. */
  private halt(dozing: boolean): void {
    this.phase = 'paused';
    this.dozing = dozing;
    void this.pacer.stop(true);
    this.watcher?.changed();
  }

  /** One tick; two side by side would carry out what the journal doesn't say. asked: of a match that is paused, too. */
  private async tick(asked: boolean): Promise<void> {
    const due = asked || this.match.due.length > 0;
    if (this.phase !== 'running' && !(this.phase === 'paused' && due)) return;
    if (this.broken || this.journal === null) return;
    const { records, batch } = open(this.match);
    let events: Event[];
    try {
      await this.journal.append(records);
      events = close(this.match, batch).events;
    } catch (error) {
      this.match.due.unshift(...batch);
      this.fail(error);
      return;
    }
    this.metrics.ticks.inc();
    const { machine } = this.match;
    if (batch.length > 0 && this.log.isLevelEnabled('debug'))
      this.log.debug({ tick: machine.tick, hash: hash(machine), commands: batch.length }, 'acknowledged');
    const ended = isOver(this.match);
    this.tell(() => this.watcher?.ticked(events, takeSayings(this.match)));
    if (ended) await this.end();
  }

  /** Says and keeps how the match went. */
  private async end(): Promise<void> {
    this.conclude();
    this.watcher?.changed();
    await this.putAway();
    this.log.info({ tick: this.match.machine.tick, hash: hash(this.match.machine) }, 'over');
    this.tell(() => this.watcher?.over(this.result!));
  }

  /** Whatever becomes of the telling, the match goes on. */
  private tell(news: () => void): void {
    try {
      news();
    } catch (error) {
      this.log.error({ err: error }, 'the room could not be told');
    }
  }

  private conclude(): void {
    this.phase = 'over';
    this.patience.renew(Date.now());
    void this.pacer.stop();
    dismiss(this.match, 'ESRCH');
    this.result = resultOf(this.match, this.seats.names());
  }

  /** The journal goes among those of ended matches. Should that fail, a restart does it; the result stands. */
  private async putAway(): Promise<void> {
    const { journal } = this;
    try {
      await this.save();
      this.journal = null;
      await journal!.close();
      await this.retire(journal!.path, true);
    } catch (error) {
      this.log.error({ err: error }, 'the journal of an ended match could not be put away');
    }
  }

  /** Nothing can be written or carried out any more: the match stands still, and says so. */
  private fail(error: unknown): void {
    this.log.error({ err: error }, 'the match stands still');
    this.broken = true;
    if (this.phase !== 'over') this.phase = 'paused';
    this.dozing = false;
    void this.pacer.stop();
    dismiss(this.match, 'EINTR');
    this.tell(() => this.watcher?.changed());
  }
}
