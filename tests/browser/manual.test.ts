/** The manual in a real Chromium: found from home, searched, read, and practised. */
import { describe, expect, it } from 'vitest';
import { faults, KINDS, LAPTOP, useWorld } from '../support/browser.ts';

const world = useWorld();

describe.each(KINDS)('%s', (_name, options) => {
  it('home → manual → a search → a page with its example → practising it', async () => {
    const page = await world.person(options);
    await page.getByTestId('manual-link').click();
    await page.getByTestId('manual-search').fill('second chance clock hand');
    await page.getByTestId('manual-replacement').waitFor();
    expect(await faults(page)).toEqual([]);
    await page.getByTestId('manual-search').fill('zzzzzzzz');
    await page.getByTestId('manual-replacement').waitFor({ state: 'detached' });
    await page.getByTestId('manual-search').fill('');
    await page.getByTestId('manual-replacement').click();
    const first = await page.getByTestId('step').textContent();
    await page.getByTestId('step-forward').click();
    expect(await page.getByTestId('step').textContent()).not.toBe(first);
    expect(await faults(page)).toEqual([]);
    await page.getByTestId('manual-drill').click();
    await page.getByTestId('drill').waitFor();
  });
});

it('a page that isn’t there says so and leads home', async () => {
  const page = await world.person(LAPTOP, '#/manual/no-such-thing');
  await page.getByTestId('lost').waitFor();
});
