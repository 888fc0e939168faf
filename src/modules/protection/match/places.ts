/**
 * Where in a suspect's picture a copy may lie: the whole, what flat borders leave, what lies between edges that run straight through the
 * picture and stay (blurred or patterned padding, split screens), and boxes of such edges (picture in picture). Places are guesses:
 * too many cost time only.
 */
import type { Box } from './geometry.ts';
import type { SuspectPictures } from './suspect.ts';

/** Levels of luma within which a border is flat; compression makes it less than even. */
const flatSpread = 4;
const flatRange = 24;
/** A place smaller than this on a side shows nothing that could be told. */
const leastSide = 0.18;
/** An edge stands out by so many levels over what runs beside it. */
const leastRidge = 2.5;
const mostLines = 8;
const mostPlaces = 4;

/** Places in the pictures with these indices, seen together, apart from the whole. */
export function placesIn(pictures: SuspectPictures, indices: readonly number[]): Box[] {
  const { width, height } = pictures;
  if (width < 16 || height < 16 || indices.length === 0) return [];
  const places: Box[] = [];
  const inner = withoutFlatBorders(pictures, indices);
  if (inner) places.push(inner);
  for (const box of boxesOfEdges(pictures, indices)) if (!places.some((known) => overlap(known, box) > 0.9)) places.push(box);
  return places.slice(0, mostPlaces);
}

export function overlap(a: Box, b: Box): number {
  const width = Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x));
  const height = Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));
  const both = width * height;
  return both / (a.width * a.height + b.width * b.height - both);
}

/** The box within rows and columns that are of one colour in all pictures; null where there are none. */
function withoutFlatBorders({ width, height, luma }: SuspectPictures, indices: readonly number[]): Box | null {
  const isFlat = (start: number, step: number, count: number): boolean =>
    indices.every((index) => {
      const base = index * width * height + start;
      let [sum, square, low, high] = [0, 0, 255, 0];
      for (let k = 0; k < count; k++) {
        const value = luma[base + k * step]!;
        sum += value;
        square += value * value;
        if (value < low) low = value;
        if (value > high) high = value;
      }
      return high - low <= flatRange && Math.sqrt(Math.max(0, square / count - (sum / count) ** 2)) <= flatSpread;
    });
  let [top, bottom, left, right] = [0, height, 0, width];
  while (top < height && isFlat(top * width, 1, width)) top++;
  if (top === height) return null;
  while (isFlat((bottom - 1) * width, 1, width)) bottom--;
  while (left < right && isFlat(top * width + left, width, bottom - top)) left++;
  while (right > left && isFlat(top * width + right - 1, width, bottom - top)) right--;
  const box = { x: left / width, y: top / height, width: (right - left) / width, height: (bottom - top) / height };
  const cut = Math.max(1 - box.width, 1 - box.height);
  return cut > 0.02 && box.width >= leastSide && box.height >= leastSide ? box : null;
}

/** How much steeper each place is than those two pixels beside it, on the mean over the pictures: across rows, or across columns. */
function ridges({ width, height, luma }: SuspectPictures, indices: readonly number[], across: 'rows' | 'columns'): Float32Array {
  const size = width * height;
  const steps = new Float32Array(size);
  const step = across === 'rows' ? width : 1;
  for (const index of indices)
    for (let y = across === 'rows' ? 1 : 0; y < height; y++)
      for (let x = across === 'columns' ? 1 : 0; x < width; x++) {
        const at = y * width + x;
        steps[at]! += Math.abs(luma[index * size + at]! - luma[index * size + at - step]!) / indices.length;
      }
  const found = new Float32Array(size);
  const [lines, limit] = across === 'rows' ? [height, height - 2] : [width, width - 2];
  void lines;
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const line = across === 'rows' ? y : x;
      if (line < 3 || line >= limit) continue;
      const at = y * width + x;
      // An edge between pixels is spread over two lines by scaling; the stronger stands for it, the rest counts against it.
      found[at] = steps[at]! - Math.max(steps[at - 2 * step]!, steps[at + 2 * step]!);
    }
  return found;
}

