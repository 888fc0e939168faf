/**
 * Builds the ASS documents that libass draws. Every document's canvas is the clip's own size, so a unit is a pixel; texts
 * are broken into lines here, because libass breaks at spaces only and Chinese has none.
 */
import type { Font } from './fonts.ts';
import { fontFamily } from './fonts.ts';

export type AssEvent = { layer: number; startMs: number; endMs: number; style: string; text: string };
export type AssStyle = {
  name: string;
  bold: boolean;
  /** ASS size; see Font.assSize. */
  size: number;
  /** `#rrggbb`, or with alpha (`ff` opaque) `#rrggbbaa`. */
  colour: string;
  outlineColour: string;
  shadowColour: string;
  outline: number;
  shadow: number;
  spacing?: number;
};

/** `&HAABBGGRR` of a web colour; ASS counts transparency, not opacity. */
export function assColour(hex: string): string {
  const [, r, g, b, a = 'ff'] = /^#(..)(..)(..)(..)?$/.exec(hex)!;
  return `&H${(255 - parseInt(a, 16)).toString(16).padStart(2, '0')}${b}${g}${r}`.toUpperCase();
}

/**
 * A text as ASS shows it literally: braces would open an override and `\N`, `\n`, `\h` are commands, so braces are escaped
 * and each backslash is followed by an invisible word joiner. Line breaks become `\N`; other control characters go.
 */
export function escapeAss(text: string): string {
  return (
    text
      .replace(/\r\n?|[\u2028\u2029]/g, '\n')
      .replace(/\t/g, ' ')
      // oxlint-disable-next-line no-control-regex
      .replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, '')
      .replace(/\\/g, '\\\u2060')
      .replace(/[{}]/g, '\\$&')
      .replace(/\n/g, '\\N')
  );
}

