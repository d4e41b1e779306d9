/**
 * The user-space free list against published runs of malloc.py, the homework simulator of OSTEP, chapter 17, and
 * against runs worked by hand.
 */
import { describe, expect, it } from 'vitest';
import {
  createFreeList,
  extend,
  type FreeListOptions,
  free,
  malloc,
  shrink,
  take,
} from '../../shared/sim/heap/freeList.ts';

/** Plays `+size` and `-pointer`; returns [pointer, searched] of each allocation, and the list at the end. */
function play(options: Partial<FreeListOptions>, ops: readonly string[]) {
  const list = createFreeList({ base: 1000, size: 100, policy: 'best', ...options });
  const found: [number, number][] = [];
  for (const op of ops) {
    if (op.startsWith('+')) {
      const { pointer, searched } = malloc(list, Number(op));
      found.push([pointer, searched]);
    } else {
      expect(free(list, -Number(op))).toBe(true);
    }
  }
  return { list, found, entries: list.free.map(({ address, size }) => [address, size]) };
}

describe('UM1 runs of malloc.py -n 10 -H 0 -s 0 (OSTEP, chapter 17, homework)', () => {
  it('UM1 question 1: best fit', () => {
    const ops = ['+3', '-1000', '+5', '-1003', '+8', '-1008', '+8', '-1008', '+2', '+7'];
    const { found, entries } = play({ policy: 'best' }, ops);
    expect(found).toEqual([
      [1000, 1],
      [1003, 2],
      [1008, 3],
      [1008, 4],
      [1000, 4],
      [1008, 4],
    ]);
    expect(entries).toEqual([
      [1002, 1],
      [1003, 5],
      [1015, 1],
      [1016, 84],
    ]);
  });

  it('UM1 question 2: worst fit', () => {
    const ops = ['+3', '-1000', '+5', '-1003', '+8', '-1008', '+8', '-1016', '+2', '+7'];
    const { found, entries } = play({ policy: 'worst' }, ops);
    expect(found).toEqual([
      [1000, 1],
      [1003, 2],
      [1008, 3],
      [1016, 4],
      [1024, 5],
      [1026, 5],
    ]);
    expect(entries).toEqual([
      [1000, 3],
      [1003, 5],
      [1008, 8],
      [1016, 8],
      [1033, 67],
    ]);
  });

  it('UM1 question 5: best fit with coalescing', () => {
    const ops = ['+3', '-1000', '+5', '-1000', '+8', '-1000', '+8', '-1000', '+2', '+7'];
    const { found, entries } = play({ policy: 'best', coalesce: true }, ops);
    expect(found).toEqual([
      [1000, 1],
      [1000, 1],
      [1000, 1],
      [1000, 1],
      [1000, 1],
      [1002, 1],
    ]);
    expect(entries).toEqual([[1009, 91]]);
  });
});

