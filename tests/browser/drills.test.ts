/** Drills in a real Chromium: one tap from home, by touch and by keyboard alone, to the end of a session. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { type Answer, type Drill, grade, kindOf, makeDrill } from '../../shared/drills/index.ts';
import { faults, KINDS, LAPTOP, PHONE, useWorld } from '../support/browser.ts';
import { answer, giveTo, key, type Press, sessionOf, tap, touch, walk, walkTo } from '../support/drills.ts';

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

const pack = path.resolve(import.meta.dirname, '../../assets/locales/drills/en.json');
const { misconception: beliefs } = JSON.parse(readFileSync(pack, 'utf8')) as {
  misconception: { [id: string]: string };
};

/** A kind for each way to answer. */
const FORMS = [
  ['choice', 'fault-kind'],
  ['choices', 'enter-kernel'],
  ['pick', 'clock-victim'],
  ['picks', 'kmap-needed'],
  ['order', 'lru-order'],
  ['number', 'malloc-calls'],
  ['fields', 'two-level-walk'],
] as const;

/** A question of a kind with an answer that shows a misconception, and names something that isn't right. */
function fixed(id: string): { drill: Drill; slip: Answer } {
  for (let seed = 1; seed < 200; seed++) {
    const drill = makeDrill(kindOf(id)!, seed, 1);
    const right = [drill.answer].flat();
    const ordered = drill.question.form.type === 'order';
    const slip = drill.slips.find((one) =>
      [one.answer].flat().some((value) => ordered || !right.includes(value)),
    );
    if (slip !== undefined) return { drill, slip: slip.answer };
  }
  throw new Error(`no slip in ${id}`);
}

/** A page whose device has a session with this question open. */
async function withDrill(drill: Drill, options: BrowserContextOptions): Promise<Page> {
  const page = await world.person(options);
  await page.evaluate((text) => sessionStorage.setItem('ring-zero.drills.session', text), sessionOf(drill));
  await page.goto(`${world.server.url}/#/drills`);
  await page.getByTestId('drill').waitFor();
  return page;
}

describe.each(FORMS)('%s', (form, kind) => {
  const { drill, slip } = fixed(kind);

  it('by touch: the right answer is taken and marked', async () => {
    const page = await withDrill(drill, PHONE);
    expect(await page.getByTestId('drill').getAttribute('data-form')).toBe(form);
    await giveTo(page, drill, drill.answer, touch, touch);
    expect(await page.getByTestId('marked').count()).toBe(0);
    expect(await page.locator('.drill .right').count()).toBeGreaterThan(0);
    expect(await page.locator('.drill .wrong').count()).toBe(0);
    expect(await faults(page)).toEqual([]);
  });

  it('by keyboard alone: a wrong answer shows what was right, the misconception, and where to read on', async () => {
    const page = await withDrill(drill, LAPTOP);
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
    await giveTo(page, drill, slip, walk, walkTo);
    const { misconception } = grade(drill, slip);
    expect(await page.getByTestId('misconception').textContent()).toBe(beliefs[misconception!]);
    expect(await page.getByTestId('marked').textContent()).toContain('Right:');
    expect(await page.locator('.drill .wrong').count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('next');
    const link = page.getByTestId('to-manual').getByRole('link');
    expect(await link.getAttribute('href')).toBe(`#/manual/${drill.question.concept}`);
  });
});

it('a number that can’t be used is refused with the reason beside its field', async () => {
  const { drill } = fixed('malloc-calls');
  const page = await withDrill(drill, PHONE);
  for (const [typed, reason] of [
    ['zz', 'digits'],
    ['', 'Type a number'],
    ['-5', 'between'],
    ['100000', 'between'],
  ] as const) {
    await page.getByTestId('field-0').fill(typed);
    await touch(page, 'answer');
    expect(await page.getByTestId('wrong-0').textContent(), typed).toContain(reason);
    expect(await page.getByTestId('field-0').getAttribute('aria-invalid')).toBe('true');
    expect(await page.getByTestId('field-0').getAttribute('aria-describedby')).not.toBeNull();
  }
  expect(await faults(page)).toEqual([]);
  expect(await page.getByTestId('verdict').count()).toBe(0);
});

it('an item of an order keeps the focus when it comes to an end', async () => {
  const { drill } = fixed('lru-order');
  const page = await withDrill(drill, LAPTOP);
  await walkTo(page, 'up-1');
  const item = () =>
    page.evaluate(() => document.activeElement?.closest('[data-item]')?.getAttribute('data-item'));
  const before = await item();
  await page.keyboard.press('Enter');
  expect(await item()).toBe(before);
  expect(await page.evaluate(() => document.activeElement?.getAttribute('data-testid'))).toBe('down-0');
});
