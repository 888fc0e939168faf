/** `clip` and `export` as a script calls them: arguments in; files, words and exit codes out. */
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeVideo } from '../../../test/support/media.ts';
import { isAppError } from '../../platform/errors.ts';
import { probe } from '../../platform/media/index.ts';
import { exitCodeOf, type Command } from '../command.ts';
import { command as clip } from './clip.ts';
import { command as exportCommand } from './export.ts';

let folder: string;
let video: string;
const at = (name: string): string => join(folder, name);

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'clip 命令 😀 '));
  video = at('第1集.mp4');
  await makeVideo({
    path: video,
    width: 180,
    height: 320,
    fps: 25,
    frames: 200,
    draw: ({ y }, index) => void y.fill(60 + (index % 100)),
    sound: {
      sampleRate: 48_000,
      channels: 2,
      fill: (buffers, start) =>
        buffers.forEach((samples) => samples.forEach((_, n) => void (samples[n] = 0.1 * Math.sin((start + n) * 0.05)))),
    },
  });
  writeFileSync(at('第1集.srt'), '1\n00:00:01,000 --> 00:00:02,000\n你骗了我\n\n2\n00:00:02,500 --> 00:00:06,000\n我再也不信你\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as main does: the exit code, and what was written. */
async function run(command: Command, argv: string[]): Promise<{ code: number; out: string; error: string | null; stderr: string }> {
  let [out, stderr] = ['', ''];
  const io = {
    stdout: (text: string) => void (out += text),
    stderr: (text: string) => void (stderr += text),
    env: { LANG: 'en_US.UTF-8' },
    signal: new AbortController().signal,
    interactive: false,
  };
  try {
    return { code: await command.run(argv, io), out, error: null, stderr };
  } catch (error) {
    return { code: exitCodeOf(error), out, error: isAppError(error) ? error.code : String(error), stderr };
  }
}

describe('clip', () => {
  it('cuts exact frames with the subtitles beside the file, and a three-second card for a code', async () => {
    const done = await run(clip, [video, '--from', '1000', '--to', '3000', '--code', 'HK7', '--out', at('a.mp4'), '--json']);
    expect(done).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(done.out)).toMatchObject({ bodyFrames: 50, cardFrames: 75, captions: 2, frameRate: { num: 25, den: 1 } });
    expect((await probe(at('a.mp4'))).durationMs).toBeCloseTo(5000, -2);
    const bare = await run(clip, [video, '--from', '1000', '--to', '3000', '--captions', 'none', '--out', at('b.mp4')]);
    expect(bare.out).toContain('50 × 180×320');
  });

  it('takes a recipe whose paths are relative to it, with the words beside each source', async () => {
    writeFileSync(
      at('recipe.json'),
      JSON.stringify({
        pieces: [
          { source: '第1集.mp4', startMs: 4000, endMs: 5000 },
          { source: '第1集.mp4', startMs: 0, endMs: 1400 },
        ],
        reframe: { mode: 'centre', width: 90, height: 160 },
      }),
    );
    const done = await run(clip, ['--recipe', at('recipe.json'), '--out', at('r.mp4'), '--json']);
    expect(JSON.parse(done.out)).toMatchObject({ bodyFrames: 60, cardFrames: 0, captions: 2, width: 90, height: 160 });
  });

  it('cuts a hook by its rank', async () => {
    const done = await run(clip, [video, '--hook', '1', '--out', at('h.mp4'), '--json']);
    expect(done.code).toBe(0);
    expect((JSON.parse(done.out) as { bodyFrames: number }).bodyFrames).toBeGreaterThan(0);
    expect(await run(clip, [video, '--hook', '99', '--out', at('no.mp4')])).toMatchObject({ code: 1, error: 'studio.clip_hook_missing' });
  });

  it('exits with 2 for wrong use and with 1 for what cannot be done', async () => {
    const wrong = [
      [],
      [video],
      [video, '--from', '0', '--to', '10'],
      [video, '--from', '0', '--out', 'x.mp4'],
      [video, '--from', '9', '--to', '9', '--out', 'x.mp4'],
      [video, '--from', 'a', '--to', '9', '--out', 'x.mp4'],
      [video, '--hook', '0', '--out', 'x.mp4'],
      [video, '--hook', '1', '--from', '0', '--to', '9', '--out', 'x.mp4'],
      [video, '--from', '0', '--to', '900', '--out', 'x.mov'],
      [video, '--from', '0', '--to', '900', '--reframe', 'sideways', '--out', 'x.mp4'],
      ['--nonsense'],
    ];
    for (const argv of wrong) expect([argv, (await run(clip, argv)).code]).toEqual([argv, 2]);
    writeFileSync(at('broken.json'), '{');
    writeFileSync(at('wrong.json'), '{"pieces":[]}');
    expect(await run(clip, [at('none.mp4'), '--from', '0', '--to', '900', '--out', at('x.mp4')])).toMatchObject({
      code: 1,
      error: 'media.file_not_found',
    });
    expect(await run(clip, [video, '--from', '90000', '--to', '91000', '--out', at('x.mp4')])).toMatchObject({
      code: 1,
      error: 'studio.clip_piece_beyond_end',
    });
    expect(await run(clip, [video, '--from', '0', '--to', '900', '--subtitles', at('none.srt'), '--out', at('x.mp4')])).toMatchObject({
      code: 1,
      error: 'media.file_not_found',
    });
    for (const name of ['broken.json', 'wrong.json'])
      expect(await run(clip, ['--recipe', at(name), '--out', at('x.mp4')])).toMatchObject({ code: 1, error: 'studio.clip_recipe_invalid' });
    expect(existsSync(at('x.mp4'))).toBe(false);
  });
});

