/** `remake compare` as a script calls it: two videos in; one document, words and exit codes out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../platform/errors.ts';
import { makeVideo } from '../../../test/support/media.ts';
import { testScene } from '../../../test/support/shots.ts';
import { exitCodeOf } from '../command.ts';
import { command } from './remake.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'remake 翻拍 😀 '));
  const make = async (name: string, seed: number): Promise<void> => {
    const [first, second] = [testScene('street', seed), testScene('crowd', seed + 1)];
    await makeVideo({
      path: at(name),
      width: 72,
      height: 128,
      fps: 25,
      frames: 75,
      draw: (frame, index) => (index < 40 ? first : second).draw(frame, index % 40),
    });
  };
  await make('第1集.mp4', 3);
  await make('theirs.mp4', 30);
  const line = (i: number): string => `第${i}句,你以为我会原谅你吗?当年的事情我一件都没有忘记,今天就是来讨债的。`;
  const srt = (name: string): string =>
    Array.from({ length: 14 }, (_, i) => `${i + 1}\n00:00:00,${i * 60 + 100} --> 00:00:00,${i * 60 + 150}\n${name}${line(i)}\n`).join('\n');
  writeFileSync(at('第1集.srt'), srt('顾总,'));
  writeFileSync(at('theirs.srt'), srt('陆总,'));
  writeFileSync(at('notes.mp4'), 'no video');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(argv: string[], language = 'en_US.UTF-8') {
  let [out, stderr] = ['', ''];
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (stderr += text),
    env: { LANG: language },
    signal: new AbortController().signal,
    interactive: false,
  };
  try {
    return { code: await command.run(argv, io), out, stderr, error: null };
  } catch (error) {
    return { code: exitCodeOf(error), out, stderr, error: isAppError(error) ? error.code : String(error) };
  }
}

describe('remake compare', () => {
  it('prints one document: score, shots, words and verdict', async () => {
    const same = await run(['compare', at('第1集.mp4'), at('第1集.mp4'), '--json']);
    expect(same).toMatchObject({ code: 0, stderr: '' });
    const document = JSON.parse(same.out) as Record<string, unknown>;
    expect(Object.keys(document)).toEqual(['score', 'shots', 'words', 'verdict']);
    expect(document).toMatchObject({ score: 1, verdict: 'copy', words: { score: expect.any(Number) } });
  });

  it('reads what is said from files beside the videos', async () => {
    const done = await run(['compare', at('第1集.mp4'), at('theirs.mp4'), '--json']);
    const { verdict, words } = JSON.parse(done.out) as { verdict: string; words: { score: number } };
    expect(words.score).toBeGreaterThan(0.6);
    expect(verdict).toBe('remake');
  });

  it('says it in words, in both languages', async () => {
    expect((await run(['compare', at('第1集.mp4'), at('第1集.mp4')])).out).toContain('A copy: 100 %');
    expect((await run(['compare', at('第1集.mp4'), at('theirs.mp4')], 'zh_CN.UTF-8')).out).toContain('疑似翻拍');
  });

  it('refuses what is no video, and wants two of them', async () => {
    expect(await run(['compare', at('第1集.mp4'), at('notes.mp4')])).toMatchObject({ code: 1, error: 'media.not_media' });
    for (const argv of [[], ['compare'], ['compare', 'a.mp4'], ['compare', 'a', 'b', 'c'], ['look', 'a', 'b']])
      expect(await run(argv)).toMatchObject({ code: 2, error: 'app.bad_usage' });
  });
});
