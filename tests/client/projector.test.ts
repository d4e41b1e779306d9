/** What the projector of a class decides before it draws: how many fit on it, and that every scenario has something to say. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrange } from '../../client/screens/class/arrange.ts';

const BOX = { width: 1000, height: 500 };
const CELL = { width: 100, height: 50 };

describe('how a list is laid out', () => {
  it.each([
    [1, { columns: 1, rows: 1, scale: 2, each: 1, pages: 1 }],
    [25, { columns: 5, rows: 5, scale: 2, each: 25, pages: 1 }],
    [100, { columns: 10, rows: 10, scale: 1, each: 100, pages: 1 }],
    [101, { columns: 9, rows: 6, scale: 1, each: 51, pages: 2 }],
    [0, { columns: 1, rows: 1, scale: 2, each: 1, pages: 1 }],
  ])('%i of them', (count, expected) => {
    expect(arrange(count, BOX, CELL, 2)).toEqual(expected);
  });

  it('all are there, and a page never holds more than fits', () => {
    for (let count = 1; count <= 130; count++) {
      const { columns, rows, scale, each, pages } = arrange(count, BOX, CELL, 3);
      expect(each * pages).toBeGreaterThanOrEqual(count);
      expect(columns * rows).toBeGreaterThanOrEqual(each);
      expect(columns * CELL.width * scale).toBeLessThanOrEqual(BOX.width);
      expect(rows * CELL.height * scale).toBeLessThanOrEqual(BOX.height);
    }
  });

  it('a box smaller than one of them still shows one at a time', () => {
    expect(arrange(3, { width: 10, height: 10 }, CELL, 2)).toMatchObject({ each: 1, pages: 3 });
  });
});

const ASSETS = path.resolve(import.meta.dirname, '../../assets');
const pack = (name: string) => JSON.parse(readFileSync(path.join(ASSETS, 'locales', `${name}.json`), 'utf8'));

it.each(['en', 'de', 'house'])('after each scenario there is something to notice: %s', (name) => {
  const { ladder } = pack(name);
  const { seen } = pack(`class/${name}`);
  const scenarios = readdirSync(path.join(ASSETS, 'scenarios')).map((file) => path.parse(file).name);
  expect(scenarios.filter((id) => !seen[id] && !ladder[id]?.idea)).toEqual([]);
});
