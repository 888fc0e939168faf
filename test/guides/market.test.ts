/** The guides to the market: their commands are pasted and work, and both languages paste the same. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';

const main = fileURLToPath(new URL('../../src/app/main.ts', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookline-market-guide-'));
  // What stands at the project's root, without its set-up.
  await writeFile(join(folder, 'hookline'), `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`, { mode: 0o755 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const blocksOf = async (name: string): Promise<string[]> => {
  const guide = await readFile(new URL(`../../docs/guides/${name}`, import.meta.url), 'utf8');
  return [...guide.matchAll(/^```sh\n([\s\S]*?)^```$/gm)].map(([, text]) => text!);
};

test.each([
  // 亿 read as billion: 37.39 billion yuan told as 373.9.
  { name: 'market-contradictions', says: /37\.39/ },
  { name: 'market-ask', says: /504\.4亿元/ },
])('the commands of $name work when pasted', { timeout: 60_000 }, async ({ name, says }) => {
  const blocks = await blocksOf(`${name}.md`);
  expect(blocks).toHaveLength(1);
  expect(await blocksOf(`${name}.zh-CN.md`)).toEqual(blocks);
  const { status, stdout, stderr } = spawnSync('bash', ['-e', '-c', blocks[0]!], { cwd: folder, encoding: 'utf8' });
  expect(status, stderr).toBe(0);
  expect(stdout).toMatch(says);
});
