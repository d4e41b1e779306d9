/**
 * The journal's lines (PL3), as plain JSON: a header, then commands, changes of seat, of phase and of speed, heartbeats
 * and hashes, each with the tick at which it holds: the machine has run that many ticks.
 */
import { z } from 'zod';
import type { Scenario } from '../scenario/index.ts';
import type { Command } from '../sim/index.ts';

/** Raised when the same commands would no longer give the same hashes. */
export const RULES_VERSION = 4;

export interface Header {
  rules: number;
  id: string;
  seed: number;
  scenario: Scenario;
  /** The AI of each seat at the start, '' for a person; seat 0 is the kernel. */
  seats: string[];
}

/** What the host last asked for; a match that stops because nobody is there stays 'running'. */
export const MATCH_PHASES = ['lobby', 'running', 'paused'] as const;
export type MatchPhase = (typeof MATCH_PHASES)[number];

export type JournalRecord =
  /** n: the seat's own number of the command, 0 for an AI's. */
  | { tick: number; seat: number; n: number; command: Command }
  /** A seat changes hands; token: who may come back to it (hashed). */
  | { tick: number; seat: number; ai: string; name?: string; token?: string }
  /** Outside the simulation: whether the host lets it run, and the permille of normal speed. */
  | { tick: number; phase: MatchPhase; speed: number }
  | { tick: number; hash: string }
  /** Nothing happened, but the clock went on. */
  | { tick: number };

const tick = z.int().min(0);
const seat = z.int().min(0).max(255);

/** The shape of a line after the header; what the command means is for the machine to say. */
export const recordSchema: z.ZodType<JournalRecord> = z.union([
  z.strictObject({
    tick,
    seat,
    n: z.int().min(0),
    command: z.looseObject({ op: z.string() }) as unknown as z.ZodType<Command>,
  }),
  z.strictObject({
    tick,
    seat,
    ai: z.string(),
    name: z.string().optional(),
    token: z.string().optional(),
  }),
  z.strictObject({ tick, phase: z.enum(MATCH_PHASES), speed: z.int().min(1) }),
  z.strictObject({ tick, hash: z.string() }),
  z.strictObject({ tick }),
]);

export const headerSchema = z.looseObject({
  rules: z.int(),
  id: z.string(),
  seed: z.int(),
  scenario: z.looseObject({ id: z.string(), param: z.looseObject({}) }),
  seats: z.array(z.string()),
}) as unknown as z.ZodType<Header>;
