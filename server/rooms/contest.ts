/**
 * A race with people at it, and nothing about sockets: who holds which token, what the host may do, and when nobody is
 * going to come any more. The race itself is shared/race.
 */
import {
  createRace,
  endRace,
  giveAnswer,
  joinRace,
  nextRound,
  type Race,
  type RaceAction,
  type RaceTerms,
  removeRacer,
  setPresent,
  showRound,
} from '../../shared/race/index.ts';
import type { Log } from '../log.ts';
import { createSecret, hashSecret, isSecret } from '../secret.ts';
import { EMPTY_CLOSE_MS, UNUSED_CLOSE_MS } from './patience.ts';
import { Refusal } from './refusal.ts';

/** People in a race. */
const MOST_RACERS = 120;

export class Contest {
  readonly code: string;
  /** Hash of the host's key. */
  readonly host: string;
  readonly race: Race;
  readonly log: Log;
  /** Hashes of the racers' tokens, by number. */
  private readonly tokens: string[] = [];
  private emptySince: number;
  private used = false;

  constructor(code: string, host: string, terms: RaceTerms, log: Log, now = Date.now()) {
    this.code = code;
    this.host = host;
    this.race = createRace(terms);
    this.log = log.child({ code });
    this.emptySince = now;
  }

  /** The number of the racer whom a token belongs to, or -1. */
  find = (token: string | undefined): number => this.tokens.findIndex((hash) => isSecret(token, hash));

  /** Somebody new, with their token. Throws a Refusal. */
  enter(name: string): { racer: number; token: string } {
    const { race } = this;
    if (race.phase === 'over') throw new Refusal('over', 'the race is over');
    if (race.racers.filter(({ gone }) => !gone).length >= MOST_RACERS)
      throw new Refusal('taken', `${MOST_RACERS} are in this race already`);
    const token = createSecret();
    const racer = joinRace(race, name);
    this.tokens[racer] = hashSecret(token);
    return { racer, token };
  }

  present(racer: number, present: boolean): void {
    setPresent(this.race, racer, present);
  }

  answer = (racer: number, round: number, answer: unknown, now: number): string | null =>
    giveAnswer(this.race, racer, round, answer, now);

  /** What the host does; null, or errno and sentence when it can't be done. */
  act(action: RaceAction, now: number): [errno: string, sentence: string] | null {
    const { race } = this;
    switch (action.do) {
      case 'next':
        if (race.phase === 'lobby' && !race.racers.some(({ gone }) => !gone))
          return ['EAGAIN', 'nobody has joined yet'];
        return nextRound(race, now) ? null : ['EBUSY', 'a question is open, or the race is over'];
      case 'show':
        return showRound(race) ? null : ['EINVAL', 'no question is open'];
      case 'end':
        endRace(race);
        return null;
      case 'remove':
        if (race.racers[action.racer] === undefined) return ['ESRCH', `there is no racer ${action.racer}`];
        removeRacer(race, action.racer);
        this.tokens[action.racer] = '';
        return null;
    }
  }

  /** Told how many are connected, now and again: whether nobody is going to come any more. */
  isDeserted(connected: number, now: number): boolean {
    if (connected > 0) {
      this.used = true;
      this.emptySince = now;
    }
    return now - this.emptySince >= (this.used ? EMPTY_CLOSE_MS : UNUSED_CLOSE_MS);
  }
}
