/** The one door of reading: bytes of a file in, documents of paragraphs out. Pure but for the libraries that it loads. */
import type { ReadDocument, ReadFile, ReadWarning } from './document.ts';
import { createPositions } from './mapped.ts';
import { languageOf, makeParagraphs } from './paragraphs.ts';
import { splitDocuments, type Section } from './split.ts';
import { readTextBlocks } from './text.ts';

/** What is known of a file from outside of it: none of it is trusted, all of it helps. `fetchedAt` is an ISO 8601 instant. */
export type ReadHints = { name?: string; contentType?: string; url?: string; fetchedAt?: string };

/** Reads a file of any kind that an analyst saves. Bounded in size, time and memory; throws intelligence.* errors. */
export async function readFile(bytes: Uint8Array, hints: ReadHints = {}): Promise<ReadFile> {
  const source = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
  const positions = createPositions(source);
  const warnings: ReadWarning[] = [];
  const documents = splitDocuments(readTextBlocks(source)).map((section) => documentOf(section, positions, hints));
  return { kind: 'text', encoding: 'utf-8', length: positions.length, documents, warnings };
}

function documentOf(section: Section, positions: { of(unit: number): number }, hints: ReadHints): ReadDocument {
  const { header } = section;
  const title = section.title?.mapped.text ?? nameless(section, hints);
  const paragraphs = makeParagraphs(section.body, positions, title, section.title);
  return {
    title,
    source: header.source,
    author: header.author,
    publishedAt: header.date?.iso ?? null,
    zone: header.date?.zone ?? null,
    language: languageOf(paragraphs, title),
    url: hints.url ?? null,
    start: positions.of(section.first.mapped.runs[0]![1]),
    end: positions.of(section.last.mapped.end),
    paragraphs,
  };
}

/** What a document without a title is called: the beginning of its text, or the file's name. */
function nameless(section: Section, hints: ReadHints): string {
  const text = section.body[0]?.mapped.text ?? '';
  const sentence = /^.{4,60}?[。！？.!?](?=\s|$|[\u4e00-\u9fff])/u.exec(text)?.[0] ?? text.slice(0, 60);
  return sentence.trim() || (hints.name ?? '');
}
