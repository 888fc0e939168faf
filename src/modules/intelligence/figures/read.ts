/** Figures as the other areas read them: claims of documents and of metrics, as people settled them, with who said them and when. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Claim, Measure } from '../claims/claim.ts';
import type { MetricId } from '../claims/metrics.ts';
import type { CitationKey } from '../citations/contract.ts';
import type { ClaimRow } from './tables.ts';

/** A claim with its document: what contradictions compare and topics show. */
export type StoredClaim = {
  /** Names it as long as its document is kept as it is. */
  id: string;
  documentId: string;
  familyId: string;
  /** ISO 8601 as the document says it, null where it does not. */
  publishedAt: string | null;
  publisher: string | null;
  title: string;
  language: 'zh' | 'en';
  /** The quote's place; `sentence` the whole sentence's. */
  citation: CitationKey;
  sentence: CitationKey;
  /** As people settled it where they did, else as it was read. */
  claim: Claim;
  /** Whether a person said something of it. */
  ruled: boolean;
};
export type Comparable = { metric: MetricId; measure?: Measure };

type Joined = ClaimRow & { doc_published_at: string | null; doc_publisher: string | null; doc_title: string; doc_language: 'zh' | 'en' };

const number = (text: string | null): number | null => (text === null ? null : Number(text));

/** A row as the claim that the grammar gave, with what people said of it. */
export function claimOf(row: ClaimRow): Claim {
  return {
    quote: row.quote,
    start: row.file_start,
    end: row.file_end,
    paragraph: row.paragraph,
    textStart: row.text_start,
    textEnd: row.text_end,
    sentenceStart: row.sentence_start,
    sentenceEnd: row.sentence_end,
    metric: row.metric,
    measure: row.measure,
    low: number(row.low),
    high: number(row.high),
    bound: row.bound,
    step: Number(row.step),
    unit: row.unit,
    currency: row.currency,
    scale: Number(row.scale),
    scaleWord: row.scale_word,
    period: row.period,
    basePeriod: row.base_period,
    region: row.region,
    entity: row.entity,
    shareOf: row.share_of,
    status: row.status,
    statusAsWorded: row.status_as_worded,
    citations: row.citations,
  };
}

function storedOf(row: Joined): StoredClaim {
  const place = { documentId: row.document_id, anchor: row.anchor };
  return {
    id: String(row.id),
    documentId: row.document_id,
    familyId: row.family_id,
    publishedAt: row.doc_published_at,
    publisher: row.doc_publisher,
    title: row.doc_title,
    language: row.doc_language,
    citation: { ...place, start: row.text_start, end: row.text_end },
    sentence: { ...place, start: row.sentence_start, end: row.sentence_end },
    claim: claimOf(row),
    ruled: row.as_read !== null,
  };
}

const columns = sql`c.*, d.published_at as doc_published_at, d.publisher as doc_publisher, d.title as doc_title, d.language as doc_language`;
// What is put aside or replaced by a newer page says nothing any more.
const counts = sql`not c.excluded and d.archived_at is null and d.replaced_by is null`;

/**
 * Claims of these metrics (and measures, where one is named) that count, in the order of their documents: what may be compared with
 * one another. At most `limit`, those published last.
 */
export async function listComparable(
  trx: Trx,
  organisationId: string,
  keys: readonly Comparable[],
  limit = 20_000,
): Promise<StoredClaim[]> {
  if (keys.length === 0) return [];
  const { rows } = await sql<Joined>`
    select ${columns} from market_claims c
    join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and ${counts}
      and exists (
        select 1 from unnest(${keys.map(({ metric }) => metric)}::text[], ${keys.map(({ measure }) => measure ?? null)}::text[]) as k (metric, measure)
        where k.metric = c.metric and (k.measure is null or k.measure = c.measure)
      )
    order by c.published_on desc, c.id desc limit ${limit}`.execute(trx);
  return rows.map(storedOf).reverse();
}

/** The documents with claims of these metrics that count, and how many each has, those published last first. */
export async function listComparableDocuments(
  trx: Trx,
  organisationId: string,
  metrics: readonly MetricId[],
): Promise<{ documentId: string; claims: number }[]> {
  const { rows } = await sql<{ document_id: string; claims: number }>`
    select c.document_id, count(*)::int as claims from market_claims c
    join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and c.metric = any(${[...metrics]}::text[]) and ${counts}
    group by c.document_id, c.published_on order by c.published_on desc, c.document_id desc`.execute(trx);
  return rows.map(({ document_id: documentId, claims }) => ({ documentId, claims }));
}

/** The claims of these metrics that documents make and that count, document by document. */
export async function listComparableOf(
  trx: Trx,
  organisationId: string,
  metrics: readonly MetricId[],
  documentIds: readonly string[],
): Promise<StoredClaim[]> {
  const { rows } = await sql<Joined>`
    select ${columns} from market_claims c
    join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and c.document_id = any(${[...documentIds]}::text[])
      and c.metric = any(${[...metrics]}::text[]) and ${counts}
    order by c.document_id, c.position`.execute(trx);
  return rows.map(storedOf);
}

/** The metrics and measures that these documents claim something of. */
export async function listTouched(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<Required<Comparable>[]> {
  if (documentIds.length === 0) return [];
  const { rows } = await sql<Required<Comparable>>`
    select distinct metric, measure from market_claims
    where organisation_id = ${organisationId} and document_id = any(${[...documentIds]}::text[]) order by metric, measure`.execute(trx);
  return rows;
}

/** The claims of documents that count, in the order in which they stand there. */
export async function listClaimsOf(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<StoredClaim[]> {
  if (documentIds.length === 0) return [];
  const { rows } = await sql<Joined>`
    select ${columns} from market_claims c
    join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and c.document_id = any(${[...documentIds]}::text[]) and ${counts}
    order by c.document_id, c.position`.execute(trx);
  return rows.map(storedOf);
}

/** Claims by their ids that are still there, in no order. */
export async function findClaims(trx: Trx, organisationId: string, ids: readonly string[]): Promise<StoredClaim[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<Joined>`
    select ${columns} from market_claims c
    join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and c.id = any(${ids.filter((id) => /^\d{1,18}$/.test(id))}::bigint[])`.execute(trx);
  return rows.map(storedOf);
}

/** What documents claim something of, by document: for queries that ask for metrics and places. */
export async function claimWordsOf(
  trx: Trx,
  organisationId: string,
  documentIds: readonly string[],
): Promise<Map<string, { metric: MetricId; region: string | null }[]>> {
  if (documentIds.length === 0) return new Map();
  const { rows } = await sql<{ document_id: string; metric: MetricId; region: string | null }>`
    select distinct document_id, metric, region from market_claims
    where organisation_id = ${organisationId} and document_id = any(${[...documentIds]}::text[]) and not excluded`.execute(trx);
  const found = new Map<string, { metric: MetricId; region: string | null }[]>();
  for (const { document_id, metric, region } of rows) {
    const own = found.get(document_id);
    if (own) own.push({ metric, region });
    else found.set(document_id, [{ metric, region }]);
  }
  return found;
}
