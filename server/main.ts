/** npm start: serves the built client and the rooms, prints the address to open, and stops cleanly when told to. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from './app.ts';
import { BadSetting, type Config, readConfig } from './config.ts';
import { createLog } from './log.ts';

/** After so long a stop doesn't wait for anybody any more. */
const STOP_MS = 5000;

function settings(): Config {
  try {
    return readConfig(process.env);
  } catch (error) {
    if (!(error instanceof BadSetting)) throw error;
    process.stderr.write(`ring-zero: ${error.message}\n`);
    process.exit(2);
  }
}

const config = settings();
const log = createLog(config.logLevel);
const dist = join(import.meta.dirname, '../dist');
const app = createApp(config, log, existsSync(dist) ? dist : undefined);

let stopping = false;
async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.info({ signal }, 'stopping');
  setTimeout(() => process.exit(1), STOP_MS).unref();
  await app.stop();
  log.info('stopped');
  process.exit(0);
}
process.on('SIGTERM', () => void stop('SIGTERM'));
process.on('SIGINT', () => void stop('SIGINT'));
// One broken request or line must not end everybody's match; what counts is in the journals.
process.on('uncaughtException', (error) => log.error({ err: error }, 'uncaught exception'));
process.on('unhandledRejection', (error) => log.error({ err: error }, 'unhandled rejection'));

try {
  const port = await app.start();
  const url = config.port === 0 ? config.publicUrl.replace(/:0$/, `:${port}`) : config.publicUrl;
  process.stdout.write(`Ring Zero: ${url}\n`);
} catch (error) {
  const { code, syscall, message } = error as NodeJS.ErrnoException;
  const ofPort = syscall === 'listen';
  const ofFolder = ['mkdir', 'access', 'scandir'].includes(syscall ?? '');
  const reason = code === 'EADDRINUSE' ? 'is in use' : `can't be used: ${message}`;
  if (ofPort) process.stderr.write(`ring-zero: PORT ${config.port} ${reason}\n`);
  else if (ofFolder) process.stderr.write(`ring-zero: DATA_DIR '${config.dataDir}' ${reason}\n`);
  else if (error instanceof BadSetting) process.stderr.write(`ring-zero: ${error.message}\n`);
  else log.fatal({ err: error }, 'the start failed');
  process.exit(ofPort || ofFolder || error instanceof BadSetting ? 2 : 1);
}
