/** How much script a phone loads before the creator's app shows its first page, compressed as the server compresses it. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const web = fileURLToPath(new URL('../../dist/web', import.meta.url));
const limitKb = 120;

const compressed = (file: string): number => gzipSync(readFileSync(join(web, file)), { level: 6 }).length;
const kb = (bytes: number): number => Math.round(bytes / 102.4) / 10;

/** A script and everything that it imports before it runs. */
function withImports(files: readonly string[]): Set<string> {
  const seen = new Set(files);
  for (const file of seen) {
    const text = readFileSync(join(web, file), 'utf8');
    for (const match of text.matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g)) seen.add(`assets/${match[1]}`);
  }
  return seen;
}

const sum = (files: Iterable<string>): number => [...files].reduce((all, file) => all + compressed(file), 0);

/** Home is in the first load; other pages bring theirs. Words are those of the larger language. */
export async function run(): Promise<Record<string, unknown>> {
  const page = readFileSync(join(web, 'creator/index.html'), 'utf8');
  const named = [...page.matchAll(/(?:src|href)="\/((?:assets\/)?[^"/]+\.js)"/g)].map((match) => match[1]!);
  const first = withImports(named);
  const texts = [...first].map((file) => readFileSync(join(web, file), 'utf8')).join('\n');
  const there = new Set(readdirSync(join(web, 'assets')).map((file) => `assets/${file}`));
  const later = [...new Set([...texts.matchAll(/assets\/[A-Za-z0-9-]+-[\w-]{8}\.js/g)].map(([file]) => file))].filter((file) =>
    there.has(file),
  );
  const loaded = [...texts.matchAll(/import\(\s*[`"']\.\/([^`"']+\.js)[`"']\s*\)/g)].map((match) => `assets/${match[1]}`);
  const dynamic = [...new Set([...later, ...loaded])].filter((file) => there.has(file) && !first.has(file));
  const words = dynamic.filter((file) => /\/(en|zh-CN)-/.test(file)).map(compressed);
  const pages = dynamic.filter((file) => /Page-/.test(file));
  const heaviest = pages
    .map((file) => [file.replace(/^assets\/|-[\w-]{8}\.js$/g, ''), sum([...withImports([file])].filter((one) => !first.has(one)))] as const)
    .sort(([, a], [, b]) => b - a)[0];
  if (words.length === 0 || !heaviest) throw new Error('the built app has another shape than this part expects');
  const total = sum(first) + Math.max(...words);
  return {
    firstLoadKb: kb(total),
    limitKb,
    withinLimit: total <= limitKb * 1024,
    scriptsKb: kb(sum(first)),
    wordsKb: kb(Math.max(...words)),
    heaviestFurtherPage: { name: heaviest[0], kb: kb(heaviest[1]) },
  };
}
