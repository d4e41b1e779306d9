/** The ladder, from the first page through a lesson to its stars, and what axe says of it. */
import { AxeBuilder } from '@axe-core/playwright';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHANCE, createWorld, hurry, LAPTOP, PHONE, type World } from '../support/browser.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(async () => {
  expect(world.complaints).toEqual([]);
  await world.end();
});

async function toLadder(page: Page): Promise<void> {
  await page.getByTestId('ladder-link').click();
  await page.getByTestId('ladder').waitFor();
}

/** Serious findings of axe, and how far the page runs out of the screen sideways. */
async function faults(page: Page): Promise<unknown[]> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  return [
    ...serious.map(({ id, nodes }) => `${id}: ${nodes[0].target.join(' ')}`),
    ...(over > 0 ? [over] : []),
  ];
}

const KINDS: [string, BrowserContextOptions][] = [
  ['laptop, light', { ...LAPTOP, colorScheme: 'light' }],
  ['phone, dark', { ...PHONE, colorScheme: 'dark' }],
];

describe.each(KINDS)('%s', CHANCE, (_name, options) => {
  it('from the first page to a lesson: the briefing, the bar, the hint', async () => {
    const page = await world.person(options);
    await toLadder(page);
    expect(await page.getByTestId('next-step').count()).toBe(1);
    expect(await faults(page)).toEqual([]);
    await page.getByTestId('lesson-tutorial-kernel-kernel').click();
    await page.getByTestId('briefing').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByTestId('briefing-close').click();
    await page.getByTestId('lesson-bar').waitFor();
    expect(await page.getByTestId('briefing').count()).toBe(0);
    // One line, and the orders can be reached.
    const bar = await page.getByTestId('lesson-bar').boundingBox();
    expect(bar?.height).toBeLessThanOrEqual(48);
    await page.getByTestId('stuck').click();
    await page.getByTestId('hint').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByTestId('grant').click({ trial: true });
    await page.context().close();
  });
});

it('the stars of a lesson are told at its end and kept', { ...CHANCE, timeout: 90_000 }, async () => {
  const page = await world.person();
  // As if the tutorial of the process had been passed; the kernel's fails, since nobody serves.
  const kept = { version: 1, best: { 'tutorial-process': { process: { stars: 2, figure: 64 } } } };
  await page.evaluate((text) => localStorage.setItem('ring-zero.ladder', text), JSON.stringify(kept));
  await page.reload();
  await toLadder(page);
  const stars = page.getByTestId('ladder-stars');
  expect(await stars.textContent()).toMatch(/^2 /);
  await page.getByTestId('lesson-tutorial-kernel-kernel').click();
  await page.getByTestId('briefing-close').click();
  hurry(world, page, 20_000);
  await page.getByTestId('lesson-end').waitFor({ timeout: 45_000 });
  expect(await page.getByTestId('lesson-end').getByRole('heading').textContent()).toBe('No star this time');
  expect(await faults(page)).toEqual([]);
  const now = await page.evaluate(() => localStorage.getItem('ring-zero.ladder') ?? '');
  expect(JSON.parse(now)).toMatchObject({
    best: { ...kept.best, 'tutorial-kernel': { kernel: { stars: 0, figure: 0 } } },
  });
  await page.getByTestId('again').click();
  await page.getByTestId('briefing').waitFor();
});