/** ASS counts centiseconds: rounded down, which still lies between a frame and the one before at up to 100 frames a second. */
export function assTime(ms: number): string {
  const cs = Math.max(0, Math.floor(ms / 10 + 1e-6));
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${Math.floor(cs / 360_000)}:${two(Math.floor(cs / 6000) % 60)}:${two(Math.floor(cs / 100) % 60)}.${two(cs % 100)}`;
}

/** A whole document. Events keep their order; their texts must be escaped already. */
export function assDocument(width: number, height: number, styles: AssStyle[], events: AssEvent[]): string {
  const n = (value: number): string => String(Math.round(value * 100) / 100);
  const styleLines = styles.map(
    (s) =>
      // Alignment 5 (middle) and encoding −1, by which libass finds the direction of right-to-left lines itself.
      `Style: ${s.name},${fontFamily},${n(s.size)},${assColour(s.colour)},${assColour(s.colour)},${assColour(s.outlineColour)},${assColour(s.shadowColour)},${s.bold ? -1 : 0},0,0,0,100,100,${n(s.spacing ?? 0)},0,1,${n(s.outline)},${n(s.shadow)},5,0,0,0,-1`,
  );
  return [
    '[Script Info]',
    'ScriptType: v4.00+',
    `PlayResX: ${width}`,
    `PlayResY: ${height}`,
    `LayoutResX: ${width}`,
    `LayoutResY: ${height}`,
    'WrapStyle: 2',
    'ScaledBorderAndShadow: yes',
    'YCbCr Matrix: TV.709',
    '',
    '[V4+ Styles]',
    'Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding',
    ...styleLines,
    '',
    '[Events]',
    'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text',
    ...events.map((e) => `Dialogue: ${e.layer},${assTime(e.startMs)},${assTime(e.endMs)},${e.style},,0,0,0,,${e.text}`),
    '',
  ].join('\n');
}

/** Drawing commands of a rectangle with round corners, its top left at 0,0. */
export function roundedRectangle(width: number, height: number, radius: number): string {
  const r = Math.min(radius, width / 2, height / 2);
  // A quarter of a circle as one cubic curve: control points at 0.5523 of the radius.
  const k = r * 0.4477;
  const p = (...values: number[]): string => values.map((v) => Math.round(v * 10) / 10).join(' ');
  return (
    `m ${p(r, 0)} l ${p(width - r, 0)} b ${p(width - k, 0, width, k, width, r)} l ${p(width, height - r)} b ${p(width, height - k, width - k, height, width - r, height)} ` +
    `l ${p(r, height)} b ${p(k, height, 0, height - k, 0, height - r)} l ${p(0, r)} b ${p(0, k, k, 0, r, 0)}`
  );
}

/** An event's text that fills a drawing with one colour, its top left at x, y. */
export function drawing(x: number, y: number, colour: string, commands: string, tags = ''): string {
  const code = assColour(colour);
  return `{\\an7\\pos(${Math.round(x)},${Math.round(y)})\\bord0\\shad0\\1c&H${code.slice(4)}&\\1a&H${code.slice(2, 4)}&${tags}\\p1}${commands}`;
}

/** Marks that must not begin a line, and those that must not end one (GB/T 15834 and JIS X 4051, the common part). */
const neverFirst = new Set([
  '!',
  '%',
  ')',
  ',',
  '.',
  ':',
  ';',
  '?',
  ']',
  '}',
  '~',
  ...'\u00b7\u2019\u201d\u2014\u2026\u3001\u3002\u3009\u300b\u300d\u300f\u3011\u3015\u3017\u301e\uff01\uff02\uff05\uff07\uff09\uff0c\uff0e\uff1a\uff1b\uff1f\uff3d\uff5d\uff5e',
]);
const neverLast = new Set([
  '(',
  '[',
  '{',
  '$',
  ...'\u2018\u201c\u3008\u300a\u300c\u300e\u3010\u3014\u3016\u301d\uff04\uff08\uff3b\uff5b\uffe5',
]);
const isWide = (char: string): boolean =>
  /[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\u{20000}-\u{3ffff}]/u.test(char);

/** Breaks a text into lines of at most `maxEm`, as even as they can be; its own line breaks stay. Nothing but the spaces at breaks is lost. */
export function wrapText(font: Font, text: string, maxEm: number): string[] {
  return text
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .split('\n')
    .flatMap((line) => wrapLine(font, line, maxEm));
}

function wrapLine(font: Font, line: string, maxEm: number): string[] {
  if (font.widthEm(line) <= maxEm) return [line];
  const atoms = splitAtoms(font, line, maxEm);
  const greedy = fill(font, atoms, maxEm);
  // Hostile lengths are broken where they are full; the careful way is quadratic.
  return atoms.length > 400 ? greedy : evenLines(font, line, atoms, maxEm, greedy);
}

/**
 * The breaks that make so many lines of like width and fall where a reader would pause: after punctuation best, between
 * words well, inside a word badly. The cost of a line is its squared share of unevenness, so the sum is a shortest path. As many lines
 * as the greedy breaks have, and those where there is no other way.
 */
function evenLines(font: Font, line: string, atoms: string[], maxEm: number, greedy: string[]): string[] {
  const count = greedy.length;
  const wordEnds = new Set<number>();
  for (const { index, segment } of new Intl.Segmenter('zh', { granularity: 'word' }).segment(line)) wordEnds.add(index + segment.length);
  const widths = atoms.map((atom) => font.widthEm(atom));
  const mean = widths.reduce((a, b) => a + b, 0) / count;
  const breakCost: number[] = [];
  let position = 0;
  for (const atom of atoms) {
    position += atom.length;
    breakCost.push(/[\p{P}]\s*$/u.test(atom) ? 0 : wordEnds.has(position) ? 0.12 : 0.5);
  }
  let best: { cost: number; from: number }[] = [{ cost: 0, from: 0 }];
  const steps: { cost: number; from: number }[][] = [];
  for (let row = 0; row < count; row++) {
    const next: { cost: number; from: number }[] = [];
    for (let from = 0; from < atoms.length; from++) {
      const start = best[from];
      if (!start) continue;
      let width = 0;
      for (let to = from; to < atoms.length; to++) {
        width += widths[to]!;
        if (width - font.widthEm(/ *$/.exec(atoms[to]!)![0]) > maxEm && to > from) break;
        const cost = start.cost + ((width - mean) / maxEm) ** 2 + (to + 1 === atoms.length ? 0 : breakCost[to]!);
        if (cost < (next[to + 1]?.cost ?? Infinity)) next[to + 1] = { cost, from };
      }
    }
    steps.push(next);
    best = next;
  }
  // Spaces in a row may keep so few lines from being reached in any other way.
  if (!steps.at(-1)![atoms.length]) return greedy;
  const lines: string[] = [];
  for (let row = count - 1, end = atoms.length; row >= 0; row--) {
    const from = steps[row]![end]!.from;
    lines.unshift(atoms.slice(from, end).join('').trim());
    end = from;
  }
  return lines;
}

/** The pieces between which a line may break: words, single Han characters with the marks that cling to them. */
function splitAtoms(font: Font, line: string, maxEm: number): string[] {
  const atoms: string[] = [];
  for (const { segment } of new Intl.Segmenter('zh', { granularity: 'grapheme' }).segment(line)) {
    const last = atoms.at(-1);
    const joins =
      last !== undefined &&
      (neverFirst.has(segment) ||
        neverLast.has(last.at(-1)!) ||
        (!isWide(segment) && !isWide(last.at(-1)!) && segment !== ' ' && !last.endsWith(' ')) ||
        segment === ' ');
    // A word wider than a line is broken anywhere rather than run off the picture.
    if (joins && font.widthEm(last + segment) <= maxEm) atoms[atoms.length - 1] = last + segment;
    else atoms.push(segment);
  }
  return atoms;
}

function fill(font: Font, atoms: string[], maxEm: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const atom of atoms) {
    if (line !== '' && font.widthEm((line + atom).trimEnd()) > maxEm) {
      lines.push(line.trimEnd());
      line = atom.trimStart();
    } else line += atom;
  }
  lines.push(line.trimEnd());
  return lines;
}
