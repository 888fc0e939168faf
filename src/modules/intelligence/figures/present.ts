import type { Trx } from '../../../platform/db/index.ts';
import { readCitations } from '../citations/read.ts';
import type { Figure } from './contract.ts';
import * as repo from './repo.ts';
import { rulingsOf } from './rulings.ts';
import type { ClaimRow } from './tables.ts';

const number = (text: string | null): number | null => (text === null ? null : Number(text));

/** Figures as they are sent: each with its passage read and proven anew, what people said of it, and what it contradicts. */
export async function presentFigures(trx: Trx, organisationId: string, rows: readonly ClaimRow[]): Promise<Figure[]> {
  const citations = await readCitations(
    trx,
    organisationId,
    rows.map((row) => ({ documentId: row.document_id, anchor: row.anchor, start: row.text_start, end: row.text_end })),
  );
  const rulings = await rulingsOf(trx, organisationId, rows);
  const marks = await repo.listMarks(trx, organisationId, rows);
  return rows.map((row, index): Figure => {
    const citation = citations[index]!;
    const ruling = rulings.get(row.id);
    const mark = marks.get(String(row.id));
    return {
      id: String(row.id),
      documentId: row.document_id,
      familyId: row.family_id,
      title: citation.title,
      source: citation.source,
      publishedAt: citation.publishedAt,
      language: citation.language,
      metric: row.metric,
      measure: row.measure,
      low: number(row.low),
      high: number(row.high),
      bound: row.bound,
      step: Number(row.step),
      unit: row.unit,
      currency: row.currency,
      period: row.period,
      basePeriod: row.base_period,
      region: row.region,
      entity: row.entity,
      shareOf: row.share_of,
      status: row.status,
      statusAsWorded: row.status_as_worded,
      citation,
      dispute: mark
        ? {
            findingId: mark.finding_id,
            kind: mark.kind,
            state: mark.state,
            settled: mark.settled && { state: mark.settled, low: mark.reading_low, high: mark.reading_high, by: mark.by_name ?? '' },
          }
        : null,
      ruling:
        row.as_read && ruling
          ? { asRead: row.as_read, excluded: row.excluded, note: ruling.note, by: ruling.ruled_by, at: ruling.ruled_at.toISOString() }
          : null,
    };
  });
}
