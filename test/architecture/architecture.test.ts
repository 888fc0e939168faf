import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { modules } from '../../src/modules.ts';
import { circles, clocks, contracts, doors, floors, shipping, tables, type SourceFile, type Violation } from './rules.ts';

const files: SourceFile[] = execFileSync('git', ['ls-files', '-co', '--exclude-standard', 'src', 'web', 'test'], { encoding: 'utf8' })
  .split('\n')
  .filter((path) => /\.tsx?$/.test(path) && !path.endsWith('.d.ts'))
  .flatMap((path) => {
    try {
      return [{ path, text: readFileSync(path, 'utf8') }];
    } catch {
      return [];
    }
  });

const list = { identity: { uses: [] }, catalog: { uses: ['identity'] }, studio: { uses: ['catalog'] } };

const cases: { rule: string; check: (files: readonly SourceFile[]) => Violation[]; breaks: SourceFile[] }[] = [
  {
    rule: 'web imports contracts only',
    check: floors,
    breaks: [{ path: 'web/console/a.tsx', text: "import { x } from '../../src/modules/catalog/service.ts';" }],
  },
  {
    rule: 'platform imports nothing above',
    check: floors,
    breaks: [{ path: 'src/platform/db/a.ts', text: "export { x } from '../../modules/catalog/index.ts';" }],
  },
  {
    rule: 'modules do not import the app',
    check: floors,
    breaks: [{ path: 'src/modules/catalog/a.ts', text: "const x = await import('../../app/config.ts');" }],
  },
  {
    rule: 'modules meet at their doors',
    check: (given) => doors(given, modules),
    breaks: [{ path: 'src/modules/studio/a.ts', text: "import { x } from '../catalog/repo.ts';" }],
  },
  {
    rule: 'modules use only what is listed',
    check: (given) => doors(given, modules),
    breaks: [{ path: 'src/modules/catalog/a.ts', text: "import { x } from '../studio/index.ts';" }],
  },
  {
    rule: 'contracts are safe in a browser',
    check: contracts,
    breaks: [{ path: 'src/modules/catalog/contract.ts', text: "import { readFile } from 'node:fs';" }],
  },
  {
    rule: 'tables belong to one module',
    check: tables,
    breaks: [
      { path: 'src/modules/catalog/migrations/0001.ts', text: 'sql`create table works (id text)`' },
      { path: 'src/modules/studio/repo.ts', text: "trx.selectFrom('works')" },
    ],
  },
  { rule: 'the clock is injected', check: clocks, breaks: [{ path: 'src/modules/catalog/a.ts', text: 'const at = Date.now();' }] },
  {
    rule: 'what ships does not import tests',
    check: shipping,
    breaks: [{ path: 'src/app/a.ts', text: "import { x } from '../../test/support/media.ts';" }],
  },
];

test('the architecture test sees the house', () => {
  for (const folder of [
    'src/app/',
    'src/modules/identity/',
    'src/modules/catalog/',
    'src/modules/studio/',
    'src/platform/db/',
    'web/console/',
  ]) {
    expect(files.filter((file) => file.path.startsWith(folder)).length, folder).toBeGreaterThan(2);
  }
});

test.each(cases)('$rule', ({ check, breaks }) => {
  expect(check(breaks), 'the fixture breaks the rule').not.toEqual([]);
  expect(check(files)).toEqual([]);
});

test('modules use one another without circles', () => {
  expect(circles({ ...list, identity: { uses: ['studio'] } })).not.toEqual([]);
  expect(circles(modules)).toEqual([]);
});

test('every module is listed and has a door with a header', () => {
  const found = [...new Set(files.flatMap((file) => /^src\/modules\/([^/]+)\//.exec(file.path)?.[1] ?? []))];
  expect(found.sort()).toEqual(Object.keys(modules).sort());
  for (const name of found) {
    const door = files.find((file) => file.path === `src/modules/${name}/index.ts`);
    expect(door?.text.startsWith('/**'), `${name}/index.ts begins with what it owns`).toBe(true);
  }
});
