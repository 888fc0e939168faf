/** Reads a page: its articles, or the documents that stand in it under each other. */
import type { Block } from '../block.ts';
import { readHeaderLine } from '../header.ts';
import { isLeftover } from '../leftovers.ts';
import { splitDocuments, type Section } from '../split.ts';
import { articleTexts } from './article.ts';
import { pageBlocks, type PageBlock } from './blocks.ts';
import { readMetadata, type PageMetadata } from './metadata.ts';
import { stripMarkup } from './strip.ts';
import { elementsOf, isElement, parseTree, type Element } from './tree.ts';

/** `metadata` is of the page, and says of a single document what the page does not show. */
export type Page = { sections: Section[]; metadata: PageMetadata | null; tooDeep: boolean };

const leastArticle = 80;

/** The documents of a page, with places in its source. Markup that cannot be parsed within bounds is read as the text between its tags. */
export function readPage(source: string, base: string | undefined): Page {
  const root = parseTree(source);
  if (!root) return { sections: splitDocuments(stripMarkup(source)), metadata: null, tooDeep: true };
  const metadata = readMetadata(root, base);
  const body = root.childNodes.filter(isElement).find(({ tagName }) => tagName === 'body') ?? root;
  const articles = articlesOf(source, body);
  if (articles) return { sections: articles, metadata: { ...metadata, title: null, date: null, author: null }, tooDeep: false };
  const blocks = pageBlocks(source, body);
  return { ...readBlocks(blocks, body, metadata), tooDeep: false };
}

/** Entries that the page itself sets apart; null where it has not several. */
function articlesOf(source: string, body: Element): Section[] | null {
  const found = [...elementsOf(body, ({ tagName }) => tagName !== 'article')].filter(({ tagName }) => tagName === 'article');
  if (found.length < 2) return null;
  const entries = found.map((element) => ({ element, blocks: pageBlocks(source, element) }));
  const written = entries.filter(({ blocks }) => lengthOf(blocks) >= leastArticle);
  if (written.length < 2) return null;
  // One article and the cards of others beside it.
  const lengths = written.map(({ blocks }) => lengthOf(blocks)).toSorted((left, right) => right - left);
  if (lengths[0]! > 5 * lengths.slice(1).reduce((sum, length) => sum + length, 0) || lengths[1]! * 8 < lengths[0]!) return null;
  return written.flatMap(({ element, blocks }) => {
    const sections = splitDocuments(asTitle(blocks));
    if (sections.length === 1) sections[0]!.header.date ??= dateIn(element);
    return sections;
  });
}

/** The first heading of an entry is its title, whatever its rank. */
function asTitle(blocks: readonly PageBlock[]): Block[] {
  const at = blocks.findIndex(({ kind }) => kind === 'heading');
  return at < 0 || at > 2
    ? [...blocks]
    : blocks.map((block, index) =>
        index === at ? { ...block, role: 'title' as const } : { ...block, level: block.level === 1 ? 2 : block.level },
      );
}

function dateIn(element: Element): Section['header']['date'] {
  const { date } = readMetadata(element, undefined);
  return date && { ...date, start: 0, end: 0 };
}

function readBlocks(blocks: readonly PageBlock[], body: Element, metadata: PageMetadata): Omit<Page, 'tooDeep'> {
  const texts = articleTexts(body);
  const kept = blocks.map((block) => texts !== null && block.texts.some((text) => texts.has(text)));
  const share = lengthOf(blocks.filter((_, at) => kept[at])) / Math.max(1, lengthOf(blocks));
  const [first, last] = [kept.indexOf(true), kept.lastIndexOf(true)];
  const found = splitDocuments(blocks);
  const headed = found.filter(({ header, title }) => title && header.date);
  if (headed.length >= 2 && (share < 0.3 || countWithin(headed, blocks, first, last) >= 2)) {
    return { sections: found, metadata: { ...metadata, title: null, date: null, author: null } };
  }
  if (first < 0 || share < 0.2) {
    // Short pages give it too little to judge by.
    const section = single(
      blocks,
      0,
      blocks.length - 1,
      blocks.map(() => true),
      metadata,
    );
    return { sections: section ? [section] : [], metadata };
  }
  const section = single(blocks, first, last, kept, metadata);
  return { sections: section ? [section] : [], metadata };
}

function countWithin(sections: readonly Section[], blocks: readonly PageBlock[], first: number, last: number): number {
  return sections.filter(({ header, body }) => {
    const at = blocks.indexOf((body[0] ?? blocks[0]) as PageBlock);
    return header.date !== null && at >= first && at <= last;
  }).length;
}

/** One document: its title's heading, the lines under it that say from whom and when, and what the article consists of. */
function single(
  blocks: readonly PageBlock[],
  first: number,
  last: number,
  kept: readonly boolean[],
  metadata: PageMetadata,
): Section | null {
  const titleAt = titleOf(blocks, first, metadata.title);
  const header: Section['header'] = { date: null, source: null, author: null };
  const lines = new Set<number>();
  const from = titleAt === null ? Math.max(0, first - 4) : titleAt + 1;
  for (let at = from; at <= Math.min(last, Math.max(from, first) + 5); at++) {
    const line = blocks[at]!.kind === 'row' ? null : readHeaderLine(blocks[at]!.mapped.text);
    if (!line) continue;
    lines.add(at);
    if (line.date && (!header.date || (line.date.timed && !header.date.timed))) header.date = line.date;
    header.source ??= line.source;
    header.author ??= line.author;
  }
  const body = blocks.filter((block, at) => at !== titleAt && !lines.has(at) && at >= first && at <= last && (kept[at] || belongs(block)));
  const title = titleAt === null ? null : blocks[titleAt]!;
  while (body.length > 0 && isLeftover(body.at(-1)!.mapped.text, title ? [title.mapped.text] : [])) body.pop();
  const all = title ? [title, ...body] : body;
  if (all.length === 0) return null;
  const ordered = all.toSorted((left, right) => left.mapped.runs[0]![1] - right.mapped.runs[0]![1]);
  return { title, header, body, first: ordered[0]!, last: ordered.at(-1)! };
}

/** Tables and headings between what is kept belong to it: these are what articles are stripped of too often. */
function belongs(block: PageBlock): boolean {
  return block.kind === 'row' || (block.kind === 'heading' && block.level > 1);
}

/** The heading that is the title: what the page calls itself, else the first of the first rank, not far behind the article's beginning. */
function titleOf(blocks: readonly PageBlock[], first: number, title: string | null): number | null {
  const near = blocks.slice(0, first + 3);
  if (title) {
    const same = near.findLastIndex(({ mapped: { text } }) => text === title);
    if (same >= 0) return same;
    const alike = near.findLastIndex(
      ({ kind, mapped: { text } }) => kind === 'heading' && (title.startsWith(text) || text.startsWith(title)),
    );
    if (alike >= 0) return alike;
  }
  const heading = near.findLastIndex(({ kind, level }) => kind === 'heading' && level === 1);
  return heading >= 0 ? heading : null;
}

function lengthOf(blocks: readonly PageBlock[]): number {
  return blocks.reduce((sum, { mapped }) => sum + mapped.text.length, 0);
}

/** The charset that a page declares in its first part; null where it declares none. */
export function declaredCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1');
  return (
    /<meta[^>]{0,300}charset\s*=\s*["']?\s*([\w-]{2,40})/i.exec(head)?.[1] ??
    /^\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([\w-]{2,40})/i.exec(head)?.[1] ??
    null
  );
}
