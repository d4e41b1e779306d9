/** The races of this server by code, and how new ones are made. They live in memory: a restart ends them. */
import { randomInt } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import type { z } from 'zod';
import { KINDS, type Kind, kindsAbout, SETS } from '../shared/drills/index.ts';
import { createRace, type Race, raceTerms, type raceWishSchema } from '../shared/race/index.ts';
import type { Credentials, Door, Doors } from './doors.ts';
import type { Log } from './log.ts';
import { Contest } from './rooms/contest.ts';
import { createSecret, hashSecret, isSecret } from './secret.ts';

const MOST_RACES = 200;

export const freshSeed = (): number => randomInt(2 ** 32);
export const freshSeeds = (count: number): number[] => Array.from({ length: count }, freshSeed);

export class Races implements Door {
  readonly kind = 'drill-race';
  readonly publicUrl: string;
  private readonly doors: Doors;
  private readonly log: Log;
  private readonly contests = new Map<string, Contest>();

  constructor(options: { publicUrl: string; doors: Doors; log: Log }) {
    this.publicUrl = options.publicUrl;
    this.doors = options.doors;
    this.log = options.log;
    this.doors.add(this);
  }

  has = (code: string): boolean => this.contests.has(code);
  seek = async (code: string): Promise<boolean> => this.has(code);
  holds(code: string, { key, seat }: Credentials): boolean {
    const contest = this.contests.get(code);
    return contest !== undefined && (isSecret(key, contest.host) || contest.find(seat) >= 0);
  }

  contest = (code: string): Contest | undefined => this.contests.get(code);
  isFull = (): boolean => this.contests.size >= MOST_RACES;

  freshCode = (): string => this.doors.freshCode();

  /** Makes a race with its room, as somebody wishes it. */
  async make(wish: z.output<typeof raceWishSchema>): Promise<{ code: string; hostKey: string }> {
    const { level, speed, rounds } = wish;
    const terms = raceTerms(poolOf(wish), freshSeed(), { level, speed, seeds: freshSeeds(rounds) });
    const hostKey = createSecret();
    const code = this.doors.freshCode();
    await this.open(code, hashSecret(hostKey), createRace(terms));
    return { code, hostKey };
  }

  /** Opens the room of a race, new or kept; '' as the host's hash leaves it without a host of its own. */
  async open(code: string, host: string, race: Race): Promise<Contest> {
    const contest = new Contest(code, host, race, this.log);
    this.contests.set(code, contest);
    try {
      await matchMaker.createRoom('drill-race', { code });
    } catch (error) {
      this.left(code);
      throw error;
    }
    this.log.info({ code, rounds: race.terms.kinds.length }, 'race open');
    return contest;
  }

  /** A room has gone. */
  left(code: string): void {
    this.contests.delete(code);
  }
}

/** The kinds that a wish names: of a set and of concepts together, of all where it names none. */
function poolOf({ set, concepts = [] }: z.output<typeof raceWishSchema>): readonly Kind[] {
  const asked = [...concepts, ...(set === undefined ? [] : SETS[set]!)];
  return asked.length === 0 ? KINDS : kindsAbout(asked);
}
