/** A drill on a page: its controls pressed, and an answer given in whatever form it asks for. */
import type { Page } from 'playwright-core';
import { type Answer, type Drill, kindOf, topicId } from '../../shared/drills/index.ts';

/** Presses a control as a finger or a mouse does, or as a keyboard does. */
export type Press = (page: Page, testId: string) => Promise<void>;
export const tap: Press = (page, testId) => page.getByTestId(testId).first().click();
export const touch: Press = (page, testId) => page.getByTestId(testId).first().tap();

/** Tab by Tab, from wherever the focus is, to the control, and Enter on it. */
export const walk: Press = async (page, testId) => {
  await walkTo(page, testId);
  await page.keyboard.press('Enter');
};

/** Tab by Tab, forwards or backwards, as the page has it. */
export async function walkTo(page: Page, testId: string): Promise<void> {
  for (let count = 0; count < 120; count++) {
    const way = await page.evaluate((id) => {
      const here = document.activeElement ?? document.body;
      const there = document.querySelector(`[data-testid="${id}"]`);
      if (there === null || here === document.body) return 'lost';
      if (here === there) return 'there';
      return here.compareDocumentPosition(there) & Node.DOCUMENT_POSITION_PRECEDING ? 'Shift+Tab' : 'Tab';
    }, testId);
    if (way === 'there') return;
    if (way === 'lost') throw new Error(`the focus is lost on the way to ${testId}`);
    await page.keyboard.press(way);
  }
  throw new Error(`no way by Tab to ${testId}`);
}

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

/** What the device keeps of a session whose open question is this one. */
export function sessionOf({ question: { kind, seed, level } }: Drill): string {
  const known = kindOf(kind)!;
  const topic = topicId({ concept: known.concept, kind: known });
  return JSON.stringify({ pool: [topic], topics: [topic], at: 0, seed, level, grades: [], given: null });
}

/** Brings an order about: item by item up to its place. */
async function arrange(page: Page, press: Press, items: number, wanted: readonly number[]): Promise<void> {
  const now = Array.from({ length: items }, (_, item) => item);
  for (const [place, item] of wanted.entries())
    for (let at = now.indexOf(item); at > place; at--) {
      await press(page, `up-${at}`);
      [now[at - 1], now[at]] = [now[at]!, now[at - 1]!];
    }
}

/** Gives this answer to the question on the page. goTo: how one comes to a field. */
export async function giveTo(
  page: Page,
  { question: { form } }: Drill,
  wanted: Answer,
  press: Press,
  goTo: Press,
): Promise<void> {
  const list = [wanted].flat();
  if (form.type === 'choice' || form.type === 'choices')
    for (const option of [...list].sort((a, b) => a - b)) await press(page, `option-${option}`);
  if (form.type === 'pick' || form.type === 'picks')
    for (const id of [...list].sort((a, b) => a - b)) await press(page, `place-${id}`);
  if (form.type === 'order') await arrange(page, press, form.items.length, list);
  if (form.type === 'number' || form.type === 'fields')
    for (const [at, value] of list.entries()) {
      await goTo(page, `field-${at}`);
      await page.keyboard.type(value.toString(form.type === 'fields' ? form.fields[at]!.base : 10));
    }
  if (form.type !== 'pick' && form.type !== 'choice') await press(page, 'answer');
  await page.getByTestId('verdict').waitFor();
}
