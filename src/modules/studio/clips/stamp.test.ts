/** Stamped copies against the body that they are made of, and against the same clip rendered whole. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawNumber, findCode, readBack, soundBack } from '../../../../test/support/clips.ts';
import { makeVideo, type MakeVideoOptions } from '../../../../test/support/media.ts';
import { probe } from '../../../platform/media/probe.ts';
import type { RecipeInput } from '../contract.ts';
import { clipSampleRate, integratedLoudness, toDb, truePeak } from './loudness.ts';
import { sameSets, setsOfAnnexB, setsOfRecord, toLengthPrefixed } from './nal.ts';
import { renderClip, type RenderResult } from './render.ts';
import { stampClip, type StampResult } from './stamp.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeAll(() => void (folder = mkdtempSync(join(tmpdir(), 'stamp test '))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const card = { title: '离婚后，我成了亿万总裁', code: 'HK7 29Q', url: 'https://hookline.example.org/s/abc123x' };
const sound = {
  sampleRate: 44_100,
  channels: 2,
  fill: (buffers: Float32Array[], start: number): void =>
    buffers.forEach((samples) =>
      samples.forEach((_, n) => void (samples[n] = 0.1 * Math.sin((start + n) * 0.06) * (1 + Math.sin((start + n) * 0.0007)))),
    ),
};

async function source(name: string, options: Partial<MakeVideoOptions> = {}): Promise<string> {
  await makeVideo({ path: at(name), width: 360, height: 640, fps: 25, frames: 130, draw: drawNumber, sound, crf: 12, gop: 30, ...options });
  return at(name);
}

/** The body and one stamped copy of it. */
async function stamped(
  name: string,
  path: string,
  range: [number, number],
  quality = {},
): Promise<{ body: RenderResult; made: StampResult }> {
  const recipe: RecipeInput = {
    pieces: [{ source: 'a', startMs: range[0], endMs: range[1] }],
    cues: { a: [{ id: 'c', startMs: range[0], endMs: range[1], text: '你终于回来了' }] },
    endCard: { durationMs: 3000 },
  };
  const body = await renderClip({ recipe, sources: { a: { path } }, out: at(`${name}.body.mp4`), plate: true, quality });
  const made = await stampClip({ body: body.path, plan: structuredClone(body.plan), card, language: 'zh', out: at(`${name}.mp4`) });
  return { body, made };
}

