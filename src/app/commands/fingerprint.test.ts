/** `fingerprint` as a script calls it: a video in; one document, words and exit codes out. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../platform/errors.ts';
import { makeVideo } from '../../../test/support/media.ts';
import { makeSpeech, soundRate } from '../../../test/support/sounds.ts';
import { testScene } from '../../../test/support/shots.ts';
import { exitCodeOf } from '../command.ts';
import { command } from './fingerprint.ts';

let folder: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fingerprint 命令 😀 '));
  const [first, second] = [testScene('landscape', 3), testScene('crowd', 4)];
  const speech = makeSpeech(3, 5, 180);
  await makeVideo({
    path: at('第1集.mp4'),
    width: 72,
    height: 128,
    fps: 25,
    frames: 75,
    draw: (frame, index) => (index < 40 ? first : second).draw(frame, index % 40),
    sound: {
      sampleRate: soundRate,
      channels: 1,
      fill: ([buffer], start) => buffer!.set(speech.subarray(start, start + buffer!.length)),
    },
  });
  await makeVideo({
    path: at('silent.mp4'),
    width: 72,
    height: 128,
    fps: 25,
    frames: 10,
    draw: (frame, index) => first.draw(frame, index),
  });
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

type Document = {
  file: string;
  durationMs: number;
  sampling: { framesPerSecond: number };
  frames: { atMs: number; pdq: string; quality: number }[];
  audio: { kind: string; hopMs: number; values: number[] } | null;
  shots: { startMs: number; endMs: number }[];
};

describe('fingerprint', () => {
  it('prints one document: pictures, sound and shots, the same each time', async () => {
    const done = await run([at('第1集.mp4'), '--json']);
    expect(done).toMatchObject({ code: 0, stderr: '', error: null });
    const document = JSON.parse(done.out) as Document;
    expect(Object.keys(document)).toEqual(['file', 'durationMs', 'sampling', 'frames', 'audio', 'shots']);
    expect(document).toMatchObject({ file: at('第1集.mp4'), durationMs: 3000, sampling: { framesPerSecond: 4 } });
    expect(document.frames).toHaveLength(12);
    for (const { pdq, quality } of document.frames) {
      expect(pdq).toMatch(/^[0-9a-f]{64}$/);
      expect(quality).toBeGreaterThanOrEqual(0);
      expect(quality).toBeLessThanOrEqual(100);
    }
    expect(document.frames.map(({ atMs }) => atMs).slice(0, 3)).toEqual([0, 280, 520]);
    expect(document.audio!.values.length * document.audio!.hopMs).toBeGreaterThan(2000);
    expect(document.shots).toEqual([
      { startMs: 0, endMs: 1600 },
      { startMs: 1600, endMs: 3000 },
    ]);
    expect((await run([at('第1集.mp4'), '--json'])).out).toBe(done.out);
  });

  it('says null of a sound that is not there', async () => {
    const document = JSON.parse((await run([at('silent.mp4'), '--json'])).out) as Document;
    expect(document.audio).toBeNull();
    expect(document.shots).toEqual([{ startMs: 0, endMs: 400 }]);
  });

  it('says what it found in words, in both languages', async () => {
    expect((await run([at('silent.mp4')])).out).toContain('2 pictures');
    expect((await run([at('silent.mp4')], 'zh_CN.UTF-8')).out).toContain('2 帧画面');
  });

  it('refuses what is no video and what is not there, and wants one FILE', async () => {
    expect(await run([at('notes.mp4'), '--json'])).toMatchObject({ code: 1, out: '', error: 'media.not_media' });
    expect((await run([at('missing.mp4')])).code).toBe(1);
    expect(await run([])).toMatchObject({ code: 2, error: 'app.bad_usage' });
    expect(await run(['a.mp4', 'b.mp4'])).toMatchObject({ code: 2, error: 'app.bad_usage' });
  });
});
