/** A class in real Chromiums: teacher and projector on laptops, four students on phones and laptops, a plan of 15 minutes. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { CHANCE, faults, LAPTOP, PHONE, useWorld } from '../support/browser.ts';
import { give, tap } from '../support/drills.ts';

const world = useWorld();
const PROJECTOR = { viewport: { width: 1280, height: 720 } };
const PLAYING = '[data-testid=kernel-screen],[data-testid=process-screen]';

async function open(): Promise<{ teacher: Page; code: string }> {
  const teacher = await world.person(LAPTOP);
  await teacher.getByTestId('open-class').click();
  const code = (await teacher.getByTestId('lobby-code').textContent())!.trim();
  return { teacher, code };
}

async function enter(code: string, name: string, options = LAPTOP): Promise<Page> {
  const page = await world.person(options, `#/join/${code}`);
  await page.getByTestId('name-input').fill(name);
  await page.getByTestId('join-button').click();
  return page;
}

const tooWide = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);

it('the teacher’s own link, shown once, leads to the desk on another device', async () => {
  const { teacher, code } = await open();
  await teacher.getByTestId('own-link-show').click();
  const link = await teacher.getByTestId('own-link-text').inputValue();
  const elsewhere = await world.person(LAPTOP, new URL(link).hash);
  await elsewhere.getByTestId('class-next').waitFor();
  expect(new URL(elsewhere.url()).hash, 'without the key').toBe(`#/class/${code}`);
  expect(await elsewhere.getByTestId('own-link').count()).toBe(0);
  await teacher.reload();
  await teacher.getByTestId('class-next').waitFor();
  expect(await teacher.getByTestId('own-link').count()).toBe(0);
});

it('each control of the desk reaches the class', async () => {
  const { teacher, code } = await open();
  const classroom = world.server.app.classes.classroom(code)!;
  for (const name of ['Ann', 'Bo', 'Cy', 'Di', 'Ed']) await classroom.enter(name, '');
  const becomes = (of: keyof typeof classroom.lesson, value: unknown) =>
    expect.poll(() => classroom.lesson[of], { message: of }).toBe(value);
  await teacher.getByTestId('class-lock').click();
  await becomes('locked', true);
  await teacher.getByTestId('class-hide').click();
  await becomes('hidden', true);
  await teacher.getByTestId('class-deal').selectOption('chance');
  await becomes('deal', 'chance');
  await teacher.getByTestId('hand-4').selectOption('1');
  await expect.poll(() => classroom.lesson.students[4]!.hand).toBe(1);
  await teacher.getByTestId('class-next').click();
  await becomes('stage', 'running');
  expect(Object.values(classroom.lesson.groups[1]!).flat()).toContain(4);
  await teacher.getByTestId('class-speed').selectOption('500');
  await becomes('speed', 500);
  await teacher.getByTestId('class-skip').click();
  await becomes('at', 1);
  await teacher.getByTestId('more-0').click();
  await teacher.getByTestId('ban-0').click();
  await teacher.getByTestId('out-0').click();
  await expect.poll(() => classroom.lesson.students[0]!.standing).toBe('banned');
  await teacher.getByText('1 is banned').click();
  await teacher.getByTestId('readmit-0').click();
  await expect.poll(() => classroom.lesson.students[0]!.standing).toBe('in');
  await teacher.getByTestId('class-end').click();
  await teacher.getByTestId('class-end-sure').click();
  await becomes('stage', 'over');
});

it('six screens through a plan of fifteen minutes', CHANCE, async () => {
  const { teacher, code } = await open();
  const way = await teacher.getByTestId('class-project').getAttribute('href');
  const projector = await world.person(PROJECTOR, way!);
  await projector.getByTestId('projector').waitFor();
  const students = [
    await enter(code, 'Ann', { ...PHONE, colorScheme: 'dark' }),
    await enter(code, 'Bo', PHONE),
    await enter(code, 'Cy'),
    await enter(code, 'Di', PHONE),
  ];
  for (const page of students) await page.getByTestId('place-wait').waitFor();
  await projector.getByText('4 are here').waitFor();
  expect(await faults(teacher), 'the desk').toEqual([]);
  expect(await faults(projector), 'the way in').toEqual([]);
  expect(await faults(students[0]!), 'waiting').toEqual([]);

  for (let round = 0; round < 2; round++) {
    await teacher.getByTestId('class-next').click();
    for (const page of students) await page.locator(PLAYING).waitFor();
    if (round === 0) {
      await projector.getByTestId('machines').waitFor();
      expect(await faults(projector), 'the machines').toEqual([]);
      expect(await faults(teacher), 'the desk with machines').toEqual([]);
      await teacher.getByTestId('class-pause').click();
      await projector.getByText('Everything stands still.').waitFor();
      await teacher.getByTestId('class-step').click();
      await teacher.getByTestId('spot-0').click();
      const look = students[0]!.getByTestId('look');
      await look.getByRole('img').waitFor();
      expect(await faults(students[0]!), 'the machine that is shown to all').toEqual([]);
      await look.locator('summary').click();
      expect(await look.getByRole('img').isVisible(), 'folded away').toBe(false);
      await teacher.setViewportSize({ width: 360, height: 740 });
      expect(await tooWide(teacher), 'the desk on a phone').toBe(0);
      await teacher.setViewportSize(LAPTOP.viewport!);
      await teacher.getByTestId('class-pause').click();
      await look.waitFor({ state: 'detached' });
      await students[1]!.reload();
      await students[1]!.locator(PLAYING).waitFor();
    }
    await teacher.getByTestId('class-next').click();
    for (const page of students) await page.getByTestId('place-wait').waitFor();
  }
  await teacher.getByTestId('class-next').click();
  await projector.getByText('Who waited longest').waitFor();

  await teacher.getByTestId('class-next').click();
  for (let question = 0; question < 3; question++) {
    if (question > 0) await teacher.getByTestId('class-ask').click();
    for (const page of students) await give(page, tap);
    await projector.getByTestId('tally').waitFor();
    if (question === 0) expect(await faults(projector), 'what all gave').toEqual([]);
    await teacher.getByTestId('class-ask').waitFor();
  }
  await teacher.getByTestId('class-ask').click();
  await teacher.getByText('Part 3 of 3: look at it together').waitFor();
  await teacher.getByTestId('class-next').click();
  await projector.getByTestId('class-results').waitFor();
  await expect.poll(() => projector.getByTestId('class-results').locator('li').count()).toBe(4);
  expect(await faults(projector), 'the end').toEqual([]);
  await students[3]!.getByTestId('place-over').waitFor();

  await teacher.getByTestId('class-report').click();
  await teacher.getByTestId('report').waitFor();
  expect(await faults(teacher), 'the report').toEqual([]);
  expect(await teacher.getByTestId('report').textContent()).toContain('Di');
  const [file] = await Promise.all([
    teacher.waitForEvent('download'),
    teacher.getByTestId('report-csv').click(),
  ]);
  expect(file.suggestedFilename()).toBe(`ring-zero-${code}.csv`);
});

it('a student moves to another device by the personal code; a name that is taken is refused in words', async () => {
  world.mayComplain();
  const { code } = await open();
  const phone = await enter(code, 'Ann', PHONE);
  const rejoin = (await phone.getByTestId('place-wait').locator('b.mono').textContent())!;
  const twin = await enter(code, 'ann');
  await twin.getByTestId('class-refused').waitFor();
  expect(await faults(twin), 'refused').toEqual([]);
  await twin.getByTestId('moving').click();
  await twin.getByTestId('rejoin-input').fill(rejoin.toLowerCase());
  await twin.getByTestId('join-button').click();
  await twin.getByText('You are in, Ann.').waitFor();
  await phone.getByTestId('class-back').click();
  await phone.getByText('You are in, Ann.').waitFor();
  await twin.getByTestId('class-back').waitFor();
});

it('the report needs the key, and a class that is deleted is gone for everybody', async () => {
  world.mayComplain();
  const { teacher, code } = await open();
  const student = await enter(code, 'Ann', PHONE);
  await student.getByTestId('place-wait').waitFor();
  const nosy = await world.person(PHONE, `#/report/${code}`);
  await nosy.getByTestId('lost').waitFor();
  await teacher.getByTestId('class-delete').click();
  await teacher.getByTestId('class-delete-sure').click();
  await student.getByTestId('lost').waitFor({ timeout: 20_000 });
});
