/** Takes Markdown apart into blocks: its marks are dropped, what they mark keeps its place. */
import type { Block } from './block.ts';
import { meaningOf } from './html/tree.ts';
import { mapStretch, MappedBuilder, sourceOf, type Mapped } from './mapped.ts';
import { makeRows, mostColumns } from './rows.ts';
import { readTextBlocks } from './text.ts';

export type FrontMatter = { title: string | null; source: string | null; author: string | null; date: string | null; url: string | null };

const heading = /^\s{0,3}(#{1,6})(?:\s+|(?=[^\s#!\d]))(.*?)\s*#*\s*$/;
const tableRule = /^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$/;
const tableRow = /\|/;
/** Longer lines are taken as they are: nobody marks so much in one. */
const longestMarked = 20_000;

/** Whether a text without a name is written in Markdown: headings, tables, links or bold words at the least. */
export function looksLikeMarkdown(source: string): boolean {
  const head = source.slice(0, 50_000);
  const marks = [
    /^#{1,6} \S/m,
    /^[ \t]{0,8}\|?[ \t]{0,8}:?-{3,}:?[ \t]{0,8}\|/m,
    /\[[^[\]\n]{1,300}\]\(https?:\/\/[^)\s]/,
    /\*\*[^*\n]{1,300}\*\*/,
    /^> \S/m,
    /^```/m,
  ];
  return marks.slice(0, 2).some((mark) => mark.test(head)) || marks.filter((mark) => mark.test(head)).length >= 2;
}

/** The blocks of a Markdown text and what its front matter says. */
export function readMarkdownBlocks(source: string): { blocks: Block[]; front: FrontMatter | null } {
  const front = readFront(source);
  const lines = readTextBlocks(source, { from: front?.end ?? 0, wrap: true });
  const blocks: Block[] = [];
  let fenced = false;
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    if (/^\s*(?:```|~~~)/.test(line.mapped.text)) {
      fenced = !fenced;
      continue;
    }
    if (fenced || line.kind === 'separator' || line.kind === 'heading') {
      blocks.push(line.kind === 'heading' ? { ...line, mapped: plain(source, line.mapped) ?? line.mapped } : line);
      continue;
    }
    const next = lines[at + 1];
    if (tableRow.test(line.mapped.text) && next && tableRule.test(next.mapped.text) && next.mapped.text.includes('-')) {
      const rows = [line];
      let end = at + 2;
      while (end < lines.length && lines[end]!.blanks === 0 && tableRow.test(lines[end]!.mapped.text)) rows.push(lines[end++]!);
      blocks.push(...tableOf(source, rows, blocks.at(-1)?.mapped.text ?? null));
      at = end - 1;
      continue;
    }
    const block = lineOf(source, line);
    if (block) blocks.push(block);
  }
  return { blocks, front: front?.front ?? null };
}