describe('UM1 free list by hand', () => {
  it('UM1 question 3: first fit finds the same as best with fewer looks', () => {
    const ops = ['+3', '-1000', '+5', '-1003', '+8', '-1008', '+8', '-1008', '+2', '+7'];
    const { found } = play({ policy: 'first' }, ops);
    expect(found).toEqual([
      [1000, 1],
      [1003, 2],
      [1008, 3],
      [1008, 3],
      [1000, 1],
      [1008, 3],
    ]);
  });

  it('UM1 next fit goes on where it stopped, and round the end', () => {
    // Holes of 20 at 1000, 1040 and 1080; live blocks of 20 between them.
    const holes = ['+20', '+20', '+20', '+20', '+20', '-1000', '-1040', '-1080'];
    const { found, entries } = play({ policy: 'next' }, [...holes, '+5', '+16', '+20', '+4', '+12']);
    expect(found.slice(5)).toEqual([
      [1000, 1],
      [1040, 2],
      [1080, 2],
      [1005, 1],
      [-1, 2],
    ]);
    expect(entries).toEqual([
      [1009, 11],
      [1056, 4],
    ]);
  });

  it('UM1 next fit follows the entry where it stopped when that one merges', () => {
    // +20 fills the hole at 1000, +5 stops at 1045; freeing 1040 merges that rest into an entry at 1040.
    const holes = ['+20', '+20', '+20', '+20', '+20', '-1000', '-1040'];
    const { found } = play({ policy: 'next', coalesce: true }, [
      ...holes,
      '+20',
      '+5',
      '-1000',
      '-1040',
      '+4',
    ]);
    expect(found.slice(5)).toEqual([
      [1000, 1],
      [1040, 1],
      [1040, 1],
    ]);
  });

  it('UM1 the list order decides what first fit sees; a remainder stays in place', () => {
    const ops = ['+10', '+30', '+20', '+40', '-1040', '-1000', '-1010'];
    expect(play({ order: 'address' }, ops).entries).toEqual([
      [1000, 10],
      [1010, 30],
      [1040, 20],
    ]);
    expect(play({ order: 'size+' }, ops).entries).toEqual([
      [1000, 10],
      [1040, 20],
      [1010, 30],
    ]);
    expect(play({ order: 'size-' }, ops).entries).toEqual([
      [1010, 30],
      [1040, 20],
      [1000, 10],
    ]);
    expect(play({ order: 'insert' }, ops).entries).toEqual([
      [1010, 30],
      [1000, 10],
      [1040, 20],
    ]);
    const split = play({ order: 'size-', policy: 'first' }, [...ops, '+25']);
    expect(split.found.at(-1)).toEqual([1010, 1]);
    expect(split.entries).toEqual([
      [1035, 5],
      [1040, 20],
      [1000, 10],
    ]);
  });

  it('UM1 coalescing merges with both neighbours, in any list order', () => {
    const ops = ['+10', '+30', '+20', '+40', '-1000', '-1040', '-1010'];
    for (const order of ['address', 'size+', 'size-', 'insert'] as const) {
      expect(play({ order, coalesce: true }, ops).entries).toEqual([[1000, 60]]);
      expect(play({ order }, ops).entries).toHaveLength(3);
    }
  });

  it('UM1 header and alignment: 10 cells aligned to 4 with a header of 4 take 16', () => {
    const { found, entries } = play({ header: 4, align: 4 }, ['+10', '+1', '-1004']);
    expect(found).toEqual([
      [1004, 1],
      [1020, 1],
    ]);
    expect(entries).toEqual([
      [1000, 16],
      [1024, 76],
    ]);
  });

  it('UM1 ties go to the earlier entry', () => {
    const ops = ['+20', '+20', '+20', '+40', '-1000', '-1040', '+5'];
    expect(play({ policy: 'best' }, ops).found.at(-1)).toEqual([1000, 2]);
    expect(play({ policy: 'worst' }, ops).found.at(-1)).toEqual([1000, 2]);
  });

  it('UM3 a double free and a wild free are refused and change nothing', () => {
    const { list } = play({}, ['+10', '+10', '-1000']);
    const before = structuredClone(list);
    expect(free(list, 1000)).toBe(false);
    expect(free(list, 1011)).toBe(false);
    expect(list).toEqual(before);
  });

  it('UM1 a spot picked by hand splits the entry on both sides', () => {
    const { list } = play({ header: 2 }, []);
    expect(take(list, 1010, 8)).toBe(1012);
    expect(list.free).toEqual([
      { address: 1000, size: 10 },
      { address: 1020, size: 80 },
    ]);
    expect(take(list, 1005, 8)).toBe(-1);
    expect(take(list, 1019, 1)).toBe(-1);
    expect(free(list, 1012)).toBe(true);
  });

  it('UM1 brk: the heap grows at its end, and shrinks only where nothing lives', () => {
    const { list } = play({ coalesce: true }, ['+90']);
    extend(list, 20);
    expect(list.free).toEqual([{ address: 1090, size: 30 }]);
    expect(shrink(list, 31)).toBe(false);
    expect(shrink(list, 25)).toBe(true);
    expect(list.free).toEqual([{ address: 1090, size: 5 }]);
    expect(list.size).toBe(95);
    const apart = play({}, ['+90']).list;
    extend(apart, 20);
    expect(apart.free).toEqual([
      { address: 1090, size: 10 },
      { address: 1100, size: 20 },
    ]);
    expect(shrink(apart, 25)).toBe(true);
    expect(apart.free).toEqual([{ address: 1090, size: 5 }]);
  });
});
