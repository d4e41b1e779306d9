/** A drill on a page: its controls pressed, and an answer given in whatever form it asks for. */
import type { Page } from 'playwright-core';

/** Presses a control as a finger or a mouse does, or as a keyboard does. */
export type Press = (page: Page, testId: string) => Promise<void>;
export const tap: Press = (page, testId) => page.getByTestId(testId).first().click();
export const key: Press = async (page, testId) => {
  await page.getByTestId(testId).first().focus();
  await page.keyboard.press('Enter');
};

/** Gives some answer to whatever is asked. */
export async function answer(page: Page, press: Press): Promise<void> {
  const form = await page.getByTestId('drill').getAttribute('data-form');
  if (form === 'pick' || form === 'picks') {
    const place = page.locator('button[data-testid^=place-]').first();
    await press(page, (await place.getAttribute('data-testid'))!);
  }
  if (form === 'choice' || form === 'choices') await press(page, 'option-0');
  if (form === 'number' || form === 'fields') {
    for (const field of await page.locator('[data-testid^=field-]').all()) {
      await field.focus();
      // Every field takes a one.
      await page.keyboard.type('1');
    }
  }
  if (form !== 'pick' && form !== 'choice') await press(page, 'answer');
  await page.getByTestId('verdict').waitFor();
}
