// npm run check: types, lint, format, dead code, generated files. The tests are npm test. Ends with `N passed, N failed`.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const checks = [
  ['types', bin('tsc'), ['-p', '.']],
  ['types of the web', bin('tsc'), ['-p', 'web']],
  ['types of the browser tests', bin('tsc'), ['-p', 'test/e2e']],
  ['lint', bin('oxlint'), ['--deny-warnings', 'src', 'web', 'test', 'scripts']],
  ['format', bin('oxfmt'), ['--check', 'src', 'web', 'test', 'scripts']],
  ['dead code', bin('knip'), []],
  ['generated files', process.execPath, ['scripts/generate.ts', '--check']],
];
let failed = 0;
for (const [name, command, args] of checks) {
  const run = spawnSync(command, args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
  console.log(`${run.status === 0 ? 'ok  ' : 'FAIL'} ${name}`);
  if (run.status !== 0) failed++;
}
console.log(`${checks.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
