/** Takes a plain text apart into its lines. */
import type { Block } from './block.ts';
import { readHeaderLine } from './header.ts';
import { mapStretch, MappedBuilder, type Mapped } from './mapped.ts';
import { isNaming, makeRows } from './rows.ts';

type Line = { from: number; to: number };
type Piece = { lines: Line[]; kind: 'text' | 'separator' | 'table' };

const separator = /^\s*(?:([-=*_~#+·•—–─━═＝－])\s*)(?:\1\s*){2,}$/;
const breaks = /\r\n|[\n\r\f\v\u0085\u2028\u2029]/g;
/** A text that was set to a width by hand has at least so long lines. */
const leastWrapped = 40;
/** No header has more lines. */
const mostHeader = 6;

/** The blocks of a plain text behind `from`. With `wrap`, lines that were broken to fit a width are one again. */
export function readTextBlocks(source: string, { from: begin = 0, wrap = true }: { from?: number; wrap?: boolean } = {}): Block[] {
  const blocks: Block[] = [];
  let blanks = 0;
  for (const chunk of chunksOf(source, begin)) {
    if (typeof chunk === 'number') {
      blanks += chunk;
      continue;
    }
    for (const { lines, kind } of piecesOf(source, chunk, wrap)) {
      if (kind === 'table') {
        blocks.push(...tableOf(source, lines, blocks.at(-1)?.mapped.text ?? null));
        blanks = 0;
        continue;
      }
      const mapped = kind === 'separator' ? null : mapLines(source, lines);
      const { from, to } = lines[0]!;
      if (mapped) blocks.push({ kind: 'text', mapped, level: 0, blanks });
      else if (kind === 'separator' && isUnderline(source, blocks, lines[0]!, blanks)) {
        const title = blocks.pop()!;
        blocks.push({ ...title, kind: 'heading', level: /=/.test(source[from]!) ? 1 : 2 });
      } else if (kind === 'separator') blocks.push({ kind, mapped: { text: '', runs: [[0, from]], end: to }, level: 0, blanks });
      if (mapped || kind === 'separator') blanks = 0;
      else blanks += 1;
    }
  }
  return blocks;
}

/** A line of marks directly under a short one of about its width, which stands at the top or under a gap, is no separator. */
function isUnderline(source: string, blocks: readonly Block[], line: Line, blanks: number): boolean {
  const above = blocks.at(-1);
  const before = blocks.at(-2);
  if (!above || above.kind !== 'text' || blanks > 0 || !/^[=-]/.test(source.slice(line.from, line.to).trim())) return false;
  const [width, marks] = [widthOf(above.mapped.text), line.to - line.from];
  const alone = !before || before.kind === 'separator' || above.blanks > 0;
  return alone && width <= 120 && Math.abs(width - marks) <= Math.max(4, width * 0.4) && !/[。.!！?？]$/.test(above.mapped.text);
}

/** Runs of lines without an empty one between them, and how many empty ones there are between runs. */
function* chunksOf(source: string, begin: number): Generator<Line[] | number> {
  let lines: Line[] = [];
  let from = begin;
  breaks.lastIndex = begin;
  for (let more = true; more;) {
    const found = breaks.exec(source);
    const to = found ? found.index : source.length;
    if (/\S/.test(source.slice(from, to))) lines.push({ from, to });
    else {
      if (lines.length > 0) yield lines;
      lines = [];
      if (found) yield 1;
    }
    if (found?.[0] === '\f') {
      if (lines.length > 0) yield lines;
      lines = [];
    }
    from = to + (found?.[0].length ?? 0);
    more = found !== null;
  }
  if (lines.length > 0) yield lines;
}

function piecesOf(source: string, chunk: readonly Line[], wrap: boolean): Piece[] {
  const pieces: Piece[] = [];
  const wrapped = wrap && isWrapped(source, chunk);
  for (const line of chunk) {
    if (separator.test(source.slice(line.from, Math.min(line.to, line.from + 200)))) {
      pieces.push({ lines: [line], kind: 'separator' });
      continue;
    }
    const last = pieces.at(-1);
    const columns = columnsOf(source, line);
    if (columns > 1 && last && columnsOf(source, last.lines.at(-1)!) === columns) {
      // The line above began the table.
      if (last.kind === 'text')
        pieces.splice(-1, 1, ...(last.lines.length > 1 ? [{ ...last, lines: last.lines.slice(0, -1) }] : []), {
          lines: last.lines.slice(-1),
          kind: 'table',
        });
      pieces.at(-1)!.lines.push(line);
      continue;
    }
    if (wrapped && last?.kind === 'text') last.lines.push(line);
    else pieces.push({ lines: [line], kind: 'text' });
  }
  return pieces;
}

/** Cells between tabs, as spreadsheets paste them; 1 for a line that is no row of short cells. */
function columnsOf(source: string, { from, to }: Line): number {
  if (to - from > 2000) return 1;
  const cells = source.slice(from, to).split('\t');
  // Over the column of names the head may be empty.
  const begun = (cells[0] ?? '').trim() !== '' || (cells.length > 2 && cells.slice(1).every((cell) => cell.trim() !== ''));
  return begun && cells.every((cell) => cell.length <= 80) ? cells.length : 1;
}

function tableOf(source: string, lines: readonly Line[], lead: string | null): Block[] {
  const rows = lines.map(({ from, to }) => {
    let at = from;
    return source
      .slice(from, to)
      .split('\t')
      .map((cell) => {
        const start = at;
        at += cell.length + 1;
        return mapStretch(source, start, start + cell.length);
      });
  });
  const texts = rows.slice(0, 2).map((row) => row.map((cell) => cell?.text ?? ''));
  return makeRows(rows, { heads: isNaming(texts[0] ?? [], texts[1]), lead });
}

/** Three lines or more of about one length, of which nearly none ends where a sentence does. */
function isWrapped(source: string, chunk: readonly Line[]): boolean {
  if (chunk.length < 3) return false;
  const texts = chunk.map(({ from, to }) => source.slice(from, Math.min(to, from + 400)).trimEnd());
  const widths = texts.map((text) => widthOf(text));
  const widest = Math.max(...widths);
  if (widest < leastWrapped || widest > 140) return false;
  const body = widths.slice(0, -1);
  if (body.some((width) => width < widest * 0.75)) return false;
  // A title over who issued it, when, and under which number: lines of their own, however long they happen to be.
  if (chunk.length <= mostHeader && texts.slice(1).some((text) => readHeaderLine(text.trim()) !== null)) return false;
  const ended = texts.slice(0, -1).filter((text) => /[.。!！?？;；:：\]]$/.test(text)).length;
  return (
    ended <= body.length / 3 &&
    !texts.slice(1).some((text) => /^\s*(?:[-*•·]\s|\d{1,2}[.、)]|[（(]?[一二三四五六七八九十]{1,2}[)）、])/.test(text))
  );
}

/** Columns on a screen: a Chinese character takes two. */
function widthOf(text: string): number {
  let width = 0;
  for (const sign of text) width += sign >= '\u2e80' ? 2 : 1;
  return width;
}

function mapLines(source: string, lines: readonly Line[]): Mapped | null {
  if (lines.length === 1) return mapStretch(source, lines[0]!.from, lines[0]!.to);
  const builder = new MappedBuilder();
  lines.forEach(({ from, to }, at) => {
    const [head, tail] = [
      source.slice(from, to).trimStart()[0] ?? '',
      source
        .slice(Math.max(0, (lines[at - 1]?.to ?? 0) - 40), lines[at - 1]?.to ?? 0)
        .trimEnd()
        .at(-1) ?? '',
    ];
    // Between Chinese characters a line's end is nothing, between words it is a space.
    if (at > 0 && !(isWide(head) && isWide(tail))) builder.space(lines[at - 1]!.to, from);
    builder.take(source, from + leading(source, from, to), to - trailing(source, from, to));
  });
  return builder.finish();
}

function leading(source: string, from: number, to: number): number {
  return to - from - source.slice(from, to).trimStart().length;
}

function trailing(source: string, from: number, to: number): number {
  return to - from - source.slice(from, to).trimEnd().length;
}

function isWide(sign: string): boolean {
  return sign >= '\u2e80' && sign <= '\uffef';
}
