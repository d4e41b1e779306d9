/** Answers by the command line's own commands: translation, replacement, the buddy allocator, the free list. */
import { buddy } from '../../../server/cli/commands/buddy.ts';
import { malloc } from '../../../server/cli/commands/malloc.ts';
import { paging } from '../../../server/cli/commands/paging.ts';
import { translate } from '../../../server/cli/commands/translate.ts';
import type { Block } from '../../../shared/drills/index.ts';
import { printed } from '../../support/commandLine.ts';
import { placeOfMost, places, type Read, type Solvers, sum } from './reading.ts';

const NOWHERE = 1_000_000;

interface PagingStep {
  page: number;
  evicted: number | null;
}

const run = (policy: string, refs: readonly number[], frames: number) =>
  printed(paging, '--policy', policy, '--frames', String(frames), '--refs', refs.join(), '--trace') as {
    faults: number;
    coldFaults: number;
    steps: PagingStep[];
  };
const faults = (policy: string, refs: readonly number[], frames: number): number =>
  run(policy, refs, frames).faults;

/** The pages that a policy evicts when others come after these references, in their order. */
const evictedNext = (policy: string, refs: readonly number[], frames: number, count: number): number[] =>
  run(policy, [...refs, ...Array.from({ length: count }, (_, at) => NOWHERE + at)], frames)
    .steps.slice(refs.length)
    .map(({ evicted }) => evicted!);

/** References that leave the pages loaded and used as a table says, for the policy that is asked about. */
function history(rows: readonly string[][]): number[] {
  const known = rows.map(([page, loaded, last, uses]) => ({
    page: Number(page),
    loaded: Number(loaded),
    last: Number(last),
    uses: Number(uses),
  }));
  const by = (key: 'loaded' | 'last') => [...known].sort((a, b) => a[key] - b[key]);
  const again = known.filter(({ last, loaded }) => last > loaded);
  const between = again.flatMap(({ page, uses }) => new Array<number>(Math.max(0, uses - 2)).fill(page));
  const last = by('last').filter((one) => again.includes(one));
  return [...by('loaded').map(({ page }) => page), ...between, ...last.map(({ page }) => page)];
}

const pagingSolvers: Solvers = {
  'lru-order': ({ refs, options, numbers }) => {
    const [frames] = numbers(/with (\d+) frames/) as [number];
    return evictedNext('lru', refs[0]!, frames, options.length).map((page) => options.indexOf(String(page)));
  },
  'opt-victim': ({ refs, tiles, numbers }) => {
    const [number] = numbers(/Reference (\d+)/) as [number];
    const { evicted } = run('opt', refs[0]!, tiles[0]!.length).steps[number - 1]!;
    return tiles[0]!.find(({ label }) => Number(label) === evicted)!.id;
  },
  'victim-by-table': ({ ask, tables }) => {
    const policy = /does (\w+) evict/.exec(ask)![1]!.toLowerCase();
    const [page] = evictedNext(policy, history(tables[0]!), tables[0]!.length, 1);
    return tables[0]!.findIndex(([one]) => Number(one) === page);
  },
  'belady-frames': ({ refs, option, numbers }) => {
    const [few, many] = numbers(/with (\d+) frames.* with (\d+)/) as [number, number];
    const change = faults('fifo', refs[0]!, many) - faults('fifo', refs[0]!, few);
    return option(change < 0 ? /fewer/ : change > 0 ? /more/ : /as many/);
  },
  'belady-buy': ({ refs, option, numbers }) => {
    const [frames] = numbers(/FIFO with (\d+) frames/) as [number];
    const [fifo, lru] = [faults('fifo', refs[0]!, frames + 1), faults('lru', refs[0]!, frames)];
    if (fifo === lru) throw new Error('a tie');
    return option(fifo < lru ? /FIFO/ : /LRU/);
  },
  'eat-choice': ({ refs, tables, option, numbers }) => {
    const [access] = numbers(/an access takes (\d+) tick/) as [number];
    const [a, b] = tables[0]!
      .slice(1)
      .map(
        ([, frames, disk]) =>
          refs[0]!.length * access + faults('lru', refs[0]!, Number(frames)) * Number(disk),
      );
    if (a === b) throw new Error('a tie');
    return option(a! < b! ? /^A/ : /^B/);
  },
  'split-frames': ({ refs, options }) =>
    placeOfMost(
      options.map((one) => {
        const [own, other] = /P1: (\d+), P2: (\d+)/.exec(one)!.slice(1).map(Number);
        return -faults('lru', refs[0]!, own!) - faults('lru', refs[1]!, other!);
      }),
    ),
  'thrash-who': ({ tables }) =>
    placeOfMost(
      tables[0]!.map(([, frames, refs]) => faults('lru', refs!.split(' ').map(Number), Number(frames))),
    ),
  'working-set-size': ({ refs, numbers }) => {
    const [window] = numbers(/last (\d+) references/) as [number];
    return run('fifo', refs[0]!.slice(-window), window).coldFaults;
  },
  'tlb-order': ({ tiles, option, numbers }) => {
    const [entries] = numbers(/has (\d+) entr/) as [number];
    const cells = tiles[0]!.map(({ label, below }) => [...String(label).split(','), below].map(Number));
    const misses = (major: number, minor: number): number =>
      faults(
        'lru',
        [...cells].sort((a, b) => a[major]! - b[major]! || a[minor]! - b[minor]!).map((cell) => cell[2]!),
        entries,
      );
    return option(misses(0, 1) < misses(1, 0) ? /row/ : /column/);
  },
};

