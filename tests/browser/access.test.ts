/** axe finds nothing serious on any screen, light or dark, on a laptop or a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANCE, createWorld, hurry, LAPTOP, PHONE, playShort, type World } from '../support/browser.ts';

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
  'joining by a code': async (page) => {
    await page.goto(`${page.url().split('#')[0]}#/join/ABCDE`);
  },
  'a page that leads nowhere': async (page) => {
    await page.goto(`${page.url().split('#')[0]}#/nowhere`);
    await page.getByTestId('lost').waitFor();
  },
  'the dialog before a dangerous order': async (page) => {
    await playShort(page, 'kernel');
    await page.getByTestId('frame-00').click();
    await page.getByTestId('evict').click();
    await page.getByRole('dialog').waitFor();
  },
  'a panic': async (page) => {
    await SCREENS['the dialog before a dangerous order'](page);
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.getByTestId('panic').waitFor();
  },
  'the projector': async (page) => {
    const { code, hostKey } = await world.server.make('classic-short');
    await page.goto(`${page.url().split('#')[0]}#/watch/${code}?key=${hostKey}`);
    await page.locator('main').waitFor();
    world.server.app.house.table(code)!.start();
    await page.getByTestId('spectator').waitFor();
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

describe.each(KINDS)('%s', CHANCE, (_name, options) => {
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

it.each(['process', 'kernel'] as const)('the result of the %s', async (role) => {
  const page = await world.person();
  await playShort(page, role);
  hurry(world, page, 10_000);
  await page.getByTestId('result').waitFor({ timeout: 45_000 });
  expect(await serious(page)).toEqual([]);
});
