/**
 * A whole server on a free port, with a data folder of its own, in this process; and people who join it through the
 * SDK over real sockets. Colyseus keeps its rooms in globals: one server a test file.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, createApp } from '../../server/app.ts';
import { createLog } from '../../server/log.ts';
import { startDatabase } from './databases.ts';

export interface TestServer {
  url: string;
  port: number;
  dataDir: string;
  databaseUrl: string;
  app: App;
  /** Makes a match over HTTP. */
  make(scenario: string, seats?: string[]): Promise<{ id: string; code: string; hostKey: string }>;
  /** Forgets the wrong codes and keys that came so far: all tests of a file have one address. */
  forgive(): void;
  stop(): Promise<void>;
}

export async function startServer(client?: string): Promise<TestServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'ring-zero-'));
  const database = await startDatabase();
  const config = {
    port: 0,
    dataDir,
    logLevel: 'silent',
    publicUrl: 'http://test',
    databaseUrl: database.url,
    retentionDays: 30,
  } as const;
  const app = createApp(config, createLog('silent'), client);
  const port = await app.start();
  const url = `http://localhost:${port}`;
  return {
    url,
    port,
    dataDir,
    databaseUrl: database.url,
    app,
    make: (scenario, seats) => makeMatch(url, scenario, seats),
    forgive: () => app.misses.forget(),
    async stop() {
      await app.stop();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

export async function makeMatch(url: string, scenario: string, seats?: string[]) {
  const response = await fetch(`${url}/api/matches`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ scenario, seats }),
  });
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as { id: string; code: string; hostKey: string };
}
