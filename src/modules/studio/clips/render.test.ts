/** Clips rendered from made videos whose every picture carries its own number, so that the result can be read back frame by frame. */
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MakeVideoOptions } from '../../../../test/support/media.ts';
import { drawNumber, findCode, readBack, soundBack } from '../../../../test/support/clips.ts';
import { makeVideo } from '../../../../test/support/media.ts';
import { probe } from '../../../platform/media/probe.ts';
import type { RecipeInput } from '../contract.ts';
import { clipSampleRate, integratedLoudness, toDb, truePeak } from './loudness.ts';
import { renderClip } from './render.ts';
import type { RenderResult } from './render.ts';
import { claimPlace, openWriter } from './writer.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'clip test 片 😀 '))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const tone = (hz: number, level = 0.1) => ({
  fill: (channels: Float32Array[], start: number, rate: number): void =>
    channels.forEach((samples) => samples.forEach((_, n) => void (samples[n] = level * Math.sin((2 * Math.PI * hz * (start + n)) / rate)))),
});
const soundOf = (sampleRate: number, channels: number, hz = 440, level = 0.1) => ({
  sampleRate,
  channels,
  fill: (buffers: Float32Array[], start: number) => tone(hz, level).fill(buffers, start, sampleRate),
});

async function make(name: string, options: Partial<MakeVideoOptions> = {}): Promise<string> {
  const path = at(name);
  await makeVideo({
    path,
    width: 160,
    height: 288,
    fps: 25,
    frames: 150,
    draw: drawNumber,
    sound: soundOf(48_000, 2),
    crf: 10,
    gop: 40,
    ...options,
  });
  return path;
}

// The fastest preset that still makes High profile.
const fast = { preset: 'superfast', crf: 16 };
const render = (recipe: RecipeInput, sources: Record<string, string>, name = 'out.mp4'): Promise<RenderResult> =>
  renderClip({
    recipe,
    sources: Object.fromEntries(Object.entries(sources).map(([key, path]) => [key, { path }])),
    out: at(name),
    quality: fast,
  });