/** `vpn=pfn,…` of a table that shows both. */
const pagesOf = (rows: readonly string[][]): string => rows.map(([vpn, pfn]) => `${vpn}=${pfn}`).join();

function translated({ ask }: Read, pages: string, tlb?: readonly string[][]) {
  const [, address] = /address (0x[0-9A-F]+)/.exec(ask)!;
  const [, size] = /page has (\d+) bytes/.exec(ask)!;
  const sets = /(\d+) sets|sets: (\d+)/.exec(ask);
  const known = tlb?.map(([set, tag, pfn]) => `${set}:${tag}=${pfn}`).join();
  const buffer = known === undefined ? [] : ['--tlb', known, '--tlb-sets', (sets![1] ?? sets![2])!];
  const args = ['--va-bits', '16', '--page-size', size!, '--pages', pages, '--address', address!];
  return printed(translate, ...args, ...buffer);
}

const translating: Solvers = {
  'translate-address': (question) => {
    const { vpn, offset, physical } = translated(question, pagesOf(question.tables[0]!));
    return [vpn, offset, physical];
  },
  'translate-tlb': (question) => {
    const [tlb, pages] = question.tables as [string[][], string[][]];
    const { tlbIndex, tlbTag, tlbHit, physical } = translated(question, pagesOf(pages), tlb);
    return [tlbIndex, tlbTag, tlbHit ? 1 : 0, physical];
  },
  'tlb-hit': (question) => {
    const [tlb, pages] = question.tables as [string[][], string[][]];
    const { tlbHit, fault } = translated(question, pagesOf(pages), tlb);
    return question.option(tlbHit ? /hit/ : fault ? /fault/ : /walk/);
  },
  'same-address': (question) => question.tables.map((rows) => translated(question, pagesOf(rows)).physical),
  'two-level-walk': ({ tables, numbers }) => {
    const [entries, vpn] = numbers(/has (\d+) entries.*VPN (\d+)/) as [number, number];
    const [directory, ...leaves] = tables as [string[][], ...string[][][]];
    const pages = directory.flatMap(([index], at) =>
      leaves[at]!.map(([leaf, pfn]) => `${Number(index) * entries + Number(leaf)}=${pfn}`),
    );
    const args = ['--va-bits', '16', '--page-size', '1', '--pages', pages.join(), '--address', String(vpn)];
    return [Math.floor(vpn / entries), vpn % entries, printed(translate, ...args).physical];
  },
  'direct-map-address': ({ ask, names, tiles }) => {
    const [, address] = /pointer to (0x[0-9A-F]+)/.exec(ask)!;
    const [, size, base] = /of (\d+) bytes; .* at (0x[0-9A-F]+)/.exec(names[0]!)!;
    const low = tiles[0]!.filter(({ below }) => below === '');
    const first = Number(base) / Number(size);
    const pages = low.map(({ id }) => `${first + id}=${id}`).join();
    const args = ['--va-bits', '20', '--page-size', size!, '--pages', pages, '--address', address!];
    return Math.floor(printed(translate, ...args).physical / Number(size));
  },
};

interface Piece {
  address: number;
  size: number;
}

const cells = ({ address, size }: Piece): number[] => Array.from({ length: size }, (_, at) => address + at);

/**
 * The zone brought about by a script: everything taken a frame at a time in address order, what is free given back. A
 * zone that is no power of two is the beginning of one, and the rest stays taken.
 */
