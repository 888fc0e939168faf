/** Videos with captions burned in, drawn with the project's own font, so that what is written and when is known exactly. */
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { makeVideo, type DrawFrame } from './media.ts';

const fontfile = join(
  dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')),
  '700Bold',
  'NotoSansSC_700Bold.ttf',
);

type Drawn = { width: number; height: number; alpha: Uint8Array };
export type BurnedCaption = { startMs: number; endMs: number; text: string };

async function drawText(text: string, pixels: number): Promise<Drawn> {
  const { data, info } = await sharp({ text: { text, fontfile, font: `Noto Sans SC Bold ${pixels}`, dpi: 72, rgba: true } })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const alpha = new Uint8Array(info.width * info.height);
  for (let i = 0; i < alpha.length; i += 1) alpha[i] = data[i * info.channels + info.channels - 1]!;
  return { width: info.width, height: info.height, alpha };
}

/** White with a dark outline, centred on a row, as players and editors burn captions. */
function burn({ y, width, height }: DrawFrame, drawn: Drawn, middleRow: number, left: number): void {
  const top = Math.round(middleRow - drawn.height / 2);
  const reach = 3;
  for (let pass = 0; pass < 2; pass += 1) {
    for (let row = 0; row < drawn.height; row += 1) {
      for (let x = 0; x < drawn.width; x += 1) {
        const alpha = drawn.alpha[row * drawn.width + x]!;
        if (alpha < 40) continue;
        const radius = pass === 0 ? reach : 0;
        for (let dy = -radius; dy <= radius; dy += 1) {
          for (let dx = -radius; dx <= radius; dx += 1) {
            const at = (top + row + dy) * width + left + x + dx;
            if (top + row + dy < 0 || top + row + dy >= height) continue;
            y[at] = pass === 0 ? 16 : Math.max(y[at]!, Math.round(16 + (219 * alpha) / 255));
          }
        }
      }
    }
  }
}

/** A busy moving background with captions low in the picture and a watermark above that never changes. */
export async function makeCaptionedVideo(options: {
  path: string;
  seconds: number;
  captions: readonly BurnedCaption[];
  watermark?: string;
  width?: number;
  height?: number;
  fps?: number;
}): Promise<void> {
  const { width = 540, height = 960, fps = 12 } = options;
  const size = Math.round(width / 14);
  const drawn = await Promise.all(options.captions.map(({ text }) => drawText(text, size)));
  const mark = options.watermark === undefined ? null : await drawText(options.watermark, Math.round(size * 0.7));
  await makeVideo({
    path: options.path,
    width,
    height,
    fps,
    frames: Math.round(options.seconds * fps),
    sound: null,
    draw(frame, index) {
      const atMs = (index * 1000) / fps;
      const across = Float64Array.from(
        { length: width },
        (_, x) => 118 + 45 * Math.sin((x + index * 3) / 37) + 15 * Math.sin((x - index * 5) / 9),
      );
      for (let row = 0; row < height; row += 1) {
        const down = 40 * Math.sin((row - index * 2) / 23);
        for (let x = 0; x < width; x += 1) frame.y[row * width + x] = Math.max(16, Math.min(235, across[x]! + down));
      }
      frame.u.fill(128);
      frame.v.fill(120);
      if (mark !== null) burn(frame, mark, height * 0.08, 24);
      const now = options.captions.findIndex((caption) => atMs >= caption.startMs && atMs < caption.endMs);
      if (now >= 0) burn(frame, drawn[now]!, height * 0.82, Math.round((width - drawn[now]!.width) / 2));
    },
  });
}
