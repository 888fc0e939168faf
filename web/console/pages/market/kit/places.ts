/** Addresses of documents and of stretches in them. */
import type { CitationKey } from '../../../../../src/modules/intelligence/citations/contract.ts';

/** The reader at a paragraph, with a stretch of it lit: `#p12-0123456789abcdef.4-20`. */
export function documentHref(key: Pick<CitationKey, 'documentId' | 'anchor'> & Partial<Pick<CitationKey, 'start' | 'end'>>): string {
  const stretch = key.start !== undefined && key.end !== undefined ? `.${key.start}-${key.end}` : '';
  return `/market/documents/${key.documentId}#${key.anchor}${stretch}`;
}

export type Place = { anchor: string; index: number; start: number | null; end: number | null };

/** What an address's fragment points at; null where it is none of a paragraph. */
export function readPlace(hash: string): Place | null {
  const found = /^#?(p(\d{1,6})-[0-9a-f]{16})(?:\.(\d{1,7})-(\d{1,7}))?$/.exec(decodeURIComponent(hash));
  if (!found) return null;
  const [, anchor, index, start, end] = found;
  return {
    anchor: anchor!,
    index: Number(index),
    start: start === undefined ? null : Number(start),
    end: end === undefined ? null : Number(end),
  };
}
