/** The races of this server by code, and how new ones are made. They live in memory: a restart ends them. */
import { randomInt } from 'node:crypto';
import { matchMaker } from '@colyseus/core';
import type { z } from 'zod';
import { KINDS, type Kind, kindsFor, SETS } from '../shared/drills/index.ts';
import { raceTerms, type raceWishSchema } from '../shared/race/index.ts';
import type { Door, Doors } from './doors.ts';
import type { Log } from './log.ts';
import { Contest } from './rooms/contest.ts';
import { createSecret, hashSecret } from './secret.ts';

const MOST_RACES = 200;

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
  contest = (code: string): Contest | undefined => this.contests.get(code);
  isFull = (): boolean => this.contests.size >= MOST_RACES;

  /** Makes a race with its room. */
  async make(wish: z.output<typeof raceWishSchema>): Promise<{ code: string; hostKey: string }> {
    const code = this.doors.freshCode();
    const hostKey = createSecret();
    const { level, speed, rounds } = wish;
    const terms = raceTerms(poolOf(wish), rounds, { level, speed, seed: randomInt(2 ** 31) });
    this.contests.set(code, new Contest(code, hashSecret(hostKey), terms, this.log));
    try {
      await matchMaker.createRoom('drill-race', { code });
    } catch (error) {
      this.left(code);
      throw error;
    }
    this.log.info({ code, rounds }, 'race made');
    return { code, hostKey };
  }

  /** A room has gone. */
  left(code: string): void {
    this.contests.delete(code);
  }
}

/** The kinds that a wish names: of a set and of concepts together, of all where it names none. */
function poolOf({ set, concepts = [] }: z.output<typeof raceWishSchema>): readonly Kind[] {
  const asked = [...concepts, ...(set === undefined ? [] : SETS[set]!)];
  return asked.length === 0 ? KINDS : [...new Set(asked.flatMap(kindsFor))];
}
