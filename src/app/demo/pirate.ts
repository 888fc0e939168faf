/** Copies as they turn up elsewhere: pieces of the sample drama, turned over, cut closer, framed, with a line of somebody else's. */
import { mkdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { makeVideo, type DrawFrame } from '../../platform/media/make-video.ts';
import { createPainter } from './pictures.ts';
import { compose, sampleRate } from './sound.ts';
import { fps, layOut } from './timeline.ts';

type Copy = {
  readonly name: string;
  /** From 0. */
  readonly episode: number;
  readonly fromSeconds: number;
  readonly seconds: number;
  readonly mirrored: boolean;
  /** Of each side of the original that is cut away. */
  readonly cropped: number;
  /** Of each side of the copy that is black. */
  readonly framed: number;
  /** A black bar for a line of text, of the copy's height. */
  readonly bar: number;
};
const size = { width: 360, height: 640 };

export const copies: readonly Copy[] = [
  { name: '霸道千金强势归来（一口气看完）', episode: 0, fromSeconds: 4, seconds: 24, mirrored: true, cropped: 0.06, framed: 0, bar: 0.16 },
  { name: 'she-rose-from-fire-ep2', episode: 1, fromSeconds: 2, seconds: 16, mirrored: false, cropped: 0, framed: 0.1, bar: 0 },
];

/** Makes a copy as a file of the folder; one that is there stays. Answers with its path. */
export async function makeCopy(folder: string, copy: Copy): Promise<string> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, `${copy.name}.mp4`);
  if (await stat(path).then(Boolean, () => false)) return path;
  const timeline = layOut(copy.episode);
  const original = { ...size, y: new Uint8Array(size.width * size.height), u: chroma(), v: chroma() };
  const paint = await createPainter(timeline, size.width, size.height).prepare();
  const sound = compose(timeline);
  const first = Math.round(copy.fromSeconds * fps);
  const frames = Math.min(Math.round(copy.seconds * fps), timeline.frames - first);
  await makeVideo({
    path: `${path}.unfinished.mp4`,
    ...size,
    fps,
    frames,
    crf: 30,
    draw: (frame, index) => {
      paint(original, first + index);
      layInto(frame, original, copy);
    },
    sound: {
      sampleRate,
      channels: 2,
      fill: (buffers, start) => {
        const from = start + Math.round(copy.fromSeconds * sampleRate);
        for (const [channel, samples] of sound.entries()) {
          const piece = samples.subarray(from, Math.min(samples.length, from + buffers[channel]!.length));
          buffers[channel]!.set(piece);
        }
      },
    },
  });
  await rename(`${path}.unfinished.mp4`, path);
  return path;
}

const chroma = (): Uint8Array => new Uint8Array((size.width / 2) * (size.height / 2));

function layInto(frame: DrawFrame, original: DrawFrame, { mirrored, cropped, framed, bar }: Copy): void {
  const plane = (to: Uint8Array, from: Uint8Array, width: number, height: number, black: number): void => {
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) {
        const [u, v] = [((x + 0.5) / width - framed) / (1 - 2 * framed), ((y + 0.5) / height - framed) / (1 - 2 * framed)];
        const inside = u >= 0 && u < 1 && v >= 0 && v < 1 - bar;
        const seen = mirrored ? 1 - u : u;
        const [px, py] = [cropped + seen * (1 - 2 * cropped), cropped + v * (1 - 2 * cropped)];
        const [column, row] = [Math.min(width - 1, Math.floor(px * width)), Math.min(height - 1, Math.floor(py * height))];
        to[y * width + x] = inside ? from[row * width + column]! : black;
      }
  };
  plane(frame.y, original.y, size.width, size.height, 16);
  plane(frame.u, original.u, size.width / 2, size.height / 2, 128);
  plane(frame.v, original.v, size.width / 2, size.height / 2, 128);
}