const numbered = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('exact frames', () => {
  it('has exactly the frames whose time is in [from, to), at the source’s rate, wherever key pictures are', async () => {
    for (const fps of [25, 23.976, 29.97, 60]) {
      const a = await make(`rate-${fps}.mp4`, { fps });
      const [num, den] = fps === 25 || fps === 60 ? [fps, 1] : [Math.round(fps * 1.001) * 1000, 1001];
      for (const [startMs, endMs] of [
        [0, 120],
        [681, 1157],
        [1600, 1601 + 1000 / fps],
      ]) {
        const recipe: RecipeInput = { pieces: [{ source: 'a', startMs: startMs!, endMs: Math.floor(endMs!) }] };
        const made = await render(recipe, { a });
        const expected = numbered(0, 150).filter((n) => n * 1000 * den! >= startMs! * num! && n * 1000 * den! < Math.floor(endMs!) * num!);
        const back = await readBack(made.path);
        expect(back.numbers).toEqual(expected);
        expect(made.frameRate).toEqual({ num, den });
        expect(back.times[0]).toBe(0);
      }
    }
  });

  it('joins pieces of several files in the order of the recipe, converting another rate to the first one’s', async () => {
    const a = await make('join-a.mp4');
    const b = await make('join-b.mp4', { fps: 50, sound: soundOf(44_100, 1, 600), width: 320, height: 240 });
    const made = await render(
      {
        pieces: [
          { source: 'a', startMs: 2000, endMs: 2400 },
          { source: 'a', startMs: 400, endMs: 600 },
          { source: 'b', startMs: 1000, endMs: 1400 },
        ],
      },
      { a, b },
    );
    const back = await readBack(made.path);
    expect(back.numbers.slice(0, 15)).toEqual([...numbered(50, 60), ...numbered(10, 15)]);
    expect(back.numbers.length).toBe(25);
    expect(made.bodyFrames).toBe(25);
    expect([back.width, back.height]).toEqual([160, 288]);
  });

  it('keeps each frame of a variable rate at its own time', async () => {
    const frameTimesMs = numbered(0, 60).map((n) => n * 33 + (n > 20 ? 90 : 0) + (n > 30 ? 210 : 0) + (n % 3) * 5);
    const a = await make('variable.mp4', { frames: 60, fps: 30, frameTimesMs });
    const made = await render({ pieces: [{ source: 'a', startMs: 300, endMs: 1600 }], endCard: { code: 'A1' } }, { a });
    const chosen = frameTimesMs.flatMap((ms, n) => (ms >= 300 && ms < 1600 ? [n] : []));
    const back = await readBack(made.path);
    expect(back.numbers.slice(0, chosen.length)).toEqual(chosen);
    chosen.forEach((n, i) => expect(Math.abs(back.times[i]! - (frameTimesMs[n]! - frameTimesMs[chosen[0]!]!))).toBeLessThan(0.2));
    expect(back.numbers.length).toBe(chosen.length + made.cardFrames);
  });

  it('takes 10-bit, rotated, odd-sized, soundless and Matroska sources', async () => {
    const cases: [string, Partial<MakeVideoOptions>, [number, number]][] = [
      ['ten-bit.mp4', { pixelFormat: 'yuv420p10', codec: 'libx265' }, [160, 288]],
      ['turned.mp4', { rotation: 90 }, [288, 160]],
      ['odd.mkv', { width: 161, height: 289, pixelFormat: 'yuv444p', codec: 'ffv1' }, [160, 288]],
      ['silent.mp4', { sound: null }, [160, 288]],
      ['matroska.mkv', {}, [160, 288]],
      ['wide-pixels.mp4', { sampleAspectRatio: [2, 1] }, [320, 288]],
    ];
    for (const [name, options, size] of cases) {
      const a = await make(name, { frames: 50, ...options });
      const made = await render({ pieces: [{ source: 'a', startMs: 400, endMs: 1000 }] }, { a });
      const back = await readBack(made.path);
      expect([name, back.width, back.height, back.numbers.length]).toEqual([name, ...size, 15]);
      const facts = await probe(made.path);
      expect(facts.audio).toMatchObject({ codec: 'aac', sampleRate: 48_000, channels: 2 });
      expect(facts.video).toMatchObject({ codec: 'h264', profile: 'High', pixelFormat: 'yuv420p', rotation: 0 });
      if (options.rotation === undefined) expect(back.numbers).toEqual(numbered(10, 25));
    }
  });
});

describe('words and the end card', () => {
  it('burns a caption on exactly its frames, re-based over a join, and nothing elsewhere', async () => {
    const a = await make('words.mp4', { width: 360, height: 640, draw: (picture, index) => drawNumber(picture, index % 2) });
    const cues = {
      a: [
        { id: 'c1', startMs: 400, endMs: 800, text: '你是谁' },
        { id: 'c2', startMs: 2000, endMs: 2200, text: '{\\p1}别走' },
      ],
    };
    const made = await render(
      {
        pieces: [
          { source: 'a', startMs: 600, endMs: 1000 },
          { source: 'a', startMs: 1800, endMs: 2400 },
        ],
        cues,
        captions: { preset: 'clean' },
      },
      { a },
    );
    const back = await readBack(made.path);
    const lettered = back.lumas.map((luma) => {
      let bright = 0;
      for (let i = Math.floor(luma.length * 0.6); i < luma.length; i++) if (luma[i]! > 200) bright++;
      return bright > 200;
    });
    // 600–800 of the first piece; 2000–2200 of the second, which begins at 400 in the clip.
    expect(lettered).toEqual(numbered(0, 25).map((n) => n < 5 || (n >= 15 && n < 20)));
    expect(made.captions).toBe(2);
  });

  it('draws a QR code whose every module can be read, and the card lasts its three seconds', async () => {
    const a = await make('card.mp4', { width: 360, height: 640, frames: 30 });
    const url = 'https://hookline.example.org/w/abc123';
    const made = await render(
      { pieces: [{ source: 'a', startMs: 0, endMs: 1000 }], endCard: { title: '总裁的秘密', code: 'HK7-29QX', url } },
      { a },
    );
    expect([made.bodyFrames, made.cardFrames, made.durationMs]).toEqual([25, 75, 4000]);
    const back = await readBack(made.path);
    expect(back.numbers.length).toBe(100);
    const { modules } = QRCode.create(url, { errorCorrectionLevel: 'M' });
    expect(findCode(back.lumas.at(-1)!, 360, 640, modules)).toBe(true);
  });

  it('names what the typeface cannot draw and leaves it out', async () => {
    const a = await make('glyphs.mp4', { frames: 30 });
    const made = await render(
      { pieces: [{ source: 'a', startMs: 0, endMs: 400 }], cues: { a: [{ id: 'c1', startMs: 0, endMs: 400, text: '好😀 مر' }] } },
      { a },
    );
    expect(made.warnings).toEqual([{ code: 'studio.clip_glyphs_missing', params: { characters: '😀 م ر', count: 3 } }]);
  });
});

