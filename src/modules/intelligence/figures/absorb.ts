/** Keeps the claims of documents, in the transaction that keeps the documents. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { Claim } from '../claims/claim.ts';
import { clean, short } from '../library/clean.ts';
import { boundsOf } from '../quantities/times/period.ts';
import type { Absorber, StoredDocument } from '../service/parts.ts';
import { applyKept } from './rulings.ts';

// A statement of this many rows has some 600 KB.
const atOnce = 1_000;
// A document with more is a table of numbers and no report.
const mostOfDocument = 5_000;

/** Figures as keepers of documents: claims come and go with their document, and what people said of them is said again. */
export function createFiguresAbsorber(): Absorber {
  return {
    async absorb(trx, organisationId, documents) {
      const rows = documents.flatMap(rowsOf);
      for (let at = 0; at < rows.length; at += atOnce) await insert(trx, organisationId, rows.slice(at, at + atOnce));
      await applyKept(
        trx,
        organisationId,
        documents.map(({ id }) => id),
      );
    },
    async forget(trx, organisationId, documentIds) {
      await sql`delete from market_claims where organisation_id = ${organisationId} and document_id = any(${[...documentIds]}::text[])`.execute(
        trx,
      );
    },
    async moved(trx, organisationId, moves) {
      await sql`
        update market_claims c set family_id = m.family_id
        from unnest(${moves.map(({ documentId }) => documentId)}::text[], ${moves.map(({ familyId }) => familyId)}::text[]) as m (document_id, family_id)
        where c.organisation_id = ${organisationId} and c.document_id = m.document_id`.execute(trx);
    },
  };
}

/** What one number stands for where one is needed: the value, the middle of a range, the bound of what is open. */
function valueOf({ low, high }: Pick<Claim, 'low' | 'high'>): number {
  return low !== null && high !== null ? (low + high) / 2 : (low ?? high ?? 0);
}

function rowsOf({ id, familyId, document, claims }: StoredDocument): object[] {
  return claims
    .filter(({ low, high }) => (low !== null || high !== null) && [low ?? 0, high ?? 0].every((value) => Number.isFinite(value)))
    .slice(0, mostOfDocument)
    .map((claim, position) => {
      const bounds = claim.period === null ? null : boundsOf(claim.period);
      return {
        document_id: id,
        family_id: familyId,
        position,
        paragraph: claim.paragraph,
        anchor: document.paragraphs[claim.paragraph]!.anchor,
        text_start: claim.textStart,
        text_end: claim.textEnd,
        sentence_start: claim.sentenceStart,
        sentence_end: claim.sentenceEnd,
        file_start: claim.start,
        file_end: claim.end,
        quote: clean(claim.quote),
        metric: claim.metric,
        measure: claim.measure,
        low: claim.low,
        high: claim.high,
        value: valueOf(claim),
        bound: claim.bound,
        step: claim.step,
        unit: claim.unit,
        currency: claim.currency,
        scale: claim.scale,
        scale_word: claim.scaleWord,
        period: bounds && claim.period,
        period_from: bounds && bounds.from,
        period_to: bounds && bounds.to,
        base_period: claim.basePeriod,
        region: claim.region && short(claim.region, 200),
        entity: claim.entity && short(claim.entity, 200),
        share_of: claim.shareOf && short(claim.shareOf, 200),
        status: claim.status,
        status_as_worded: claim.statusAsWorded,
        citations: claim.citations,
      };
    });
}

async function insert(trx: Trx, organisationId: string, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`
    insert into market_claims (
      organisation_id, document_id, family_id, published_on, position, paragraph, anchor, text_start, text_end, sentence_start, sentence_end,
      file_start, file_end, quote, metric, measure, low, high, value, bound, step, unit, currency, scale, scale_word, period, period_from,
      period_to, base_period, region, entity, share_of, status, status_as_worded, citations)
    select ${organisationId}, r.document_id, r.family_id, d.published_on, r.position, r.paragraph, r.anchor, r.text_start, r.text_end, r.sentence_start,
      r.sentence_end, r.file_start, r.file_end, r.quote, r.metric, r.measure, r.low, r.high, r.value, r.bound, r.step, r.unit, r.currency,
      r.scale, r.scale_word, r.period, r.period_from, r.period_to, r.base_period, r.region, r.entity, r.share_of, r.status,
      r.status_as_worded, r.citations
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      document_id text, family_id text, position int, paragraph int, anchor text, text_start int, text_end int, sentence_start int,
      sentence_end int, file_start int, file_end int, quote text, metric text, measure text, low numeric, high numeric, value numeric,
      bound text, step numeric, unit text, currency text, scale numeric, scale_word text, period text, period_from date, period_to date,
      base_period text, region text, entity text, share_of text, status text, status_as_worded text, citations jsonb)
    join market_documents d on d.id = r.document_id and d.organisation_id = ${organisationId}
    on conflict (document_id, position) do nothing`.execute(trx);
}
