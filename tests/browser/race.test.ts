/** A race in a real Chromium: the host's screen before a room of thirty, and a phone among them, with a finger and with keys. */
import { describe, expect, it } from 'vitest';
import { faults, KINDS, LAPTOP, PHONE, useWorld } from '../support/browser.ts';
import { joinRace, someAnswer, type TestRacer } from '../support/racer.ts';

const world = useWorld();

/** Something that fits the open question, by a number. */
const some = (racer: TestRacer, by: number) => someAnswer(racer.questions.at(-1)!.question, by);

async function host(options = LAPTOP) {
  const page = await world.person(options, '#/drills');
  await page.getByTestId('race-link').click();
  await page.getByTestId('about-allocation').click();
  await page.getByTestId('race-open').click();
  const code = (await page.getByTestId('lobby-code').textContent())!.trim();
  return { page, code };
}

it('thirty people and a host: questions, what all gave, why, and the places of all', async () => {
  const { page, code } = await host();
  const racers: TestRacer[] = [];
  for (let at = 0; at < 30; at++)
    racers.push(await joinRace(world.server.url, code, { name: `Racer ${at}` }));
  await page.getByTestId('racers').getByText('Racer 29').waitFor();
  expect(await faults(page), 'the lobby').toEqual([]);
  for (let round = 0; round < 5; round++) {
    await page.getByTestId('race-next').click();
    await page.getByTestId('race-answered').waitFor();
    await Promise.all(racers.map((one) => one.until(() => one.questions.length === round + 1, 'a question')));
    if (round === 0) expect(await faults(page), 'a question').toEqual([]);
    await Promise.all(racers.map((one, at) => one.answer(some(one, at))));
    await page.getByTestId('tally').waitFor();
    const counts = await page.getByTestId('tally').locator('b.mono').allTextContents();
    const rest = await page.getByTestId('tally').locator('.muted').allTextContents();
    const told = [...counts, ...rest].reduce((sum, text) => sum + Number(/\d+/.exec(text)![0]), 0);
    expect(told, 'everybody is in the picture').toBe(30);
    if (round === 0) expect(await faults(page), 'what all gave').toEqual([]);
  }
  await page.getByTestId('race-next').click();
  await expect.poll(() => page.getByTestId('race-over').locator('tbody tr').count()).toBe(30);
  expect(await faults(page), 'the end').toEqual([]);
});

describe.each(KINDS)('a racer, %s', (_name, options) => {
  it('comes in by code, answers, waits, sees why, and comes back after a reload', async () => {
    const { page: lead, code } = await host();
    const other = await joinRace(world.server.url, code, { name: 'Other' });
    const page = await world.person(options, `#/join/${code}`);
    await page.getByTestId('name-input').fill('Ann');
    expect(await faults(page), 'joining').toEqual([]);
    await page.getByTestId('join-button').press('Enter');
    await page.getByTestId('racers').getByText('Ann').waitFor();
    expect(await faults(page), 'the lobby').toEqual([]);
    await lead.getByTestId('race-next').press('Enter');
    await page.getByTestId('drill').waitFor();
    await other.until(() => other.questions.length === 1, 'the question');
    await page.reload();
    await page.getByTestId('drill').waitFor();
    await other.answer(some(other, 0));
    await lead.getByTestId('race-show').press('Enter');
    await page.getByTestId('verdict').waitFor();
    expect(await page.getByTestId('race-points').textContent()).toContain('0 points');
    expect(await faults(page), 'a round that was missed').toEqual([]);
    await page.getByTestId('step-forward').press('Enter');
  });
});

it('a race keeps its host over a reload, and lets go whom the host takes out', async () => {
  const { page, code } = await host();
  const phone = await world.person(PHONE, `#/join/${code}`);
  await phone.getByTestId('name-input').fill('Bo');
  await phone.getByTestId('join-button').click();
  await page.getByTestId('racers').getByText('Bo').waitFor();
  await page.reload();
  await page.getByTestId('remove-0').click();
  await phone.getByTestId('join-again').waitFor();
  expect(await faults(phone), 'taken out').toEqual([]);
  await phone.reload();
  await phone.getByTestId('join-button').click();
  await page.getByTestId('remove-1').waitFor();
  await page.getByTestId('race-next').click();
  await phone.getByTestId('drill').waitFor();
  await page.getByTestId('race-people').click();
  expect(await faults(page), 'who is in').toEqual([]);
  await page.getByTestId('remove-1').click();
  await phone.getByTestId('join-again').click();
  await phone.getByTestId('join-button').click();
  await phone.getByTestId('drill').waitFor();
});

it.each([
  ['#/race/ZZZZZ', 'lost'],
  ['#/race/ZZZ', 'lost'],
  ['#/join/ZZZZZ', 'no-such-code'],
])('an unknown code says so before a name is asked for: %s', async (route, where) => {
  world.mayComplain();
  const page = await world.person(PHONE, route);
  await page.getByTestId(where).waitFor();
  expect(await page.getByTestId(where).textContent()).toContain('ZZZ');
  expect(await faults(page)).toEqual([]);
});
