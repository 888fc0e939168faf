/** Scales decoded pictures once for each size that is wanted, turns them upright, and shows them to who wants them. */
import {
  AV_PIX_FMT_GRAY8,
  AV_PIX_FMT_YUV420P,
  AV_PIX_FMT_YUVJ420P,
  AVCOL_RANGE_JPEG,
  SWS_AREA,
  SWS_FAST_BILINEAR,
} from 'node-av/constants';
import type { AVPixelFormat, SwsFlags } from 'node-av/constants';
import { Frame, SoftwareScaleContext } from 'node-av/lib';
import type { Listener, Picture, PictureWish, VideoFacts } from './types.ts';

export type PictureLine = { show(frame: Frame, index: number, atMs: number): void; close(): void };

/** The size of a picture whose longest side is wished: even, at least 2, never scaled up (odd sources lose a line). */
export function scaledSize(width: number, height: number, longestSide: number): { width: number; height: number } {
  const factor = Math.min(1, longestSide / Math.max(width, height));
  const even = (value: number): number => Math.max(2, Math.floor((value * factor) / 2 + (factor < 1 ? 0.5 : 0)) * 2);
  return { width: even(width), height: even(height) };
}

/** The size that listeners share unless they need another: each further size that is wanted every frame costs 4 % of the pass. */
export const commonSide = 128;

type Scaling = { width: number; height: number; lumaOnly: boolean; viewers: { listener: Listener; everyMs: number; nextMs: number }[] };

/** Listeners that want the same size share its scaling; a luma-only wish joins one with colour where there is one. */
function planScalings(listeners: readonly Listener[], facts: VideoFacts): Scaling[] {
  const scalings: Scaling[] = [];
  const wishes = listeners.filter((listener): listener is Listener & { picture: PictureWish } => listener.picture !== undefined);
  for (const lumaOnly of [false, true]) {
    for (const listener of wishes.filter(({ picture }) => (picture.lumaOnly ?? false) === lumaOnly)) {
      const size = scaledSize(facts.width, facts.height, listener.picture.longestSide);
      let scaling = scalings.find((one) => one.width === size.width && one.height === size.height);
      if (!scaling) scalings.push((scaling = { ...size, lumaOnly, viewers: [] }));
      scaling.viewers.push({ listener, everyMs: listener.picture.everyMs ?? 0, nextMs: -Infinity });
    }
  }
  return scalings;
}

/** Half a millisecond of slack, so that a picture a hair before its turn is not passed over for the next one. */
const slackMs = 0.5;

export function createPictureLine(listeners: readonly Listener[], facts: VideoFacts): PictureLine {
  const lines = planScalings(listeners, facts).map((scaling) => ({ scaling, scaler: createScaler(scaling, facts.rotation) }));
  return {
    show(frame, index, atMs) {
      for (const { scaling, scaler } of lines) {
        let picture: Picture | null = null;
        for (const viewer of scaling.viewers) {
          if (atMs + slackMs < viewer.nextMs) continue;
          // The grid is kept from the first picture on, so that rounding does not add up; a hole starts it anew.
          if (viewer.everyMs > 0)
            viewer.nextMs = atMs - viewer.nextMs < viewer.everyMs ? viewer.nextMs + viewer.everyMs : atMs + viewer.everyMs;
          picture ??= scaler.scale(frame, index, atMs);
          viewer.listener.onPicture?.(picture);
        }
      }
    },
    close() {
      for (const { scaler } of lines) scaler.close();
    },
  };
}

type Step = { context: SoftwareScaleContext; out: Frame };

function makeStep(
  from: { width: number; height: number; format: AVPixelFormat },
  to: { width: number; height: number; format: AVPixelFormat },
  flags: SwsFlags,
): Step {
  const context = new SoftwareScaleContext();
  context.getContext(from.width, from.height, from.format, to.width, to.height, to.format, flags);
  const out = new Frame();
  out.alloc();
  out.width = to.width;
  out.height = to.height;
  out.format = to.format;
  out.getBuffer();
  return { context, out };
}

