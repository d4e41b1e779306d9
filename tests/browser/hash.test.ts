/** PL3: the same scenario, seed and commands give the same hash in Node and in Chromium. */
import path from 'node:path';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { describe, expect, inject, it } from 'vitest';
import { hash } from '../../shared/sim/index.ts';
import { play, shipped } from '../support/match.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const SEEDS = [1, 2, 3];

/** The match room as one script that leaves its door on `globalThis.ring`. */
async function bundle(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      lib: { entry: path.join(ROOT, 'tests/browser/door.ts'), formats: ['iife'], name: 'ring' },
    },
  });
  const [output] = Array.isArray(result) ? result : [result];
  if (!('output' in output)) throw new Error('nothing was built');
  return output.output[0].code;
}

describe('PL3: determinism across engines', () => {
  it('Chromium plays the same matches to the same hashes as Node', async () => {
    const scenario = shipped('classic', undefined, { ticks: 1000 });
    const here = SEEDS.map((seed) => hash(play(scenario, 'lru', seed).match.machine));
    const browser = await chromium.connect(inject('browser'));
    const page = await browser.newPage();
    await page.addScriptTag({ content: await bundle() });
    const there = await page.evaluate(
      ({ parsed, seeds }) => {
        const { playAndHash } = (globalThis as unknown as { ring: typeof import('./door.ts') }).ring;
        return seeds.map((seed) => playAndHash(parsed, 'lru', seed));
      },
      { parsed: scenario, seeds: SEEDS },
    );
    await page.close();
    expect(there).toEqual(here);
    expect(new Set(here).size).toBe(SEEDS.length);
  });
});
