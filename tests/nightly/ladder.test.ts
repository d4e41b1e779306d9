/** The ladder, from the first page through a lesson to its stars, and what axe says of it. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { CHANCE, faults, hold, hurry, KINDS, PHONE, useWorld } from '../support/browser.ts';

const world = useWorld();

async function toLadder(page: Page): Promise<void> {
  await page.getByTestId('ladder-link').click();
  await page.getByTestId('ladder').waitFor();
}

describe.each(KINDS)('%s', CHANCE, (_name, options) => {
  it('from the first page to a lesson: the briefing, the bar, the hint', async () => {
    const page = await world.person(options);
    await toLadder(page);
    expect(await page.getByTestId('next-step').count()).toBe(1);
    expect(await faults(page)).toEqual([]);
    await page.getByTestId('lesson-tutorial-kernel-kernel').click();
    await page.getByTestId('briefing').waitFor();
    hold(world, page);
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
    // The first trap comes, and can be granted.
    hurry(world, page, 3000);
    await page.getByTestId('grant').click({ trial: true });
    // What counts for the goal is said where its figure is.
    await page.getByTestId('lesson-bar').getByTestId('why-work').locator('summary').click();
    await page.getByText('Work is the rewards of all jobs').waitFor();
  });
});

it('a phone shows what happened, and the scores with their rule, in a sheet', CHANCE, async () => {
  const page = await world.person(PHONE, '#/ladder');
  await page.getByTestId('lesson-demand-paging-process').click();
  await page.getByTestId('briefing-close').click();
  await page.getByTestId('open-just-now').click();
  const sheet = page.getByTestId('sheet-just-now');
  await sheet.getByTestId('why-score').locator('summary').click();
  await sheet.getByText('Fairness is 1 when all waited alike').waitFor();
  hold(world, page);
  expect(await faults(page)).toEqual([]);
  await sheet.getByRole('button').last().click();
  await sheet.waitFor({ state: 'detached' });
});

it('the stars of a lesson are told at its end and kept', { ...CHANCE, timeout: 90_000 }, async () => {
  const page = await world.person();
  // As if the tutorial of the process had been passed; a kernel's fails, since nobody serves.
  const kept = { version: 1, best: { 'tutorial-process': { process: { stars: 2, figure: 64 } } } };
  await page.evaluate((text) => localStorage.setItem('ring-zero.ladder', text), JSON.stringify(kept));
  await page.reload();
  await toLadder(page);
  const stars = page.getByTestId('ladder-stars');
  expect(await stars.textContent()).toMatch(/^2 /);
  await page.getByTestId('lesson-frames-and-grants-kernel').click();
  await page.getByTestId('briefing-close').click();
  hurry(world, page, 20_000);
  await page.getByTestId('lesson-end').waitFor({ timeout: 45_000 });
  expect(await page.getByTestId('lesson-end').getByRole('heading', { level: 2 }).textContent()).toBe(
    'No star this time',
  );
  expect(await faults(page)).toEqual([]);
  const now = await page.evaluate(() => localStorage.getItem('ring-zero.ladder') ?? '');
  expect(JSON.parse(now)).toMatchObject({
    best: { ...kept.best, 'frames-and-grants': { kernel: { stars: 0, figure: 0 } } },
  });
  await page.getByTestId('again').click();
  await page.getByTestId('briefing').waitFor();
});
