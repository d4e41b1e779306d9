/** Without a network in a real Chromium: home, drills and manual go on, and with one a reload brings what the server has. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, expect, it } from 'vitest';
import { DIST, faults, PHONE, useWorld } from '../support/browser.ts';
import { answer, tap } from '../support/drills.ts';

/** A client of its own, which can get a new version. */
const folder = mkdtempSync(path.join(tmpdir(), 'ring-zero-client-'));
cpSync(DIST, folder, { recursive: true });
afterAll(() => rmSync(folder, { recursive: true }));

const world = useWorld(folder);

/** Somebody whose device has kept everything. */
async function keeper(route = ''): Promise<Page> {
  const page = await world.person({ ...PHONE, serviceWorkers: 'allow' }, route);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((done) => {
      navigator.serviceWorker.addEventListener('controllerchange', done, { once: true });
    });
  });
  return page;
}

it('after a reload without a network a question is answered, and a page of the manual read', async () => {
  world.mayComplain();
  const page = await keeper();
  expect(await page.getByTestId('offline').count()).toBe(0);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByTestId('offline').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByTestId('drills-link').click();
  await page.getByTestId('kept').waitFor();
  await tap(page, 'concept-replacement');
  await page.getByTestId('drill').waitFor();
  await answer(page, tap);
  await page.goto(`${world.server.url}/#/manual`);
  await page.getByTestId('manual-zero-copy').click();
  await page.getByTestId('step-forward').click();
  await page.evaluate(() => document.fonts.ready);
  expect(await page.evaluate(() => document.fonts.check('16px "Bricolage Grotesque Variable"'))).toBe(true);
  await page.goto(`${world.server.url}/`);
  await page.context().setOffline(false);
  await page.getByTestId('offline').waitFor({ state: 'detached' });
});

it.each(['#/race', '#/m/ABCDE'])('%s says that it needs the network, and goes on with one', async (route) => {
  world.mayComplain();
  const page = await keeper();
  await page.context().setOffline(true);
  await page.goto(`${world.server.url}/${route}`);
  await page.getByTestId('fetch-again').waitFor();
  expect(await faults(page)).toEqual([]);
  await page.getByTestId('fetch-again').click();
  await page.context().setOffline(false);
  await page.getByTestId('fetch-again').waitFor({ state: 'detached' });
  await page.getByTestId(route === '#/race' ? 'race-open' : 'lost').waitFor();
});

it('a reload brings what the server has now, and without a network what the device has', async () => {
  world.mayComplain();
  const page = await keeper();
  const file = path.join(folder, 'index.html');
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace('<head>', '<head><meta name="version" content="next">'),
  );
  await page.context().setOffline(true);
  await page.reload();
  await page.getByTestId('offline').waitFor();
  expect(await page.locator('meta[name=version]').count()).toBe(0);
  await page.context().setOffline(false);
  await page.reload();
  await page.getByTestId('drills-link').waitFor();
  expect(await page.locator('meta[name=version]').count()).toBe(1);
});

it('a page whose parts are gone from the server starts again', async () => {
  world.mayComplain();
  const page = await world.person();
  let started = 0;
  await page.route(`${world.server.url}/`, (route) => {
    started++;
    return route.continue();
  });
  await page.route('**/assets/drills-*.js', (route) => (started === 0 ? route.abort() : route.continue()));
  await page.getByTestId('drills-link').click();
  await page.getByTestId('drills-start').waitFor();
  expect(started).toBe(1);
});

it('interfaces, health and the room’s socket pass the worker by', async () => {
  const page = await keeper();
  for (const address of ['/healthz', '/readyz', '/metrics', '/api/nothing']) {
    if (address.startsWith('/api')) world.mayComplain();
    const answered = page.waitForResponse((response) => response.url().endsWith(address));
    await page.evaluate((to) => fetch(to).then(() => null), address);
    expect((await answered).fromServiceWorker(), address).toBe(false);
  }
  await page.getByTestId('play-process').click();
  await page.getByTestId('process-screen').waitFor();
});

it('over plain http from another computer nothing is kept, and the drills say so', async () => {
  const page = await world.person();
  await page.route('http://school.test/**', (route) => {
    const { pathname } = new URL(route.request().url());
    return route.fulfill({ path: path.join(folder, pathname === '/' ? 'index.html' : pathname) });
  });
  await page.goto('http://school.test/#/drills');
  await page.getByTestId('insecure').waitFor();
  expect(await page.getByTestId('kept').count()).toBe(0);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
});

it('the worker is allowed, and never kept by the browser', async () => {
  const { headers } = await fetch(`${world.server.url}/sw.js`);
  expect(headers.get('cache-control')).toBe('public, max-age=0');
  expect(headers.get('content-security-policy')).toContain("worker-src 'self'");
  const manifest = await fetch(`${world.server.url}/manifest.webmanifest`);
  const { name, icons } = (await manifest.json()) as { name: string; icons: { src: string }[] };
  expect(name).toBe('Ring Zero');
  for (const { src } of icons) expect((await fetch(`${world.server.url}/${src}`)).status, src).toBe(200);
});

it('keeps what a match needs off the device: its network is needed anyway', () => {
  const worker = readFileSync(path.join(DIST, 'sw.js'), 'utf8');
  const kept = [...worker.matchAll(/url:"([^"]+)"/g)].map(([, name]) => readFileSync(path.join(DIST, name!)));
  expect(kept.some((part) => part.includes('Phaser'))).toBe(false);
  expect(kept.reduce((sum, { length }) => sum + length, 0)).toBeLessThan(1_500_000);
});
