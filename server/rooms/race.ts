/**
 * Room `drill-race`: sockets on one side, a contest on the other. Everyone gets the question without its answer; when the
 * round is over each gets the answer with their own grade, and the host what all have given.
 */
import { type AuthContext, type Client, ServerError } from '@colyseus/core';
import {
  type RaceAction,
  type RaceJoin,
  type RacePhase,
  type RaceQuestion,
  RacerState,
  type RaceShown,
  RaceState,
  type RaceWelcome,
  raceAnswerSchema,
  raceHostSchema,
  raceJoinSchema,
  tallyOf,
} from '../../shared/race/index.ts';
import type { Log } from '../log.ts';
import type { Races } from '../races.ts';
import { isSecret } from '../secret.ts';
import { CodeRoom, newcomer, type Visitor } from './codeRoom.ts';
import type { Contest } from './contest.ts';
import { checkOptions, EVICTED, REMOVED } from './edge.ts';
import { Refusal, type Refused } from './refusal.ts';

const KEEP_MS = 1000;
const HOST = -1;

interface Guest extends Visitor {
  /** HOST for the host. */
  racer: number;
}

export class RaceRoom extends CodeRoom<RaceState, Guest> {
  /** Set by the class that app.ts derives. */
  races!: Races;
  private contest!: Contest;
  /** What has been told last. */
  private told: { phase: RacePhase; round: number } = { phase: 'lobby', round: -1 };

  static override async onAuth(_token: string, options: unknown, _context: AuthContext): Promise<unknown> {
    return checkOptions(raceJoinSchema, options);
  }

  override async onCreate({ code }: { code: string }): Promise<void> {
    const contest = this.races.contest(code);
    if (contest === undefined) throw new ServerError(404, `no race ${code}`);
    this.contest = contest;
    await this.openAs(code, new RaceState());
    this.state.code = code;
    this.state.rounds = contest.race.terms.kinds.length;
    this.hear('answer', raceAnswerSchema, (guest, { round, answer }) => this.answer(guest, round, answer));
    this.hear('host', raceHostSchema, (guest, action) => this.act(guest, action));
    this.lookEvery(KEEP_MS, () => {
      contest.keep(Date.now());
      if (!contest.kept && contest.isDeserted(this.visitors.size, Date.now())) void this.disconnect();
    });
    contest.watchers.add(this.publish);
    contest.close = () => void this.disconnect();
    this.publish();
  }

  override onJoin(client: Client, options: unknown): void {
    const visitor = this.admit(checkOptions(raceJoinSchema, options), client);
    this.welcomeIn(client, visitor);
    this.contest.log.info({ racer: visitor.racer }, 'joined a race');
  }

  override onLeave(client: Client): void {
    const visitor = this.visitors.get(client);
    this.visitors.delete(client);
    if (visitor === undefined || visitor.gone || visitor.racer === HOST) return;
    this.contest.present(visitor.racer, false, Date.now());
  }

  override onDispose(): void {
    this.stopLooking();
    if (this.contest === undefined) return;
    this.contest.watchers.delete(this.publish);
    this.races.left(this.contest.code);
  }

  protected get log(): Log | undefined {
    return this.contest?.log;
  }

  /** Lets somebody in: as the host by the key, back by their token, or new with a name. Tells them where the race is. */
  private admit({ key, seat, name }: RaceJoin, client: Client): Guest {
    const { contest } = this;
    const visitor = { ...newcomer(20, 5), racer: HOST };
    if (key !== undefined) {
      if (!isSecret(key, contest.host)) throw new Refusal('key', "this is not the host's key of this race");
      this.welcome(client, visitor, '');
      return visitor;
    }
    const own = contest.find(seat);
    if (own >= 0) {
      this.putOut(({ racer }) => racer === own, EVICTED, 'the seat was taken up in another tab');
      contest.present(own, true, Date.now());
      visitor.racer = own;
      this.welcome(client, visitor, seat!);
      return visitor;
    }
    if (contest.kept) throw new Refusal('taken', "this race is a class's; join the class by its code");
    if (name === undefined) throw new Refusal('malformed', 'name: a race needs a name to be called by');
    const { racer, token } = contest.enter(name);
    visitor.racer = racer;
    this.welcome(client, visitor, token);
    return visitor;
  }

  private welcome(client: Client, { racer }: Guest, token: string): void {
    const { race } = this.contest;
    const host = racer === HOST;
    const { publicUrl: url } = this.races;
    client.send('welcome', { racer, token, host, speed: race.terms.speed, url } satisfies RaceWelcome);
    if (race.phase === 'asking') client.send('question', this.questionFor(racer));
    else if (race.drill !== null) client.send('shown', this.shownFor(racer));
  }

  /** Nobody is answered before it is on disk. */
  private async answer({ racer }: Guest, round: number, answer: unknown): Promise<object> {
    if (racer === HOST) return this.refuse('EPERM', 'the host asks and does not answer');
    return this.afterwards(this.contest.answer(racer, round, answer, Date.now()));
  }

  private async act({ racer }: Guest, action: RaceAction): Promise<object> {
    if (racer !== HOST) return this.refuse('EPERM', 'only the host can do that');
    return this.afterwards(this.contest.act(action, Date.now()));
  }
  private async afterwards(refused: Refused | null): Promise<object> {
    await this.contest.persist();
    return refused === null ? { ok: true } : this.refuse(...refused);
  }

  private questionFor(racer: number): RaceQuestion {
    const { race } = this.contest;
    const { seed: _seed, ...question } = race.drill!.question;
    return { round: race.round, question, given: race.racers[racer]?.given?.answer ?? null };
  }

  private shownFor(racer: number): RaceShown {
    const { race } = this.contest;
    const { answer, steps } = race.drill!;
    const { round, question } = this.questionFor(racer);
    const own = race.racers[racer]?.given ?? null;
    const score = race.racers[racer]?.score ?? 0;
    return { round, question, answer, steps, own, score, tally: racer === HOST ? tallyOf(race) : null };
  }

  /** Brings the public state up to date, and tells everyone of a new question or its end. */
  private readonly publish = (): void => {
    const { race } = this.contest;
    const { state, told } = this;
    state.phase = race.phase;
    state.round = race.round;
    state.done = race.done;
    race.racers.forEach(({ name, present, given, score, right, gone }, at) => {
      // In a class nobody learns how another does.
      const told = this.contest.kept ? { name: '', score: 0, right: 0 } : { name, score, right };
      if (state.racers.length <= at) state.racers.push(new RacerState());
      Object.assign(state.racers[at]!, { ...told, present, answered: given !== null, gone });
    });
    this.broadcastPatch();
    race.racers.forEach(({ gone }, racer) => {
      if (gone) this.putOut((guest) => guest.racer === racer, REMOVED, 'taken out');
    });
    const { phase, round } = race;
    if (phase === told.phase && round === told.round) return;
    this.told = { phase, round };
    if (phase === 'asking')
      this.each((client, { racer }) => client.send('question', this.questionFor(racer)));
    if (phase === 'shown') this.each((client, { racer }) => client.send('shown', this.shownFor(racer)));
  };
}
