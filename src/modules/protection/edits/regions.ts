/** Changed points become regions, regions of successive pictures tracks. */
import type { Box } from '../match/geometry.ts';

/** A region of one picture, in points; ends are exclusive. */
export type Region = {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly points: number;
};

/** Connected changed points (gaps of up to eight points closed), largest first; those below `least` points are left out. */
export function regionsOf(mask: Uint8Array, width: number, height: number, least: number): Region[] {
  const closed = close(mask, width, height, 4);
  const seen = new Uint8Array(mask.length);
  const stack: number[] = [];
  const regions: Region[] = [];
  for (let start = 0; start < closed.length; start++) {
    if (!closed[start] || seen[start]) continue;
    let [left, top, right, bottom, points] = [width, height, 0, 0, 0];
    stack.push(start);
    seen[start] = 1;
    while (stack.length > 0) {
      const at = stack.pop()!;
      const [x, y] = [at % width, Math.floor(at / width)];
      [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + 1), Math.max(bottom, y + 1)];
      points++;
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const [nx, ny] = [x + dx, y + dy];
          if (nx < 0 || ny < 0 || nx >= width || ny >= height) continue;
          const next = ny * width + nx;
          if (!closed[next] || seen[next]) continue;
          seen[next] = 1;
          stack.push(next);
        }
    }
    if (points >= least) regions.push({ left, top, right, bottom, points });
  }
  return regions.sort((a, b) => b.points - a.points);
}

/** Grown by a radius and shrunk again, so that what lies close together is one. */
function close(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  const spread = (source: Uint8Array, of: number): Uint8Array => {
    const along = new Uint8Array(source.length).fill(1 - of);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let d = -radius; d <= radius; d++)
          if (x + d >= 0 && x + d < width && source[y * width + x + d] === of) along[y * width + x] = of;
    const both = new Uint8Array(source.length).fill(1 - of);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let d = -radius; d <= radius; d++)
          if (y + d >= 0 && y + d < height && along[(y + d) * width + x] === of) both[y * width + x] = of;
    return both;
  };
  return spread(spread(mask, 1), 0);
}

/** What most of the pictures around say: three of five in a run, fewer at its ends. */
export function steadied(masks: readonly Uint8Array[]): Uint8Array[] {
  return masks.map((mask, index) => {
    const around = masks.slice(Math.max(0, index - 2), index + 3);
    return mask.map((_, at) => (2 * around.reduce((sum, each) => sum + each[at]!, 0) > around.length ? 1 : 0));
  });
}

export type Track = { readonly pictures: number[]; readonly regions: Region[] };

const overlapOf = (a: Region, b: Region): number => {
  const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
  const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
  if (across <= 0 || down <= 0) return 0;
  const smaller = Math.min((a.right - a.left) * (a.bottom - a.top), (b.right - b.left) * (b.bottom - b.top));
  return (across * down) / smaller;
};

/** Joins regions of successive pictures that overlap by half of the smaller; a track may miss `mostMissed` pictures. */
export function tracksOf(pictures: readonly (readonly Region[])[], mostMissed = 3): Track[] {
  const tracks: Track[] = [];
  pictures.forEach((regions, picture) => {
    for (const region of regions) {
      const candidates = tracks.filter(
        (each) =>
          picture > each.pictures.at(-1)! &&
          picture - each.pictures.at(-1)! <= mostMissed + 1 &&
          overlapOf(each.regions.at(-1)!, region) >= 0.5,
      );
      const best = candidates.sort((a, b) => overlapOf(b.regions.at(-1)!, region) - overlapOf(a.regions.at(-1)!, region))[0];
      if (best) {
        best.pictures.push(picture);
        best.regions.push(region);
      } else tracks.push({ pictures: [picture], regions: [region] });
    }
  });
  return tracks;
}

const grown = 1.5;
const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

/** The usual box of a track in fractions of the picture. */
export function usualBox({ regions }: Track, width: number, height: number): Box {
  const [left, right] = [middle(regions.map((each) => each.left)), middle(regions.map((each) => each.right))];
  const [top, bottom] = [middle(regions.map((each) => each.top)), middle(regions.map((each) => each.bottom))];
  // Softening and closing let a region grow by so much on each side; the edge of the picture it cannot pass.
  const inner = (from: number, to: number, side: number): [number, number] => {
    const [a, b] = [from > grown ? from + grown : from, to < side - grown ? to - grown : to];
    return [a / side, Math.max(0, b - a) / side];
  };
  const [x, across] = inner(left, right, width);
  const [y, down] = inner(top, bottom, height);
  return { x, y, width: across, height: down };
}

/** How far the middle of a track's region wanders, in parts of its own size. */
export function wandering({ regions }: Track): number {
  const [xs, ys] = [regions.map((each) => each.left + each.right), regions.map((each) => each.top + each.bottom)];
  const size = (each: Region): number => Math.max(each.right - each.left, each.bottom - each.top);
  const spread = (values: number[]): number => {
    const sorted = values.toSorted((a, b) => a - b);
    return (sorted[Math.floor(sorted.length * 0.95)]! - sorted[Math.floor(sorted.length * 0.05)]!) / 2;
  };
  return Math.hypot(spread(xs), spread(ys)) / Math.max(1, middle(regions.map(size)));
}
