/**
 * What a creator's copy of a clip costs: the end card encoded and joined to a body that is there, against rendering the same
 * clip whole. 15 s of 1080 × 1920 with burned captions and a three-second card. Both ways take turns and the best of each
 * counts; both results are read back and must have the same pictures at the same times. Then a batch of copies in one go.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { useOwnFontsOnly } from '../../src/modules/studio/clips/fonts.ts';
import { renderClip } from '../../src/modules/studio/clips/render.ts';
import { stampClip, type StampResult } from '../../src/modules/studio/clips/stamp.ts';
import { countPictures } from '../../src/modules/studio/clips/writer.ts';
import type { RecipeInput } from '../../src/modules/studio/contract.ts';
import { integratedLoudness } from '../../src/modules/studio/clips/loudness.ts';
import { soundBack } from '../support/clips.ts';
import { material } from './render.ts';

const rounds = 3;
const copies = 20;
const [startMs, endMs] = [2000, 17_000];
const cues = Array.from({ length: 10 }, (_, i) => ({
  id: `c${i}`,
  startMs: 2200 + i * 1450,
  endMs: 3500 + i * 1450,
  text: i % 2 ? '你骗了我三年，我再也不会相信你！' : 'You will regret this, every single day.',
}));
const recipe: RecipeInput = { pieces: [{ source: 'a', startMs, endMs }], cues: { a: cues }, endCard: { durationMs: 3000 } };
const cardOf = (n: number) => ({
  title: '离婚后，我成了亿万总裁',
  code: `HK7 ${100 + n}`,
  url: `https://hookline.example.org/s/abc123${n}`,
});
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** Measures and prints; `overWhole` is the seconds of a stamped copy over those of a whole rendering of the same clip. */
export async function run(): Promise<Record<string, unknown>> {
  useOwnFontsOnly();
  const path = await material();
  const folder = mkdtempSync(join(tmpdir(), 'hookline-stamp-'));
  try {
    const sources = { a: { path } };
    const body = await renderClip({ recipe, sources, out: join(folder, 'body.mp4'), plate: true });
    const stamp = (n: number): Promise<StampResult> =>
      stampClip({ body: body.path, plan: body.plan, card: cardOf(n), language: 'zh', out: join(folder, `copy-${n}.mp4`) });
    const [whole, stamped]: [number[], number[]] = [[], []];
    let copy: StampResult | null = null;
    for (let n = 0; n < rounds; n++) {
      let started = performance.now();
      await renderClip({ recipe: { ...recipe, endCard: { ...cardOf(n), durationMs: 3000 } }, sources, out: join(folder, 'whole.mp4') });
      whole.push(performance.now() - started);
      started = performance.now();
      copy = await stamp(n);
      stamped.push(performance.now() - started);
    }
    if (!copy?.joined) throw new Error(`the copy was not joined: ${copy?.reason}`);
    const started = performance.now();
    for (let n = 0; n < copies; n++) await stamp(100 + n);
    const batchMs = performance.now() - started;
    const [wholeMs, stampedMs] = [Math.min(...whole), Math.min(...stamped)];
    const seconds = body.durationMs / 1000;
    const heard = integratedLoudness(await soundBack(join(folder, 'copy-0.mp4'), seconds));
    const result = {
      clip: `${body.bodyFrames} + ${body.cardFrames} frames of ${body.width}×${body.height}`,
      pictures: {
        whole: await countPictures(join(folder, 'whole.mp4'), 'whole'),
        stamped: await countPictures(join(folder, 'copy-0.mp4'), 'stamped'),
      },
      loudnessLufs: heard === null ? null : round(heard),
      encodedPictures: copy.encodedFrames,
      wholeSeconds: round(wholeMs / 1000),
      stampedSeconds: round(stampedMs / 1000),
      overWhole: round(stampedMs / wholeMs),
      batch: { copies, secondsEach: round(batchMs / copies / 1000), hundredOverOneWhole: round((batchMs / copies / wholeMs) * 100) },
    };
    process.stdout.write(
      `a stamped copy costs ${result.overWhole} of a whole rendering (${result.stampedSeconds} s over ${result.wholeSeconds} s); a hundred copies ${result.batch.hundredOverOneWhole} renderings\n`,
    );
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
