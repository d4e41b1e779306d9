/**
 * An independent check: for the kinds about translation, paging, the buddy allocator and malloc, the situation is put to
 * the command line's own commands, and what they print must be the drill's answer.
 */
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { drillWords } from '../../server/words.ts';
import { type Block, type Drill, type Figure, kindOf, makeDrill, tell } from '../../shared/drills/index.ts';

const MAIN = path.resolve(import.meta.dirname, '../../server/cli/main.ts');
const SEEDS = [1, 2, 3, 4];
const word = drillWords();

function sim(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [MAIN, ...args, '--json'], {
    encoding: 'utf8',
  });
  expect(status, stderr).toBe(0);
  return JSON.parse(stdout);
}

const drills = (kind: string): Drill[] =>
  SEEDS.map((seed) => makeDrill(kindOf(kind)!, seed, ((seed % 3) + 1) as 1 | 2 | 3));
const asked = (drill: Drill): string => tell(drill, word).question.ask;
const figure = <T extends Figure['type']>(drill: Drill, type: T) =>
  drill.question.figures.find((one) => one.type === type) as Extract<Figure, { type: T }>;

describe('translate', () => {
  it.each(drills('translate-address').map((drill) => [asked(drill), drill] as const))('%s', (ask, drill) => {
    const [, address, size] = /(0x[0-9A-F]+)\. A page has (\d+)/.exec(ask)!;
    const pages = figure(drill, 'table')
      .rows.map(([vpn, pfn]) => `${vpn}=${pfn}`)
      .join();
    const said = sim(
      'translate',
      '--va-bits',
      '16',
      '--page-size',
      size!,
      '--pages',
      pages,
      '--address',
      address!,
    );
    expect([said.vpn, said.offset, said.physical]).toEqual(drill.answer);
  });
});

describe('paging', () => {
  it.each(drills('belady-frames').map((drill) => [asked(drill), drill] as const))('%s', (ask, drill) => {
    const [, few, many] = /with (\d+) frames.* with (\d+)/.exec(ask)!;
    const refs = figure(drill, 'refs').refs.join();
    const faults = (frames: string) =>
      sim('paging', '--policy', 'fifo', '--frames', frames, '--refs', refs).faults;
    const change = Math.sign(faults(many!) - faults(few!));
    const { form } = drill.question;
    if (form.type !== 'choice') throw new Error(form.type);
    const chosen = word(form.options[drill.answer as number]!);
    expect(['fewer', 'as many', 'more'].indexOf(chosen) - 1).toBe(change);
  });
});

/** Operations that lead to a state: everything taken a piece at a time in address order, then the holes given back. */
function scriptOf(
  blocks: readonly Block[],
  take: (block: Block) => string[],
  free: (block: Block) => string[],
): string[] {
  return [...blocks.flatMap(take), ...blocks.filter(({ used }) => !used).flatMap(free)];
}

describe('buddy', () => {
  it.each(drills('buddy-alloc').map((drill) => [asked(drill), drill] as const))('%s', (ask, drill) => {
    const { blocks } = figure(drill, 'blocks');
    const [, frames] = /asks for (\d+) frame/.exec(ask)!;
    const cells = ({ address, size }: Block) => Array.from({ length: size }, (_, at) => address + at);
    const ops = scriptOf(
      blocks,
      (block) => cells(block).map((cell) => `c${cell}=1`),
      (block) => cells(block).map((cell) => `-c${cell}`),
    );
    const size = blocks.reduce((sum, block) => sum + block.size, 0);
    const { steps } = sim('buddy', '--size', String(size), '--ops', [...ops, `x=${frames}`].join());
    expect(steps.at(-1).address).toBe(drill.answer);
  });
});

describe('malloc', () => {
  it.each(drills('malloc-hole').map((drill) => [asked(drill), drill] as const))('%s', (ask, drill) => {
    const { blocks } = figure(drill, 'blocks');
    const [, want, fit] = /malloc\((\d+)\).* by (\w+)/i.exec(ask)!;
    const taken = blocks.map(({ size }) => `+${size}`);
    const freed = blocks.flatMap(({ used }, at) => (used ? [] : [`-${at}`]));
    const size = blocks.reduce((sum, block) => sum + block.size, 0);
    const args = ['--size', String(size), '--policy', fit!.toLowerCase(), '--coalesce', '--order', 'address'];
    const { steps } = sim('malloc', ...args, '--ops', [...taken, ...freed, `+${want}`].join());
    expect(steps.at(-1).pointer).toBe(drill.answer);
  });
});
