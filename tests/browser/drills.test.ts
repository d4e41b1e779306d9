/** Drills in a real Chromium: one tap from home, by touch and by keyboard alone, to the end of a session. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { faults, KINDS, LAPTOP, PHONE, useWorld } from '../support/browser.ts';
import { answer, key, type Press, tap } from '../support/drills.ts';

const world = useWorld();

async function session(page: Page, press: Press, look: (at: string) => Promise<void>): Promise<void> {
  for (let count = 1; count <= 10; count++) {
    await page.getByTestId('drill').waitFor();
    if (count === 1) await look('a question');
    await answer(page, press);
    if (count === 1) await look('a verdict');
    await press(page, 'next');
  }
  await page.getByTestId('drills-over').waitFor();
}

describe.each(KINDS)('%s', (_name, options) => {
  it('home → a question, and to the end by touch', async () => {
    const page = await world.person(options);
    await page.locator('[data-testid=to-drills]:visible, [data-testid=drills-go]:visible').first().click();
    await session(page, tap, async (at) => expect(await faults(page), at).toEqual([]));
    expect(await faults(page), 'the end').toEqual([]);
  });
});

it('by keyboard alone, a concept picked from the map, and what was answered is kept', async () => {
  const page = await world.person(LAPTOP, '#/drills');
  await key(page, 'concept-page-table');
  await session(page, key, async () => {});
  const kept = await page.evaluate(() => JSON.parse(localStorage.getItem('ring-zero.drills') ?? '{}'));
  expect(Object.values(kept)).not.toEqual([]);
  await key(page, 'leave-drills');
  await page.getByTestId('drills-start').waitFor();
});

it('the explanation steps back and forth on a phone', async () => {
  const page = await world.person(PHONE, '#/drills');
  await tap(page, 'concept-page-table');
  await page.getByTestId('drill').waitFor();
  await answer(page, tap);
  const right = (await page.getByTestId('marked').count()) === 0;
  const [there, back] = right ? ['step-back', 'step-forward'] : ['step-forward', 'step-back'];
  const first = await page.getByTestId('step').textContent();
  await tap(page, there!);
  expect(await page.getByTestId('step').textContent()).not.toBe(first);
  await tap(page, back!);
  expect(await page.getByTestId('step').textContent()).toBe(first);
});

it('a reload goes on where one was, with what was answered', async () => {
  const page = await world.person(PHONE, '#/drills');
  await tap(page, 'set-exam');
  await page.getByTestId('drill').waitFor();
  await answer(page, tap);
  await tap(page, 'next');
  const ask = await page.locator('h1').textContent();
  await page.reload();
  await page.getByTestId('drill').waitFor();
  expect(await page.locator('h1').textContent()).toBe(ask);
  await answer(page, tap);
  const step = await page.getByTestId('step').textContent();
  await page.reload();
  await page.getByTestId('verdict').waitFor();
  expect(await page.getByTestId('step').textContent()).toBe(step);
  await tap(page, 'leave-drills');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
});
