/** Both tutorials, to their last card, by doing what each card says. */
import type { Page } from 'playwright-core';
import { describe, it } from 'vitest';
import { CHANCE, hurry, learn, until, useWorld } from '../support/browser.ts';

const world = useWorld();

const press = async (page: Page, id: string) => {
  const button = page.getByTestId(id).first();
  if (await button.isEnabled().catch(() => false)) await button.click({ timeout: 500 }).catch(() => {});
};

/** A card that is only to be read says Next. */
const readOn = (page: Page): Promise<void> =>
  page
    .locator('[data-testid=tutorial-next]:text-is("Next")')
    .click({ timeout: 100 })
    .catch(() => {});

describe('the tutorials can be finished without reading anything else', CHANCE, () => {
  it('of the process: take, place, wait, free, and once more', async () => {
    const page = await world.person();
    await learn(page, 'process');
    hurry(world, page, 3000);
    await until(
      page,
      ':text("You are a process now")',
      async () => {
        await readOn(page);
        if ((await page.getByTestId('job').count()) === 0) {
          await press(page, 'free-all');
          await press(page, 'offer-1');
        }
        await press(page, 'malloc');
      },
      150_000,
    );
  }, 180_000);

  it('of the kernel, however late one begins: grant, pick, a victim, the marks, a job served', async () => {
    const page = await world.person();
    await learn(page, 'kernel');
    hurry(world, page, 2000);
    // A slow reader: nothing happens for a while.
    await page.getByTestId('trap').nth(1).waitFor({ timeout: 30_000 });
    await until(
      page,
      ':text("You are the kernel now")',
      async () => {
        await readOn(page);
        const candidate = page.getByTestId('candidate').getByRole('button');
        if (await candidate.isVisible().catch(() => false))
          await candidate.click({ timeout: 500 }).catch(() => {});
        else if (await page.getByRole('heading', { name: 'Pick a frame' }).isVisible())
          await page
            .locator('[data-kind=free]')
            .last()
            .click({ timeout: 500 })
            .catch(() => {});
        if (await page.getByRole('heading', { name: 'Refresh the marks' }).isVisible())
          await press(page, 'age');
        await press(page, 'grant');
      },
      150_000,
    );
  }, 180_000);
});
