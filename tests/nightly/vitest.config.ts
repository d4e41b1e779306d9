/** Full lengths: what takes longer than a person waits for. `npm run nightly`. */
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/nightly/**/*.test.ts'],
    reporters: ['default', './tests/reporter.ts'],
    globalSetup: ['./tests/browser/setup.ts'],
    testTimeout: 3_600_000,
    maxWorkers: 2,
  },
});
