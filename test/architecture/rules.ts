/** The house's rules as functions from files to violations, so that each can be shown to fail on a fixture. */
import { dirname, join, normalize } from 'node:path/posix';
import { parseSync } from 'oxc-parser';

export type SourceFile = { path: string; text: string };
export type Violation = { rule: string; path: string; detail: string };
export type ModuleList = Readonly<Record<string, { readonly uses: readonly string[] }>>;

type Import = { path: string; to: string };

/** What a file imports, static, re-exported and dynamic; relative ones as paths from the root, packages by their name. */
export function importsOf(file: SourceFile): string[] {
  const { module } = parseSync(file.path, file.text);
  const names = [
    ...module.staticImports.map((each) => each.moduleRequest.value),
    ...module.staticExports.flatMap((each) => each.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ];
  for (const each of module.dynamicImports) {
    const literal = /^['"`]([^'"`$]+)['"`]$/.exec(file.text.slice(each.moduleRequest.start, each.moduleRequest.end));
    if (literal) names.push(literal[1]!);
  }
  return [...new Set(names)].map((name) => (name.startsWith('.') ? normalize(join(dirname(file.path), name)) : name));
}

const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('test/');
const moduleOf = (path: string): string | undefined => /^src\/modules\/([^/]+)\//.exec(path)?.[1];
const floorOf = (path: string): 'web' | 'app' | 'modules' | 'platform' | null =>
  path.startsWith('web/')
    ? 'web'
    : path.startsWith('src/app/')
      ? 'app'
      : path.startsWith('src/modules')
        ? 'modules'
        : path.startsWith('src/platform/')
          ? 'platform'
          : null;

function allImports(files: readonly SourceFile[]): Import[] {
  return files.filter((file) => !isTest(file.path)).flatMap((file) => importsOf(file).map((to) => ({ path: file.path, to })));
}

/** web → contract.ts only · app → modules → platform · platform imports nothing above. */
export function floors(files: readonly SourceFile[]): Violation[] {
  const order = { app: 2, modules: 1, platform: 0 } as const;
  return allImports(files).flatMap(({ path, to }) => {
    const from = floorOf(path);
    const target = floorOf(to);
    if (!from || !target) return [];
    if (from === 'web')
      return target === 'web' || to.endsWith('/contract.ts')
        ? []
        : [{ rule: 'floors', path, detail: `web may import contract.ts only, not ${to}` }];
    if (target === 'web' || order[from] < order[target]) return [{ rule: 'floors', path, detail: `${from} may not import ${to}` }];
    return [];
  });
}

/** Module to module only through index.ts, only if modules.ts lists it. The composing floor may also read contracts. */
export function doors(files: readonly SourceFile[], modules: ModuleList): Violation[] {
  return allImports(files).flatMap(({ path, to }) => {
    const target = moduleOf(to);
    const own = moduleOf(path);
    if (!target || target === own) return [];
    if (floorOf(path) === 'web') return [];
    const door = `src/modules/${target}/index.ts`;
    if (own === undefined)
      return to === door || to === `src/modules/${target}/contract.ts`
        ? []
        : [{ rule: 'doors', path, detail: `${to} is not the door of ${target}` }];
    if (!modules[own]?.uses.includes(target))
      return [{ rule: 'doors', path, detail: `${own} may not use ${target}: modules.ts does not list it` }];
    if (to === door) return [];
    // A contract must stay safe in a browser, and a door is not: so contracts share their words with one another.
    if (path.endsWith('/contract.ts') && to === `src/modules/${target}/contract.ts`) return [];
    return [{ rule: 'doors', path, detail: `${to} is not the door of ${target}` }];
  });
}

/** No module uses itself by way of others. */
export function circles(modules: ModuleList): Violation[] {
  const visit = (name: string, path: readonly string[]): Violation[] => {
    if (path.includes(name)) return [{ rule: 'circles', path: 'src/modules.ts', detail: [...path, name].join(' → ') }];
    return (modules[name]?.uses ?? []).flatMap((next) => visit(next, [...path, name]));
  };
  return Object.keys(modules).flatMap((name) => visit(name, []));
}

/** contract.ts is safe in a browser: zod and other contracts only. */
export function contracts(files: readonly SourceFile[]): Violation[] {
  return allImports(files)
    .filter(({ path, to }) => /^src\/.*\/contract\.ts$/.test(path) && to !== 'zod' && !to.endsWith('/contract.ts'))
    .map(({ path, to }) => ({ rule: 'contracts', path, detail: `a contract may not import ${to}` }));
}

/** No module names another's table in SQL. A table belongs to the module whose migration creates it. */
export function tables(files: readonly SourceFile[]): Violation[] {
  const owners = new Map<string, string>();
  for (const { path, text } of files) {
    const owner = moduleOf(path) ?? /^src\/platform\/([^/]+)\//.exec(path)?.[1];
    if (!owner || !path.includes('/migrations/')) continue;
    for (const [, table] of text.matchAll(/create table (?:if not exists )?"?([a-z_]+)"?/gi)) owners.set(table!, owner);
  }
  return files
    .filter((file) => !isTest(file.path) && file.path.startsWith('src/modules/'))
    .flatMap(({ path, text }) => {
      const own = moduleOf(path)!;
      const named = [
        ...text.matchAll(
          /\b(?:from|into|update|join|truncate|table)\s+"?([a-z_]+)"?|(?:selectFrom|insertInto|updateTable|deleteFrom|innerJoin|leftJoin)\(\s*'([a-z_]+)/gi,
        ),
      ].map((match) => (match[1] ?? match[2])!);
      return [...new Set(named)].flatMap((table) => {
        const owner = owners.get(table);
        return owner && owner !== own ? [{ rule: 'tables', path, detail: `the table ${table} belongs to ${owner}` }] : [];
      });
    });
}

/** Pure files read no clock, no chance, no file; everything else reads the clock through platform/time. */
export function clocks(files: readonly SourceFile[]): Violation[] {
  return files
    .filter((file) => file.path.startsWith('src/') && !isTest(file.path) && file.path !== 'src/platform/time.ts')
    .filter((file) => /\bDate\.now\(\)|\bnew Date\(\)/.test(file.text))
    .map(({ path }) => ({ rule: 'clocks', path, detail: 'the time of day is read through platform/time' }));
}

/** What ships does not import what tests it. */
export function shipping(files: readonly SourceFile[]): Violation[] {
  return allImports(files)
    .filter(({ path, to }) => path.startsWith('src/') && to.startsWith('test/'))
    .map(({ path, to }) => ({ rule: 'shipping', path, detail: `src may not import ${to}` }));
}
