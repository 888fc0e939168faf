/** Finds the documents in a file's blocks: where each begins, and what stands above it of title, source, author and day. */
import type { Block } from './block.ts';
import { findDate, type FoundDate } from './dates.ts';
import { cutDigest, isLead, listMark } from './digest.ts';
import { isOutlet, isPaperNumber, isTitle, readHeaderLine, type HeaderLine } from './header.ts';
import { isLeftover } from './leftovers.ts';

export type Section = {
  /** The title's block, or null where nothing is one; it may be part of the body then. */
  title: Block | null;
  header: { date: FoundDate | null; source: string | null; author: string | null };
  body: readonly Block[];
  /** The first and the last block of it, both included. */
  first: Block;
  last: Block;
};

/** Where a document begins: `at` its first block, `title` its title's, `body` the first of what follows its header. */
type Start = { at: number; title: number | null; body: number; header: Section['header'] };

/** The documents of a file in their order. A file without any sign of several is one. Leftovers between them are dropped. */
export function splitDocuments(blocks: readonly Block[]): Section[] {
  const lines = blocks.map((block) => (block.kind === 'row' || block.kind === 'separator' ? null : readHeaderLine(block.mapped.text)));
  const starts = withSeparated(blocks, lines, startsOf(blocks, lines));
  const sections: Section[] = [];
  const first = starts[0]?.at ?? blocks.length;
  if (first > 0) {
    const opening = blocks.slice(0, first);
    if (starts.length === 0 || holdsText(opening)) sections.push(...sectionOf(opening, undated(opening, 0), first));
  }
  starts.forEach((start, index) => sections.push(...sectionOf(blocks, start, starts[index + 1]?.at ?? blocks.length)));
  return sections;
}

/** Headers of all manners, from the last to the first, so that a day under a signature is not taken for the next document's. */
function startsOf(blocks: readonly Block[], lines: readonly (HeaderLine | null)[]): Start[] {
  const starts: Start[] = [];
  let next = blocks.length;
  for (let at = blocks.length - 1; at >= 0; at--) {
    const start = lines[at] ? headerStart(blocks, lines, at, next) : leadStart(blocks, lines, at);
    if (!start || start.at >= next) continue;
    starts.unshift(start);
    next = start.at;
    at = start.at;
  }
  return starts;
}

/** The header whose last line stands at a block; null where that line is no header. */
function headerStart(blocks: readonly Block[], lines: readonly (HeaderLine | null)[], last: number, next: number): Start | null {
  let first = last;
  while (first > 0 && lines[first - 1] && blocks[first]!.blanks <= 1 && last - first < 4) first -= 1;
  // A title with a day in it reads like a header: it is the topmost, and nothing else there is a title.
  const above = first > 0 ? blocks[first - 1]! : null;
  if (first < last && lines[first]!.date && !(above && canBeTitle(above)) && isTitle(blocks[first]!.mapped.text)) first += 1;
  if (first === last && isSignature(blocks, lines, first)) return null;
  const header = merged(lines.slice(first, last + 1) as HeaderLine[]);
  const body = last + 1;
  const bodied = hasBody(blocks, body, next);
  const named = header.source !== null || (header.date?.timed ?? false);
  if (!bodied && !(named && header.date && body >= next)) return null;
  let title: number | null = first > 0 && canBeTitle(blocks[first - 1]!) && blocks[first]!.blanks <= 2 ? first - 1 : null;
  if (title !== null && header.source === null && isOutlet(blocks[title]!.mapped.text) && title > 0 && stands(blocks, title - 1)) {
    header.source = blocks[title]!.mapped.text;
    title -= 1;
  }
  if (!header.date && !(title !== null && (title === 0 || begins(blocks, title)))) return null;
  if (title !== null) return { at: title, title, body, header };
  const after = blocks[body];
  const titled = after && canBeTitle(after) && after.mapped.text.length <= 100 && hasBody(blocks, body + 1, next) && !lines[body];
  return { at: first, title: titled ? body : null, body: titled ? body + 1 : body, header };
}

const issuer =
  /(?:政府|办公[厅室]|局|厅|委|委员会|部|中心|协会|联合会|集团|公司|管委会|宣传部|Government|Bureau|Office|Committee|Commission|Administration)$/i;

/** A day alone under the name of whoever issued a paper: its end, not another one's beginning. */
function isSignature(blocks: readonly Block[], lines: readonly (HeaderLine | null)[], at: number): boolean {
  const [line, above] = [lines[at], blocks[at - 1]];
  if (!line?.date || line.date.timed || line.labelled || line.source || !above || at < 2) return false;
  if (above.mapped.text.length > 60 || !issuer.test(above.mapped.text)) return false;
  // An outlet's name under a title is a header: there the line above ends no sentence.
  return !canBeTitle(blocks[at - 2]!);
}

