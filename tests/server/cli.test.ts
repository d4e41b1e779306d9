/**
 * The command line as its users meet it: a child process, its output and its exit code.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const MAIN = join(import.meta.dirname, '../../server/cli/main.ts');
const SILBERSCHATZ = '7,0,1,2,0,3,0,4,2,3,0,3,2,1,2,0,1,7,0,1';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ring-zero-cli-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function sim(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [MAIN, ...args], { encoding: 'utf8' });
  return { status, stdout, stderr };
}

/** Splits on blanks: no argument in these tests holds one. */
function json(line: string): unknown {
  const { status, stdout, stderr } = sim(...line.split(' '), '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(stdout).toMatch(/^[^\n]+\n$/);
  return JSON.parse(stdout);
}

describe('sim paging', () => {
  it('RC1 counts the Silberschatz string under lru', () => {
    expect(json(`paging --policy lru --frames 3 --refs ${SILBERSCHATZ} --writes 0,3`)).toEqual({
      policy: 'lru',
      frames: 3,
      references: 20,
      hits: 8,
      faults: 12,
      coldFaults: 6,
      evictions: 9,
      writebacks: 2,
    });
  });

  it('RC1 --policy all gives one result a policy', () => {
    const { results } = json(`paging --policy all --frames 3 --refs ${SILBERSCHATZ}`) as {
      results: { policy: string; faults: number }[];
    };
    expect(results.map((result) => result.policy)).toEqual([
      'fifo',
      'lru',
      'clock',
      'aging',
      'nru',
      'wsclock',
      'lfu',
      'mru',
      'random',
      'opt',
    ]);
    const faults = Object.fromEntries(results.map((result) => [result.policy, result.faults]));
    expect(faults).toMatchObject({ fifo: 15, opt: 9, lru: 12 });
  });

  it('RC1 --trace adds the steps, a file may separate by white space and commas', () => {
    const file = join(folder, 'refs');
    writeFileSync(file, '1 2\n3,\t1, 4\n');
    expect(json(`paging --policy fifo --frames 3 --refs-file ${file} --trace`)).toEqual({
      policy: 'fifo',
      frames: 3,
      references: 5,
      hits: 1,
      faults: 4,
      coldFaults: 4,
      evictions: 1,
      writebacks: 0,
      steps: [
        { page: 1, hit: false, evicted: null, frame: 0 },
        { page: 2, hit: false, evicted: null, frame: 1 },
        { page: 3, hit: false, evicted: null, frame: 2 },
        { page: 1, hit: true, evicted: null, frame: 0 },
        { page: 4, hit: false, evicted: 1, frame: 0 },
      ],
    });
  });
});

describe('sim buddy, malloc, translate, eat', () => {
  it('PA1 buddy: sizes round up, frees merge, what is live wastes (by hand)', () => {
    expect(json('buddy --size 1024 --min-block 64 --ops A=100,B=240,-A,C=2000')).toEqual({
      steps: [
        { op: 'A=100', address: 0, size: 128, splits: 3, merges: 0, failed: false },
        { op: 'B=240', address: 256, size: 256, splits: 0, merges: 0, failed: false },
        { op: '-A', address: 0, size: 128, splits: 0, merges: 1, failed: false },
        { op: 'C=2000', address: null, size: null, splits: 0, merges: 0, failed: true },
      ],
      free: [
        { address: 0, size: 256 },
        { address: 512, size: 512 },
      ],
      internalFragmentation: 16,
    });
  });

  it('UM1 malloc: pointers past the header, failed allocations counted, NULL free to free (by hand)', () => {
    expect(
      json('malloc --size 100 --base 1000 --policy best --header 4 --align 4 --ops +10,+10,-0,+200,-2,+3'),
    ).toEqual({
      steps: [
        { op: '+10', pointer: 1004, searched: 1 },
        { op: '+10', pointer: 1020, searched: 1 },
        { op: '-0', pointer: 1004, searched: 0 },
        { op: '+200', pointer: null, searched: 2 },
        { op: '-2', pointer: null, searched: 0 },
        { op: '+3', pointer: 1004, searched: 2 },
      ],
      free: [
        { address: 1008, size: 8 },
        { address: 1032, size: 68 },
      ],
    });
  });

  it('AS2 translate: CS:APP 3e, 9.6.4, with a TLB and without', () => {
    const table = 'translate --va-bits 14 --page-size 64 --pages 0x0F=0x0D,0x02=0x33 --address 0x03D4';
    const common = { vpn: 15, offset: 20, fault: false, physical: 0x354 };
    expect(json(`${table} --tlb 3:3=0x0D --tlb-sets 4`)).toEqual({
      ...common,
      tlbIndex: 3,
      tlbTag: 3,
      tlbHit: true,
    });
    expect(json(table)).toEqual({ ...common, tlbIndex: null, tlbTag: null, tlbHit: null });
  });

  it('eat: 8199.8 ns for 200 ns, 8 ms and one fault in a thousand (Silberschatz, OSC 10, 10.2.3)', () => {
    const result = json('eat --memory-ns 200 --fault-ns 8000000 --fault-rate 0.001') as Record<
      string,
      number
    >;
    expect(result.effectiveNs).toBeCloseTo(8199.8, 9);
    expect(result.slowdown).toBeCloseTo(40.999, 9);
  });
});

describe('sim for people', () => {
  it('prints a table, and usage on --help', () => {
    expect(sim('paging', '--policy', 'opt', '--frames', '3', '--refs', SILBERSCHATZ).stdout).toBe(
      [
        'policy  frames  references  hits  faults  cold faults  evictions  writebacks',
        'opt          3          20    11       9            6          6           0',
        '',
      ].join('\n'),
    );
    expect(sim('--help')).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringContaining('translate'),
    });
    expect(sim('buddy', '--help')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('--min-block'),
    });
  });
});

