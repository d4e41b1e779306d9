import { defineConfig } from 'vitest/config';
import { hasPostgres } from './tests/support/databases.ts';

const common = { testTimeout: 120_000, hookTimeout: 120_000, expect: { poll: { timeout: 30_000 } } };
const CLASSES = 'tests/rooms/class*.test.ts';

export default defineConfig({
  test: {
    reporters: ['default', './tests/reporter.ts'],
    maxWorkers: 3,
    projects: [
      {
        test: {
          ...common,
          name: 'all',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/nightly/**', 'tests/support/**'],
          globalSetup: ['./tests/browser/setup.ts'],
        },
      },
      // Classes once more, on PostgreSQL; where the machine has none, what is not run is named.
      {
        test: {
          ...common,
          name: 'PostgreSQL',
          include: [hasPostgres ? CLASSES : 'tests/support/noPostgres.test.ts'],
          env: { TEST_DATABASE: 'PostgreSQL' },
        },
      },
    ],
  },
});
