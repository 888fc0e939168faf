import { defineConfig } from 'vitest/config';

/** The browser tests: few files, each with a server and a browser of its own, so two at once fill two cores. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/support/snapshots.ts', 'test/e2e/material.ts'],
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 240_000,
  },
});