describe('a bad argument is one line on stderr that names it, and exit code 2', () => {
  const paging = 'paging --policy lru --frames 3 --refs';
  const buddy = 'buddy --size 64 --ops';
  const malloc = 'malloc --size 64 --policy first --ops';
  const translate = 'translate --va-bits 14 --page-size 64';
  const CASES: readonly [line: string, named: string][] = [
    ['', 'COMMAND'],
    ['pagin', "'pagin'"],
    ['paging', '--policy'],
    ['paging --policy best --frames 3 --refs 1', "'best'"],
    ['paging --policy lru --refs 1', '--frames'],
    ['paging --policy lru --frames --refs 1', '--frames'],
    ['paging --policy lru --frames 0 --refs 1', '--frames'],
    ['paging --policy lru --frames -3 --refs 1', '--frames'],
    ['paging --policy lru --frames 2.5 --refs 1', '--frames'],
    ['paging --policy lru --frames 99999999 --refs 1', '--frames'],
    ['paging --policy lru --frames 3', '--refs'],
    [`${paging} 1,two`, "--refs: 'two'"],
    [`${paging} 1,,2`, '--refs'],
    [`${paging} 1,-2`, "--refs: '-2'"],
    [`${paging} 4294967296`, '--refs'],
    [`${paging} 1 --refs-file x`, '--refs-file'],
    ['paging --policy lru --frames 3 --refs-file /nonexistent/file', '/nonexistent/file'],
    ['paging --policy lru --frames 3 --refs-file /', '--refs-file'],
    [`${paging} 1 --writes 1`, '--writes'],
    [`${paging} 1 --interval 0`, '--interval'],
    [`${paging} 1 --tau x`, '--tau'],
    [`${paging} 1 --seed -1`, '--seed'],
    [`${paging} 1 --frames 4`, '--frames'],
    [`${paging} 1 --colour red`, '--colour'],
    [`${paging} 1 extra`, "'extra'"],
    ['buddy --size 100 --ops A=1', '--size'],
    ['buddy --size 64 --min-block 48 --ops A=1', '--min-block'],
    ['buddy --size 64 --min-block 128 --ops A=1', '--min-block'],
    ['buddy --size 1099511627776 --ops A=1', '--size'],
    [`${buddy} -Z`, "'-Z'"],
    [`${buddy} A=1,-A,-A`, "'-A'"],
    [`${buddy} A=1,A=2`, "'A=2'"],
    [`${buddy} A=0`, "'A=0'"],
    [`${buddy} A+1`, "'A+1'"],
    [`${malloc} +1,-9`, "'-9'"],
    [`${malloc} +1,-0,-0`, "'-0'"],
    [`${malloc} 10`, "'10'"],
    [`${malloc} +0`, "'+0'"],
    [`${malloc} +1 --order random`, '--order'],
    [`${malloc} +1 --align 0`, '--align'],
    [`${malloc} +1 --header -1`, '--header'],
    ['malloc --size 64 --policy buddy --ops +1', "'buddy'"],
    [`${translate} --pages 1=2 --address 0x4000`, '--address'],
    [`${translate} --pages 1=2`, '--address'],
    [`${translate} --pages 1=2,1=3 --address 0`, "'1'"],
    [`${translate} --pages 256=2 --address 0`, '--pages'],
    [`${translate} --pages 1:2 --address 0`, "'1:2'"],
    [`${translate} --pages 1=2 --address 0 --tlb 4:0=1 --tlb-sets 4`, "'4:0=1'"],
    [`${translate} --pages 1=2 --address 0 --tlb 0:64=1 --tlb-sets 4`, "'0:64=1'"],
    [`${translate} --pages 1=2 --address 0 --tlb 0:0=1,0:0=2 --tlb-sets 4`, "'0:0=2'"],
    [`${translate} --pages 1=2 --address 0 --tlb 0:0=1`, '--tlb-sets'],
    [`${translate} --pages 1=2 --address 0 --tlb-sets 4`, '--tlb'],
    ['translate --va-bits 14 --page-size 60 --pages 1=2 --address 0', '--page-size'],
    ['translate --va-bits 64 --page-size 64 --pages 1=2 --address 0', '--va-bits'],
    ['eat --memory-ns 200 --fault-ns 8000000 --fault-rate 1.5', '--fault-rate'],
    ['eat --memory-ns 0 --fault-ns 8000000 --fault-rate 0.5', '--memory-ns'],
    ['eat --memory-ns NaN --fault-ns 8000000 --fault-rate 0.5', '--memory-ns'],
    ['eat --memory-ns 200 --fault-rate 0.5', '--fault-ns'],
  ];

  it.each(CASES)('sim %s', (line, named) => {
    const { status, stdout, stderr } = sim(...line.split(' ').filter((word) => word !== ''));
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toContain(named);
  });
});
