/**
 * The one typeface that clips are lettered in, read straight from its file: which characters it has, how wide they are,
 * and a folder that libass can be pointed at. Nothing of the machine's own fonts is needed, so the same recipe gives
 * the same picture everywhere; and a missing font, which libass passes over in silence, is an error here.
 */
import { copyFileSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { studioErrors } from '../errors.ts';

export type FontWeight = 'regular' | 'bold';
/** Family name inside both files (name table, id 1). */
export const fontFamily = 'Noto Sans SC';
const fontFiles: Record<FontWeight, string> = { regular: '400Regular/NotoSansSC_400Regular.ttf', bold: '700Bold/NotoSansSC_700Bold.ttf' };

export type Font = {
  path: string;
  /** Whether the font draws this code point. */
  has(codePoint: number): boolean;
  /** Advance of a text in em: multiply by the size of the em in pixels. Kerning is left out, it is nil in Han text. */
  widthEm(text: string): number;
  /** ASS sizes are of the line (OS/2 winAscent + winDescent), not of the em: this turns pixels of em into an ASS size. */
  assSize(emPx: number): number;
  /** Height of a line in em, as libass sets lines. */
  lineEm: number;
};

const loaded = new Map<FontWeight, Font>();

/** Reads a weight of the typeface, once. Throws studio.clip_font_missing where the file is not there or is no font. */
export function loadFont(weight: FontWeight): Font {
  const known = loaded.get(weight);
  if (known) return known;
  let path = fontFiles[weight];
  try {
    path = join(dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json')), fontFiles[weight]);
    const font = parseFont(path, readFileSync(path));
    loaded.set(weight, font);
    return font;
  } catch (cause) {
    throw studioErrors.clip_font_missing({ file: basename(path) }, cause);
  }
}

/** Reads the tables of a TrueType file that lettering needs (OpenType specification 1.9: head, hhea, hmtx, OS/2, cmap). */
function parseFont(path: string, bytes: Buffer): Font {
  const table = (tag: string): Buffer => {
    for (let i = 0; i < bytes.readUInt16BE(4); i++) {
      const at = 12 + 16 * i;
      if (bytes.toString('latin1', at, at + 4) === tag)
        return bytes.subarray(bytes.readUInt32BE(at + 8), bytes.readUInt32BE(at + 8) + bytes.readUInt32BE(at + 12));
    }
    throw new Error(`no table ${tag}`);
  };
  const unitsPerEm = table('head').readUInt16BE(18);
  const metrics = table('hhea').readUInt16BE(34);
  const hmtx = Buffer.from(table('hmtx'));
  const os2 = table('OS/2');
  const lineEm = (os2.readUInt16BE(74) + os2.readUInt16BE(76)) / unitsPerEm;
  const glyphOf = readCmap(Buffer.from(table('cmap')));
  const advance = (codePoint: number): number => hmtx.readUInt16BE(4 * Math.min(glyphOf(codePoint), metrics - 1)) / unitsPerEm;
  return {
    path,
    has: (codePoint) => glyphOf(codePoint) !== 0,
    widthEm: (text) => {
      let width = 0;
      for (const char of text) if (!isInvisible(char.codePointAt(0)!)) width += advance(char.codePointAt(0)!);
      return width;
    },
    assSize: (emPx) => emPx * lineEm,
    lineEm,
  };
}

function readCmap(cmap: Buffer): (codePoint: number) => number {
  let best = -1;
  let format = 0;
  for (let i = 0; i < cmap.readUInt16BE(2); i++) {
    const offset = cmap.readUInt32BE(4 + 8 * i + 4);
    const found = cmap.readUInt16BE(offset);
    if (found === 12 || (found === 4 && format !== 12)) [best, format] = [offset, found];
  }
  if (best < 0) throw new Error('no Unicode character map');
  return format === 12 ? groupsLookup(cmap, best) : segmentsLookup(cmap, best);
}

function groupsLookup(cmap: Buffer, at: number): (codePoint: number) => number {
  const groups = cmap.readUInt32BE(at + 12);
  return (codePoint) => {
    for (let low = 0, high = groups - 1; low <= high;) {
      const middle = (low + high) >> 1;
      const group = at + 16 + 12 * middle;
      if (codePoint < cmap.readUInt32BE(group)) high = middle - 1;
      else if (codePoint > cmap.readUInt32BE(group + 4)) low = middle + 1;
      else return cmap.readUInt32BE(group + 8) + codePoint - cmap.readUInt32BE(group);
    }
    return 0;
  };
}

function segmentsLookup(cmap: Buffer, at: number): (codePoint: number) => number {
  const count = cmap.readUInt16BE(at + 6) / 2;
  return (codePoint) => {
    if (codePoint > 0xffff) return 0;
    for (let i = 0; i < count; i++) {
      if (codePoint > cmap.readUInt16BE(at + 14 + 2 * i)) continue;
      const start = cmap.readUInt16BE(at + 16 + 2 * count + 2 * i);
      if (codePoint < start) return 0;
      const delta = cmap.readUInt16BE(at + 16 + 4 * count + 2 * i);
      const rangeAt = at + 16 + 6 * count + 2 * i;
      const range = cmap.readUInt16BE(rangeAt);
      if (range === 0) return (codePoint + delta) & 0xffff;
      const glyph = cmap.readUInt16BE(rangeAt + range + 2 * (codePoint - start));
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
    }
    return 0;
  };
}

/** Characters that are not drawn by any font: controls, joiners, direction marks, variation selectors. */
function isInvisible(codePoint: number): boolean {
  return (
    codePoint < 0x20 ||
    (codePoint >= 0x7f && codePoint < 0xa0) ||
    codePoint === 0xad ||
    codePoint === 0x61c ||
    (codePoint >= 0x200b && codePoint <= 0x200f) ||
    (codePoint >= 0x202a && codePoint <= 0x202e) ||
    (codePoint >= 0x2060 && codePoint <= 0x206f) ||
    (codePoint >= 0xfe00 && codePoint <= 0xfe0f) ||
    codePoint === 0xfeff ||
    (codePoint >= 0xe0000 && codePoint <= 0xe0fff)
  );
}

/** The distinct characters of texts that the font cannot draw, in order of appearance. */
export function missingGlyphs(font: Font, texts: Iterable<string>): string[] {
  const missing = new Set<string>();
  for (const text of texts) {
    for (const char of text) {
      const codePoint = char.codePointAt(0)!;
      if (!isInvisible(codePoint) && !font.has(codePoint)) missing.add(char);
    }
  }
  return [...missing];
}

/**
 * A folder with nothing but these weights, for libass' `fontsdir` (which opens every file it finds), under `parent`.
 * Throws studio.clip_font_missing.
 */
export function makeFontsFolder(parent: string, name: string, weights: FontWeight[]): string {
  const folder = join(parent, name);
  mkdirSync(folder, { recursive: true });
  for (const weight of weights) {
    const { path } = loadFont(weight);
    try {
      symlinkSync(path, join(folder, basename(path)));
    } catch {
      // Windows wants a privilege for links; a copy costs ten megabytes for the time of one rendering.
      copyFileSync(path, join(folder, basename(path)));
    }
  }
  return folder;
}

/**
 * Gives fontconfig an empty configuration (fonts.conf beside this file), unless the machine's keeper chose one with FONTCONFIG_FILE: without it libass
 * scans the whole machine's fonts, or complains on stderr where there are none. Only on the main thread does an
 * assignment reach the process' real environment, so a program that renders in worker threads calls this before they
 * start; elsewhere rendering calls it itself. Idempotent.
 */
export function useOwnFontsOnly(env: NodeJS.ProcessEnv = process.env): void {
  if (env.FONTCONFIG_FILE) return;
  env.FONTCONFIG_FILE = fileURLToPath(new URL('./fonts.conf', import.meta.url));
}
