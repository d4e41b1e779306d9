/** A server that hands out the built client, people with browsers in front of it, and what can be wrong with a page. */
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Page,
} from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest';
import { startServer, type TestServer } from './server.ts';

export const DIST = path.resolve(import.meta.dirname, '../../dist');

export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** By day on a laptop, by night on a phone: between them they show every layout and both themes. */
export const KINDS: readonly (readonly [string, BrowserContextOptions])[] = [
  ['laptop, light', { ...LAPTOP, colorScheme: 'light' }],
  ['phone, dark', { ...PHONE, colorScheme: 'dark' }],
];

/** The server draws a seed of its own for each match, and another hand of cards may be dealt once. */
export const CHANCE = { retry: 1 };

export interface World {
  server: TestServer;
  /** A fresh browser profile at the home page, or at a hash route. */
  person(options?: BrowserContextOptions, route?: string): Promise<Page>;
  /** For a test that leads to what a browser logs by itself: an address that isn't there. */
  mayComplain(): void;
}

/**
 * The world of a test file. Everybody leaves after each test, as a page that stays keeps playing and drawing; and no page
 * may have thrown or logged an error.
 */
export function useWorld(client = DIST): World {
  let browser: Browser;
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  let tolerant = false;
  const world = {
    person: (options = LAPTOP, route = '') => enter(options, route),
    mayComplain() {
      tolerant = true;
    },
  } as World;

  async function enter(options: BrowserContextOptions, route: string): Promise<Page> {
    const context = await browser.newContext({
      // Each profile would fetch the whole client into its cache; offline.test.ts lets it.
      serviceWorkers: 'block',
      ...options,
      reducedMotion: 'reduce',
      locale: 'en-GB',
    });
    contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(`${world.server.url}/${route}`);
    return page;
  }

  beforeAll(async () => {
    world.server = await startServer(client);
    browser = await chromium.connect(inject('browser'));
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const heard = complaints.splice(0);
    const excused = tolerant;
    tolerant = false;
    if (!excused) expect(heard).toEqual([]);
  });
  afterAll(async () => {
    await browser?.close();
    await world.server?.stop();
  });
  return world;
}

/** What axe finds serious on a page, and by how many pixels it runs out of the screen sideways. */
export async function faults(page: Page): Promise<string[]> {
  // One run inside the page: without frames of other origins there is nothing to put together on a page of its own.
  const axe = new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] });
  const { violations } = await axe.analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  const found = serious.map(({ id, nodes }) => {
    const where = nodes.slice(0, 3).map(({ target, html }) => `${target.join(' ')} ${html}`);
    return `${id}: ${where.join(', ')}`;
  });
  return over > 0 ? [...found, `${over} px too wide`] : found;
}

/** Starts a short match from home. */
export async function playShort(page: Page, role: 'process' | 'kernel'): Promise<void> {
  await page.getByTestId('short').check();
  await page.getByTestId(`play-${role}`).click();
  await page.getByTestId(`${role}-screen`).waitFor();
}

/** Begins a tutorial from home: the machine waits until the briefing is closed. */
export async function learn(page: Page, role: 'process' | 'kernel'): Promise<void> {
  await page.getByTestId(`learn-${role}`).click();
  await page.getByTestId(`${role}-screen`).waitFor();
  await page.getByTestId('briefing-close').click();
}

/** Does `act` again and again until `goal` is seen. */
export async function until(
  page: Page,
  goal: string,
  act: () => Promise<void>,
  timeout = 45_000,
): Promise<void> {
  const end = Date.now() + timeout;
  const wanted = page.locator(goal).first();
  while (!(await wanted.isVisible())) {
    if (Date.now() > end) throw new Error(`never saw ${goal}`);
    await act();
    await wanted.waitFor({ state: 'visible', timeout: 150 }).catch(() => {});
  }
}

/** Lets the machine of the page run at another speed than a person would like, in permille. */
export function hurry(world: World, page: Page, permille: number): void {
  const code = /#\/(?:m|watch)\/(\w+)/.exec(page.url())?.[1] ?? '';
  world.server.app.house.table(code)!.setSpeed(permille);
}

/** Nearly stops the machine of the page, so that it holds still to be looked at. */
export const hold = (world: World, page: Page): void => hurry(world, page, 50);

/** To the match's end, as fast as a page can follow. */
export async function toResult(world: World, page: Page): Promise<void> {
  hurry(world, page, 10_000);
  await page.getByTestId('result').waitFor({ timeout: 45_000 });
}