describe('a stamped copy', () => {
  it('is the body picture for picture and sample for sample, with a card of its own, at every rate and length', async () => {
    for (const [fps, end] of [
      [25, 4000],
      // The last picture of the body begins a group of its own.
      [25, 2040],
      [29.97, 3100],
      [24, 1200],
    ] as const) {
      const name = `copy-${fps}-${end}`;
      const { body, made } = await stamped(name, await source(`${name}.src.mp4`, { fps }), [0, end]);
      expect(made).toMatchObject({ joined: true, frames: body.bodyFrames + body.cardFrames });
      const [before, after] = [await readBack(body.path), await readBack(at(`${name}.mp4`))];
      expect(after.lumas.length).toBe(body.bodyFrames + body.cardFrames);
      expect(after.times).toEqual(before.times);
      for (let n = 0; n < body.bodyFrames; n++) expect(Buffer.compare(after.lumas[n]!, before.lumas[n]!)).toBe(0);
      const { modules } = QRCode.create(card.url, { errorCorrectionLevel: 'M' });
      expect(findCode(after.lumas.at(-1)!, 360, 640, modules)).toBe(true);
      expect(findCode(before.lumas.at(-1)!, 360, 640, modules)).toBe(false);
      const seconds = body.durationMs / 1000;
      const [heardBefore, heardAfter] = [await soundBack(body.path, seconds), await soundBack(at(`${name}.mp4`), seconds)];
      expect(heardAfter.left).toEqual(heardBefore.left);
      expect(heardAfter.right).toEqual(heardBefore.right);
      expect(Math.abs((await probe(at(`${name}.mp4`))).durationMs - body.durationMs)).toBeLessThan(30);
    }
  });

  it('looks and sounds as the same clip rendered whole', async () => {
    const path = await source('whole.src.mp4');
    await stamped('whole', path, [400, 4400]);
    const recipe: RecipeInput = {
      pieces: [{ source: 'a', startMs: 400, endMs: 4400 }],
      cues: { a: [{ id: 'c', startMs: 400, endMs: 4400, text: '你终于回来了' }] },
      endCard: { ...card, durationMs: 3000 },
    };
    await renderClip({ recipe, sources: { a: { path } }, out: at('whole.rendered.mp4') });
    const [rendered, copy] = [await readBack(at('whole.rendered.mp4')), await readBack(at('whole.mp4'))];
    expect(copy.times).toEqual(rendered.times);
    rendered.lumas.forEach((luma, n) => {
      let sum = 0;
      for (let i = 0; i < luma.length; i++) sum += Math.abs(luma[i]! - copy.lumas[n]![i]!);
      expect(sum / luma.length, `picture ${n}`).toBeLessThan(1.5);
    });
    const heard = await soundBack(at('whole.mp4'), 7);
    expect(Math.abs(integratedLoudness(heard)! + 16)).toBeLessThan(0.5);
    expect(toDb(truePeak(heard))).toBeLessThanOrEqual(-1);
    expect(heard.left.subarray(4.1 * clipSampleRate).every((sample) => Math.abs(sample) < 1e-3)).toBe(true);
  });

  it('is refused where it could not be exact, and leaves nothing behind', async () => {
    const { body } = await stamped('refused', await source('refused.src.mp4'), [0, 2000]);
    const other = structuredClone(body.plan);
    other.quality = { ...other.quality, preset: 'ultrafast' };
    const wrong = {
      ...structuredClone(body.plan),
      timeline: { ...body.plan.timeline, bodyFrames: body.bodyFrames - 1, bodyEnd: body.plan.timeline.bodyEnd - 1 },
    };
    for (const plan of [other, wrong])
      expect(await stampClip({ body: body.path, plan, card, language: 'zh', out: at('never.mp4') })).toMatchObject({ joined: false });
    writeFileSync(at('broken.mp4'), 'not a video');
    await expect(stampClip({ body: at('broken.mp4'), plan: body.plan, card, language: 'zh', out: at('never.mp4') })).rejects.toThrow(
      /media\./,
    );
    const stop = AbortSignal.abort();
    await expect(
      stampClip({ body: body.path, plan: body.plan, card, language: 'zh', out: at('never.mp4') }, { signal: stop }),
    ).rejects.toThrow(/cancelled/);
    expect(readdirSync(folder).filter((name) => name.includes('never'))).toEqual([]);
  });
});

describe('byte streams', () => {
  it('change their form and lose nothing but what talks of the encoder', () => {
    const unit = fc
      .tuple(fc.constantFrom(1, 5, 7, 8), fc.uint8Array({ minLength: 1, maxLength: 40 }))
      // Encoders put a 3 between zeros and end no unit with one, so that start codes cannot be in the data.
      .map(([type, body]) => Buffer.from([type, ...body.map((byte) => byte || 9)]));
    fc.assert(
      fc.property(fc.array(unit, { minLength: 1, maxLength: 8 }), fc.boolean(), (units, long) => {
        const start = Buffer.from(long ? [0, 0, 0, 1] : [0, 0, 1]);
        const stream = Buffer.concat([...units.flatMap((each) => [start, each]), start, Buffer.from([6, 5, 1])]);
        const expected = units.flatMap((each) => [Buffer.from([0, 0, 0, each.length]), each]);
        expect(toLengthPrefixed(stream)).toEqual(Buffer.concat(expected));
        const sets = setsOfAnnexB(stream);
        const count = (list: Buffer[]): Buffer[] => list.flatMap((set) => [Buffer.from([set.length >> 8, set.length & 255]), set]);
        const record = Buffer.concat([
          Buffer.from([1, 100, 0, 31, 0xff, 0xe0 | sets.sps.length]),
          ...count(sets.sps),
          Buffer.from([sets.pps.length]),
          ...count(sets.pps),
        ]);
        expect(sameSets(sets, setsOfRecord(record)!)).toBe(true);
      }),
    );
    expect(setsOfRecord(Buffer.alloc(3))).toBeNull();
  });
});
