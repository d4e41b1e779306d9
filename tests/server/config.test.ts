/** Settings: defaults that work, and one clear line for a value that doesn't. */
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readConfig } from '../../server/config.ts';

test('everything has a default; an empty value counts as unset', () => {
  const config = readConfig({ PORT: '', PUBLIC_URL: '' });
  expect(config).toMatchObject({ port: 2567, logLevel: 'info' });
  expect(config.dataDir).toMatch(/\/data$/);
  expect(config.publicUrl).toMatch(/^http:\/\/[^/]+:2567$/);
});

test('what is set is taken', () => {
  const config = readConfig({
    PORT: '80',
    DATA_DIR: '/srv/x',
    LOG_LEVEL: 'warn',
    PUBLIC_URL: 'https://a.example/rz/',
    DATABASE_URL: 'postgres://a@b/c',
    RETENTION_DAYS: '7',
  });
  expect(config).toEqual({
    port: 80,
    dataDir: '/srv/x',
    logLevel: 'warn',
    publicUrl: 'https://a.example/rz',
    databaseUrl: 'postgres://a@b/c',
    retentionDays: 7,
  });
});

test.each([
  ['PORT', 'abc'],
  ['PORT', '70000'],
  ['PORT', '-1'],
  ['PORT', '80.5'],
  ['LOG_LEVEL', 'loud'],
  ['PUBLIC_URL', 'javascript:alert(1)'],
  ['PUBLIC_URL', 'somewhere'],
  ['REDIS_URL', 'http://x'],
  ['DATABASE_URL', 'mysql://root:secret@x'],
  ['RETENTION_DAYS', '0'],
  ['RETENTION_DAYS', 'a month'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
  expect(() => readConfig({ [name]: value })).not.toThrow('secret');
});

describe('a start that cannot be ends with one line and code 2', () => {
  const main = join(import.meta.dirname, '../../server/main.ts');
  const start = (env: { [name: string]: string }) => {
    const options = {
      env: { PATH: process.env.PATH, LOG_LEVEL: 'silent', ...env },
      encoding: 'utf8',
    } as const;
    const { status, stdout, stderr } = spawnSync(process.execPath, [main], { ...options, timeout: 20_000 });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    return stderr;
  };

  test('a bad value', () => {
    expect(start({ PORT: 'x' })).toBe("ring-zero: PORT ('x') must be a number from 0 to 65535\n");
  });

  test('a folder that cannot be', () => {
    expect(start({ PORT: '0', DATA_DIR: main })).toMatch(
      /^ring-zero: DATA_DIR '.*main\.ts' can't be used: .*\n$/,
    );
  });

  test.each(['/proc/ring-zero', '/dev/null/x'])('a folder where none can be made: %s', (folder) => {
    expect(start({ PORT: '0', DATA_DIR: folder })).toMatch(
      new RegExp(`^ring-zero: DATA_DIR '${folder}' can't be used: .*\\n$`),
    );
  });

  test('a port in use', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ring-zero-port-'));
    const other = createServer().listen(0);
    await once(other, 'listening');
    const { port } = other.address() as AddressInfo;
    expect(start({ PORT: String(port), DATA_DIR: folder })).toBe(`ring-zero: PORT ${port} is in use\n`);
    other.close();
    await rm(folder, { recursive: true });
  });
});
