/** The one door of reading: bytes of a file in, documents of paragraphs out. Pure but for the libraries that it loads. */
import { decodeText } from '../../../platform/text-decoding.ts';
import { intelligenceErrors } from '../errors.ts';
import type { Block } from './block.ts';
import { readStamp, type FoundDate } from './dates.ts';
import type { ReadDocument, ReadFile, ReadWarning } from './document.ts';
import { readDocx } from './docx.ts';
import { declaredCharset, readPage } from './html/read.ts';
import { containerOf, isBinary, writingOf } from './kind.ts';
import { createPositions } from './mapped.ts';
import { savedPageOf } from './mhtml.ts';
import { readMarkdownBlocks, type FrontMatter } from './markdown.ts';
import { languageOf, makeParagraphs, mostParagraphs } from './paragraphs.ts';
import { readPdf } from './pdf.ts';
import { splitDocuments, type Section } from './split.ts';
import { readTextBlocks } from './text.ts';

/** What is known of a file from outside of it: none of it is trusted, all of it helps. `fetchedAt` is an ISO 8601 instant. */
export type ReadHints = { name?: string; contentType?: string; url?: string; fetchedAt?: string };

/** As uploads are bounded; a text of so much is a shelf of books. */
const largestBytes = 64 * 1024 * 1024;
const mostDocuments = 5000;
const mostTogether = 200_000;

/** What a format says of a document beside its text. */
type Beside = {
  title: string | null;
  source: string | null;
  author: string | null;
  date: Pick<FoundDate, 'iso' | 'zone'> | null;
  url: string | null;
};
type Taken = {
  kind: ReadFile['kind'];
  encoding: string | null;
  source: string;
  sections: Section[];
  beside: Beside | null;
  warnings: ReadWarning[];
};

const nothing: Beside = { title: null, source: null, author: null, date: null, url: null };

/**
 * Reads a file of any kind that an analyst saves: plain text, Markdown, HTML, pages saved as one file (MHTML), PDF, Word. Positions are code
 * points of the decoded file, its byte order mark included; of the page within MHTML; of the text extracted of PDF and Word. Bounded in size and memory; throws intelligence.file_empty,
 * unreadable {reason} and too_large {limitMb}.
 */
export async function readFile(given: Uint8Array, known: ReadHints = {}): Promise<ReadFile> {
  if (given.length === 0) throw intelligenceErrors.file_empty({});
  if (given.length > largestBytes) throw intelligenceErrors.too_large({ limitMb: largestBytes / 1024 / 1024 });
  const container = containerOf(given);
  const { bytes, hints } = container === 'text' ? unwrapped(given, known) : { bytes: given, hints: known };
  const taken = container === 'pdf' ? await takePdf(bytes) : container === 'docx' ? await takeDocx(bytes) : takeText(bytes, hints);
  const positions = createPositions(taken.source);
  const documents: ReadDocument[] = [];
  let paragraphs = 0;
  const single = taken.sections.length === 1;
  for (const section of taken.sections) {
    if (documents.length >= mostDocuments || paragraphs >= mostTogether) break;
    const document = documentOf(
      section,
      single ? taken.beside : taken.beside && { ...nothing, source: taken.beside.source },
      positions,
      hints,
    );
    paragraphs += document.paragraphs.length;
    documents.push(document);
  }
  const warnings = [...taken.warnings, ...warningsOf(documents, taken.sections.length, hints)];
  return { kind: taken.kind, encoding: taken.encoding, length: positions.length, documents, warnings };
}

/** A page that was saved as one file, as if it had been saved by itself, with what the file knows of it. */
function unwrapped(bytes: Uint8Array, hints: ReadHints): { bytes: Uint8Array; hints: ReadHints } {
  const saved = savedPageOf(bytes);
  if (!saved) return { bytes, hints };
  const { page } = saved;
  if (!page || page.bytes.length === 0) throw intelligenceErrors.unreadable({ reason: 'no_page' });
  const { contentType, savedAt } = page;
  const url = hints.url ?? page.url;
  // What was read of it is of the day on which it was saved, which lies before it was brought.
  const earlier = savedAt !== null && (hints.fetchedAt === undefined || savedAt < hints.fetchedAt);
  return { bytes: page.bytes, hints: { ...hints, contentType, ...(url !== null && { url }), ...(earlier && { fetchedAt: savedAt }) } };
}

async function takePdf(bytes: Uint8Array): Promise<Taken> {
  const { text, blocks, title, author, date, warnings } = await readPdf(bytes);
  return {
    kind: 'pdf',
    encoding: null,
    source: text,
    sections: splitDocuments(blocks),
    beside: { ...nothing, title, author, date },
    warnings,
  };
}

async function takeDocx(bytes: Uint8Array): Promise<Taken> {
  const { text, blocks, title, author, date } = await readDocx(bytes);
  const warnings = text === '' ? [{ code: 'intelligence.no_text', params: {} }] : [];
  return {
    kind: 'docx',
    encoding: null,
    source: text,
    sections: splitDocuments(blocks),
    beside: { ...nothing, title, author, date },
    warnings,
  };
}

