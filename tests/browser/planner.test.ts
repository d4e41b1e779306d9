/** A teacher on the narrowest phone puts a plan together, keeps it, and hears why something can't be done. */
import { text } from 'node:stream/consumers';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { faults, PHONE, useWorld } from '../support/browser.ts';
import { joinClass } from '../support/pupil.ts';

const world = useWorld();
/** Under load a page takes its time. */
const PATIENT = { timeout: 10_000 };
const NARROW = { ...PHONE, viewport: { width: 360, height: 740 } };

const part = (page: Page, at: number, name: string) =>
  page.getByTestId(`part-${at}`).getByTestId(`set-${name}`);

async function open(page: Page): Promise<string> {
  await page.getByTestId('open-class').click();
  const code = (await page.getByTestId('lobby-code').textContent())!.trim();
  await page.getByTestId('plan-first-contact').waitFor();
  return code;
}

const planOf = (code: string) => world.server.app.classes.classroom(code)!.lesson.plan;

const OWN = {
  id: 'own',
  minutes: 21,
  curricula: [],
  activities: [
    { do: 'talk', minutes: 3, talk: 'who-waited' },
    { do: 'machines', minutes: 13, scenario: 'classic-short', rounds: 2, size: 1 },
    { do: 'talk', minutes: 5, text: 'And at home?' },
  ],
};

it('a plan is put together by touch and keys, kept, and played; what can’t be done is told', async () => {
  const page = await world.person(NARROW);
  const code = await open(page);
  await page.locator('.class-builder > summary').click();
  // Three changes in one go, faster than any of them is drawn or answered.
  await page.evaluate(() => {
    const first = document.querySelector('[data-testid=part-0]')!;
    for (const [name, at] of [
      ['minutes', 12],
      ['size', 0],
      ['rounds', 1],
    ] as const) {
      const field = first.querySelector<HTMLSelectElement>(`[data-testid=set-${name}]`)!;
      field.selectedIndex = at;
      field.dispatchEvent(new Event('change', { bubbles: true }));
    }
  });
  await page.locator('#move-0-1').focus();
  await page.keyboard.press('Enter');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id), PATIENT).toBe('move-0-1');
  await page.locator('#drop-2').tap();
  await page.getByTestId('add-talk').tap();
  await part(page, 2, 'talk').selectOption('own');
  await page.getByTestId('plan-trouble').getByText('Part 3 still needs its question').waitFor();
  expect(planOf(code).activities[2], 'the last whole one').toEqual({
    do: 'talk',
    minutes: 5,
    talk: 'who-waited',
  });
  await page.getByLabel('Your question').fill('And at home?');
  await page.getByLabel('Your question').press('Enter');
  await page.getByTestId('plan-trouble').waitFor({ state: 'detached' });
  expect(await page.getByTestId('plan-total').textContent()).toBe('21 minutes in all');
  const own = structuredClone(OWN);
  own.activities[1]!.scenario = 'frames-and-grants';
  await expect.poll(() => planOf(code), PATIENT).toEqual(own);
  expect(await faults(page), 'the planner').toEqual([]);

  await page.goto(`${world.server.url}/#/`);
  const next = await open(page);
  await page.getByTestId('plan-own').getByText('Your last plan').tap();
  await expect.poll(() => planOf(next), PATIENT).toEqual(own);
  await filesAndRefusals(page, next, own);
});

async function filesAndRefusals(page: Page, code: string, own: object): Promise<void> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByTestId('plan-save').tap()]);
  expect(JSON.parse(await text(await file.createReadStream()))).toEqual(own);
  const load = (plan: object) =>
    page.getByTestId('plan-load').setInputFiles({
      name: 'plan.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(plan)),
    });
  const [talk, machines] = OWN.activities;
  await load({ ...OWN, activities: [{ ...talk, minutes: 99 }] });
  await page.getByTestId('plan-bad').getByText('plan.json is no plan: activities.0.minutes').waitFor();
  await load({ ...OWN, activities: [{ ...machines, scenario: 'nowhere' }] });
  await page.getByTestId('plan-bad').getByText("there is no scenario 'nowhere'").waitFor();
  await load({ ...OWN, activities: [machines, talk] });
  await expect.poll(() => planOf(code).minutes, PATIENT).toBe(16);

  for (const name of ['A', 'B', 'C']) await joinClass(world.server.url, code, { name });
  await page.getByText('3 are here').waitFor();
  await page.getByTestId('class-next').dblclick();
  await page.getByText('Part 1 of 2', { exact: true }).waitFor();
  await page.getByTestId('class-next').tap();
  await page.getByText('Part 1 of 2: look').waitFor();
  const { house } = world.server.app;
  const { fits } = house;
  try {
    house.fits = () => false;
    await page.getByTestId('class-next').tap();
    await page.getByTestId('class-refusal').getByText('no room for 2 more machines').waitFor();
  } finally {
    house.fits = fits;
  }
  expect(await faults(page), 'a refusal').toEqual([]);
}
