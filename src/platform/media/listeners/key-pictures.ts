/**
 * One good picture for each stretch of a file (each shot), on one JPEG sheet. Stretches are known only when the pass
 * ends, so candidates are kept as small JPEGs at even distances, and whenever the picture has just changed a lot.
 */
import { halve, openJpegDecoder, openJpegEncoder, writeSheet } from '../jpeg.ts';
import type { JpegEncoder, Planes, SheetFacts } from '../jpeg.ts';
import type { Listener, ListenerFactory, Span } from '../types.ts';

export type KeyPicturesOptions = {
  path: string;
  /** The listener, earlier in the list, whose result is the stretches: Span[] or an object with `spans` or `shots`. */
  spansFrom: string;
  longestSide?: number;
  everyMs?: number;
  maxCandidates?: number;
};
/** Tile n belongs to stretch n; `atMs` is the time of each picture, null where no picture was at hand. */
export type KeyPictures = (SheetFacts & { atMs: (number | null)[] }) | null;

/** A sheet above this many pixels has smaller tiles, and none beyond so many stretches. */
const maxSheetPixels = 8_000_000;
const maxTiles = 3000;

const lookEveryMs = 250;
/** Levels of luma, as a mean over the grid, by which a new shot differs as a rule. */
const changedBy = 14;

type Candidate = { atMs: number; jpeg: Buffer; detail: number };

/**
 * The candidate of each stretch: the one with the most detail in its middle 60 %, else nearest to the middle; null where
 * none lies inside. Candidates ascend in time.
 */
export function chooseCandidates(candidates: readonly { atMs: number; detail: number }[], spans: readonly Span[]): (number | null)[] {
  let first = 0;
  return spans.map(({ startMs, endMs }) => {
    while (first < candidates.length && candidates[first]!.atMs < startMs) first++;
    const middle = (startMs + endMs) / 2;
    let best: number | null = null;
    let bestRank = -Infinity;
    for (let index = first; index < candidates.length && candidates[index]!.atMs < endMs; index++) {
      const { atMs, detail } = candidates[index]!;
      const off = Math.abs(atMs - middle) / Math.max(1, endMs - startMs);
      const rank = off <= 0.3 ? 1 + detail : -off;
      if (rank > bestRank) [best, bestRank] = [index, rank];
    }
    return best;
  });
}

/** How much there is to see: the mean step between neighbours, low for black, blur and mid-dissolve. */
function detailOf({ y, width }: Planes): number {
  let sum = 0;
  for (let i = 0; i + width + 1 < y.length; i += 7) sum += Math.abs(y[i]! - y[i + 1]!) + Math.abs(y[i]! - y[i + width]!);
  return (sum * 7) / y.length;
}

/** Means of 8 × 8 cells: enough to tell one shot from the next. */
function gridOf({ y, width, height }: Planes): Float32Array {
  const grid = new Float32Array(64);
  const counts = new Float32Array(64);
  for (let row = 0; row < height; row += 4) {
    const line = Math.floor((row * 8) / height) * 8;
    for (let x = 0; x < width; x += 4) {
      const cell = line + Math.floor((x * 8) / width);
      grid[cell]! += y[row * width + x]!;
      counts[cell]!++;
    }
  }
  for (let cell = 0; cell < 64; cell++) grid[cell]! /= Math.max(1, counts[cell]!);
  return grid;
}

function gridDistance(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let cell = 0; cell < 64; cell++) sum += Math.abs(a[cell]! - b[cell]!);
  return sum / 64;
}

function spansOf(result: unknown): Span[] {
  const found = Array.isArray(result)
    ? result
    : ((result as { spans?: unknown; shots?: unknown } | null)?.spans ?? (result as { shots?: unknown } | null)?.shots);
  return Array.isArray(found) ? (found as Span[]) : [];
}

const createKeyPictures: ListenerFactory<KeyPicturesOptions, KeyPictures> = (options, facts): Listener<KeyPictures> => {
  const { longestSide = 320, everyMs: firstEveryMs = 500, maxCandidates = 1500 } = options;
  // Half of the candidates may come at even distances; the others are for the short shots of a long file.
  let everyMs = Math.max(firstEveryMs, (facts.durationMs * 2) / maxCandidates);
  let lastGrid: Float32Array | null = null;
  const sparse = everyMs > lookEveryMs * 2;
  let candidates: Candidate[] = [];
  let nextMs = 0;
  let opening: Promise<JpegEncoder> | null = null;
  const unencoded: { atMs: number; planes: Planes; detail: number }[] = [];
  let encoder: JpegEncoder | null = null;

  const keep = (atMs: number, planes: Planes, detail: number): void => {
    candidates.push({ atMs, jpeg: encoder!.encode(planes), detail });
    if (candidates.length <= maxCandidates) return;
    candidates = candidates.filter((_, index) => index % 2 === 0);
    everyMs *= 2;
  };
  const catchUp = (): void => {
    for (const { atMs, planes, detail } of unencoded.splice(0)) keep(atMs, planes, detail);
  };

  return {
    picture: { longestSide, everyMs: sparse ? lookEveryMs : everyMs },
    onPicture(picture) {
      const due = picture.atMs + 0.5 >= nextMs;
      const grid = sparse ? gridOf(picture) : null;
      if (!due && (!lastGrid || !grid || gridDistance(lastGrid, grid) < changedBy)) return;
      lastGrid = grid;
      nextMs = picture.atMs + everyMs;
      const { width, height, y, u, v } = picture;
      const detail = detailOf(picture);
      // The encoder opens while the first pictures come by; they wait for it.
      opening ??= openJpegEncoder(width, height, 6).then((opened) => (encoder = opened));
      if (!encoder)
        return void unencoded.push({ atMs: picture.atMs, planes: { width, height, y: y.slice(), u: u.slice(), v: v.slice() }, detail });
      catchUp();
      keep(picture.atMs, picture, detail);
    },
    async finish(end) {
      await opening;
      if (!encoder) return null;
      catchUp();
      encoder.close();
      const spans = spansOf(end.results?.[options.spansFrom]).slice(0, maxTiles);
      return spans.length === 0 ? null : writeChosen(options.path, candidates, spans);
    },
  };
};

async function writeChosen(path: string, candidates: readonly Candidate[], spans: readonly Span[]): Promise<KeyPictures> {
  const decoder = await openJpegDecoder();
  try {
    const chosen = chooseCandidates(candidates, spans);
    const probe = decoder.decode(candidates[0]!.jpeg);
    let halvings = 0;
    for (let pixels = probe.width * probe.height * spans.length; pixels > maxSheetPixels; pixels /= 4) halvings++;
    const fit = (planes: Planes): Planes => {
      let fitted = planes;
      for (let count = 0; count < halvings; count++) fitted = halve(fitted);
      return fitted;
    };
    const size = fit(probe);
    const sheet = await writeSheet(path, { tileWidth: size.width, tileHeight: size.height }, spans.length, (index) => {
      const at = chosen[index];
      return at === null || at === undefined ? null : fit(decoder.decode(candidates[at]!.jpeg));
    });
    return { ...sheet, atMs: chosen.map((at) => (at === null ? null : candidates[at]!.atMs)) };
  } finally {
    decoder.close();
  }
}

export default createKeyPictures;
