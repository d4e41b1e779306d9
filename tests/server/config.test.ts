/** Settings: defaults that work, and one clear line for a value that doesn't. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
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
  });
  expect(config).toEqual({
    port: 80,
    dataDir: '/srv/x',
    logLevel: 'warn',
    publicUrl: 'https://a.example/rz',
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
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(name);
  expect(() => readConfig({ [name]: value })).not.toThrow('secret');
});

test('the server ends with one line and code 2', () => {
  const main = join(import.meta.dirname, '../../server/main.ts');
  const run = spawnSync(process.execPath, [main], {
    env: { PATH: process.env.PATH, PORT: 'x' },
    encoding: 'utf8',
  });
  expect(run.status).toBe(2);
  expect(run.stdout).toBe('');
  expect(run.stderr).toBe("ring-zero: PORT ('x') must be a number from 0 to 65535\n");
});
