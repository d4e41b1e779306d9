/** A lesson with panels, in a real Chromium: what it brings in is there, works by hand, and can be read by everybody. */
import { describe, expect, it } from 'vitest';
import { CHANCE, faults, hold, until, useWorld } from '../support/browser.ts';

const world = useWorld();

describe('messages and shared memory, as a process', CHANCE, () => {
  it('its panel shows, a number is sent by hand, and the log tells the answer', async () => {
    const page = await world.person(undefined, '#/ladder');
    await page.getByTestId('lesson-messages-and-shared-memory-process').click();
    await page.getByTestId('process-screen').waitFor();
    await page.getByTestId('briefing-close').click();
    expect(await page.getByTestId('tab-sharing').count()).toBe(0);
    await page.getByTestId('tab-messages').click();
    await page.getByTestId('send-value').fill('42');
    // The other process starts two seconds after the first: until then nobody is there to receive.
    await until(page, '[data-testid=log]:has-text("the number into")', () =>
      page
        .getByTestId('send')
        .click({ timeout: 500 })
        .catch(() => {}),
    );
    hold(world, page);
    expect(await faults(page)).toEqual([]);
  });
});
