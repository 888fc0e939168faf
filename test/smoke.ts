/** Loads every module in plain Node: a test runner accepts syntax that type stripping does not. */
import { globSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

// Files that do something when loaded: the command line, and what a worker or a migration's name begins.
const acting = ['src/app/main.ts', 'src/platform/media/worker.ts'];
let failures = 0;
const files = globSync(['src/**/*.ts', 'scripts/*.ts'], { exclude: (path) => path.endsWith('.test.ts') }).filter(
  (path) => !acting.includes(path) && !path.startsWith('scripts/'),
);
for (const file of files) {
  try {
    await import(pathToFileURL(file).href);
  } catch (error) {
    failures++;
    console.error(`${file}: ${(error as Error).stack ?? String(error)}`);
  }
}
console.log(`${files.length - failures} of ${files.length} modules load in plain Node`);
process.exit(failures === 0 && files.length > 50 ? 0 : 1);
