/** What the kernel's panels read off a view: it must be what the machine says and will do. */
import { describe, expect, it } from 'vitest';
import { geometryOf, tilesOf } from '../../client/board/model.ts';
import { runPath } from '../../client/board/runPath.ts';
import { candidate } from '../../client/screens/kernel/advice.ts';
import {
  bitsText,
  cheapestBlock,
  hasBlock,
  kernelUse,
  leavesOf,
  sharingOf,
  tlbOf,
} from '../../client/screens/kernel/reading.ts';
import { cheapestBlock as machineBlock } from '../../shared/sim/kernel/compact.ts';
import { play, shipped } from '../support/match.ts';
import { kernelOf } from '../support/view.ts';

const { machine } = play(
  shipped('classic', undefined, { ticks: 1200, frames: 96, slab: true, files: 2, sharedText: true }),
  'clock',
  5,
).match;
const view = kernelOf(machine);
const tiles = tilesOf(view);

describe('what the panels read', () => {
  it("counts the kernel's frames by use as the machine does (FR3)", () => {
    const sum = kernelUse(view).reduce((all, { count }) => all + count, 0);
    expect(sum).toBe(view.kernel[0].kernelFrames);
  });

  it.each([0, 1, 2, 3])('finds the block of order %i that compaction would empty (PA2)', (order) => {
    const found = cheapestBlock(view, order);
    expect(found?.base ?? -1).toBe(machineBlock(machine, order));
    if (found?.inTheWay.length === 0) expect(hasBlock(view, order)).toBe(true);
  });

  it('lists the leaf tables with their entries, each page once (AS1)', () => {
    const pages = leavesOf(view, 2).flatMap(({ entries }) => entries.map(({ vpn }) => vpn));
    expect(pages).toEqual(Array.from({ length: 32 }, (_, vpn) => vpn));
    for (const { pfn, entries } of leavesOf(view, 2))
      if (pfn < 0) expect(entries.every(({ bits }) => (bits & 1) === 0)).toBe(true);
  });

  it('marks a translation as stale when the page has gone elsewhere (AS2)', () => {
    const changed = kernelOf(machine);
    const held = tlbOf(changed, 1);
    expect(held.length).toBeGreaterThan(0);
    expect(held.some(({ stale }) => stale)).toBe(false);
    changed.ptes[held[0].vpn].where += 1;
    expect(tlbOf(changed, 1)[0].stale).toBe(true);
  });

  it("writes a PTE's bits as letters", () => {
    expect(bitsText(1 | 4 | 16)).toBe('P·U·D··');
  });
});

describe('shared frames on the board', () => {
  it('the program that all run lies in the page cache, owned by all who map it (AS5)', () => {
    const cached = tiles.filter((tile) => sharingOf(tile) === 'cache');
    expect(cached.length).toBeGreaterThan(0);
    for (const tile of cached) expect(tile.pids).toHaveLength(view.frames[tile.pfn].mappings);
  });

  it('tells a copy-on-write share from the others (AS4)', () => {
    const tile = tiles.find(({ kind }) => kind === 'user')!;
    expect(sharingOf({ ...tile, mappings: 2, cow: true })).toBe('cow');
    expect(sharingOf({ ...tile, mappings: 2, cow: false })).toBe('user');
    expect(sharingOf({ ...tile, mappings: 1 })).toBe(null);
  });

  it('a cached page that nobody maps is the first candidate', () => {
    const idle = {
      ...tiles.find(({ kind }) => kind === 'user')!,
      kind: 'cache' as const,
      pids: [],
      mappings: 0,
    };
    expect(candidate(view, [...tiles, idle])).toBe(idle);
  });
});

describe('the geometry of the board', () => {
  it('takes the number of columns that gives the largest tiles, a power of two', () => {
    expect(geometryOf(64, 550, 500).columns).toBe(8);
    expect(geometryOf(256, 500, 500).columns).toBe(16);
    expect(geometryOf(96, 470, 480).columns).toBe(8);
  });

  it('outlines a run over two rows in one piece', () => {
    const geometry = geometryOf(64, 550, 500);
    // 6 and 7 end a row, 8 begins the next: two edges above, below and at each end, and none between 6 and 7.
    expect(runPath(geometry, 6, 3, 0).match(/V/g)).toHaveLength(4);
  });
});
