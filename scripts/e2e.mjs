// npm run e2e: the browser tests against the real server in Chromium. Ends with a line `N passed, N failed`.
// Arguments go to the test runner: npm run e2e -- test/e2e/review.test.ts
import { spawnSync } from 'node:child_process';
import { accessSync, constants, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');

function findChromium() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const names = ['chromium', 'chromium-browser', 'google-chrome'].flatMap((name) => folders.map((folder) => join(folder, name)));
  return [process.env.CHROMIUM, '/usr/bin/chromium', ...names].find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

const chromium = findChromium();
if (!chromium) {
  console.error(`The browser tests need Chromium. On Debian: apt-get install chromium fonts-noto-cjk
Elsewhere install Chromium or Chrome and name its program: CHROMIUM=/path/to/chrome npm run e2e`);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'hookline-e2e-report-'));
const report = join(folder, 'report.json');
let passed = 0;
let failed = 0;
try {
  const args = [
    'run',
    '--config=vitest.e2e.config.ts',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const run = spawnSync(process.execPath, [join(root, 'node_modules/vitest/vitest.mjs'), ...args], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, CHROMIUM: chromium },
  });
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed = result.numPassedTests;
    failed = result.numFailedTests;
    // A file that does not load has no failed test, and an error outside tests has neither.
    if (failed === 0 && run.status !== 0) failed = Math.max(1, result.numFailedTestSuites);
  } catch {
    failed = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
