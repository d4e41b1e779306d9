/** What every room does at its edge: checks who comes in, answers each request, and tells its own faults from refusals. */
import { type RoomException, ServerError } from '@colyseus/core';
import type { z } from 'zod';
import { PROTOCOL_VERSION, parse } from '../../shared/protocol/index.ts';
import type { Log } from '../log.ts';
import { Refusal } from './refusal.ts';

/** Close code of a tab whose seat another tab has taken. */
export const EVICTED = 4100;
/** Close code of somebody whom the host took out. */
export const REMOVED = 4101;
/** Close code when the room has been deleted: there is nothing to come back to. */
export const DELETED = 4102;
/** Close code of a line that the server failed to send to. */
export const CUT = 4002;

/** The options of a join, checked; throws a Refusal with a sentence for the person. */
export function checkOptions<T>(schema: z.ZodType<T>, options: unknown): T {
  const version = (options as { version?: unknown } | null | undefined)?.version;
  if (version !== PROTOCOL_VERSION) {
    throw new Refusal('version', `this server speaks version ${PROTOCOL_VERSION}; reload the page to get it`);
  }
  const parsed = parse(schema, options);
  if (!parsed.ok) throw new Refusal('malformed', parsed.error);
  return parsed.value;
}

export interface Refused {
  ok: false;
  errno: string;
  refused: string;
}

/** Every request gets an answer, whatever happens: a throw would be answered with nothing. */
export async function answerTo<V extends { gone: boolean }, A>(
  visitor: V | undefined,
  log: Log,
  take: (visitor: V) => A | Promise<A>,
): Promise<A | Refused> {
  if (visitor === undefined || visitor.gone)
    return { ok: false, errno: 'EPERM', refused: 'the seat is taken up elsewhere' };
  try {
    return await take(visitor);
  } catch (error) {
    log.error({ err: error }, 'a request failed');
    const refused = error instanceof Refusal ? error.message : 'the server could not do this';
    return { ok: false, errno: 'EINTR', refused };
  }
}

/** For a room's onUncaughtException: without it, one room's exception ends the server. */
export function logThrown(log: Log | undefined, error: RoomException, method: string): void {
  const cause = error.cause ?? error;
  if (cause instanceof ServerError) log?.info({ method, why: cause.message }, 'refused');
  else log?.error({ err: cause, method }, 'a room threw');
}