function takeText(bytes: Uint8Array, hints: ReadHints): Taken {
  const stated = /charset\s*=\s*["']?([\w-]{2,40})/i.exec(hints.contentType ?? '')?.[1];
  const decoded = decodeText(bytes, { declared: [stated, declaredCharset(bytes)], keepMark: true });
  const { text, encoding, replaced } = decoded;
  if (isBinary(text, replaced)) throw intelligenceErrors.unreadable({ reason: 'not_text' });
  const warnings: ReadWarning[] = [];
  if (decoded.contradicted)
    warnings.push({ code: 'intelligence.encoding_contradicted', params: { declared: decoded.contradicted, encoding } });
  else if (decoded.guessed) warnings.push({ code: 'intelligence.encoding_guessed', params: { encoding } });
  if (replaced > 0) warnings.push({ code: 'intelligence.characters_lost', params: { count: replaced } });
  const kind = writingOf(text, hints);
  if (kind === 'html') {
    const page = readPage(text, hints.url);
    if (page.tooDeep) warnings.push({ code: 'intelligence.markup_too_deep', params: {} });
    return { kind, encoding, source: text, sections: page.sections, beside: page.metadata, warnings };
  }
  const { blocks, front } =
    kind === 'markdown' ? readMarkdownBlocks(text) : { blocks: readTextBlocks(text) satisfies Block[], front: null };
  const sections = splitDocuments(blocks);
  return {
    kind,
    encoding,
    source: text,
    sections: front?.title ? sections.map((section) => retitled(section, front.title!)) : sections,
    beside: front && besideOf(front),
    warnings,
  };
}

/** A first heading under a front matter that names the document is a heading of it, unless a header stands under it. */
function retitled(section: Section, title: string): Section {
  const { title: block, header } = section;
  if (!block || header.date || header.source || block.mapped.text === title) return section;
  return { ...section, title: null, body: [block, ...section.body] };
}

function besideOf(front: FrontMatter): Beside {
  return { ...front, date: front.date ? readStamp(front.date) : null };
}

function documentOf(section: Section, beside: Beside | null, positions: { of(unit: number): number }, hints: ReadHints): ReadDocument {
  const { header } = section;
  const title = section.title?.mapped.text ?? beside?.title ?? nameless(section, hints);
  const paragraphs = makeParagraphs(section.body, positions, title, section.title);
  const line = header.date ? null : datelineOf(section.body[0]?.mapped.text ?? '', hints.fetchedAt);
  const date = better(header.date, beside?.date ?? null) ?? line?.date ?? null;
  return {
    title: title.slice(0, 500),
    source: header.source ?? line?.source ?? beside?.source ?? null,
    author: header.author ?? beside?.author ?? null,
    publishedAt: date?.iso ?? null,
    zone: date?.zone ?? null,
    language: languageOf(paragraphs, title),
    url: beside?.url ?? hints.url ?? null,
    start: positions.of(section.first.mapped.runs[0]![1]),
    end: paragraphs.length < mostParagraphs ? positions.of(section.last.mapped.end) : paragraphs.at(-1)!.end,
    paragraphs,
  };
}

/** What the document shows is believed before what its format says of it, unless that alone says the time of the same day. */
function better(shown: FoundDate | null, said: Beside['date']): Pick<FoundDate, 'iso' | 'zone'> | null {
  if (!shown) return said;
  return said && !shown.timed && said.iso.startsWith(shown.iso) ? said : shown;
}

/**
 * “财联社8月13日电，…” at the beginning of a text: who sent it, and the day, which is the last of its name before the file was fetched;
 * without that the year is anybody's guess, and none is made.
 */
function datelineOf(text: string, fetchedAt: string | undefined): { source: string; date: Pick<FoundDate, 'iso' | 'zone'> | null } | null {
  const found = /^[【（(]?([\u4e00-\u9fff]{1,6}?[社报网])(?:[\u4e00-\u9fff]{2,5})?(\d{1,2})月(\d{1,2})日[电讯]/.exec(text.slice(0, 60));
  if (!found) return null;
  const today = fetchedAt && /^\d{4}-\d{2}-\d{2}/.test(fetchedAt) ? fetchedAt.slice(0, 10) : null;
  if (!today) return { source: found[1]!, date: null };
  const day = `${found[2]!.padStart(2, '0')}-${found[3]!.padStart(2, '0')}`;
  const year = Number(today.slice(0, 4)) - (day > today.slice(5) ? 1 : 0);
  return { source: found[1]!, date: readStamp(`${year}-${day}`) };
}

/** What a document without a title is called: the beginning of its text, or the file's name. */
function nameless(section: Section, hints: ReadHints): string {
  const text = section.body[0]?.mapped.text ?? '';
  const sentence = /^.{4,60}?[。！？.!?](?=\s|$|[\u4e00-\u9fff])/u.exec(text)?.[0] ?? text.slice(0, 60);
  return sentence.trim() || (hints.name ?? '');
}

function warningsOf(documents: readonly ReadDocument[], sections: number, hints: ReadHints): ReadWarning[] {
  const warnings: ReadWarning[] = [];
  if (documents.length < sections)
    warnings.push({ code: 'intelligence.cut_short', params: { read: documents.length, documents: sections } });
  const seen = new Set<string>();
  for (const { title, publishedAt, paragraphs } of documents) {
    const key = paragraphs.map(({ anchor }) => anchor).join();
    if (seen.has(key) && paragraphs.length > 0)
      warnings.push({ code: 'intelligence.document_repeated', params: { title: title.slice(0, 200) } });
    seen.add(key);
    if (paragraphs.length >= mostParagraphs)
      warnings.push({ code: 'intelligence.paragraphs_left_out', params: { title: title.slice(0, 200), read: mostParagraphs } });
    // A day's grace: zones differ, and papers are dated ahead.
    const ahead =
      publishedAt !== null && hints.fetchedAt !== undefined && Date.parse(publishedAt) > Date.parse(hints.fetchedAt) + 86_400_000;
    if (ahead)
      warnings.push({ code: 'intelligence.date_in_future', params: { title: title.slice(0, 200), date: publishedAt.slice(0, 10) } });
  }
  return warnings.slice(0, 100);
}
