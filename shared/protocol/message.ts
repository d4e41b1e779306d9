/**
 * What travels between a browser and room `machine`, besides the schema state of state.ts. One union each
 * way; client and server both import it.
 *
 * Client → server, with `room.request(type, payload)`: 'command' and 'host'.
 * Server → client: 'welcome', 'say' and 'result' as JSON, 'view' as bytes (view.ts).
 */
import { z } from 'zod';
import type { Shape } from '../sim/index.ts';

/** Raised when a client of one version can't play on a server of another. */
export const PROTOCOL_VERSION = 4;

export const ROLES = ['process', 'kernel', 'any', 'spectator'] as const;

/** How a person comes in: by the room's code, with a name and a wish; back to a seat with its token. */
export const joinSchema = z.strictObject({
  version: z.literal(PROTOCOL_VERSION),
  name: z.string().trim().min(1).max(24).optional(),
  role: z.enum(ROLES).optional(),
  /** The token of the seat, from 'welcome'. It outlives drops, reloads and the server. */
  seat: z.string().max(64).optional(),
  /** The host's key: starts, pauses, and may watch everything. */
  key: z.string().max(64).optional(),
});
export type JoinOptions = z.infer<typeof joinSchema>;

/** n numbers a seat's commands from 1 on without gaps, so that each is carried out once. */
export const envelopeSchema = z.strictObject({
  n: z
    .int()
    .min(1)
    .max(2 ** 31 - 1),
  command: z.unknown(),
});

/** What the host may do, and anyone about their own seat in the lobby ('sit'). */
export const hostSchema = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('start') }),
  z.strictObject({ do: z.literal('pause') }),
  z.strictObject({ do: z.literal('resume') }),
  z.strictObject({ do: z.literal('end') }),
  z.strictObject({ do: z.literal('speed'), permille: z.int().min(100).max(20_000) }),
  z.strictObject({ do: z.literal('ai'), seat: z.int().min(0).max(255), ai: z.string().max(24) }),
  z.strictObject({ do: z.literal('sit'), seat: z.int().min(0).max(255) }),
  z.strictObject({ do: z.literal('name'), name: z.string().trim().min(1).max(24) }),
]);
export type HostAction = z.infer<typeof hostSchema>;

/**
 * The answer to a request. `refused` is a sentence for what never reached the machine. `last`, the number of the last
 * command taken, comes when the refusal used no number up: the next command has last + 1. ESEQ is a gap in the numbers.
 */
export type Answer =
  | { n: number; ok: true; value: number }
  | { n: number; ok: false; errno: string }
  | { n: number; ok: false; errno: string; refused: string; last?: number };

/** A tick at normal speed, in ms. */
export const TICK_MS = 100;

/** First message after a join: who one is, where the command numbers stand, what machine this is. */
export interface Welcome {
  seat: number; // 0 the kernel, 1..P a process, -1 a spectator
  token: string;
  last: number;
  host: boolean;
  scenario: string;
  shape: Shape;
  cellsPerPage: number;
  /** Cells of a slot, for previews of fit 'pool'. */
  poolCells: number;
  /** Files of the disk, and pages of each (AS5). */
  files: { count: number; pages: number };
  /** What things take, in ticks: a page of the disk, a reboot. */
  ticks: { disk: number; reboot: number };
  tickMs: number;
  /** Addresses to join by, for the code's link and QR picture. */
  url: string;
}

/** The result of a match, sent once at its end as 'result' and to whoever joins after it. */
export interface MatchResult {
  scenario: string;
  ticks: number;
  work: number;
  fairness: number; // permille
  /** orders: by place in KERNEL_OPS; played: ticks in which a person sat there. */
  kernel: { name: string; ai: string; score: number; orders: number[]; played: number };
  processes: {
    pid: number;
    name: string;
    ai: string;
    score: number;
    work: number;
    crashes: number;
    kills: number;
    secrets: number;
    delivered: number;
    calls: number[]; // answered without an errno, by number of the call
    minorFaults: number;
    majorFaults: number;
    played: number;
    runTicks: number;
    waitTicks: number;
  }[];
  pageIns: number;
  breaches: number;
  panics: number;
  kills: number;
  /** What they cost the kernel, in points. */
  fines: { breach: number; panic: number; killed: number; missed: number };
  /** Packets dropped, and delivered. */
  missed: number;
  delivered: number;
  /** Page-ins on the recorded reference string: the kernel's own, and what each policy would have needed. */
  regret: {
    references: number;
    frames: number;
    own: number;
    policies: { policy: string; faults: number }[];
    /** The first eviction of a page that was used again sooner than another resident one; tick -1 if none. */
    avoidable: { tick: number; pid: number; vpn: number; betterPid: number; betterVpn: number };
  };
}

/** 'say': what an AI kernel says about its decision, to the process concerned; pid tells spectators which. */
export interface Say {
  key: string;
  vpn: number;
  pid?: number;
}