function zoned(blocks: readonly Block[], ops: (base: number) => string[]) {
  const base = blocks[0]!.address;
  const length = sum(blocks.map(({ size }) => size));
  const size = 2 ** Math.ceil(Math.log2(length));
  const all = Array.from({ length: size }, (_, at) => `c${at}=1`);
  const holes = blocks.filter(({ used }) => !used).flatMap(cells);
  const script = [...all, ...holes.map((cell) => `-c${cell - base}`), ...ops(base)];
  return printed(buddy, '--size', String(size), '--ops', script.join()) as {
    steps: { address: number | null; failed: boolean }[];
    free: Piece[];
  };
}

const given = (block: Block) => (base: number) => cells(block).map((cell) => `-c${cell - base}`);
const freeIn = (blocks: readonly Block[]): number => sum(blocks.map(({ used, size }) => (used ? 0 : size)));

const buddies: Solvers = {
  'buddy-alloc': ({ blocks: [blocks], numbers }) => {
    const [frames] = numbers(/asks for (\d+) frame/) as [number];
    const { address } = zoned(blocks!, () => [`x=${frames}`]).steps.at(-1)!;
    return blocks!.find((block) => block.address <= address! && address! < block.address + block.size)!.id;
  },
  'buddy-merge': ({ blocks: [blocks] }) => {
    const freed = blocks!.find(({ marks }) => marks?.includes('asked'))!;
    const left = zoned(blocks!, given(freed)).free.map(({ address, size }) => `${address}+${size}`);
    return blocks!
      .filter(({ used, address, size }) => !used && !left.includes(`${address}+${size}`))
      .map(({ id }) => id);
  },
  'buddy-split': ({ blocks: [blocks], ask }) => {
    const sizes = /order: ([\d, ]+)\./.exec(ask)![1]!.split(', ');
    const { free } = zoned(blocks!, () => sizes.map((size, at) => `x${at}=${size}`));
    const orders = Math.log2(sum(blocks!.map(({ size }) => size)));
    return Array.from(
      { length: orders + 1 },
      (_, order) => free.filter(({ size }) => size === 2 ** order).length,
    );
  },
  'buddy-release': ({ blocks: [blocks], from, numbers }) => {
    const [frames] = numbers(/request for (\d+) frames/) as [number];
    const helps = (block: Block): boolean =>
      !zoned(blocks!, (base) => [...given(block)(base), `x=${frames}`]).steps.at(-1)!.failed;
    const [one, ...others] = blocks!.filter(({ id }) => from.includes(id)).filter(helps);
    if (others.length > 0) throw new Error('several would do');
    return one!.id;
  },
  'block-or-not': ({ blocks: [blocks], option, numbers }) => {
    const [frames] = numbers(/asks for (\d+) frames/) as [number];
    if (!zoned(blocks!, () => [`x=${frames}`]).steps.at(-1)!.failed) return option(/^Here/);
    return option(freeIn(blocks!) >= frames ? /not in one/ : /fewer/);
  },
  'two-wastes': ({ blocks: [blocks] }) => {
    const asked = blocks!.filter(({ used }) => used).map(({ label }, at) => `u${at}=${label}`);
    const { internalFragmentation } = printed(buddy, '--size', '1024', '--ops', asked.join());
    const { free } = zoned(blocks!, () => []);
    const sizes = free.map(({ size }) => size);
    return [internalFragmentation, sum(sizes) - Math.max(...sizes)];
  },
};

const lists: Solvers = {
  'malloc-hole': ({ blocks: [blocks], ask }) => {
    const [, want, fit] = /malloc\((\d+)\).* by (\w+) Fit/.exec(ask)!;
    const hand = blocks!.findIndex(({ marks }) => marks?.includes('hand'));
    // Next Fit is First Fit over the same holes, those from the mark on before the others.
    const turned = hand < 0 ? blocks! : [...blocks!.slice(hand), ...blocks!.slice(0, hand)];
    const between = turned.flatMap((block) => [block, { ...block, size: 1, used: true, id: -1 }]);
    const freed = places(between, ({ used }) => !used);
    const policy = fit === 'Next' ? 'first' : fit!.toLowerCase();
    const ops = [...between.map(({ size }) => `+${size}`), ...freed.map((at) => `-${at}`), `+${want}`];
    const size = sum(between.map((block) => block.size));
    const args = ['--size', String(size), '--policy', policy, '--coalesce', '--order', 'address'];
    const { steps } = printed(malloc, ...args, '--ops', ops.join()) as { steps: { pointer: number }[] };
    return between[steps.findIndex(({ pointer }) => pointer === steps.at(-1)!.pointer)]!.id;
  },
};

export const BY_COMMAND: Solvers = { ...pagingSolvers, ...translating, ...buddies, ...lists };