function lineOf(source: string, line: Block): Block | null {
  const found = heading.exec(line.mapped.text);
  if (found && !found[2]!.startsWith('#')) {
    const from = line.mapped.text.length - line.mapped.text.replace(/^\s{0,3}#{1,6}\s*/, '').length;
    const mapped = plain(source, line.mapped, from, line.mapped.text.replace(/\s*#+\s*$/, '').length);
    return mapped && { ...line, kind: 'heading', level: found[1]!.length, mapped };
  }
  const quote = /^(?:>\s?)+/.exec(line.mapped.text)?.[0].length ?? 0;
  const text = line.mapped.text.slice(quote);
  const list = /^(?:[-*+]\s+(?:\[[ xX]\]\s+)?|\d{1,3}[.)]\s+)/.exec(text)?.[0].length ?? 0;
  const mapped = plain(source, line.mapped, quote + list);
  return mapped && { ...line, kind: list > 0 ? 'item' : 'text', mapped };
}

/** A table's rows under its head, as those of a page. */
function tableOf(source: string, rows: readonly Block[], lead: string | null): Block[] {
  const cells = rows.map((row) =>
    cellsOf(row.mapped.text)
      .slice(0, mostColumns)
      .map(([from, to]) => plain(source, row.mapped, from, to)),
  );
  return makeRows(cells, { heads: true, lead });
}

function cellsOf(text: string): [number, number][] {
  const cells: [number, number][] = [];
  let from = text.startsWith('|') ? 1 : 0;
  for (let at = from; at <= text.length; at++) {
    if (at < text.length && (text[at] !== '|' || text[at - 1] === '\\')) continue;
    if (at < text.length || text.slice(from, at).trim() !== '') cells.push([from, at]);
    from = at + 1;
  }
  return cells;
}

const token =
  /\\([\\`*_{}[\]()#+\-.!|~>])|!\[[^\]\n]{0,500}\]\([^)\n]{0,2000}\)|\[(?!\^)((?:[^[\]\n]|\[[^[\]\n]{0,60}\]){1,1000})\]\((?:[^()\n]|\([^()\n]{0,500}\)){0,2000}\)|<(https?:\/\/[^>\s]{1,2000})>|<\/?([a-z][a-z0-9]*)\b[^<>]{0,500}>|\[\^[^\]\n]{1,60}\]|(\*\*\*|\*\*|~~|==)(?=\S)|(?<=\S)(\*\*\*|\*\*|~~|==)|\*(?=\S)([^*\n]{1,500}?)(?<=\S)\*|(?<![\p{L}\p{N}_])(_{1,2})(?=\S)([^_\n]{1,500}?)(?<=\S)\8(?![\p{L}\p{N}_])|(`+)|&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});/giu;

/** A line without its marks, or part of it. The line is as it stands in the source but for its white space. */
function plain(source: string, line: Mapped, from = 0, to = line.text.length): Mapped | null {
  const { text } = line;
  if (to - from > longestMarked || !/[\\*_`[\]<&~=!]/.test(text)) return stretch(source, line, from, to);
  const builder = new MappedBuilder();
  strip(builder, source, line, from, to, 0);
  return builder.finish();
}

function strip(builder: MappedBuilder, source: string, line: Mapped, from: number, to: number, depth: number): void {
  const place = (index: number): number => sourceOf(line, index);
  const part = line.text.slice(from, to);
  let at = from;
  const takeTo = (end: number): void => {
    if (end > at) builder.take(source, place(at), place(end - 1) + 1);
  };
  for (const found of part.matchAll(token)) {
    const start = from + found.index;
    const end = start + found[0].length;
    if (start < at) continue;
    takeTo(start);
    at = end;
    const inner = found[2] ?? found[7] ?? found[9];
    if (found[1]) builder.take(source, place(start + 1), place(start + 1) + 1);
    else if (inner !== undefined) {
      // “[3](address)” is a citation with a link, and stays one.
      const cited = found[2] !== undefined && /^\d{1,3}$/.test(inner);
      const first = start + found[0].indexOf(inner);
      if (cited) builder.take(source, place(start), place(first + inner.length) + 1);
      else if (depth < 3) strip(builder, source, line, first, first + inner.length, depth + 1);
      else builder.take(source, place(first), place(first + inner.length - 1) + 1);
    } else if (found[3]) builder.take(source, place(start + 1), place(end - 2) + 1);
    else if (found[4]?.toLowerCase() === 'br') builder.space(place(start), place(end - 1) + 1);
    else if (found[0].startsWith('&')) builder.replace(meaningOf(found[0]), place(start), place(end - 1) + 1);
  }
  takeTo(to);
}

function stretch(source: string, line: Mapped, from: number, to: number): Mapped | null {
  if (from === 0 && to === line.text.length) return line;
  return to > from ? mapStretch(source, sourceOf(line, from), sourceOf(line, to - 1) + 1) : null;
}

const keys: Readonly<Record<string, keyof FrontMatter>> = {
  title: 'title',
  标题: 'title',
  source: 'source',
  来源: 'source',
  publisher: 'source',
  author: 'author',
  作者: 'author',
  date: 'date',
  published: 'date',
  日期: 'date',
  发布时间: 'date',
  url: 'url',
  link: 'url',
};

/** “title: …” lines between two “---” at the top. */
function readFront(source: string): { front: FrontMatter; end: number } | null {
  const found = /^\ufeff?---[ \t]*\r?\n([\s\S]{1,5000}?)\r?\n---[ \t]*(?:\r?\n|$)/.exec(source);
  if (!found || !/^\s*[\w\u4e00-\u9fff]+\s*[:：]/.test(found[1]!)) return null;
  const front: FrontMatter = { title: null, source: null, author: null, date: null, url: null };
  for (const line of found[1]!.split(/\r?\n/)) {
    const pair = /^\s*([\w\u4e00-\u9fff]+)\s*[:：]\s*(.+?)\s*$/.exec(line);
    const key = pair && keys[pair[1]!.toLowerCase()];
    if (key) front[key] ??= pair[2]!.replace(/^["']|["']$/g, '').slice(0, 500);
  }
  return { front, end: found[0].length };
}
