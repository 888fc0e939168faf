// npm test: every module loads in plain Node, then the unit, module, contract and architecture tests. What takes its time is asked for
// by name, npm test -- slow: processes that are killed, disks that are full, the demo, every role at every route, every route asked with
// nonsense, the guides' commands, a million lines, videos that are searched for copies from end to end. Ends with a line `N passed, N failed`.
// Arguments go to the test runner: npm test -- src/modules/catalog
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const arguments_ = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'hookline-test-'));
const report = join(folder, 'report.json');
/** Everything but what takes its time, that alone, or what is named. */
function chosen() {
  if (arguments_.length === 0) return slow.flatMap((path) => ['--exclude', path.endsWith('.ts') ? path : `${path}/**`]);
  return arguments_.length === 1 && arguments_[0] === 'slow' ? slow : arguments_;
}

const slow = [
  'test/faults',
  'test/demo',
  'test/contract/hostile.test.ts',
  'test/contract/matrix.test.ts',
  'test/guides',
  'src/app/commands/ledger.test.ts',
  'src/modules/attribution/imports/million.test.ts',
  'src/modules/protection/match/engine.test.ts',
  'src/modules/protection/protection.test.ts',
  'src/modules/protection/references',
];
let passed = 0;
let failed = 0;
try {
  if (arguments_.length === 0) {
    const smoke = spawnSync(process.execPath, [join(root, 'test/smoke.ts')], { cwd: root, stdio: 'inherit' });
    if (smoke.status === 0) passed++;
    else failed++;
  }
  const run = spawnSync(
    process.execPath,
    [
      join(root, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
      ...chosen(),
    ],
    { cwd: root, stdio: 'inherit' },
  );
  try {
    const result = JSON.parse(readFileSync(report, 'utf8'));
    passed += result.numPassedTests;
    failed += result.numFailedTests;
    // A file that does not load has no failed test, and an error outside tests has neither.
    if (failed === 0 && run.status !== 0) failed += Math.max(1, result.numFailedTestSuites);
  } catch {
    failed++;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
