/** A server that hands out the built client, and people with browsers in front of it. */
import path from 'node:path';
import { type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { inject } from 'vitest';
import { startServer, type TestServer } from './server.ts';

const DIST = path.resolve(import.meta.dirname, '../../dist');

export const LAPTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  hasTouch: true,
  isMobile: true,
};

/** The server draws a seed of its own for each match, and another hand of cards may be dealt once. */
export const CHANCE = { retry: 1 };

export interface World {
  server: TestServer;
  /** A fresh browser profile at the home page, or at a hash route. */
  person(options?: BrowserContextOptions, route?: string): Promise<Page>;
  /** What went wrong on any page: errors it threw or logged. */
  complaints: string[];
  end(): Promise<void>;
}

export async function createWorld(): Promise<World> {
  const server = await startServer(DIST);
  const browser = await chromium.connect(inject('browser'));
  const contexts: BrowserContext[] = [];
  const complaints: string[] = [];
  return {
    server,
    complaints,
    async person(options = LAPTOP, route = '') {
      const context = await browser.newContext({ ...options, reducedMotion: 'reduce', locale: 'en-GB' });
      contexts.push(context);
      const page = await context.newPage();
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      await page.goto(`${server.url}/${route}`);
      return page;
    },
    async end() {
      for (const context of contexts) await context.close();
      await browser.close();
      await server.stop();
    },
  };
}

/** Starts a short match from home. */
export async function playShort(page: Page, role: 'process' | 'kernel'): Promise<void> {
  await page.getByTestId('short').check();
  await page.getByTestId(`play-${role}`).click();
  await page.getByTestId(`${role}-screen`).waitFor();
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
    await wanted.waitFor({ state: 'visible', timeout: 300 }).catch(() => {});
  }
}

/** Lets the machine of the page run at another speed than a person would like, in permille. */
export function hurry(world: World, page: Page, permille: number): void {
  const code = /#\/m\/(\w+)/.exec(page.url())?.[1] ?? '';
  world.server.app.house.table(code)!.setSpeed(permille);
}
