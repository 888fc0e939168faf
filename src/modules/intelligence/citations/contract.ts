/** A citation: a stretch of a paragraph of a document that is kept, bound to what it said when it was cited. */
import { z } from 'zod';

/** As it is kept and sent: enough to find the stretch again, and to notice that it is no longer what it was. */
export const citationKey = z.object({
  documentId: z.string().max(60),
  /** The paragraph's anchor, `p12-0123456789abcdef`: its number and 16 hex digits of the SHA-256 of its text. */
  anchor: z.string().regex(/^p\d{1,6}-[0-9a-f]{16}$/),
  /** UTF-16 units of the paragraph's text, end exclusive. */
  start: z.number().int().min(0).max(1_000_000),
  end: z.number().int().min(0).max(1_000_000),
});
export type CitationKey = z.output<typeof citationKey>;

/** As it is read: its paragraph was hashed anew and compared. A citation that fails is shown as broken and never as a quote. */
export const citation = citationKey.extend({
  intact: z.boolean(),
  /** Null when not intact. */
  quote: z.string().nullable(),
  title: z.string(),
  source: z.string().nullable(),
  publishedAt: z.string().nullable(),
  language: z.enum(['zh', 'en']),
  /** Since it was cited the document was put aside, or a newer page took its place: what it said stands, but counts no more. */
  aside: z.enum(['archived', 'replaced']).nullable(),
});
export type Citation = z.output<typeof citation>;
