/**
 * What travels between a browser and room `drill-race`, and what everyone in it may see.
 *
 * Client → server, with `room.request(type, payload)`: 'answer' and 'host'.
 * Server → client: 'welcome', 'question' and 'shown'. A question goes out without its seed, which would tell the answer.
 */
import { type SchemaType, schema, t } from '@colyseus/schema';
import { z } from 'zod';
import { CONCEPT_IDS } from '../concepts/index.ts';
import type { Answer, Asked, Drill, Grade } from '../drills/index.ts';
import { LEVELS, SETS } from '../drills/index.ts';
import { PROTOCOL_VERSION } from '../protocol/index.ts';
import type { Tally } from './race.ts';

const name = z.string().trim().min(1).max(24);

/** How somebody comes in: with a name, back with their token, or as the host with the key. */
export const raceJoinSchema = z.strictObject({
  version: z.literal(PROTOCOL_VERSION),
  name: name.optional(),
  seat: z.string().max(64).optional(),
  key: z.string().max(64).optional(),
});
export type RaceJoin = z.infer<typeof raceJoinSchema>;

/** A set's name, or concepts: what a race asks about. */
export const raceWishSchema = z.strictObject({
  set: z.enum(Object.keys(SETS)).optional(),
  concepts: z.array(z.enum(CONCEPT_IDS)).min(1).max(CONCEPT_IDS.length).optional(),
  rounds: z.int().min(1).max(30).default(10),
  level: z.literal(LEVELS).default(1),
  speed: z.boolean().default(true),
});
export type RaceWish = z.input<typeof raceWishSchema>;

/** The shape of the answer itself is the question's affair (misfit). */
export const raceAnswerSchema = z.strictObject({
  round: z.int().min(0),
  answer: z.union([z.int(), z.array(z.int()).max(64)]),
});

export const raceHostSchema = z.discriminatedUnion('do', [
  /** Begins, goes on to the next question, and ends after the last. */
  z.strictObject({ do: z.literal('next') }),
  /** Ends the round for those who haven't answered. */
  z.strictObject({ do: z.literal('show') }),
  z.strictObject({ do: z.literal('end') }),
  z.strictObject({ do: z.literal('remove'), racer: z.int().min(0) }),
]);
export type RaceAction = z.infer<typeof raceHostSchema>;

export type Reply = { ok: true } | { ok: false; errno: string; refused: string };

/** First message after a join. */
export interface RaceWelcome {
  /** -1 for the host. */
  racer: number;
  token: string;
  host: boolean;
  speed: boolean;
  /** Address to join by. */
  url: string;
}

/** The open question, and what this racer answered before they came back. */
export interface RaceQuestion {
  round: number;
  question: Asked;
  given: Answer | null;
}

/** The end of a round: what is right and why, what oneself gave, and for the host what all gave. */
export interface RaceShown extends Pick<Drill, 'answer' | 'steps'> {
  round: number;
  question: Asked;
  own: { answer: Answer; grade: Grade; points: number } | null;
  /** One's own points in all. */
  score: number;
  tally: Tally[] | null;
}

export const RacerState = schema(
  {
    name: t.string(),
    present: t.boolean(),
    answered: t.boolean(),
    score: t.uint16(),
    right: t.uint8(),
    /** Taken out by the host. */
    gone: t.boolean(),
  },
  'RacerState',
);
export type RacerState = SchemaType<typeof RacerState>;

export const RaceState = schema(
  {
    code: t.string(),
    phase: t.string(), // one of RACE_PHASES
    round: t.int8(), // from 0; -1 before the first
    rounds: t.uint8(),
    done: t.uint8(), // rounds that were shown
    racers: t.array(RacerState),
  },
  'RaceState',
);
export type RaceState = SchemaType<typeof RaceState>;
