/**
 * Requests of the host and about one's own seat, without pulling the session's SDK into the first chunk.
 */
import type { HostAction } from '../../shared/protocol/message.ts';
import { loadSession } from '../net/create.ts';

export type { SeatInfo } from '../net/store.ts';

export async function ask(action: HostAction) {
  const session = await loadSession();
  return session.ask(action);
}
