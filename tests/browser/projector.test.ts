/** The projector of a class, small and large: it never scrolls at 1280 × 720, and pages by itself to all that doesn't fit. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { PAGE_MS } from '../../client/screens/class/arrange.ts';
import type { Classroom } from '../../server/classes/classroom.ts';
import { faults, useWorld } from '../support/browser.ts';
import { joinClass, openClass } from '../support/pupil.ts';

const world = useWorld();
const PLAN = {
  id: 'all-stages',
  minutes: 15,
  activities: [
    // All of these have several steps.
    { do: 'drills', minutes: 1, set: 'replacement', questions: 1, level: 2 },
    { do: 'machines', minutes: 2, scenario: 'classic', rounds: 1, size: 3 },
    { do: 'talk', minutes: 1, talk: 'worst-eviction' },
  ],
};

/** Whatever sticks out of the screen; a page that scrolls, too. */
const outside = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const { scrollHeight, scrollWidth } = document.scrollingElement!;
    const odd = [...document.querySelectorAll('[data-testid=projector] *')].filter((element) => {
      const { width, height, bottom, right } = element.getBoundingClientRect();
      return width * height > 1 && (bottom > innerHeight + 1 || right > innerWidth + 1);
    });
    const where = odd.slice(0, 3).map(({ outerHTML }) => outerHTML.slice(0, 120));
    return scrollHeight > 720 || scrollWidth > 1280 ? [`${scrollWidth} × ${scrollHeight}`, ...where] : where;
  });

const fitsIn = (page: Page, when: string) => expect.poll(() => outside(page), { message: when }).toEqual([]);

/** The width of a tile on each board: the large machine's, and those of the others. */
const tileSizes = (page: Page): Promise<{ large: number; others: number[]; columns: number[] }> =>
  page.evaluate(() => {
    const boards = (inside: string) => [...document.querySelectorAll(`${inside} .mini-board`)];
    const size = (board: Element) => board.querySelector('rect')!.getBoundingClientRect().width;
    const columns = (board: Element) =>
      new Set([...board.querySelectorAll('rect')].map((tile) => tile.getAttribute('x'))).size;
    const large = boards('[data-testid=large]');
    const others = boards('[data-testid=small-machines]');
    return {
      large: size(large[0]!),
      others: others.map(size),
      columns: [...new Set([...large, ...others].map(columns))],
    };
  });

/** All names of a list, page after page. */
async function names(page: Page, list: string, wanted: number): Promise<number> {
  const found = new Set<string>();
  for (let turn = 0; turn < 8 && found.size < wanted; turn++) {
    for (const name of await page.getByTestId(list).locator('b').allTextContents()) found.add(name);
    await fitsIn(page, `${list}, page ${turn + 1}`);
    await page.clock.fastForward(PAGE_MS);
  }
  return found.size;
}

async function open(students: number) {
  const { code, teacherKey } = await openClass(world.server.url, PLAN);
  const teacher = await joinClass(world.server.url, code, { key: teacherKey });
  const viewport = { width: 1280, height: 720 };
  const page = await world.person({ viewport }, `#/project/${code}?key=${teacherKey}`);
  await page.getByTestId('projector').waitFor();
  await page.clock.install();
  // Students without a line: what is looked at is the screen.
  const classroom: Classroom = world.server.app.classes.classroom(code)!;
  await Promise.all(
    Array.from({ length: students }, (_, at) => classroom.enter(`Wilhelmina-Charlotte ${at}`, '')),
  );
  await page.getByText(`${students} are here`).waitFor();
  return { code, teacher, page };
}

it.each([
  [8, 2],
  [16, 4],
  [100, 25],
])('%i students, %i machines: every stage fits, and every name is seen', async (students, machines) => {
  const { code, teacher, page } = await open(students);
  const fits = async (stage: string, testId: string) => {
    await page.getByTestId(testId).waitFor();
    await fitsIn(page, stage);
  };
  expect(await page.getByTestId('lobby-code').textContent()).toBe(code);
  expect(await names(page, 'here', students)).toBe(students);

  await teacher.teach({ do: 'next' });
  await fits('a question', 'class-answered');
  expect(await page.getByTestId('way-in').textContent(), 'for late comers').toContain(code);
  await teacher.teach({ do: 'show' });
  await fits('what all gave', 'tally');
  await teacher.teach({ do: 'why', step: 1 });
  await page.getByText(/^2 \/ \d/).waitFor();
  await fitsIn(page, 'led to a step');
  await teacher.teach({ do: 'ask' });
  await fits('after the questions', 'seen');

  await teacher.teach({ do: 'next' });
  await teacher.until(() => teacher.lesson?.machines.length === machines, 'the machines');
  await fits('the machines', 'large');
  if (machines < 5) expect(await faults(page)).toEqual([]);
  const listed = (list: string) => expect.poll(() => page.getByTestId(list).locator('li').count());
  await listed('compare').toBe(machines);
  await listed('small-machines').toBe(machines - 1);
  const { large, others, columns } = await tileSizes(page);
  expect(Math.max(...others), 'none is as large as the large one').toBeLessThan(large);
  expect(columns, 'the third row is the same on all').toHaveLength(1);
  await teacher.teach({ do: 'pause' });
  await page.getByText('Everything stands still.').waitFor();
  await fitsIn(page, 'frozen');
  await teacher.teach({ do: 'next' });
  await fits('after the round', 'seen');
  expect(await page.getByTestId('seen').textContent(), 'classic has something to say').toContain(
    'Few frames',
  );
  await teacher.teach({ do: 'next' });
  await page.getByText('Which eviction was the worst').waitFor();
  await fits('the talk', 'small-machines');
  await teacher.teach({ do: 'next' });
  await fits('the end', 'class-results');
  expect(await names(page, 'class-results', students)).toBe(students);
});
