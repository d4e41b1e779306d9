/**
 * One Chromium for all browser tests of a run: the system's where CHROMIUM_PATH names one, else the one that comes as an
 * npm package, unpacked once, with the libraries it brings where the system lacks them.
 */
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    browser: string;
  }
}

const ARGS = [
  '--headless',
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-quic',
];

const launch = (executablePath: string): Promise<BrowserServer> =>
  chromium.launchServer({ executablePath, args: ARGS, headless: true });

async function fromPackage(): Promise<BrowserServer> {
  const { default: packaged, inflate, setupLambdaEnvironment } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = true;
  const executable = await packaged.executablePath();
  try {
    return await launch(executable);
  } catch {
    // No NSS or expat on this system: the package has them.
    const folder = path.dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium'));
    await inflate(path.resolve(folder, '../bin/al2023.tar.br'));
    setupLambdaEnvironment(path.join(tmpdir(), 'al2023', 'lib'));
    return launch(executable);
  }
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const own = process.env.CHROMIUM_PATH;
  const server = own ? await launch(own) : await fromPackage();
  project.provide('browser', server.wsEndpoint());
  return () => server.close();
}