describe('sound', () => {
  it('is at the target, under the ceiling, as long as the picture, whatever the source’s rate and channels', async () => {
    for (const [name, sound] of [
      ['quiet', soundOf(44_100, 1, 500, 0.01)],
      ['loud', soundOf(48_000, 2, 500, 0.9)],
      ['six', soundOf(48_000, 6, 500, 0.05)],
    ] as const) {
      const a = await make(`sound-${name}.mp4`, { sound });
      const made = await render({ pieces: [{ source: 'a', startMs: 500, endMs: 5500 }], endCard: { code: 'A1', durationMs: 1000 } }, { a });
      const sounds = await soundBack(made.path, 6);
      expect(Math.abs(integratedLoudness(sounds)! + 16)).toBeLessThan(0.5);
      expect(toDb(truePeak(sounds))).toBeLessThanOrEqual(-1);
      expect(sounds.left.subarray(5.05 * clipSampleRate).every((sample) => Math.abs(sample) < 1e-3)).toBe(true);
      expect(Math.abs((await probe(made.path)).durationMs - 6000)).toBeLessThan(30);
    }
  });

  it('keeps in step with the picture and has no click at a join', async () => {
    // A burst of tone where every 25th picture begins.
    const sound = {
      sampleRate: 48_000,
      channels: 2,
      fill: (buffers: Float32Array[], start: number) =>
        buffers.forEach((samples) =>
          samples.forEach((_, n) => void (samples[n] = (start + n) % 48_000 < 4800 ? 0.3 * Math.sin((start + n) * 0.1) : 0)),
        ),
    };
    const a = await make('burst.mp4', { sound, sampleAspectRatio: [1, 1] });
    const made = await render(
      {
        pieces: [
          { source: 'a', startMs: 1520, endMs: 3520 },
          { source: 'a', startMs: 3720, endMs: 4720 },
        ],
      },
      { a },
    );
    const { left } = await soundBack(made.path, 3);
    const firstLoud = left.findIndex((sample) => Math.abs(sample) > 0.05) / clipSampleRate;
    expect(Math.abs(firstLoud - 0.48)).toBeLessThan(0.004);
    const steady = await make('steady.mp4', { sound: soundOf(48_000, 2, 97, 0.3) });
    const joined = await render(
      {
        pieces: [
          { source: 'a', startMs: 1000, endMs: 2600 },
          { source: 'a', startMs: 3120, endMs: 5000 },
        ],
      },
      { a: steady },
    );
    const wave = (await soundBack(joined.path, 3.4)).left;
    let step = 0;
    for (let n = 1.5 * clipSampleRate; n < 1.7 * clipSampleRate; n++) step = Math.max(step, Math.abs(wave[n]! - wave[n - 1]!));
    let ordinary = 0;
    for (let n = 0.5 * clipSampleRate; n < 1 * clipSampleRate; n++) ordinary = Math.max(ordinary, Math.abs(wave[n]! - wave[n - 1]!));
    expect(step).toBeLessThan(ordinary * 2.5);
  });
});