describe('export', () => {
  it('writes each format, and a draft with its media', async () => {
    for (const [format, holds] of [
      ['srt', '你骗了我'],
      ['edl', 'FROM CLIP NAME: 第1集.mp4'],
      ['otio', 'Timeline.1'],
      ['fcpxml', '<fcpxml version="1.9">'],
    ] as const) {
      const done = await run(exportCommand, [video, '--from', '1000', '--to', '3000', '--format', format, '--out', at(`e.${format}`)]);
      expect(done).toMatchObject({ code: 0, out: `${at(`e.${format}`)}\n` });
      expect(readFileSync(at(`e.${format}`), 'utf8')).toContain(holds);
    }
    for (let time = 0; time < 2; time++)
      expect((await run(exportCommand, [video, '--from', '1000', '--to', '3000', '--format', 'jianying', '--out', at('草稿')])).code).toBe(
        0,
      );
    expect(readdirSync(at('草稿')).toSorted()).toEqual(['draft_content.json', 'draft_meta_info.json', 'materials']);
    expect(statSync(at('草稿/materials/video/第1集.mp4')).size).toBe(statSync(video).size);
  });

  it('exits with 2 for wrong use, never overwrites a folder of something else', async () => {
    for (const argv of [
      [video, '--from', '0', '--to', '900', '--format', 'avid', '--out', 'x'],
      [video, '--from', '0', '--to', '900', '--format', 'otio'],
      [video, '--format', 'otio', '--out', 'x'],
    ])
      expect((await run(exportCommand, argv)).code).toBe(2);
    expect(await run(exportCommand, [video, '--from', '0', '--to', '900', '--format', 'jianying', '--out', folder])).toMatchObject({
      code: 1,
    });
    expect(existsSync(video)).toBe(true);
    expect(await run(exportCommand, [video, '--from', '90000', '--to', '91000', '--format', 'otio', '--out', at('x.otio')])).toMatchObject({
      code: 1,
      error: 'studio.clip_piece_beyond_end',
    });
  });
});
