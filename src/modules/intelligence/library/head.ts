/** What documents say of themselves: as it was read, as people put it right, and the day that follows from it. Pure. */
import type { DocumentHead } from './contract.ts';
import type { ReadDocument } from '../reading/document.ts';
import type { DocumentRow } from './repo.ts';

type HeadColumns = Pick<DocumentRow, 'title' | 'publisher' | 'author' | 'published_at' | 'zone_name' | 'zone_stated'>;

export function headOf(row: HeadColumns): DocumentHead {
  return {
    title: row.title,
    source: row.publisher,
    author: row.author,
    publishedAt: row.published_at,
    zone: row.zone_name === null ? null : { name: row.zone_name, stated: row.zone_stated ?? false },
  };
}

export function columnsOf({ title, source, author, publishedAt, zone }: DocumentHead): HeadColumns {
  return {
    title,
    publisher: source,
    author,
    published_at: publishedAt,
    zone_name: zone?.name ?? null,
    zone_stated: zone?.stated ?? null,
  };
}

/** A document as it is read under another head; its paragraphs stay what they are. */
export const withHead = (document: ReadDocument, { title, source, author, publishedAt, zone }: DocumentHead): ReadDocument => ({
  ...document,
  title,
  source,
  author,
  publishedAt,
  zone,
});

const timeOf = ({ publishedAt, zone }: DocumentHead): string => JSON.stringify([publishedAt, zone?.name ?? null, zone?.stated ?? null]);

export const sameHead = (left: DocumentHead, right: DocumentHead): boolean =>
  left.title === right.title && left.source === right.source && left.author === right.author && timeOf(left) === timeOf(right);

/**
 * The head of a newer page, put right as its former was wherever it was read as that was: a reader that takes a menu for the source
 * takes it every day. What it reads otherwise by now stays as it is read.
 */
export function carriedHead(former: { read: DocumentHead; corrected: DocumentHead }, fresh: DocumentHead): DocumentHead {
  const { read, corrected } = former;
  const timed = timeOf(read) === timeOf(fresh) ? corrected : fresh;
  return {
    title: read.title === fresh.title ? corrected.title : fresh.title,
    source: read.source === fresh.source ? corrected.source : fresh.source,
    author: read.author === fresh.author ? corrected.author : fresh.author,
    publishedAt: timed.publishedAt,
    zone: timed.zone,
  };
}

const dayForm = /^\d{4}-\d{2}-\d{2}/;

/** The day that a document is sorted by: that of its publication, else `today`. What claims to be of the future would stand above everything for ever. */
export function dayOf(publishedAt: string | null, today: string): string {
  const said = publishedAt && dayForm.test(publishedAt) ? publishedAt.slice(0, 10) : today;
  return said > today ? today : said;
}
