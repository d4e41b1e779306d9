/** A lesson with panels, in a real Chromium: what it brings in is there, works by hand, and can be read by everybody. */
import { describe, expect, it } from 'vitest';
import { CHANCE, faults, hold, hurry, until, useWorld } from '../support/browser.ts';

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

describe('address spaces, as a process', CHANCE, () => {
  it('waits for its reader, asks for its calls until they are made, and ends on asking with the stars there are', async () => {
    const page = await world.person(undefined, '#/ladder');
    await page.getByTestId('lesson-address-spaces-process').click();
    await page.getByTestId('briefing').waitFor();
    expect(await page.getByTestId('to-try').textContent()).toContain('mmap');
    await until(
      page,
      '[data-testid=time-left]:has-text("3:00"), [data-testid=time-left]:has-text("2:59")',
      async () => {},
    );
    await page.getByTestId('briefing-close').click();
    await page.getByTestId('pause').click();
    await page.getByTestId('resume-500').click();
    await page.locator('[data-testid=more-calls] summary').click();
    await page.getByTestId('mmap').click();
    const asks = page.getByTestId('asks');
    const unmap = page.getByRole('button', { name: 'munmap' });
    await until(page, '[data-testid=asks]:has-text("1 × munmap"):not(:has-text("/"))', () =>
      unmap
        .first()
        .click({ timeout: 500 })
        .catch(() => {}),
    );
    expect(await asks.textContent()).not.toContain('/');
    hurry(world, page, 4000);
    await until(page, '[data-testid=finish]', async () => {
      await page.keyboard.press((await page.getByTestId('job').count()) === 0 ? '1' : 'm');
    });
    await page.getByTestId('finish').click();
    await page.getByTestId('lesson-end').waitFor();
    expect(await page.getByTestId('doings').textContent()).toContain('1 × munmap');
    expect(await page.getByTestId('lesson-end').getByRole('heading', { level: 2 }).textContent()).toMatch(
      /star/,
    );
    expect(await faults(page)).toEqual([]);
  });
});
