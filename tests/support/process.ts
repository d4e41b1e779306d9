/** The server as a process of its own, as npm start runs it, to be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = join(import.meta.dirname, '../../server/main.ts');

export interface LogLine {
  level: number;
  msg: string;
  [field: string]: unknown;
}

export interface ServerProcess {
  url: string;
  port: number;
  /** What it logged so far. */
  log: LogLine[];
  /** Lines on stdout. */
  out: string[];
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
  /** SIGTERM; resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** Starts it and waits for its address. */
export async function spawnServer(
  dataDir: string,
  port = 0,
  env: { [name: string]: string } = {},
): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: {
      ...process.env,
      PORT: String(port),
      DATA_DIR: dataDir,
      LOG_LEVEL: 'debug',
      PUBLIC_URL: '',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log: LogLine[] = [];
  const out: string[] = [];
  const other: string[] = [];
  createInterface({ input: child.stderr! }).on('line', (line) => {
    if (line.startsWith('{')) log.push(JSON.parse(line));
    else other.push(line);
  });
  const lines = createInterface({ input: child.stdout! });
  lines.on('line', (line) => out.push(line));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`the server ended: ${other.join('\n')}`);
  });
  const [address] = await Promise.race([once(lines, 'line'), ended]);
  ended.catch(() => {});
  const at = Number(/:(\d+)$/.exec(address)![1]);
  return { url: `http://localhost:${at}`, port: at, log, out, ...endings(child) };
}

function endings(child: ChildProcess) {
  const end = async (signal: NodeJS.Signals) => {
    const closed = once(child, 'close');
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await closed;
    }
    return child.exitCode;
  };
  return { kill: async () => void (await end('SIGKILL')), stop: () => end('SIGTERM') };
}