describe('reframing', () => {
  it('fills 9:16 from a wide picture in each way', async () => {
    const draw: MakeVideoOptions['draw'] = ({ y, width, height }, index) => {
      y.fill(70);
      // The action: a textured block near the right edge that trembles.
      for (let row = 40; row < height - 40; row++)
        for (let column = width - 70 + (index % 3); column < width - 20; column++) y[row * width + column] = (row ^ column) & 4 ? 235 : 16;
    };
    const a = await make('wide.mp4', { width: 480, height: 270, draw, frames: 50 });
    const bright = (luma: Uint8Array): number => luma.reduce((sum, value) => sum + (value > 200 ? 1 : 0), 0);
    const shown: Record<string, number> = {};
    for (const mode of ['centre', 'follow', 'blur_fill'] as const) {
      const made = await render({ pieces: [{ source: 'a', startMs: 0, endMs: 1000 }], reframe: { mode, width: 270, height: 480 } }, { a });
      const back = await readBack(made.path);
      expect([back.width, back.height, back.numbers.length]).toEqual([270, 480, 25]);
      shown[mode] = bright(back.lumas[20]!);
    }
    expect(shown.follow).toBeGreaterThan(5000);
    expect(shown.centre).toBeLessThan(500);
    expect(shown.blur_fill).toBeGreaterThan(500);
  });
});

