/**
 * The buddy allocator against examples printed elsewhere.
 */
import { describe, expect, it } from 'vitest';
import {
  allocAt,
  allocPages,
  createZone,
  freeBlocks,
  freeCount,
  freePages,
  isFree,
  largestFree,
} from '../../shared/sim/mm/pageAlloc.ts';

const blocks = (zone: Parameters<typeof freeBlocks>[0]) =>
  freeBlocks(zone).map(({ address, order }) => [address, order]);

describe('PA1 buddy allocator', () => {
  it('PA1 a request of 21 KB from 256 KB leaves 32, 64 and 128 KB (Silberschatz, OSC 10, figure 10.26)', () => {
    const zone = createZone(0, 256);
    expect(allocPages(zone, 5)).toBe(0);
    expect(blocks(zone)).toEqual([
      [32, 5],
      [64, 6],
      [128, 7],
    ]);
  });

  it('PA1 64 pages: 8, 8, 4, free the second, free the first (Tanenbaum, MOS, figure 10-17)', () => {
    const zone = createZone(0, 64);
    expect(allocPages(zone, 3)).toBe(0);
    expect(allocPages(zone, 3)).toBe(8);
    expect(allocPages(zone, 2)).toBe(16);
    expect(blocks(zone)).toEqual([
      [20, 2],
      [24, 3],
      [32, 5],
    ]);
    expect(freePages(zone, 8, 3)).toBe(0);
    expect(freePages(zone, 0, 3)).toBe(1);
    expect(blocks(zone)).toEqual([
      [0, 4],
      [20, 2],
      [24, 3],
      [32, 5],
    ]);
  });

  it('PA1 the table of the article "Buddy memory allocation" (Wikipedia), in blocks of 64K', () => {
    const zone = createZone(0, 16);
    expect(allocPages(zone, 0)).toBe(0); // A, 34K
    expect(allocPages(zone, 1)).toBe(2); // B, 66K
    expect(allocPages(zone, 0)).toBe(1); // C, 35K
    expect(allocPages(zone, 1)).toBe(4); // D, 67K
    expect(freePages(zone, 2, 1)).toBe(0); // B
    expect(freePages(zone, 4, 1)).toBe(1); // D
    expect(freePages(zone, 0, 0)).toBe(0); // A
    expect(freePages(zone, 1, 0)).toBe(4); // C
    expect(blocks(zone)).toEqual([[0, 4]]);
  });

  it('PA1 neighbours that are not buddies never merge (by hand)', () => {
    const zone = createZone(0, 4);
    for (let frame = 0; frame < 4; frame++) expect(allocPages(zone, 0)).toBe(frame);
    expect(allocPages(zone, 0)).toBe(-1);
    expect(freePages(zone, 1, 0)).toBe(0);
    expect(freePages(zone, 2, 0)).toBe(0);
    expect(blocks(zone)).toEqual([
      [1, 0],
      [2, 0],
    ]);
    expect(largestFree(zone)).toBe(1);
    expect(allocPages(zone, 1)).toBe(-1);
    expect(allocPages(zone, 0)).toBe(1);
    expect(allocPages(zone, 0)).toBe(2);
  });

  it('PA1 a frame picked by hand splits the block that contains it (by hand)', () => {
    const zone = createZone(16, 16);
    expect(allocAt(zone, 21)).toBe(true);
    expect(blocks(zone)).toEqual([
      [16, 2],
      [20, 0],
      [22, 1],
      [24, 3],
    ]);
    expect(allocAt(zone, 21)).toBe(false);
    expect(isFree(zone, 21)).toBe(false);
    expect(isFree(zone, 31)).toBe(true);
    expect(freeCount(zone)).toBe(15);
    expect(freePages(zone, 21, 0)).toBe(4);
    expect(blocks(zone)).toEqual([[16, 4]]);
  });

  it('PA1 a zone need not be a power of two: 50 frames are 32, 16 and 2 (by hand)', () => {
    const zone = createZone(100, 50);
    expect(blocks(zone)).toEqual([
      [100, 5],
      [132, 4],
      [148, 1],
    ]);
    expect(allocPages(zone, 0)).toBe(148);
    expect(freePages(zone, 148, 0)).toBe(1);
    expect(blocks(zone)).toEqual([
      [100, 5],
      [132, 4],
      [148, 1],
    ]);
  });

  it('PA1 a double free and impossible blocks throw', () => {
    const zone = createZone(0, 16);
    const block = allocPages(zone, 2);
    freePages(zone, block, 2);
    expect(() => freePages(zone, block, 2)).toThrow('double free');
    expect(() => freePages(zone, 1, 1)).toThrow(RangeError);
    expect(() => freePages(zone, 16, 0)).toThrow(RangeError);
    allocPages(zone, 0);
    expect(() => freePages(zone, 0, 1)).toThrow('double free');
    expect(() => isFree(zone, 16)).toThrow(RangeError);
    expect(() => createZone(0, 0)).toThrow(RangeError);
  });
});
