/** `trace import` as its users meet it, on a trace written by hand (tests/fixtures/lackey.txt). */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseScenario } from '../../shared/scenario/index.ts';
import { shipped } from '../support/match.ts';

const MAIN = join(import.meta.dirname, '../../server/cli/main.ts');
const LACKEY = join(import.meta.dirname, '../fixtures/lackey.txt');

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ring-zero-trace-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function sim(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

function json(...args: string[]) {
  const { status, stdout, stderr } = sim(...args, '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('AC1: sim trace import', () => {
  it('AC1 numbers pages by first use, splits what crosses a page, collapses repeats, marks writes (by hand)', () => {
    expect(json('trace', 'import', LACKEY)).toEqual({
      pageSize: 4096,
      accesses: 8,
      references: 8,
      pages: 5,
      refs: [0, 1, 0, 1, 2, 3, 0, 4],
      writes: [3, 4, 5],
      job: { pages: 5, accesses: 8, writes: 375, trace: [0, 1, 0, 1, 2, 3, 0, 4] },
    });
  });

  it('AC1 larger pages are fewer references (by hand)', () => {
    const { refs, writes, pages } = json('trace', 'import', LACKEY, '--page-size', '0x100000');
    expect({ refs, writes, pages }).toEqual({ refs: [0, 1, 0, 1, 2, 3, 0], writes: [3, 4, 5], pages: 4 });
  });

  it('AC1 --out writes what paging --refs-file takes', () => {
    const out = join(folder, 'refs.txt');
    expect(sim('trace', 'import', LACKEY, '--out', out).stdout).toMatch(/^references +8$/m);
    expect(readFileSync(out, 'utf8')).toBe('0 1 0 1 2 3 0 4\n');
    expect(json('paging', '--policy', 'lru', '--frames', '2', '--refs-file', out)).toMatchObject({
      references: 8,
      faults: 6,
      coldFaults: 5,
    });
  });

  it('AC1 a repeat that writes makes its one reference a write; addresses of 64 bits keep all digits', () => {
    const path = file('wide', ' L ffffffffff600ff8,8\n S ffffffffff600ff8,8\n L ffffffffff601000,8');
    expect(json('trace', 'import', path)).toMatchObject({ refs: [0, 1], writes: [0] });
    expect(json('trace', 'import', path, '--page-size', '1')).toMatchObject({ pages: 16 });
  });

  it('AC1 the trace of its job is one that a scenario takes', () => {
    const lines = Array.from(
      { length: 5000 },
      (_, at) => `I  ${(0x4000 + (at % 60) * 0x1000).toString(16)},3`,
    );
    const far = ` L 9000000,8\n${Array.from({ length: 9 }, (_, at) => ` L a00${at}000,4`).join('\n')}`;
    const { trace } = json('trace', 'import', file('long', lines.join('\n'))).job;
    expect(trace).toHaveLength(2000);
    const short = json('trace', 'import', file('far', `${lines.slice(0, 60).join('\n')}\n${far}`)).job;
    expect(short.trace).toEqual(Array.from({ length: 64 }, (_, page) => page));
    const classic = shipped('classic');
    const scenario = {
      ...{ id: 'traced', version: 1, title: 'T', summary: 'S', kernel: 'clock' },
      processes: classic.processes,
      param: { job: { trace } },
    };
    expect(parseScenario(JSON.stringify(scenario))).toMatchObject({
      ok: true,
      scenario: { param: { job: { trace } } },
    });
  });

  it.each([
    [['trace', 'export', 'F'], "unknown action 'export'; choose from import"],
    [['trace', 'import'], 'the trace F is missing'],
    [['trace', 'import', '/no/such/file'], "F: cannot read '/no/such/file': no such file"],
    [['trace', 'import', tmpdir()], `F: cannot read '${tmpdir()}': is a directory`],
    [['trace', 'import', LACKEY, '--page-size', '3000'], '--page-size: 3000 is not a power of two'],
    [['trace', 'import', LACKEY, '--page-size', '0'], "--page-size: '0' is not between 1 and 1073741824"],
    [
      ['trace', 'import', LACKEY, '--out', '/no/such/out'],
      "--out: cannot write '/no/such/out': no such file",
    ],
    [['trace', 'import', LACKEY, '--out', LACKEY], `--out: '${LACKEY}' is the trace itself`],
    [['trace', 'import', MAIN], `F: no line of '${MAIN}' is one of valgrind --tool=lackey --trace-mem=yes`],
  ])('%j exits 2 with one clear line', (args, message) => {
    expect(sim(...args)).toEqual({ status: 2, stdout: '', stderr: `sim: ${message}\n` });
  });
});
