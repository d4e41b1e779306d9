/** What stands at the edge of every room: the check of who comes in, and the codes with which lines are closed. */
import type { z } from 'zod';
import { PROTOCOL_VERSION, parse } from '../../shared/protocol/index.ts';
import { Refusal } from './refusal.ts';

/** Close code of a tab whose seat another tab has taken. */
export const EVICTED = 4100;
/** Close code of somebody whom the host took out. */
export const REMOVED = 4101;
/** Close code of somebody who may not come back. */
export const BANNED = 4103;
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
