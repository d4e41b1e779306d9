/**
 * What it takes to come back to a seat: token and host key by room code. This tab's own copy goes first,
 * so that two tabs of one browser can hold two seats; the browser's copy serves a tab opened anew.
 */
import { forget, recall, remember } from '../ui/memory.ts';
import type { RoomKind } from './codes.ts';

export interface Ticket {
  token: string;
  hostKey: string;
  watch: boolean;
  /** Known to have ended. */
  over: boolean;
  kind: RoomKind;
  /** The host took one out: nobody comes back without being asked. */
  out: boolean;
  /** A class led there: it is the class that one is led back to. */
  quiet: boolean;
}

/** Tickets kept in the browser; older ones are forgotten. */
const KEPT = 20;

const EMPTY: Ticket = {
  token: '',
  hostKey: '',
  watch: false,
  over: false,
  kind: 'machine',
  out: false,
  quiet: false,
};

function parse(text: string | null): Ticket | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { token, hostKey, watch, over, kind, out, quiet } = value as Partial<Ticket>;
    return {
      token: token ?? '',
      hostKey: hostKey ?? '',
      watch: watch === true,
      over: over === true,
      kind: kind ?? 'machine',
      out: out === true,
      quiet: quiet === true,
    };
  } catch {
    return null;
  }
}

export function ticketOf(code: string): Ticket {
  return parse(recall(`m.${code}`, 'session')) ?? parse(recall(`m.${code}`, 'local')) ?? EMPTY;
}

export function keepTicket(code: string, part: Partial<Ticket>): void {
  const ticket = { ...ticketOf(code), ...part };
  const text = JSON.stringify(ticket);
  remember(`m.${code}`, text, 'session');
  remember(`m.${code}`, text, 'local');
  if (ticket.quiet) return;
  const codes = [code, ...keptCodes().filter((other) => other !== code)];
  for (const old of codes.slice(KEPT)) forget(`m.${old}`, 'local');
  remember('m', JSON.stringify(codes.slice(0, KEPT)), 'local');
}

/** Codes of the tickets that this browser keeps, the latest first. */
function keptCodes(): string[] {
  try {
    const value: unknown = JSON.parse(recall('m', 'local') ?? '[]');
    return Array.isArray(value) ? value.filter((code) => typeof code === 'string') : [];
  } catch {
    return [];
  }
}

/** The code of the latest machine that one had a seat or the key of, null when it is known to be over. */
export function latestCode(): string | null {
  const [code] = keptCodes();
  if (code === undefined) return null;
  const { token, hostKey, over } = ticketOf(code);
  return !over && (token !== '' || hostKey !== '') ? code : null;
}

/** Waits before the attempts to come back, in ms: quick at first, then every five seconds. */
export const backoff = (attempt: number): number => Math.min(5000, 250 * 2 ** attempt);