function createScaler(wish: Scaling, rotation: VideoFacts['rotation']) {
  const turned = rotation === 90 || rotation === 270;
  const size = turned ? { width: wish.height, height: wish.width } : { width: wish.width, height: wish.height };
  const target = wish.lumaOnly ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_YUV420P;
  const chroma = wish.lumaOnly ? 0 : (wish.width / 2) * (wish.height / 2);
  const picture: Picture = {
    index: 0,
    atMs: 0,
    width: wish.width,
    height: wish.height,
    y: new Uint8Array(wish.width * wish.height),
    u: new Uint8Array(chroma),
    v: new Uint8Array(chroma),
  };
  let steps: Step[] = [];
  let source = '';

  const prepare = (frame: Frame): void => {
    const key = `${frame.width}×${frame.height}×${frame.format}`;
    if (key === source) return;
    source = key;
    freeSteps(steps);
    steps = planSteps(frame, size, target);
  };
  return {
    scale(frame: Frame, index: number, atMs: number): Picture {
      prepare(frame);
      let current = frame;
      for (const { context, out } of steps) {
        context.scaleFrameSync(out, current);
        current = out;
      }
      const { data, linesize } = current;
      copyTurned(data![0]!, linesize[0]!, size.width, size.height, rotation, picture.y);
      if (chroma > 0) {
        copyTurned(data![1]!, linesize[1]!, size.width / 2, size.height / 2, rotation, picture.u);
        copyTurned(data![2]!, linesize[2]!, size.width / 2, size.height / 2, rotation, picture.v);
      }
      if (frame.colorRange === AVCOL_RANGE_JPEG || frame.format === AV_PIX_FMT_YUVJ420P) toLimitedRange(picture);
      picture.index = index;
      picture.atMs = atMs;
      return picture;
    },
    close: () => freeSteps(steps),
  };
}

function freeSteps(steps: Step[]): void {
  for (const { context, out } of steps) {
    context.freeContext();
    out.free();
  }
}

/**
 * A big reduction goes in two steps: every so many pixels to twice the size, then the mean of four. Measured on 1080 × 1920
 * to 90 × 160: 0.21 ms a picture against 0.40 ms for one averaging step and 1.4 ms for bicubic, with the same shots found.
 */
function planSteps(frame: Frame, size: { width: number; height: number }, target: AVPixelFormat): Step[] {
  // A full-range picture is taken as it is and its range narrowed after scaling, on fewer pixels.
  const format = frame.format === AV_PIX_FMT_YUVJ420P ? AV_PIX_FMT_YUV420P : (frame.format as AVPixelFormat);
  const from = { width: frame.width, height: frame.height, format };
  if (frame.width < size.width * 4 || frame.height < size.height * 4) return [makeStep(from, { ...size, format: target }, SWS_AREA)];
  const between = { width: size.width * 2, height: size.height * 2, format: target };
  return [makeStep(from, between, SWS_FAST_BILINEAR), makeStep(between, { ...size, format: target }, SWS_AREA)];
}

/** Copies a plane of width × height tight, turned clockwise. */
function copyTurned(from: Uint8Array, stride: number, width: number, height: number, rotation: number, to: Uint8Array): void {
  if (rotation === 0) {
    for (let y = 0; y < height; y++) to.set(from.subarray(y * stride, y * stride + width), y * width);
    return;
  }
  for (let y = 0; y < height; y++) {
    const row = y * stride;
    for (let x = 0; x < width; x++) {
      const at =
        rotation === 180
          ? (height - 1 - y) * width + (width - 1 - x)
          : rotation === 90
            ? x * height + (height - 1 - y)
            : (width - 1 - x) * height + y;
      to[at] = from[row + x]!;
    }
  }
}

const lumaToLimited = Uint8Array.from({ length: 256 }, (_, value) => Math.round(16 + (value * 219) / 255));
const chromaToLimited = Uint8Array.from({ length: 256 }, (_, value) => Math.round(128 + ((value - 128) * 224) / 255));

function toLimitedRange({ y, u, v }: Picture): void {
  for (let i = 0; i < y.length; i++) y[i] = lumaToLimited[y[i]!]!;
  for (let i = 0; i < u.length; i++) {
    u[i] = chromaToLimited[u[i]!]!;
    v[i] = chromaToLimited[v[i]!]!;
  }
}
