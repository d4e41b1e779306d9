/**
 * The databases that the store is tested on: SQLite, and a real PostgreSQL of its own where the machine has one (on PATH,
 * or in the folder that POSTGRES_BIN names). Where it has none, the tests on it are named as skipped.
 */
import { execFileSync, type SpawnOptions, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Debian keeps them off PATH. */
const FOLDERS = () => [
  process.env.POSTGRES_BIN ?? '',
  ...(process.env.PATH ?? '').split(':'),
  ...(existsSync('/usr/lib/postgresql')
    ? readdirSync('/usr/lib/postgresql').map((version) => `/usr/lib/postgresql/${version}/bin`)
    : []),
];

const bin = FOLDERS().find(
  (folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
);

/** PostgreSQL refuses to run as root: it gets another user then. */
const asRoot = process.getuid?.() === 0;
const user = (name: string): { uid: number; gid: number } | null => {
  const of = (flag: string) => Number(spawnSync('id', [flag, name], { encoding: 'utf8' }).stdout);
  return spawnSync('id', [name]).status === 0 ? { uid: of('-u'), gid: of('-g') } : null;
};
const other = asRoot ? (user('postgres') ?? user('nobody')) : null;

export const hasPostgres = bin !== undefined && (!asRoot || other !== null);

export interface TestDatabase {
  url: string;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

export async function startPostgres(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'ring-zero-pg-'));
  if (other !== null) chownSync(folder, other.uid, other.gid);
  const options: SpawnOptions = { ...other, stdio: 'ignore', env: { ...process.env, LC_ALL: 'C' } };
  const data = join(folder, 'data');
  execFileSync(join(bin!, 'initdb'), ['-D', data, '-U', 'ring', '-A', 'trust', '-N'], options as object);
  const port = await freePort();
  const server = spawn(
    join(bin!, 'postgres'),
    ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, '-F'],
    { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await new Promise<void>((ready, failed) => {
    let heard = '';
    server.stderr!.on('data', (text) => {
      heard += text;
      if (heard.includes('ready to accept connections')) ready();
    });
    server.on('exit', () => failed(new Error(heard)));
  });
  return {
    url: `postgres://ring@127.0.0.1:${port}/postgres`,
    async stop() {
      server.kill('SIGINT');
      if (server.exitCode === null) await once(server, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function startSqlite(): Promise<TestDatabase> {
  const folder = mkdtempSync(join(tmpdir(), 'ring-zero-db-'));
  return {
    url: `sqlite:${join(folder, 'classes.sqlite')}`,
    stop: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The database of this run of the tests: vitest.config.ts runs those of classes on each. */
export const startDatabase = (): Promise<TestDatabase> =>
  process.env.TEST_DATABASE === 'PostgreSQL' ? startPostgres() : startSqlite();