type EdgeLine = { readonly at: number; readonly from: number; readonly to: number; readonly mean: number };

/** The lines along which edges stay longest, each with the stretch on which it does. */
function edgeLines(found: Float32Array, width: number, height: number, across: 'rows' | 'columns'): EdgeLine[] {
  const [lines, length] = across === 'rows' ? [height, width] : [width, height];
  const all: (EdgeLine & { sum: number })[] = [];
  for (let line = 3; line < lines - 2; line++) {
    let [best, from, to, sum, start] = [0, 0, 0, 0, 0];
    for (let k = 0; k < length; k++) {
      const value = across === 'rows' ? found[line * width + k]! : found[k * width + line]!;
      if (sum <= 0) [sum, start] = [0, k];
      // A step of many levels counts as one of a few, or one lamp would make a line.
      sum += Math.min(value, 12) - leastRidge;
      if (sum > best) [best, from, to] = [sum, start, k + 1];
    }
    if (to - from >= leastSide * length) all.push({ at: line, from, to, mean: best / (to - from), sum: best });
  }
  all.sort((a, b) => b.sum - a.sum);
  const kept: EdgeLine[] = [];
  for (const each of all) {
    if (kept.length >= mostLines) break;
    if (!kept.some((other) => Math.abs(other.at - each.at) <= 2)) kept.push(each);
  }
  return kept;
}

function boxesOfEdges(pictures: SuspectPictures, indices: readonly number[]): Box[] {
  const { width, height } = pictures;
  const rows = ridges(pictures, indices, 'rows');
  const columns = ridges(pictures, indices, 'columns');
  const rowLines = [0, ...edgeLines(rows, width, height, 'rows').map(({ at }) => at), height].sort((a, b) => a - b);
  const columnLines = [0, ...edgeLines(columns, width, height, 'columns').map(({ at }) => at), width].sort((a, b) => a - b);
  const along = (top: number, from: number, to: number): number => {
    if (top === 0 || top === height) return Infinity;
    let sum = 0;
    for (let x = from; x < to; x++)
      sum += Math.min(12, Math.max(rows[top * width + x]!, rows[(top - 1) * width + x] ?? 0, rows[(top + 1) * width + x] ?? 0));
    return sum / (to - from);
  };
  const down = (left: number, from: number, to: number): number => {
    if (left === 0 || left === width) return Infinity;
    let sum = 0;
    for (let y = from; y < to; y++)
      sum += Math.min(12, Math.max(columns[y * width + left]!, columns[y * width + left - 1] ?? 0, columns[y * width + left + 1] ?? 0));
    return sum / (to - from);
  };
  const found: { box: Box; worth: number }[] = [];
  for (const [i, top] of rowLines.entries())
    for (const bottom of rowLines.slice(i + 1))
      for (const [k, left] of columnLines.entries())
        for (const right of columnLines.slice(k + 1)) {
          const box = { x: left / width, y: top / height, width: (right - left) / width, height: (bottom - top) / height };
          if (box.width < leastSide || box.height < leastSide || (box.width === 1 && box.height === 1)) continue;
          const sides = [along(top, left, right), along(bottom, left, right), down(left, top, bottom), down(right, top, bottom)];
          const weakest = Math.min(...sides);
          if (weakest < leastRidge) continue;
          // A side on the picture's own edge needs no proof; boxes with more proven sides and longer ones come first.
          const proven = sides.filter(Number.isFinite).length;
          found.push({ box, worth: weakest * Math.sqrt(proven) * Math.sqrt(box.width + box.height) });
        }
  found.sort((a, b) => b.worth - a.worth);
  const kept: Box[] = [];
  for (const { box } of found) {
    if (kept.length >= mostPlaces) break;
    if (!kept.some((other) => overlap(other, box) > 0.85)) kept.push(box);
  }
  return kept;
}
