/** axe finds nothing serious on any screen, light or dark, on a laptop or a phone, and none runs out sideways. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import {
  CHANCE,
  faults,
  hold,
  hurry,
  KINDS,
  learn,
  playShort,
  toResult,
  useWorld,
} from '../support/browser.ts';

const world = useWorld();

async function sound(page: Page, screen: string): Promise<void> {
  expect(await faults(page), screen).toEqual([]);
}

/** A screen of a match, held still meanwhile. */
async function soundInMatch(page: Page, screen: string): Promise<void> {
  hold(world, page);
  await sound(page, screen);
  hurry(world, page, 1000);
}

const to = (page: Page, route: string) => page.goto(`${page.url().split('#')[0]}${route}`);

describe.each(KINDS)('%s', CHANCE, (_name, options) => {
  it('the pages outside a match: home, drills, joining by a code, one that leads nowhere, the lobby', async () => {
    world.mayComplain();
    const page = await world.person(options);
    await sound(page, 'home');
    await to(page, '#/drills');
    await page.getByTestId('drills-start').waitFor();
    await sound(page, 'drills');
    await to(page, '#/join/ABCDE');
    await page.getByTestId('name-input').waitFor();
    await sound(page, 'joining by a code');
    await to(page, '#/nowhere');
    await page.getByTestId('lost').waitFor();
    await sound(page, 'a page that leads nowhere');
    await to(page, '#/');
    await page.getByTestId('host').click();
    await page.getByTestId('lobby-code').waitFor();
    await sound(page, 'lobby');
  });

  it('a process, and its result', async () => {
    const page = await world.person(options);
    await playShort(page, 'process');
    await page.getByTestId('offer-1').click();
    await page.getByTestId('job').first().waitFor();
    await soundInMatch(page, 'process');
    await toResult(world, page);
    await sound(page, 'the result of the process');
  });

  it('the kernel, the dialog before a dangerous order, a panic, and the result', async () => {
    const page = await world.person(options);
    await playShort(page, 'kernel');
    await page.getByTestId('trap').first().waitFor();
    await soundInMatch(page, 'kernel');
    await page.getByTestId('frame-00').click();
    await page.getByTestId('evict').click();
    await page.getByRole('dialog').waitFor();
    await soundInMatch(page, 'the dialog before a dangerous order');
    await page.getByRole('dialog').getByRole('button').last().click();
    await page.getByTestId('panic').waitFor();
    await soundInMatch(page, 'a panic');
    await toResult(world, page);
    await sound(page, 'the result of the kernel');
  });

  it('the projector', async () => {
    const { code, hostKey } = await world.server.make('classic-short');
    const page = await world.person(options, `#/watch/${code}?key=${hostKey}`);
    await page.locator('main').waitFor();
    world.server.app.house.table(code)!.start();
    await page.getByTestId('spectator').waitFor();
    await soundInMatch(page, 'the projector');
  });

  it.each(['process', 'kernel'] as const)('the tutorial of the %s', async (role) => {
    const page = await world.person(options);
    await learn(page, role);
    await page.getByTestId('tutorial').waitFor();
    await soundInMatch(page, 'tutorial');
  });
});
