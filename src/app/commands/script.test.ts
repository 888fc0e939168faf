/** `script compare` as a script calls it: files in; words, JSON and exit codes out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAppError } from '../../platform/errors.ts';
import { exitCodeOf } from '../command.ts';
import { command } from './script.ts';

const ours = `😀 试播集
林晚：你为什么要骗我？这五年来我一直相信你！
顾沉：我没有骗你，我只是不想让你难过。
△林晚把合同摔在桌上，转身跑出门去。
林晚：从今天起，我们再也没有关系！`;
const theirs = `老板娘：今天的面卖完了，明天请早。
许念：我不是来吃面的。
${ours.split('\n').slice(1).join('\n').replaceAll('林晚', '苏晴')}`;

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'script 命令 😀 '));
  writeFileSync(at('ours.txt'), ours);
  writeFileSync(at('theirs.txt'), theirs);
  writeFileSync(
    at('other.txt'),
    '许念：当年那碗热汤面，我记到现在。\u001b[2J老板娘：你是那个在门口写作业的丫头？\n许念：我不是来吃面的，我来还饭钱。十年前的饭钱，一分也不能少。',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(argv: string[], language = 'en_US.UTF-8'): Promise<{ code: number; out: string; error: string | null }> {
  let out = '';
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: () => {},
    env: { LANG: language },
    signal: new AbortController().signal,
    interactive: false,
  };
  try {
    return { code: await command.run(argv, io), out, error: null };
  } catch (error) {
    return { code: exitCodeOf(error), out, error: isAppError(error) ? error.code : String(error) };
  }
}

test('--json is one document with the texts, and positions in their code points', async () => {
  const { code, out } = await run(['compare', at('ours.txt'), at('theirs.txt'), '--json']);
  const found = JSON.parse(out) as Record<string, unknown> & { passages: Record<string, number>[] };
  expect(code).toBe(0);
  expect(Object.keys(found)).toEqual(['score', 'aText', 'bText', 'passages']);
  expect([found.aText, found.bText]).toEqual([ours, theirs]);
  expect(found.passages).toHaveLength(1);
  const passage = found.passages[0]!;
  expect(Object.keys(passage)).toEqual(['aStart', 'aEnd', 'bStart', 'bEnd', 'kind', 'score']);
  expect(passage.kind).toBe('renamed');
  expect(Array.from(ours).slice(passage.aStart, passage.aEnd).join('')).toBe(ours.slice(ours.indexOf('林晚')));
  expect(Array.from(theirs).slice(passage.bStart, passage.bEnd).join('')).toBe(theirs.slice(theirs.indexOf('苏晴')));
});

test('without it, the passages stand side by side in the reader’s language', async () => {
  const english = await run(['compare', at('ours.txt'), at('theirs.txt')]);
  expect(english.out).toContain('Names changed');
  expect(english.out).toMatch(/^林晚：从今天起.* │ 苏晴：从今天起/m);
  expect((await run(['compare', at('ours.txt'), at('theirs.txt')], 'zh_CN.UTF-8')).out).toContain('仅换名称');
  expect((await run(['compare', at('ours.txt'), at('other.txt')])).out).toBe('No shared passages were found.\n');
});

test('what a text would do to a terminal is left out', async () => {
  const { out } = await run(['compare', at('other.txt'), at('other.txt')]);
  expect(out).toContain('许念');
  expect(out).not.toContain('\u001b');
});

test('wrong use ends with 2, files that cannot be read with 1', async () => {
  expect(await run([])).toMatchObject({ code: 2, error: 'app.bad_usage' });
  expect(await run(['compare', at('ours.txt')])).toMatchObject({ code: 2, error: 'app.bad_usage' });
  expect(await run(['contrast', at('ours.txt'), at('theirs.txt')])).toMatchObject({ code: 2, error: 'app.bad_usage' });
  expect(await run(['compare', at('ours.txt'), at('none.txt')])).toMatchObject({ code: 1, error: 'app.file_not_found' });
  expect(await run(['compare', at('ours.txt'), folder])).toMatchObject({ code: 1, error: 'app.file_not_found' });
  expect(await run(['compare', at('ours.txt'), '/dev/zero'])).toMatchObject({ code: 1, error: 'protection.script_unreadable' });
});
