/** From captions as seen to cues: cut into lines, read, tidied, joined. */
import { inflateSync } from 'node:zlib';
import type { CaptionPicture } from './caption-band.ts';
import type { RawCue } from './clean.ts';
import { readLinePictures, type LinePicture, type ReadLine, type Tesseract } from './tesseract.ts';

/** White around the ink; tesseract reads text that touches the edge badly. */
const border = 12;
/** It reads best with capitals of 30 pixels and more. */
const wantedHeight = 44;
const leastConfidence = 45;

/** Rows of ink that belong to one line of text, top to bottom; specks are left out. */
export function linesOfText(counts: ArrayLike<number>, least: number): { top: number; bottom: number }[] {
  const gap = Math.max(2, Math.round(counts.length * 0.04));
  const lines: { top: number; bottom: number }[] = [];
  for (let row = 0; row < counts.length; row += 1) {
    if ((counts[row] ?? 0) === 0) continue;
    const last = lines.at(-1);
    if (last !== undefined && row - last.bottom < gap) last.bottom = row + 1;
    else lines.push({ top: row, bottom: row + 1 });
  }
  return lines.filter((line) => line.bottom - line.top >= least);
}

/** Darker than this is a stroke, not its edge. */
const inkLevel = 110;

/** Grows a crop of ink to a picture of dark on white with a border, with linear interpolation: hard edges read badly. */
function grow(ink: Uint8Array, width: number, crop: { left: number; top: number; right: number; bottom: number }): LinePicture {
  const scale = Math.max(1, Math.min(4, wantedHeight / (crop.bottom - crop.top)));
  const inWidth = crop.right - crop.left;
  const inHeight = crop.bottom - crop.top;
  const outWidth = Math.round(inWidth * scale) + 2 * border;
  const outHeight = Math.round(inHeight * scale) + 2 * border;
  const grey = new Uint8Array(outWidth * outHeight).fill(255);
  const at = (x: number, y: number): number =>
    x < 0 || y < 0 || x >= inWidth || y >= inHeight ? 0 : ink[(crop.top + y) * width + crop.left + x]!;
  for (let y = 0; y < outHeight; y += 1) {
    const fromY = (y - border + 0.5) / scale - 0.5;
    const y0 = Math.floor(fromY);
    if (y0 < -1 || y0 >= inHeight) continue;
    for (let x = 0; x < outWidth; x += 1) {
      const fromX = (x - border + 0.5) / scale - 0.5;
      const x0 = Math.floor(fromX);
      if (x0 < -1 || x0 >= inWidth) continue;
      const fx = fromX - x0;
      const fy = fromY - y0;
      const above = at(x0, y0) * (1 - fx) + at(x0 + 1, y0) * fx;
      const below = at(x0, y0 + 1) * (1 - fx) + at(x0 + 1, y0 + 1) * fx;
      grey[y * outWidth + x] = 255 - Math.round(above * (1 - fy) + below * fy);
    }
  }
  return { width: outWidth, height: outHeight, grey };
}

/** The lines of a caption as pictures of dark on white, cut to their ink and grown where they are small. */
function linePictures(caption: CaptionPicture): LinePicture[] {
  const { width, height } = caption;
  const ink = inflateSync(caption.ink, { maxOutputLength: width * height });
  const counts = new Uint16Array(height);
  for (let i = 0; i < ink.length; i += 1) if (ink[i]! >= inkLevel) counts[Math.floor(i / width)]! += 1;
  return linesOfText(counts, Math.max(8, height * 0.15)).flatMap(({ top, bottom }) => {
    let left = width;
    let right = -1;
    for (let y = top; y < bottom; y += 1) {
      for (let x = 0; x < width; x += 1) {
        if (ink[y * width + x]! < inkLevel) continue;
        if (x < left) left = x;
        if (x > right) right = x;
      }
    }
    if (right - left < 8) return [];
    const crop = {
      left: Math.max(0, left - 2),
      right: Math.min(width, right + 3),
      top: Math.max(0, top - 2),
      bottom: Math.min(height, bottom + 2),
    };
    return [grow(ink, width, crop)];
  });
}

/** Text as a person would type it: no spaces between Chinese characters, no specks read as marks at either end. */
export function tidyText(text: string): string {
  return text
    .normalize('NFC')
    .replace(/(?<=[\p{Script=Han},。!?、:;…])\s+|\s+(?=[\p{Script=Han},。!?、:;…])/gu, '')
    .replace(/^[^\p{L}\p{N}“‘"'《【((「『—…]+|[|\\/_~`^*=<>{}[\]·.,\-'‘’\s]+$/gu, '')
    .trim();
}

function isText({ text, confidence }: ReadLine): boolean {
  const letters = text.match(/[\p{L}\p{N}]/gu)?.length ?? 0;
  const words = /\p{Script=Han}/u.test(text) ? letters >= 1 : letters >= 3;
  return words && confidence >= leastConfidence && letters >= text.length * 0.4;
}

/** Share of letters that two texts have in common, in order (longest common subsequence). */
export function sameness(a: string, b: string): number {
  const first = [...a];
  const second = [...b];
  if (first.length === 0 || second.length === 0) return 0;
  let previous = new Uint16Array(second.length + 1);
  for (const letter of first) {
    const next = new Uint16Array(second.length + 1);
    for (let j = 0; j < second.length; j += 1) next[j + 1] = letter === second[j] ? previous[j]! + 1 : Math.max(previous[j + 1]!, next[j]!);
    previous = next;
  }
  return previous[second.length]! / Math.max(first.length, second.length);
}

/** A caption seen in two pieces, because something bright passed behind it, is one cue: the better reading stands. */
export function joinCaptions(read: readonly (RawCue & { confidence: number })[]): RawCue[] {
  const joined: (RawCue & { confidence: number })[] = [];
  for (const cue of read) {
    const last = joined.at(-1);
    if (last !== undefined && cue.startMs - last.endMs <= 700 && sameness(last.text, cue.text) >= 0.75) {
      last.endMs = cue.endMs;
      if (cue.confidence > last.confidence) [last.text, last.confidence] = [cue.text, cue.confidence];
    } else joined.push({ ...cue });
  }
  return joined.map(({ startMs, endMs, text }) => ({ startMs, endMs, text }));
}

/** Reads every caption once and answers with cues in order of time. Throws `studio.ocr_*` errors. */
export async function readCaptions(captions: readonly CaptionPicture[], tesseract: Tesseract, signal?: AbortSignal): Promise<RawCue[]> {
  const lines = captions.map((caption) => linePictures(caption));
  const read = await readLinePictures(lines.flat(), tesseract, signal);
  let at = 0;
  const cues = captions.flatMap((caption, i) => {
    const own = read
      .slice(at, (at += lines[i]!.length))
      .map((line) => ({ ...line, text: tidyText(line.text) }))
      .filter(isText);
    if (own.length === 0) return [];
    const confidence = own.reduce((sum, line) => sum + line.confidence, 0) / own.length;
    return [{ startMs: caption.startMs, endMs: caption.endMs, text: own.map((line) => line.text).join('\n'), confidence }];
  });
  return joinCaptions(cues);
}
