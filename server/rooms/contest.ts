/**
 * A race with people at it, and nothing about sockets: who holds which token, what the host may do, and when nobody is
 * going to come any more. The race itself is shared/race.
 */
import {
  endRace,
  giveAnswer,
  joinRace,
  keepRace,
  nextRound,
  type Race,
  type RaceAction,
  removeRacer,
  setPresent,
  showRound,
} from '../../shared/race/index.ts';
import type { Log } from '../log.ts';
import { createSecret, hashSecret, isSecret } from '../secret.ts';
import { EMPTY_CLOSE_MS, UNUSED_CLOSE_MS } from './patience.ts';
import { Refusal, type Refused } from './refusal.ts';

/** People in a race at a time, and who ever came in. */
const MOST_RACERS = 120;
const MOST_ENTRIES = 1000;

export class Contest {
  readonly code: string;
  /** Hash of the host's key. */
  readonly host: string;
  readonly race: Race;
  readonly log: Log;
  /** A class's: it stays open while nobody is in it, and lets nobody in by name. */
  kept = false;
  /** Closes the room; set by it. */
  close: () => void = () => {};
  /** Resolves when all that happened is on disk; nothing to wait for in a race that lives in memory. */
  persist: () => Promise<void> = async () => {};
  /** Told after every change. */
  readonly watchers = new Set<() => void>();
  /** Hashes of the racers' tokens, by number. */
  private readonly tokens: string[] = [];
  private emptySince: number;
  private used = false;

  constructor(code: string, host: string, race: Race, log: Log, now = Date.now()) {
    this.code = code;
    this.host = host;
    this.race = race;
    this.log = log.child({ code });
    this.emptySince = now;
  }

  /** The number of the racer whom a token belongs to, or -1. */
  find = (token: string | undefined): number => this.tokens.findIndex((hash) => isSecret(token, hash));

  /** Somebody new, with their token. Throws a Refusal. */
  enter(name: string): { racer: number; token: string } {
    const { race } = this;
    if (race.phase === 'over') throw new Refusal('over', 'the race is over');
    const here = race.racers.filter(({ present, gone }) => present && !gone).length;
    if (here >= MOST_RACERS || race.racers.length >= MOST_ENTRIES)
      throw new Refusal('taken', `${MOST_RACERS} are in this race already`);
    const token = createSecret();
    const racer = joinRace(race, name);
    this.tokens[racer] = hashSecret(token);
    this.changed();
    return { racer, token };
  }

  /** A new token for a racer; the old one opens nothing any more. */
  rekey(racer: number): string {
    const token = createSecret();
    this.tokens[racer] = hashSecret(token);
    return token;
  }

  present(racer: number, present: boolean, now: number): void {
    setPresent(this.race, racer, present, now);
    this.changed();
  }

  /** What time alone brings about; to be called about once a second. */
  keep(now: number): void {
    if (keepRace(this.race, now)) this.changed();
  }

  answer(racer: number, round: number, answer: unknown, now: number): Refused | null {
    const refused = giveAnswer(this.race, racer, round, answer, now);
    this.changed();
    return refused === null ? null : ['EINVAL', refused];
  }

  /** What the host does. */
  act(action: RaceAction, now: number): Refused | null {
    const refused = this.carryOut(action, now);
    this.changed();
    return refused;
  }

  private changed(): void {
    for (const watcher of this.watchers) watcher();
  }

  private carryOut(action: RaceAction, now: number): Refused | null {
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
        removeRacer(race, action.racer, now);
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