/** A digest's body under a title, or under a title and an outlet, without a line that says when. */
function leadStart(blocks: readonly Block[], lines: readonly (HeaderLine | null)[], at: number): Start | null {
  const block = blocks[at]!;
  if (block.kind === 'row' || block.kind === 'separator' || at === 0 || !isLead(block.mapped.text) || lines[at - 1]) return null;
  if (!canBeTitle(blocks[at - 1]!)) return null;
  const named = at >= 2 && isOutlet(blocks[at - 1]!.mapped.text) && canBeTitle(blocks[at - 2]!);
  const title = named ? at - 2 : at - 1;
  return { at: title, title, body: at, header: { date: null, source: named ? blocks[at - 1]!.mapped.text : null, author: null } };
}

/** Adds what stands between separators, wide gaps or first headings, where the file sets its documents apart by them. */
function withSeparated(blocks: readonly Block[], lines: readonly (HeaderLine | null)[], starts: readonly Start[]): Start[] {
  const known = new Set(starts.map(({ at }) => at));
  const covered = (at: number): boolean => known.has(at) || starts.some((start) => at > start.at && at < start.body);
  const added: Start[] = [];
  for (const candidates of [afterSeparators(blocks, starts), topHeadings(blocks), afterGaps(blocks, starts), papers(blocks, lines)]) {
    for (const at of candidates) {
      if (covered(at) || added.some((start) => start.at === at)) continue;
      added.push(undated(blocks, at));
    }
  }
  return [...starts, ...added].toSorted((left, right) => left.at - right.at);
}

function afterSeparators(blocks: readonly Block[], starts: readonly Start[]): number[] {
  const at = blocks.flatMap((block, index) => (block.kind === 'separator' && index + 1 < blocks.length ? [index + 1] : []));
  if (at.length === 0) return [];
  const heads = new Set(starts.map((start) => start.at));
  const known = at.filter((index) => heads.has(index) || heads.has(index + 1)).length;
  const strong = blocks.some((block) => block.kind === 'separator' && isStrong(block));
  // A line may also part the sections of one document: it parts documents where at least some of these say that they are.
  if (known * 2 < at.length && !(strong && starts.length === 0)) return [];
  return at.filter((index) => canBeTitle(blocks[index]!) || holdsText(blocks.slice(index, index + 1)));
}

function isStrong(block: Block): boolean {
  return block.mapped.end - block.mapped.runs[0]![1] >= 5;
}

/** Headings of the first rank, where there are several and they do not number the parts of one text. */
function topHeadings(blocks: readonly Block[]): number[] {
  const at = blocks.flatMap((block, index) => (block.kind === 'heading' && block.level === 1 ? [index] : []));
  const numbered = at.filter((index) =>
    /^(?:\d{1,2}[.、\s]|[一二三四五六七八九十]{1,3}[、.]|第[一二三四五六七八九十\d]{1,3}(?:章|节|部分)|part\s|group\s)/i.test(
      blocks[index]!.mapped.text,
    ),
  );
  return at.length < 2 || numbered.length > 0 ? [] : at;
}

/** Gaps as wide as those above the documents that are known, where only what may be a title stands under such a gap. */
function afterGaps(blocks: readonly Block[], starts: readonly Start[]): number[] {
  const heads = new Set(starts.map((start) => start.at).filter((at) => at > 0));
  const gaps = [...heads].map((at) => blocks[at]!.blanks);
  const least = Math.min(...gaps);
  if (gaps.length === 0 || least < 1) return [];
  const titles = new Set(starts.flatMap(({ title, body }) => [title, body]));
  const others = blocks.flatMap((block, at) => (at > 0 && block.blanks >= least && !heads.has(at) && !titles.has(at) ? [at] : []));
  const fitting = others.filter((at) => canBeTitle(blocks[at]!) && blocks[at]!.kind === 'text' && opensText(blocks, at));
  if (least >= 2) return fitting;
  // One empty line also parts paragraphs: it parts documents where it parts nothing else.
  const footers = others.filter((at) => isLeftover(blocks[at]!.mapped.text)).length;
  return fitting.length + footers === others.length && fitting.length <= heads.size ? fitting : [];
}

/** A title with something longer under it, which no list and no heading's number begins. */
function opensText(blocks: readonly Block[], at: number): boolean {
  const [title, next] = [blocks[at]!.mapped.text, blocks[at + 1]];
  return (
    next !== undefined &&
    next.kind !== 'separator' &&
    next.mapped.text.length > 40 &&
    !cutDigest(blocks[at]!.mapped) &&
    listMark(title) === 0
  );
}

