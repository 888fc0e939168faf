/** What the languages promise: the same keys, a sentence for every refusal, and no key that a page asks for and nobody wrote. */
import { describe, expect, test } from 'vitest';

const files = import.meta.glob<Record<string, string>>('../../../locales/*.json', { eager: true, import: 'default' });
const locales = Object.fromEntries(Object.entries(files).map(([path, texts]) => [path.replace(/^.*\/|\.json$/g, ''), texts]));
const en = locales['en']!;

const placeholders = (text: string) => [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1]!))].sort();
const has = (key: string) => key in en || `${key}_other` in en;

type ContractModule = Record<string, { routes?: Record<string, { errors?: readonly string[] }> }>;
const contracts = import.meta.glob<ContractModule>('../../../src/**/contract.ts', { eager: true });
const errorModules = import.meta.glob<Record<string, { list?: Record<string, string> }>>('../../../src/**/errors.ts', { eager: true });
const sources = import.meta.glob<string>('../../**/*.{ts,tsx}', { eager: true, query: '?raw', import: 'default' });

describe('the languages', () => {
  test('en and zh-CN have the same keys', () => {
    expect(Object.keys(locales['zh-CN']!).sort()).toEqual(Object.keys(en).sort());
  });

  test.each(Object.keys(locales))('%s keeps every placeholder of the English sentence', (language) => {
    const wrong = Object.entries(locales[language]!).filter(([key, text]) =>
      placeholders(text).some((name) => !placeholders(en[key] ?? '').includes(name)),
    );
    expect(wrong).toEqual([]);
  });

  test('no sentence is empty', () => {
    for (const [language, texts] of Object.entries(locales))
      expect(
        Object.entries(texts).filter(([, text]) => !text.trim()),
        language,
      ).toEqual([]);
  });
});

describe('refusals', () => {
  test('every code that a contract names has a sentence', () => {
    const codes = Object.values(contracts).flatMap((module) =>
      Object.values(module).flatMap((one) => Object.values(one?.routes ?? {}).flatMap((route) => route.errors ?? [])),
    );
    expect(codes.length).toBeGreaterThan(3);
    expect([...new Set(codes)].filter((code) => !has(`error.${code}`))).toEqual([]);
  });

  test('every error that a module can throw has a sentence', () => {
    const codes = Object.values(errorModules).flatMap((module) => Object.values(module).flatMap((one) => Object.keys(one?.list ?? {})));
    expect(codes.length).toBeGreaterThan(10);
    expect([...new Set(codes)].filter((code) => !has(`error.${code}`))).toEqual([]);
  });
});

describe('pages', () => {
  test('every key written out in a page exists', () => {
    const asked = Object.entries(sources)
      .filter(([path]) => !path.endsWith('.test.ts'))
      .flatMap(([path, text]) => [...text.matchAll(/\bt\('([a-z][\w.-]*)'/g)].map((match) => ({ path, key: match[1]! })));
    expect(asked.length).toBeGreaterThan(100);
    expect(asked.filter(({ key }) => !has(key)).map(({ path, key }) => `${key} in ${path}`)).toEqual([]);
  });

  test('every value that a contract lists has a word, in the families that pages compose keys from', () => {
    const { workKinds, workStatuses, orientations, makings, derivations, genres, filingStates } = Object.values(contracts).reduce(
      (all, one) => ({ ...all, ...one }),
      {},
    ) as unknown as Record<string, readonly string[]>;
    const families: [string, readonly string[]][] = [
      ['work.kind', workKinds!],
      ['work.status', workStatuses!],
      ['work.orientation', orientations!],
      ['work.making', makings!],
      ['derivation', derivations!],
      ['genre', genres!],
      ['filing', filingStates!],
    ];
    expect(families.flatMap(([prefix, values]) => values.map((value) => `${prefix}.${value}`)).filter((key) => !has(key))).toEqual([]);
  });
});
