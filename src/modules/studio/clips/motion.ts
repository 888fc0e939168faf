/** Looks through a piece in small grey pictures for where its action is, for the frame that follows it. */
import { AV_PIX_FMT_GRAY8, SWS_AREA } from 'node-av/constants';
import type { AVPixelFormat } from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import type { ActionSample } from './follow.ts';
import type { Fit } from './graph.ts';
import { check } from './reader.ts';
import type { PictureReader } from './reader.ts';
import type { PieceFrames } from './timeline.ts';

const longSide = 96;
/** Mean difference of luma, of 255, beyond which two pictures are of different shots; a fast pan stays under it at this size. */
const cutDifference = 34;

/** One sample a frame of the scan; frames that cannot be decoded repeat the one before. */
export async function watchAction(
  reader: PictureReader,
  frames: PieceFrames,
  fit: Fit,
  turn: () => Promise<void>,
): Promise<ActionSample[]> {
  const samples: ActionSample[] = [];
  const small = new Frame();
  small.alloc();
  let scaler: { context: SoftwareScaleContext; key: string } | null = null;
  let before: Uint8Array | null = null;
  const view = freedom(reader, fit);
  try {
    await reader.read(
      frames,
      (frame, index) => {
        const key = `${frame.width}x${frame.height}/${frame.format}`;
        const shrink = longSide / Math.max(frame.width, frame.height);
        if (scaler?.key !== key) {
          scaler?.context.freeContext();
          const context = new SoftwareScaleContext();
          small.unref();
          small.width = Math.max(8, Math.round(frame.width * shrink));
          small.height = Math.max(8, Math.round(frame.height * shrink));
          small.format = AV_PIX_FMT_GRAY8;
          check(small.getBuffer(), 'allocate picture');
          context.getContext(
            frame.width,
            frame.height,
            frame.format as AVPixelFormat,
            small.width,
            small.height,
            AV_PIX_FMT_GRAY8,
            SWS_AREA,
          );
          scaler = { context, key };
          before = null;
        }
        check(scaler.context.scaleFrameSync(small, frame), 'shrink picture');
        const luma = upright(tight(small), small.width, small.height, reader.video.rotation);
        while (samples.length < index) samples.push({ ...(samples.at(-1) ?? still), cut: false });
        samples.push(sampleOf(luma.data, before, luma.width, luma.height, view));
        before = luma.data;
      },
      turn,
    );
  } finally {
    (scaler as { context: SoftwareScaleContext } | null)?.context.freeContext();
    small.free();
  }
  return samples.length > 0 ? samples : [still];
}

const still: ActionSample = { x: 0.5, y: 0.5, weight: 0, cut: false };

/** The frame's size as shares of the picture, in both directions. */
function freedom(reader: PictureReader, fit: Fit): { width: number; height: number } {
  const { width, height } = reader.video;
  return { width: Math.min(1, (height * fit.width) / fit.height / width), height: Math.min(1, (width * fit.height) / fit.width / height) };
}

function tight(frame: Frame): Uint8Array {
  const { width, height } = frame;
  const stride = frame.linesize[0]!;
  const plane = frame.data![0]!;
  const out = new Uint8Array(width * height);
  for (let row = 0; row < height; row++) out.set(plane.subarray(row * stride, row * stride + width), row * width);
  return out;
}

function upright(
  data: Uint8Array,
  width: number,
  height: number,
  rotation: 0 | 90 | 180 | 270,
): { data: Uint8Array; width: number; height: number } {
  if (rotation === 0) return { data, width, height };
  const turned = rotation !== 180;
  const out = new Uint8Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at =
        rotation === 90
          ? x * height + (height - 1 - y)
          : rotation === 270
            ? (width - 1 - x) * height + y
            : (height - 1 - y) * width + (width - 1 - x);
      out[at] = data[y * width + x]!;
    }
  }
  return turned ? { data: out, width: height, height: width } : { data: out, width, height };
}

/**
 * Where one picture's action is: change since the picture before, and a little of its fine detail, which faces and
 * sharp foregrounds have and blurred grounds have not. Exported for tests.
 */
export function sampleOf(
  luma: Uint8Array,
  before: Uint8Array | null,
  width: number,
  height: number,
  view: { width: number; height: number },
): ActionSample {
  const columns = new Float64Array(width);
  const rows = new Float64Array(height);
  let change = 0;
  let energy = 0;
  for (let y = 1; y + 1 < height; y++) {
    for (let x = 1; x + 1 < width; x++) {
      const i = y * width + x;
      const moved = before ? Math.abs(luma[i]! - before[i]!) : 0;
      change += moved;
      const detail = Math.abs(2 * luma[i]! - luma[i - 1]! - luma[i + 1]!) + Math.abs(2 * luma[i]! - luma[i - width]! - luma[i + width]!);
      // Under 6 of 255 a change is noise.
      const value = Math.max(0, moved - 6) + 0.06 * detail;
      columns[x]! += value;
      rows[y]! += value;
      energy += value;
    }
  }
  const cut = before !== null && change / (width * height) > cutDifference;
  if (energy === 0) return { ...still, cut };
  return { x: position(columns, view.width), y: position(rows, view.height), weight: Math.min(1, energy / (width * height * 4)), cut };
}

/** Where a window of this share should start, as a share of its freedom: over the best-filled stretch, found with a soft-edged window. */
function position(profile: Float64Array, share: number): number {
  if (share >= 0.999) return 0.5;
  const size = Math.max(1, Math.round(profile.length * share));
  const travel = profile.length - size;
  let total = 0;
  let sum = 0;
  // Powers of the stretch's sum make a soft maximum: two equal stretches give the place between them rather than a coin's toss.
  let window = 0;
  let best = 0;
  const values: number[] = [];
  for (let i = 0; i < profile.length; i++) {
    window += profile[i]!;
    if (i >= size) window -= profile[i - size]!;
    if (i >= size - 1) values.push(window);
    best = Math.max(best, window);
  }
  if (best <= 0) return 0.5;
  values.forEach((value, start) => {
    const weight = (value / best) ** 12;
    total += weight;
    sum += weight * start;
  });
  return travel === 0 ? 0.5 : sum / total / travel;
}
