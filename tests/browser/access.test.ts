/** axe finds nothing serious on any screen, light or dark, on a laptop or a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createWorld, LAPTOP, PHONE, playShort, type World } from '../support/browser.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.end());

const SCREENS: { [name: string]: (page: Page) => Promise<void> } = {
  home: async () => {},
  drills: async (page) => {
    await page.goto(`${page.url().split('#')[0]}#/drills`);
  },
  lobby: async (page) => {
    await page.getByTestId('host').click();
    await page.getByTestId('lobby-code').waitFor();
  },
  process: async (page) => {
    await playShort(page, 'process');
    await page.getByTestId('offer-1').click();
    await page.getByTestId('job').first().waitFor();
  },
  kernel: async (page) => {
    await playShort(page, 'kernel');
    await page.getByTestId('trap').first().waitFor();
  },
  'tutorial of the process': async (page) => {
    await page.getByTestId('learn-process').click();
    await page.getByTestId('tutorial').waitFor();
  },
  'tutorial of the kernel': async (page) => {
    await page.getByTestId('learn-kernel').click();
    await page.getByTestId('tutorial').waitFor();
  },
};

async function serious(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .map((node) => node.target.join(' '))
          .slice(0, 3)
          .join(', ')}`,
    );
}

const KINDS: [string, BrowserContextOptions][] = [
  ['laptop, light', { ...LAPTOP, colorScheme: 'light' }],
  ['phone, dark', { ...PHONE, colorScheme: 'dark' }],
];

describe.each(KINDS)('%s', (_name, options) => {
  it.each(Object.keys(SCREENS))('%s', async (screen) => {
    const page = await world.person(options);
    await SCREENS[screen](page);
    expect(await serious(page)).toEqual([]);
    // Nothing runs out of the screen sideways.
    const width = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(width).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

it('the result', async () => {
  const page = await world.person();
  await playShort(page, 'process');
  await page.getByTestId('result').waitFor({ timeout: 45_000 });
  expect(await serious(page)).toEqual([]);
});
