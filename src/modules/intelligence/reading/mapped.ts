/**
 * Text that remembers where it came from. A reader folds white space, resolves entities and drops markup; each piece of what is left
 * knows its place in the source, so that a figure found in it can be shown in the file. Offsets of the source are UTF-16 units until
 * a file is finished and `createPositions` turns them into code points.
 */

/** `runs` as in Paragraph.map, but to UTF-16 units of the source; `end` is the unit behind the last one. Never empty at its ends. */
export type Mapped = { readonly text: string; readonly runs: readonly (readonly [number, number])[]; readonly end: number };

// White space of any kind, and what has no width: marks of order and joining, soft hyphens, control characters.
const loose = /(?:[\s\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb])+/g;
const space = /\s/;

/** Puts a text together of verbatim stretches and of replacements. White space is folded as it comes; ends are trimmed. */
export class MappedBuilder {
  private text = '';
  private runs: [number, number][] = [];
  /** The source unit behind what was taken last. */
  private end = 0;
  /** White space that waits for something to follow it; `plain` where it is one space as it will stand in the text. */
  private gap: { from: number; to: number; plain: boolean } | null = null;

  /** Takes a stretch of the source as it stands. */
  take(source: string, from: number, to: number): void {
    // Of the stretch alone: a search in the source would go on behind it, for every stretch anew.
    const stretch = source.slice(from, to);
    let at = 0;
    for (const found of stretch.matchAll(loose)) {
      if (found.index > at) this.copy(stretch, at, found.index, from);
      at = found.index + found[0].length;
      if (space.test(found[0])) this.space(from + found.index, from + at, found[0] === ' ');
    }
    if (at < stretch.length) this.copy(stretch, at, stretch.length, from);
  }

  /** Takes a text that stands in the source in another form, as an entity does. */
  replace(text: string, from: number, to: number): void {
    if (space.test(text) && text.trim() === '') return this.space(from, to);
    const clean = text.replace(loose, (found) => (space.test(found) ? ' ' : ''));
    if (clean === '') return;
    this.flush();
    this.runs.push([this.text.length, from]);
    this.text += clean;
    this.end = to;
  }

  /** White space, or a break that reads as such. */
  space(from: number, to: number, plain = false): void {
    this.gap ??= { from, to, plain };
  }

  /** What was put together, or null where there is nothing but white space; begins anew. */
  finish(): Mapped | null {
    const { text, runs, end } = this;
    this.text = '';
    this.runs = [];
    this.gap = null;
    if (text === '') return null;
    const last = runs.at(-1)!;
    if (last[1] + text.length - last[0] !== end) runs.push([text.length, end]);
    return { text, runs, end };
  }

  private copy(stretch: string, from: number, to: number, offset: number): void {
    this.flush();
    if (!this.follows(offset + from)) this.runs.push([this.text.length, offset + from]);
    this.text += stretch.slice(from, to);
    this.end = offset + to;
  }

  private flush(): void {
    const { gap } = this;
    this.gap = null;
    if (!gap || this.text === '') return;
    const verbatim = gap.plain && this.follows(gap.from);
    if (!verbatim) this.runs.push([this.text.length, gap.from]);
    this.text += ' ';
    // Behind what was folded a new run begins, so that a single run always means “as it stands in the file”.
    this.end = verbatim ? gap.to : -1;
  }

  private follows(from: number): boolean {
    const last = this.runs.at(-1);
    return last !== undefined && this.end === from && last[1] + this.text.length - last[0] === from;
  }
}

const builder = new MappedBuilder();

/** A stretch of the source as one text; null where it holds nothing to read. */
export function mapStretch(source: string, from = 0, to = source.length): Mapped | null {
  builder.take(source, from, to);
  return builder.finish();
}

/** Where a unit of the text stands in the source, in UTF-16 units. */
export function sourceOf(mapped: Mapped, index: number): number {
  let run = mapped.runs[0]!;
  for (const next of mapped.runs) {
    if (next[0] > index) break;
    run = next;
  }
  return run[1] + index - run[0];
}

/** Part of a text, without white space at its ends; null where nothing is left. */
export function sliceMapped(mapped: Mapped, from: number, to = mapped.text.length): Mapped | null {
  while (from < to && mapped.text[from] === ' ') from += 1;
  while (to > from && mapped.text[to - 1] === ' ') to -= 1;
  if (from >= to) return null;
  if (from === 0 && to === mapped.text.length) return mapped;
  const runs: [number, number][] = [[0, sourceOf(mapped, from)]];
  for (const [at, source] of mapped.runs) if (at > from && at < to) runs.push([at - from, source]);
  // Behind the last unit, not where the next run begins: markup that follows is no part of it.
  const end = to === mapped.text.length ? mapped.end : sourceOf(mapped, to - 1) + 1;
  const last = runs.at(-1)!;
  if (last[1] + (to - from) - last[0] !== end) runs.push([to - from, end]);
  return { text: mapped.text.slice(from, to), runs, end };
}

/** Cells of a row as one text with “ | ” between them, and where each stands in it; null where all are empty. */
export function joinCells(cells: readonly (Mapped | null)[]): { mapped: Mapped; places: { start: number; end: number }[] } | null {
  const firstCell = cells.find((cell) => cell !== null);
  if (!firstCell) return null;
  let text = '';
  let end = firstCell.runs[0]![1];
  const runs: [number, number][] = [];
  const places = cells.map((cell, at) => {
    if (at > 0) {
      runs.push([text.length, end]);
      text += ' | ';
    }
    const start = text.length;
    if (cell) {
      for (const [unit, source] of cell.runs) if (unit < cell.text.length) runs.push([start + unit, source]);
      text += cell.text;
      end = cell.end;
    }
    return { start, end: text.length };
  });
  const last = runs.at(-1)!;
  if (last[1] + text.length - last[0] !== end) runs.push([text.length, end]);
  return { mapped: { text, runs, end }, places };
}

const wide = /[\ud800-\udbff]/;
const stride = 128;

/** Turns UTF-16 units of a source into code points; `length` is that of the whole. */
export function createPositions(source: string): { readonly length: number; of(unit: number): number } {
  if (!wide.test(source)) return { length: source.length, of: (unit) => unit };
  const before = new Uint32Array(Math.floor(source.length / stride) + 1);
  let points = 0;
  for (let unit = 0; unit < source.length; unit++) {
    if (unit % stride === 0) before[unit / stride] = points;
    if (!isTrail(source, unit)) points += 1;
  }
  const of = (unit: number): number => {
    if (unit >= source.length) return points;
    const block = Math.floor(unit / stride);
    let count = before[block]!;
    for (let at = block * stride; at < unit; at++) if (!isTrail(source, at)) count += 1;
    return count;
  };
  return { length: points, of };
}

/** The second half of a pair; a half that stands alone counts as a code point of its own. */
function isTrail(text: string, unit: number): boolean {
  const code = text.charCodeAt(unit);
  if (code < 0xdc00 || code > 0xdfff || unit === 0) return false;
  const lead = text.charCodeAt(unit - 1);
  return lead >= 0xd800 && lead <= 0xdbff;
}
