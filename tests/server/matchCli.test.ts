/** `match`, `replay` and `scenario check` as people script them. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { RULES_VERSION } from '../../shared/match/index.ts';

const MAIN = path.resolve(import.meta.dirname, '../../server/cli/main.ts');
const folder = mkdtempSync(path.join(tmpdir(), 'ring-zero-cli-'));
afterAll(() => rmSync(folder, { recursive: true }));

const sim = (...args: string[]) => spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
const file = (name: string, text: string) => {
  const at = path.join(folder, name);
  writeFileSync(at, text);
  return at;
};
const play = (...more: string[]) =>
  sim(
    'match',
    '--scenario',
    'classic',
    '--kernel',
    'clock',
    '--seed',
    '5',
    '--ticks',
    '400',
    '--json',
    ...more,
  );

describe('match', () => {
  test('prints the fields that scripts rely on, and nothing else', () => {
    const run = play('--processes', 'greedy:2,prober:2');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(run.stdout.split('\n')).toHaveLength(2);
    const result = JSON.parse(run.stdout);
    expect(Object.keys(result)).toEqual([
      ...['scenario', 'seed', 'ticks', 'work', 'fairness', 'kernel', 'processes'],
      ...['pageIns', 'breaches', 'panics', 'hash'],
    ]);
    expect(result).toMatchObject({
      scenario: 'classic',
      seed: 5,
      ticks: 400,
      kernel: { ai: 'clock' },
      panics: 0,
    });
    expect(result.processes.map(({ pid, ai }: { pid: number; ai: string }) => `${pid}:${ai}`)).toEqual([
      ...['1:greedy', '2:greedy', '3:prober', '4:prober'],
    ]);
    expect(result.hash).toMatch(/^[0-9a-f]{16}$/);
    expect(play('--processes', 'greedy:2,prober:2').stdout).toBe(run.stdout);
    expect(play('--processes', 'greedy:2,prober:2', '--reaction', '15').stdout).not.toBe(run.stdout);
  });

  test('the number of processes is what --processes says', () => {
    expect(JSON.parse(play('--processes', 'leaky').stdout).processes).toHaveLength(1);
    expect(JSON.parse(play().stdout).processes).toHaveLength(4);
  });

  test.each([
    [['--scenario', 'nowhere'], '--scenario'],
    [[], '--scenario'],
    [['--scenario', 'classic', '--kernel', 'greedy'], '--kernel'],
    [['--scenario', 'classic', '--processes', 'clock:2'], '--processes'],
    [['--scenario', 'classic', '--processes', 'greedy:0'], '--processes'],
    [['--scenario', 'classic', '--processes', 'greedy:2:3'], '--processes'],
    [['--scenario', 'classic', '--processes', 'greedy:99'], 'frames'],
    [['--scenario', 'classic', '--processes', 'greedy:121'], '--processes'],
    [['--scenario', 'classic', '--ticks', '0'], '--ticks'],
    [['--scenario', 'classic', '--seed', 'x'], '--seed'],
    [['--scenario', 'classic', '--ticks', '5', '--journal', '/nowhere/j'], '--journal'],
  ])('match %j exits 2 and names it', (args, name) => {
    const run = sim('match', ...args);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(name);
    expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
  });
});

describe('replay', () => {
  const journal = path.join(folder, 'journal.jsonl');
  const played = JSON.parse(play('--journal', journal).stdout);
  const lines = readFileSync(journal, 'utf8').trimEnd().split('\n');

  test('verifies every hash and ends at the same one', () => {
    const run = sim('replay', journal, '--json');
    expect(run).toMatchObject({ status: 0, stderr: '' });
    expect(JSON.parse(run.stdout)).toMatchObject({ ticks: 400, hashes: 8, torn: false, hash: played.hash });
  });

  test('a line a command or hash, each with its tick', () => {
    expect(JSON.parse(lines[0])).toMatchObject({
      rules: RULES_VERSION,
      seed: 5,
      scenario: { id: 'classic' },
    });
    for (const line of lines.slice(1)) expect(JSON.parse(line).tick).toEqual(expect.any(Number));
  });

  test('a mismatch names the tick and exits 1', () => {
    const wrong = lines.map((line) =>
      line.startsWith('{"tick":200,"hash"') ? '{"tick":200,"hash":"00"}' : line,
    );
    const run = sim('replay', file('wrong.jsonl', `${wrong.join('\n')}\n`), '--json');
    expect(run).toMatchObject({ status: 1, stdout: '' });
    expect(run.stderr).toContain('tick 200');
  });

  test('a torn last line is reported and dropped', () => {
    const torn = `${lines.slice(0, -1).join('\n')}\n${lines.at(-1)!.slice(0, 12)}`;
    const run = sim('replay', file('torn.jsonl', torn), '--json');
    expect(run.status).toBe(0);
    expect(run.stderr).toContain(`:${lines.length}: the last line is torn`);
    expect(JSON.parse(run.stdout).torn).toBe(true);
  });

  test('garbage in the middle exits 2 with its line', () => {
    const garbage = [...lines.slice(0, 9), '@@@', ...lines.slice(10)].join('\n');
    const run = sim('replay', file('garbage.jsonl', garbage));
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('garbage.jsonl:10: not JSON');
  });

  test('without a file, or with one that is not there', () => {
    expect(sim('replay')).toMatchObject({ status: 2 });
    expect(sim('replay', '/nowhere').stderr).toContain('/nowhere');
  });
});

describe('scenario check', () => {
  test('every shipped scenario is ok', () => {
    for (const id of ['classic', 'classic-short', 'tutorial-process', 'tutorial-kernel']) {
      const run = sim(
        'scenario',
        'check',
        path.resolve(import.meta.dirname, `../../assets/scenarios/${id}.json`),
      );
      expect(run).toMatchObject({ status: 0, stdout: 'ok\n' });
    }
  });

  test('errors carry file, line, column and path, and exit 2', () => {
    const at = file(
      'bad.json',
      '{\n  "id": "x",\n  "version": 1,\n  "title": 7,\n  "param": {"frames": 3}\n}\n',
    );
    const run = sim('scenario', 'check', at);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain(`${at}:4:12: title: `);
    expect(run.stderr).toContain(`${at}:5:23: param.frames: `);
    expect(sim('scenario', 'check', file('broken.json', '{"id": ')).stderr).toContain('broken.json:1:');
    expect(sim('scenario', 'check')).toMatchObject({ status: 2 });
    expect(sim('scenario', 'bake', at).stderr).toContain('bake');
  });
});