const paper = /^.{0,30}(?:关于|印发).{4,80}(?:措施|通知|意见|办法|方案|公告|规定|细则|计划|政策|批复|指南|决定)(?:（.{1,12}）)?$/;

/** Official papers, which end with who issued them and when; and what stands behind such an end. */
function papers(blocks: readonly Block[], lines: readonly (HeaderLine | null)[]): number[] {
  const found: number[] = [];
  blocks.forEach((block, at) => {
    if (!lines[at] || !isSignature(blocks, lines, at)) return;
    const title = blocks.findLastIndex((above, index) => index < at && paper.test(above.mapped.text) && canBeTitle(above));
    if (title > 0) found.push(title);
    const next = blocks[at + 1];
    if (next && canBeTitle(next) && !/^(?:附件|附表|附：|attachment|annex)/i.test(next.mapped.text) && opensText(blocks, at + 1))
      found.push(at + 1);
  });
  return found;
}

/** A document without a header: its first line is its title if it is of that kind and something follows. */
function undated(blocks: readonly Block[], at: number): Start {
  let first = at;
  const isNone = ({ kind, mapped: { text } }: Block) => kind === 'separator' || isLeftover(text) || isPaperNumber(text);
  while (first < blocks.length - 1 && isNone(blocks[first]!)) first += 1;
  const block = blocks[first];
  // A numbered part heads what follows, not the whole.
  const titled = block !== undefined && canBeTitle(block) && !cutDigest(block.mapped) && hasBody(blocks, first + 1, blocks.length);
  return { at: first, title: titled ? first : null, body: titled ? first + 1 : first, header: { date: null, source: null, author: null } };
}

/** The document from its start to `end`, without what a page's interface left at its end. */
function sectionOf(blocks: readonly Block[], start: Start, end: number): Section[] {
  const title = start.title === null ? null : blocks[start.title]!;
  const titles = title ? [title.mapped.text] : [];
  let last = end - 1;
  const header = { ...start.header };
  while (last >= start.body && (blocks[last]!.kind === 'separator' || isLeftover(blocks[last]!.mapped.text, titles))) last -= 1;
  const body = blocks.slice(start.body, last + 1).filter(({ kind }) => kind !== 'separator');
  const [first, final] = [blocks[start.at], blocks[last]];
  if (!first || !final || (body.length === 0 && !title)) return [];
  header.date ??= signedOn(body);
  return [{ title, header, body, first, last: final }];
}

/** The day under a signature at the end, as official papers have it. */
function signedOn(body: readonly Block[]): FoundDate | null {
  for (const block of body.slice(-3).toReversed()) {
    const date = block.mapped.text.length <= 40 ? findDate(block.mapped.text) : null;
    if (date && date.end - date.start >= block.mapped.text.length - 12) return date;
  }
  return null;
}

function merged(lines: readonly HeaderLine[]): Section['header'] {
  const header: Section['header'] = { date: null, source: null, author: null };
  for (const line of lines) {
    // A time beats a day alone: pages print both.
    if (line.date && (!header.date || (line.date.timed && !header.date.timed))) header.date = line.date;
    header.source ??= line.source;
    header.author ??= line.author;
  }
  return header;
}

function canBeTitle(block: Block): boolean {
  if (block.role === 'title') return true;
  const { text } = block.mapped;
  return (block.kind === 'heading' || block.kind === 'text') && isTitle(text) && !isLead(text) && !isLeftover(text);
}

/** Whether a block may be a title by what stands above it: nothing, a gap, a line between, or a sentence that has ended. */
function begins(blocks: readonly Block[], at: number): boolean {
  if (at === 0) return true;
  const [block, above] = [blocks[at]!, blocks[at - 1]!];
  return (
    above.kind === 'separator' || block.blanks >= 2 || block.role === 'title' || (block.kind === 'heading' && block.level <= 1) || at <= 2
  );
}

function stands(blocks: readonly Block[], at: number): boolean {
  return canBeTitle(blocks[at]!) && !readHeaderLine(blocks[at]!.mapped.text);
}

function hasBody(blocks: readonly Block[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (blocks[at]!.kind !== 'separator' && !isLeftover(blocks[at]!.mapped.text)) return true;
  return false;
}

/** Whether blocks without a header hold something that was written to be read. */
function holdsText(blocks: readonly Block[]): boolean {
  return blocks.some(
    ({ kind, mapped: { text } }) =>
      kind !== 'separator' && (text.length > 120 || (/[\u4e00-\u9fff]/.test(text) && text.length > 40)) && /[.。!！?？]/.test(text),
  );
}
