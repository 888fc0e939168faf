import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'web/**/*.test.{ts,tsx}'],
    exclude: ['test/e2e/**', 'node_modules/**'],
    globalSetup: ['test/support/snapshots.ts'],
    pool: 'forks',
    // Tests wait for servers, timers and disks: with as many workers as two cores, a quarter to a third of the processor was idle.
    maxWorkers: 3,
    testTimeout: 60_000,
    // Whoever needs a schema first makes it for all, which on a machine that is busy otherwise takes its time.
    hookTimeout: 120_000,
  },
});
