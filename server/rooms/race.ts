/**
 * Room `drill-race`: sockets on one side, a contest on the other. Everyone gets the question without its answer; when the
 * round is over each gets the answer with their own grade, and the host what all have given.
 */
import { type AuthContext, type Client, Room, type RoomException, ServerError } from '@colyseus/core';
import { parse } from '../../shared/protocol/index.ts';
import {
  type RaceJoin,
  type RacePhase,
  type RaceQuestion,
  RacerState,
  type RaceShown,
  RaceState,
  type RaceWelcome,
  type Reply,
  raceAnswerSchema,
  raceHostSchema,
  raceJoinSchema,
  tallyOf,
} from '../../shared/race/index.ts';
import type { Races } from '../races.ts';
import { isSecret } from '../secret.ts';
import { Bucket } from './bucket.ts';
import type { Contest } from './contest.ts';
import { answerTo, CUT, checkOptions, EVICTED, logThrown, REMOVED } from './edge.ts';
import { Refusal } from './refusal.ts';

const MOST_MESSAGES = 100;
const KEEP_MS = 1000;
const HOST = -1;

interface Visitor {
  racer: number;
  bucket: Bucket;
  /** Evicted or taken out: their leaving is not the racer's. */
  gone: boolean;
}

const refuse = (errno: string, refused: string): Reply => ({ ok: false, errno, refused });

export class RaceRoom extends Room<{ state: RaceState }> {
  override maxMessagesPerSecond = MOST_MESSAGES;
  override patchRate = null;
  override autoDispose = false;
  /** Set by the class that app.ts derives. */
  races!: Races;
  private contest!: Contest;
  private keeper: ReturnType<typeof setInterval> | undefined;
  private readonly visitors = new Map<Client, Visitor>();
  /** What has been told last. */
  private told: { phase: RacePhase; round: number } = { phase: 'lobby', round: -1 };

  static override async onAuth(_token: string, options: unknown, _context: AuthContext): Promise<unknown> {
    return checkOptions(raceJoinSchema, options);
  }

  override async onCreate({ code }: { code: string }): Promise<void> {
    const contest = this.races.contest(code);
    if (contest === undefined) throw new ServerError(404, `no race ${code}`);
    this.contest = contest;
    this.roomId = code;
    this.state = new RaceState();
    this.state.code = code;
    this.state.rounds = contest.race.terms.kinds.length;
    await this.setPrivate(true);
    this.onMessage('answer', (client: Client, input: unknown) =>
      this.take(client, (visitor) => this.answer(visitor, input)),
    );
    this.onMessage('host', (client: Client, input: unknown) =>
      this.take(client, (visitor) => this.act(visitor, input)),
    );
    this.keeper = setInterval(() => {
      contest.keep(Date.now());
      if (!contest.kept && contest.isDeserted(this.visitors.size, Date.now())) void this.disconnect();
    }, KEEP_MS);
    contest.watchers.add(this.publish);
    contest.close = () => void this.disconnect();
    this.publish();
  }

  override onJoin(client: Client, options: unknown): void {
    const visitor = this.admit(checkOptions(raceJoinSchema, options), client);
    this.visitors.set(client, visitor);
    this.contest.log.info({ racer: visitor.racer }, 'joined a race');
  }

  override onLeave(client: Client): void {
    const visitor = this.visitors.get(client);
    this.visitors.delete(client);
    if (visitor === undefined || visitor.gone || visitor.racer === HOST) return;
    this.contest.present(visitor.racer, false, Date.now());
  }

  override onDispose(): void {
    clearInterval(this.keeper);
    if (this.contest === undefined) return;
    this.contest.watchers.delete(this.publish);
    this.races.left(this.contest.code);
  }

  override onUncaughtException(error: RoomException, method: string): void {
    logThrown(this.contest?.log, error, method);
  }

  /** Lets somebody in: as the host by the key, back by their token, or new with a name. Tells them where the race is. */
  private admit({ key, seat, name }: RaceJoin, client: Client): Visitor {
    const { contest } = this;
    const visitor = { racer: HOST, bucket: new Bucket(20, 5), gone: false };
    if (key !== undefined) {
      if (!isSecret(key, contest.host)) throw new Refusal('key', "this is not the host's key of this race");
      this.welcome(client, visitor, '');
      return visitor;
    }
    const own = contest.find(seat);
    if (own >= 0) {
      this.putOut(own, EVICTED, 'the seat was taken up in another tab');
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

  private welcome(client: Client, { racer }: Visitor, token: string): void {
    const { race } = this.contest;
    const host = racer === HOST;
    const { publicUrl: url } = this.races;
    client.send('welcome', { racer, token, host, speed: race.terms.speed, url } satisfies RaceWelcome);
    if (race.phase === 'asking') client.send('question', this.questionFor(racer));
    else if (race.drill !== null) client.send('shown', this.shownFor(racer));
  }

  private putOut(racer: number, code: number, why: string): void {
    for (const [client, visitor] of this.visitors) {
      if (visitor.racer !== racer || visitor.gone) continue;
      visitor.gone = true;
      client.leave(code, why);
    }
  }

  private take = (client: Client, act: (visitor: Visitor) => Reply): Promise<Reply> =>
    answerTo(this.visitors.get(client), this.contest.log, async (visitor) => {
      if (!visitor.bucket.take(Date.now())) return refuse('EAGAIN', 'too many requests at once');
      const reply = act(visitor);
      await this.contest.persist();
      return reply;
    });

  private answer({ racer }: Visitor, input: unknown): Reply {
    if (racer === HOST) return refuse('EPERM', 'the host asks and does not answer');
    const parsed = parse(raceAnswerSchema, input);
    if (!parsed.ok) return refuse('EINVAL', parsed.error);
    const { round, answer } = parsed.value;
    const refused = this.contest.answer(racer, round, answer, Date.now());
    return refused === null ? { ok: true } : refuse('EINVAL', refused);
  }

  private act({ racer }: Visitor, input: unknown): Reply {
    const parsed = parse(raceHostSchema, input);
    if (!parsed.ok) return refuse('EINVAL', parsed.error);
    if (racer !== HOST) return refuse('EPERM', 'only the host can do that');
    const refused = this.contest.act(parsed.value, Date.now());
    if (refused !== null) return refuse(...refused);
    return { ok: true };
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
      if (gone) this.putOut(racer, REMOVED, 'taken out');
    });
    const { phase, round } = race;
    if (phase === told.phase && round === told.round) return;
    this.told = { phase, round };
    if (phase === 'asking')
      this.each((client, { racer }) => client.send('question', this.questionFor(racer)));
    if (phase === 'shown') this.each((client, { racer }) => client.send('shown', this.shownFor(racer)));
  };

  /** Sends to everyone. Where that fails the line is cut; no other suffers. */
  private each(send: (client: Client, visitor: Visitor) => void): void {
    for (const [client, visitor] of this.visitors) {
      try {
        if (!visitor.gone) send(client, visitor);
      } catch (error) {
        this.contest.log.error({ err: error }, 'a client could not be sent to');
        client.leave(CUT);
      }
    }
  }
}
