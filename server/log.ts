/**
 * The log: JSON lines on stderr, so that stdout holds only the address to open. Keys and tokens never enter it;
 * the redaction is the second lock.
 */
import { type Logger, pino } from 'pino';
import type { Config } from './config.ts';

export type Log = Logger;

export function createLog(level: Config['logLevel']): Log {
  return pino(
    { level, base: null, redact: ['*.key', '*.token', '*.hostKey', '*.seat.token', '*.authorization'] },
    pino.destination({ dest: 2, sync: true }),
  );
}
