import type { Trx } from '../../../platform/db/index.ts';
import type { MarketDocument, MarketDocumentDetail, MarketFetch, MarketFile, MarketSource, RelatedDocument } from './contract.ts';
import { headOf } from './head.ts';
import * as repo from './repo.ts';
import * as sources from './sources-repo.ts';

export function presentFile(row: repo.FileRow, documents: readonly repo.DocumentRow[]): MarketFile {
  return {
    id: row.id,
    name: row.name,
    sha256: row.sha256,
    sizeBytes: Number(row.size_bytes),
    sourceId: row.source_id,
    url: row.url,
    state: row.state,
    readAs: row.read_as,
    encoding: row.encoding,
    warnings: row.warnings,
    error: row.error,
    documents: documents.filter(({ file_id: id }) => id === row.id).map(({ id, title }) => ({ id, title })),
    createdAt: row.created_at.toISOString(),
  };
}

export function presentRelated(row: repo.DocumentRow): RelatedDocument {
  return { id: row.id, title: row.title, source: row.publisher, publishedAt: row.published_at, language: row.language };
}

/** A document's family without suggestions; `members` are its documents, those put aside among them. */
export function presentFamily(
  row: repo.DocumentRow,
  members: readonly repo.DocumentRow[],
): Omit<MarketDocumentDetail['family'], 'suggested'> {
  const others = members.filter((member) => member.id !== row.id && member.archived_at === null);
  const said = [row, ...others]
    .filter((one) => one.family_said_at !== null)
    .toSorted((a, b) => b.family_said_at!.getTime() - a.family_said_at!.getTime())[0];
  // What stands alone and has others beside it was found first: they say why they are here.
  const reason =
    row.family_reason === 'alone' ? (others.find((one) => one.family_reason !== 'alone')?.family_reason ?? 'alone') : row.family_reason;
  return {
    reason,
    members: others.map((member) => ({ ...presentRelated(member), reason: member.family_reason })),
    said: said ? { by: said.family_said_by ?? '', at: said.family_said_at!.toISOString() } : null,
  };
}

/** Documents as they are shown, with what is counted and named beside them; in the order of the rows. */
export async function presentDocuments(trx: Trx, organisationId: string, rows: readonly repo.DocumentRow[]): Promise<MarketDocument[]> {
  if (rows.length === 0) return [];
  const families = await repo.countFamilies(trx, organisationId, [...new Set(rows.map((row) => row.family_id))]);
  const files = new Map((await repo.listFilesById(trx, [...new Set(rows.map((row) => row.file_id))])).map((file) => [file.id, file]));
  const kinds = await sources.kindsOf(
    trx,
    rows.map((row) => row.source_id),
  );
  return rows.map((row) => {
    const file = files.get(row.file_id)!;
    return {
      ...presentRelated(row),
      ...headOf(row),
      correction: row.as_read && row.correction && { asRead: row.as_read, ...row.correction },
      url: row.url,
      fileId: row.file_id,
      fileName: file.name,
      readAs: file.read_as ?? 'text',
      sourceId: row.source_id,
      sourceKind: kinds.get(row.source_id) ?? 'upload',
      familyId: row.family_id,
      familySize: Math.max(1, families.get(row.family_id) ?? 1),
      claimCount: row.claim_count,
      paragraphCount: row.paragraph_count,
      warnings: file.warnings,
      translationOf: row.translation_of,
      replacedBy: row.replaced_by,
      archivedAt: row.archived_at?.toISOString() ?? null,
      collectedAt: row.collected_at.toISOString(),
      lead: row.lead,
    };
  });
}

export function presentSource(row: sources.SourceRow, documentCount: number): MarketSource {
  return {
    id: row.id,
    kind: row.kind,
    name: row.name,
    url: row.url,
    everyMinutes: row.every_minutes,
    state: row.state,
    lastFetchedAt: row.last_fetched_at?.toISOString() ?? null,
    nextFetchAt: row.next_fetch_at?.toISOString() ?? null,
    failures: row.failures,
    error: row.error,
    taskId: row.task_id,
    documentCount,
    createdAt: row.created_at.toISOString(),
  };
}

export function presentFetch(row: sources.FetchRow): MarketFetch {
  return {
    id: Number(row.id),
    at: row.at.toISOString(),
    outcome: row.outcome,
    files: row.files,
    status: row.status,
    bytes: Number(row.bytes),
    durationMs: row.duration_ms,
    error: row.error,
  };
}