describe('what can go wrong', () => {
  const leftovers = (): string[] => readdirSync(folder).filter((name) => name.endsWith('-part'));
  const piece = (startMs: number, endMs: number): RecipeInput => ({ pieces: [{ source: 'a', startMs, endMs }] });

  it('names the file and leaves nothing behind', async () => {
    const a = await make('good.mp4');
    await make('sound-only.m4a', { frames: 0, sound: { ...soundOf(48_000, 2), seconds: 1 } });
    const cut = await make('cut.mp4');
    truncateSync(cut, 3000);
    writeFileSync(at('text.mp4'), 'not a video');
    writeFileSync(at('empty.mp4'), '');
    mkdirSync(at('a-folder.mp4'));
    const expectCode = async (code: string, recipe: RecipeInput, source: string, name = 'fail.mp4'): Promise<void> => {
      await expect(render(recipe, { a: source }, name)).rejects.toMatchObject({ code });
      if (name === 'fail.mp4') expect(existsSync(at(name))).toBe(false);
      expect(leftovers()).toEqual([]);
    };
    await expectCode('studio.clip_piece_beyond_end', piece(7000, 8000), a);
    await expectCode('studio.clip_piece_empty', piece(1000, 1000), a);
    await expectCode('studio.clip_piece_empty', piece(1001, 1002), a);
    await expectCode('studio.clip_recipe_invalid', { pieces: [] }, a);
    await expectCode('studio.clip_source_no_picture', piece(0, 500), at('sound-only.m4a'));
    await expectCode('media.file_not_found', piece(0, 500), at('nowhere.mp4'));
    await expectCode('media.truncated', piece(0, 500), cut);
    await expectCode('media.not_media', piece(0, 500), at('text.mp4'));
    await expectCode('media.empty_file', piece(0, 500), at('empty.mp4'));
    await expectCode('studio.clip_output_is_source', piece(0, 500), a, 'good.mp4');
    await expectCode('studio.clip_output_unwritable', piece(0, 500), a, 'a-folder.mp4');
    await expectCode('studio.clip_output_unwritable', piece(0, 500), a, 'text.mp4/x.mp4');
    await expect(render(piece(0, 500), {}, 'fail.mp4')).rejects.toMatchObject({ code: 'media.file_not_found' });
  });

  it('ends at the source’s end when a piece goes past it, and says so', async () => {
    const a = await make('short.mp4');
    const made = await render(piece(5000, 60_000), { a });
    expect(made.bodyFrames).toBe(25);
    expect(made.warnings[0]).toMatchObject({ code: 'studio.clip_piece_shortened', params: { durationMs: 6000 } });
  });

  it('stands in for frames that cannot be decoded, so that sound and length hold', async () => {
    const a = await make('damaged.ts', { container: 'mpegts', gop: 10 });
    const { readFileSync } = await import('node:fs');
    const bytes = readFileSync(a);
    for (let i = Math.floor(bytes.length * 0.4); i < bytes.length * 0.5; i++) if (i % 188 > 20) bytes[i] = (i * 31) & 255;
    writeFileSync(a, bytes);
    const made = await render(piece(0, 5000), { a });
    const back = await readBack(made.path);
    expect(back.numbers.length).toBe(made.bodyFrames);
    expect(back.numbers.slice(0, 20)).toEqual(numbered(0, 20));
    expect(back.numbers.at(-1)).toBeGreaterThan(100);
  });

  it('stops when asked and leaves what was there before', async () => {
    const a = await make('cancel.mp4');
    writeFileSync(at('kept.mp4'), 'before');
    const controller = new AbortController();
    const work = renderClip(
      { recipe: { pieces: [{ source: 'a', startMs: 0, endMs: 6000 }] }, sources: { a: { path: a } }, out: at('kept.mp4'), quality: fast },
      { signal: controller.signal, onProgress: (fraction) => void (fraction > 0.3 && controller.abort()) },
    );
    await expect(work).rejects.toMatchObject({ code: 'media.cancelled' });
    expect(readdirSync(folder).filter((name) => name.includes('kept'))).toEqual(['kept.mp4']);
  });

  it('tells of progress from nought to one, never backwards', async () => {
    const a = await make('progress.mp4');
    const told: number[] = [];
    await renderClip(
      { recipe: { pieces: [{ source: 'a', startMs: 0, endMs: 3000 }] }, sources: { a: { path: a } }, out: at('out.mp4'), quality: fast },
      { onProgress: (fraction) => void told.push(fraction) },
    );
    expect([told[0], told.at(-1)]).toEqual([0, 1]);
    expect(told.toSorted((x, y) => x - y)).toEqual(told);
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', async () => {
    const { encodeSound } = await import('./sound.ts');
    const size = { width: 160, height: 288 };
    const sound = await encodeSound(
      { left: new Float32Array(48_000), right: new Float32Array(48_000) },
      { targetLufs: -16, truePeakDbtp: -1 },
      async () => {},
    );
    const timeline = {
      frameRate: { num: 25, den: 1 },
      timeBase: { num: 1, den: 25 },
      pieces: [],
      bodyFrames: 0,
      bodyEnd: 0,
      cardFrames: 0,
      end: 0,
    };
    const write = async (): Promise<void> => {
      const writer = await openWriter('/dev/full', 'clip.mp4', size, timeline, sound, { preset: 'ultrafast', crf: 20, threads: 1 });
      await writer.finish().finally(() => writer.abandon());
    };
    await expect(write()).rejects.toMatchObject({ code: 'media.disk_full', params: { file: 'clip.mp4' } });
  });

  it('clears away the part of a rendering that was killed', async () => {
    // No process has this number: Linux gives at most 2^22.
    writeFileSync(at(`.killed.mp4.${hostname().replace(/[^\w-]/g, '_')}.999999999.hookline-part`), 'half');
    writeFileSync(at('.killed.mp4.elsewhere.999999999.hookline-part'), 'another machine writes this');
    const place = await claimPlace(at('killed.mp4'), []);
    expect(readdirSync(folder).filter((name) => name.includes('killed'))).toHaveLength(2);
    await place.discard();
    expect(readdirSync(folder).filter((name) => name.includes('killed'))).toEqual(['.killed.mp4.elsewhere.999999999.hookline-part']);
  });
});
