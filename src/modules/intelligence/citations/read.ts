/** Reading citations: what they say is looked up and hashed anew each time, so that none can dangle unnoticed. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Claim } from '../claims/claim.ts';
import type { Paragraph } from '../reading/document.ts';
import type { Citation, CitationKey } from './contract.ts';

type Cited = {
  document_id: string;
  position: number;
  anchor: string;
  text: string;
  title: string;
  publisher: string | null;
  published_at: string | null;
  language: 'zh' | 'en';
  aside: 'archived' | 'replaced' | null;
};
type Head = Pick<Cited, 'title' | 'publisher' | 'published_at' | 'language' | 'aside'>;
const head = sql`d.title, d.publisher, d.published_at, d.language,
  case when d.archived_at is not null then 'archived' when d.replaced_by is not null then 'replaced' end as aside`;

/** The anchor of a paragraph: its number and 16 hex digits of the SHA-256 of its text. */
export function anchorOf(index: number, text: string): string {
  return `p${index}-${createHash('sha256').update(text).digest('hex').slice(0, 16)}`;
}

/** Whether a paragraph that is kept says what its anchor was made of. */
export function isIntact(paragraph: { anchor: string; text: string; position: number }): boolean {
  return paragraph.anchor === anchorOf(paragraph.position, paragraph.text);
}

/** A citation of a claim's quote, or of a stretch of a paragraph: `{paragraph, start, end}` in UTF-16 units. */
export function keyOf(
  documentId: string,
  document: { readonly paragraphs: readonly Pick<Paragraph, 'anchor'>[] },
  of: Pick<Claim, 'paragraph' | 'textStart' | 'textEnd'> | { paragraph: number; start: number; end: number },
): CitationKey {
  const { anchor } = document.paragraphs[of.paragraph]!;
  return 'textStart' in of
    ? { documentId, anchor, start: of.textStart, end: of.textEnd }
    : { documentId, anchor, start: of.start, end: of.end };
}

/**
 * The citations of these keys, in their order. One whose document is gone, whose paragraph says something else by now, or whose
 * stretch lies outside of it is not intact and has no quote; its title is then empty if the document is gone.
 */
export async function readCitations(trx: Trx, organisationId: string, keys: readonly CitationKey[]): Promise<Citation[]> {
  if (keys.length === 0) return [];
  const documentIds = keys.map(({ documentId }) => documentId);
  const positions = keys.map(({ anchor }) => Number(anchor.slice(1, anchor.indexOf('-'))));
  const { rows } = await sql<Cited>`
    select p.document_id, p.position, p.anchor, p.text, ${head}
    from (select distinct document_id, position from unnest(${documentIds}::text[], ${positions}::int[]) as k (document_id, position)) k
    join market_paragraphs p on p.document_id = k.document_id and p.position = k.position
    join market_documents d on d.id = p.document_id
    where d.organisation_id = ${organisationId}`.execute(trx);
  const found = new Map(rows.map((row) => [`${row.document_id} ${row.position}`, row]));
  const heads = new Map<string, Head>(rows.map((row) => [row.document_id, row]));
  const missing = [...new Set(documentIds)].filter((id) => !heads.has(id));
  if (missing.length > 0) {
    const { rows: others } = await sql<Head & { id: string }>`
      select d.id, ${head} from market_documents d
      where d.organisation_id = ${organisationId} and d.id = any(${missing}::text[])`.execute(trx);
    for (const other of others) heads.set(other.id, other);
  }
  return keys.map((key, index) => {
    const row = found.get(`${key.documentId} ${positions[index]}`);
    const whole = row !== undefined && row.anchor === key.anchor && isIntact(row) && key.start < key.end && key.end <= row.text.length;
    const own = heads.get(key.documentId);
    return {
      ...key,
      intact: whole,
      quote: whole ? row.text.slice(key.start, key.end) : null,
      title: own?.title ?? '',
      source: own?.publisher ?? null,
      publishedAt: own?.published_at ?? null,
      language: own?.language ?? 'zh',
      aside: own?.aside ?? null,
    };
  });
}

/** What a paragraph that is cited is, as the rules over figures read it. */
export type CitedParagraph = Pick<Paragraph, 'index' | 'kind' | 'group' | 'text' | 'anchor'>;

/** The paragraphs of these keys by `documentId anchor`, each once. Those that say something else by now, or are too long, are left out. */
export async function readParagraphs(
  trx: Trx,
  organisationId: string,
  keys: readonly Pick<CitationKey, 'documentId' | 'anchor'>[],
  longest = 20_000,
): Promise<Map<string, CitedParagraph>> {
  if (keys.length === 0) return new Map();
  const positions = keys.map(({ anchor }) => Number(anchor.slice(1, anchor.indexOf('-'))));
  const { rows } = await sql<{
    document_id: string;
    position: number;
    anchor: string;
    kind: Paragraph['kind'];
    group_name: string | null;
    text: string;
  }>`
    select p.document_id, p.position, p.anchor, p.kind, p.group_name, p.text
    from (select distinct document_id, position from unnest(${keys.map(({ documentId }) => documentId)}::text[], ${positions}::int[]) as k (document_id, position)) k
    join market_paragraphs p on p.document_id = k.document_id and p.position = k.position
    where p.organisation_id = ${organisationId} and length(p.text) <= ${longest}`.execute(trx);
  return new Map(
    rows
      .filter(isIntact)
      .map(({ document_id, position, anchor, kind, group_name, text }) => [
        `${document_id} ${anchor}`,
        { index: position, kind, group: group_name, text, anchor },
      ]),
  );
}
