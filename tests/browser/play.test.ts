/** Whole matches in a real Chromium, by mouse and by keyboard alone. */
import { describe, expect, it } from 'vitest';
import { CHANCE, hurry, LAPTOP, PHONE, playShort, toResult, until, useWorld } from '../support/browser.ts';

const world = useWorld();

describe('alone, as a process', CHANCE, () => {
  it('home → a job taken, placed and finished → result, by mouse', async () => {
    const page = await world.person();
    await playShort(page, 'process');
    await page.getByTestId('offer-1').click();
    const malloc = page.getByTestId('malloc');
    await until(page, '[data-testid=score]:not(:text-is("0"))', async () => {
      if (await malloc.isEnabled()) await malloc.click({ timeout: 500 }).catch(() => {});
    });
    expect(Number(await page.getByTestId('score').textContent())).toBeGreaterThan(0);
    await toResult(world, page);
    expect(await page.getByTestId('result').textContent()).toContain('on the same references');
  });

  it('by keyboard alone, a whole job, at three times the speed', async () => {
    const page = await world.person();
    await page.getByTestId('learn-process').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('process-screen').waitFor();
    // The briefing has the focus, and the machine waits for it.
    await page.getByTestId('briefing-close').and(page.locator(':focus')).waitFor();
    await page.keyboard.press('Enter');
    hurry(world, page, 3000);
    await until(page, '[data-testid=score]:not(:text-is("0"))', async () => {
      await page.keyboard.press((await page.getByTestId('job').count()) === 0 ? '1' : 'm');
    });
    // What the finished job left behind is there until F is pressed.
    await page.locator('[data-testid=free-all]:has-text("leftover")').waitFor();
    await until(page, '[data-testid=free-all]:has-text("none left over")', () => page.keyboard.press('f'));
  });
});

describe('alone, as the kernel', CHANCE, () => {
  it('home → a fault served, a victim evicted → result, by mouse', async () => {
    const page = await world.person();
    await playShort(page, 'kernel');
    const left = '[data-testid=log]:has-text("left frame")';
    const grant = page.getByTestId('grant');
    const user = page.getByRole('gridcell', { name: /process . page/ });
    await until(page, '[role=gridcell]:has-text("dirty")', async () => {
      if (await grant.isEnabled()) await grant.click({ timeout: 500 }).catch(() => {});
    });
    await until(page, left, async () => {
      await user
        .last()
        .click({ timeout: 500 })
        .catch(() => {});
      await page
        .getByTestId('evict')
        .click({ timeout: 500 })
        .catch(() => {});
    });
    await toResult(world, page);
  });

  it('by keyboard alone: the queue served, a frame found with the arrows and evicted, the result', async () => {
    const page = await world.person();
    await page.getByTestId('short').focus();
    await page.keyboard.press('Space');
    await page.getByTestId('play-kernel').focus();
    await page.keyboard.press('Enter');
    await page.getByTestId('kernel-screen').waitFor();
    await until(page, '[role=gridcell]:has-text("dirty")', () => page.keyboard.press('g'));
    await page.getByTestId('frame-00').focus();
    const owned = page.locator('[data-testid=detail]:has-text("owner")');
    for (let step = 0; step < 60 && !(await owned.isVisible()); step++)
      await page.keyboard.press('ArrowRight');
    await page.keyboard.press('e');
    await page.locator('[data-testid=log]:has-text("left frame")').waitFor();
    await toResult(world, page);
  });

  it('on a phone nothing scrolls by itself: the board stays in sight while traps come and go', async () => {
    const page = await world.person({ ...PHONE, viewport: { width: 360, height: 640 } });
    await playShort(page, 'kernel');
    await page.getByTestId('trap').first().waitFor();
    const hidden = await page.evaluate(() => {
      const main = document.getElementById('main')!;
      return main.scrollHeight - main.clientHeight;
    });
    expect(hidden, 'there is more below than what is seen').toBeGreaterThan(0);
    for (let turn = 0; turn < 10; turn++) {
      await page.keyboard.press('g');
      await page.waitForTimeout(300);
      expect(await page.evaluate(() => [scrollY, document.getElementById('main')!.scrollTop])).toEqual([
        0, 0,
      ]);
    }
  });

  it('evicting the kernel itself asks first, then panics, and the machine comes back', async () => {
    const page = await world.person();
    await playShort(page, 'kernel');
    await page.getByTestId('frame-00').click();
    await page.getByTestId('evict').click();
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    expect(await page.getByTestId('panic').count()).toBe(0);
    await dialog.getByRole('button').last().click();
    await page.getByTestId('panic').waitFor();
    expect(await page.getByTestId('panic').textContent()).toContain('lost-kernel-frame');
    hurry(world, page, 5000);
    await page.getByTestId('panic').waitFor({ state: 'detached', timeout: 20_000 });
  });
});

describe('together', CHANCE, () => {
  it('two browsers in one machine by code, and a reload in mid-match comes back to the seat', async () => {
    const host = await world.person();
    await host.getByTestId('host').click();
    const code = (await host.getByTestId('lobby-code').textContent())!.trim();
    expect(code).toMatch(/^[A-Z0-9]{5}$/);
    const guest = await world.person(PHONE);
    await guest.getByTestId('code-input').first().fill(code.toLowerCase());
    await guest.getByTestId('join-button').first().click();
    await guest.getByTestId('join-button').or(guest.getByTestId('lobby-code')).first().waitFor();
    if (!(await guest.getByTestId('lobby-code').isVisible()))
      await guest.getByTestId('join-button').first().click();
    await guest.getByTestId('lobby-code').waitFor();
    await host.getByTestId('start').click();
    await host.locator('[data-testid$=-screen]').waitFor();
    await guest.getByTestId('process-screen').waitFor();
    // Processes start one after the other: the guest's turn comes sooner.
    hurry(world, host, 5000);
    await until(guest, '[data-testid=job]', async () => {
      await guest
        .getByTestId('offer-1')
        .click({ timeout: 500 })
        .catch(() => {});
    });
    hurry(world, host, 1000);
    // The projector sees all of it, by the host's link alone.
    const link = await host.evaluate(
      () => localStorage.getItem(`ring-zero.m.${location.hash.slice(4)}`) ?? '',
    );
    const { hostKey } = JSON.parse(link) as { hostKey: string };
    const projector = await world.person(LAPTOP, `#/watch/${code}?key=${hostKey}`);
    await projector.getByTestId('spectator').waitFor();
    expect(await projector.getByRole('gridcell').count()).toBe(64);
    await guest.reload();
    await guest.getByTestId('process-screen').waitFor();
    await guest.getByTestId('job').first().waitFor();
  });
});

describe('what leads nowhere', CHANCE, () => {
  it.each([
    ['#/join/ZZZZZ', 'an unknown code'],
    ['#/nowhere', 'an unknown route'],
    ['#/m/!!!', 'a broken code'],
    ['#/watch/ZZZZZ?key=wrong', 'a spectator without a machine'],
  ])('%s, %s, says so and leads home', async (route) => {
    world.mayComplain();
    const page = await world.person(LAPTOP, route);
    await page.locator('a[href="#/"], [data-testid=lost] button').first().waitFor();
    expect((await page.locator('main').textContent())!.length).toBeGreaterThan(20);
  });
});
