/** A drill on a page: its controls pressed, and an answer given in whatever form it asks for. */
import type { Page } from 'playwright-core';

/** Presses a control as a finger or a mouse does, or as a keyboard does. */
export type Press = (page: Page, testId: string) => Promise<void>;
export const tap: Press = (page, testId) => page.getByTestId(testId).first().click();
export const key: Press = async (page, testId) => {
  await page.getByTestId(testId).first().focus();
  await page.keyboard.press('Enter');
};

/** Writes something into each field; where that is out of bounds, the least that the page says it may be. */
async function write(page: Page, press: Press): Promise<void> {
  for (const field of await page.locator('[data-testid^=field-]').all()) await field.fill('3');
  await press(page, 'answer');
  for (const wrong of await page.locator('[data-testid^=wrong-]').all()) {
    const [least] = /\w*\d\w*/.exec((await wrong.textContent())!)!;
    const at = (await wrong.getAttribute('data-testid'))!.replace('wrong', 'field');
    await page.getByTestId(at).fill(least);
  }
  if ((await page.locator('[data-testid^=wrong-]').count()) > 0) await press(page, 'answer');
}

/** Gives some answer to whatever is asked. */
export async function give(page: Page, press: Press): Promise<void> {
  const drill = page.getByTestId('drill');
  await drill.waitFor();
  const form = await drill.getAttribute('data-form');
  if (form === 'number' || form === 'fields') {
    await write(page, press);
    return;
  }
  if (form === 'pick' || form === 'picks') {
    const place = page.locator('button[data-testid^=place-]').first();
    await press(page, (await place.getAttribute('data-testid'))!);
  }
  if (form === 'choice' || form === 'choices') await press(page, 'option-0');
  if (form !== 'pick' && form !== 'choice') await press(page, 'answer');
}

/** Gives some answer, and waits for what is said of it. */
export async function answer(page: Page, press: Press): Promise<void> {
  await give(page, press);
  await page.getByTestId('verdict').waitFor();
}
