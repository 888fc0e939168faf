import { sql, type Insertable, type Selectable, type SqlBool, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { MarketFile, Note } from './contract.ts';
import type { LibraryTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<LibraryTables>();
const anyOf = (ids: readonly string[]) => sql<string>`any(${ids as string[]}::text[])`;

export type FileRow = Selectable<LibraryTables['market_files']>;
export type DocumentRow = Selectable<LibraryTables['market_documents']>;
export type FamilyColumns = Pick<DocumentRow, 'family_found' | 'family_found_reason' | 'family_said_by' | 'family_said_at'>;
export type ParagraphRow = Selectable<LibraryTables['market_paragraphs']>;

// ── The desk ────────────────────────────────────────────────────────────────────────────────────────────────────

/** The task that reads, its row held until the transaction ends. */
export async function lockDesk(trx: Trx, organisationId: string): Promise<string | null> {
  await on(trx)
    .insertInto('market_desks')
    .values({ organisation_id: organisationId, reading_task_id: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await on(trx)
    .selectFrom('market_desks')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return row.reading_task_id;
}

export async function findReadingTask(trx: Trx, organisationId: string): Promise<string | null> {
  const row = await on(trx).selectFrom('market_desks').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();
  return row?.reading_task_id ?? null;
}

export async function setReadingTask(trx: Trx, organisationId: string, taskId: string | null): Promise<void> {
  await on(trx).updateTable('market_desks').set({ reading_task_id: taskId }).where('organisation_id', '=', organisationId).execute();
}

export async function countDesk(trx: Trx, organisationId: string) {
  const { rows } = await sql<Record<'documents' | 'archived' | 'waiting' | 'reading' | 'failed', bigint>>`
    select (select count(*) from market_documents where organisation_id = ${organisationId} and archived_at is null) as documents,
      (select count(*) from market_documents where organisation_id = ${organisationId} and archived_at is not null) as archived,
      count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'reading') as reading,
      count(*) filter (where state = 'failed') as failed
    from market_files where organisation_id = ${organisationId}`.execute(trx);
  const { documents, archived, waiting, reading, failed } = rows[0]!;
  return {
    documents: Number(documents),
    archived: Number(archived),
    files: { waiting: Number(waiting), reading: Number(reading), failed: Number(failed) },
  };
}

/** Organisations in whose libraries files wait, for whoever looks after tasks that were lost. */
export async function listWaitingOrganisations(trx: Trx): Promise<string[]> {
  const { rows } = await sql<{ organisation_id: string }>`
    select distinct organisation_id from market_files where state in ('waiting', 'reading')`.execute(trx);
  return rows.map((row) => row.organisation_id);
}

// ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** The file of these bytes, made of `row` where there is none; held until the transaction ends. */
export async function takeFile(trx: Trx, row: Insertable<LibraryTables['market_files']>): Promise<{ file: FileRow; known: boolean }> {
  const made = await on(trx)
    .insertInto('market_files')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'sha256']).doNothing())
    .returningAll()
    .executeTakeFirst();
  if (made) return { file: made, known: false };
  const file = await on(trx)
    .selectFrom('market_files')
    .selectAll()
    .where('organisation_id', '=', row.organisation_id)
    .where('sha256', '=', row.sha256)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { file, known: true };
}

export async function findFile(trx: Trx, organisationId: string, id: string): Promise<FileRow | undefined> {
  return on(trx)
    .selectFrom('market_files')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listFilesById(trx: Trx, ids: readonly string[]): Promise<FileRow[]> {
  return on(trx).selectFrom('market_files').selectAll().where('id', '=', anyOf(ids)).execute();
}

export async function updateFiles(trx: Trx, ids: readonly string[], change: Updateable<LibraryTables['market_files']>): Promise<void> {
  if (ids.length > 0) await on(trx).updateTable('market_files').set(change).where('id', '=', anyOf(ids)).execute();
}

export async function deleteFile(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('market_files').where('id', '=', id).execute();
}

export async function listFiles(
  trx: Trx,
  organisationId: string,
  filter: { state?: MarketFile['state'] | undefined; sourceId?: string | undefined },
  after: string | null,
  limit: number,
): Promise<FileRow[]> {
  let query = on(trx).selectFrom('market_files').selectAll().where('organisation_id', '=', organisationId);
  if (filter.state) query = query.where('state', '=', filter.state);
  if (filter.sourceId) query = query.where('source_id', '=', filter.sourceId);
  if (after) query = query.where('id', '<', after);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** The next files to read, in the order in which they came, marked as begun. */
export async function beginFiles(trx: Trx, organisationId: string, limit: number): Promise<FileRow[]> {
  const { rows } = await sql<FileRow>`
    update market_files set state = 'reading', attempts = attempts + 1
    where id = any(array(select id from market_files where organisation_id = ${organisationId} and state in ('waiting', 'reading')
      order by id limit ${limit})) returning *`.execute(trx);
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

export async function countWaiting(trx: Trx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from market_files where organisation_id = ${organisationId} and state in ('waiting', 'reading')`.execute(trx);
  return Number(rows[0]!.count);
}

/** Files whose documents are kept now, with what was learnt of them. */
export async function markRead(
  trx: Trx,
  rows: readonly { id: string; readAs: string; encoding: string | null; warnings: readonly unknown[] }[],
): Promise<void> {
  if (rows.length === 0) return;
  await sql`update market_files f set state = 'read', error = null, attempts = 0, read_as = r.k, encoding = r.e, warnings = r.w::jsonb
    from unnest(${rows.map((row) => row.id)}::text[], ${rows.map((row) => row.readAs)}::text[], ${rows.map((row) => row.encoding)}::text[],
      ${rows.map((row) => JSON.stringify(row.warnings))}::text[]) as r (id, k, e, w) where f.id = r.id`.execute(trx);
}

export async function markFailed(trx: Trx, id: string, error: Note): Promise<void> {
  await on(trx)
    .updateTable('market_files')
    .set({ state: 'failed', error: JSON.stringify(error) })
    .where('id', '=', id)
    .where('state', '=', 'reading')
    .execute();
}

export async function firstWaitingName(trx: Trx, organisationId: string): Promise<string | undefined> {
  const row = await on(trx)
    .selectFrom('market_files')
    .select('name')
    .where('organisation_id', '=', organisationId)
    .where('state', 'in', ['waiting', 'reading'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirst();
  return row?.name;
}

/** Of these files those that are being read still, held: others were stopped or let go meanwhile. */
export async function lockBegun(trx: Trx, ids: readonly string[]): Promise<Set<string>> {
  const rows = await on(trx)
    .selectFrom('market_files')
    .select('id')
    .where('id', '=', anyOf(ids))
    .where('state', '=', 'reading')
    .orderBy('id')
    .forUpdate()
    .execute();
  return new Set(rows.map((row) => row.id));
}

/** What was begun is begun anew by the next: a process that stops in order has not failed. */
export async function handBackFiles(trx: Trx, ids: readonly string[]): Promise<void> {
  await sql`update market_files set state = 'waiting', attempts = greatest(0, attempts - 1)
    where id = ${anyOf(ids)} and state = 'reading'`.execute(trx);
}

/** Files that wait or are begun are put aside. Answers with how many. */
export async function cancelFiles(trx: Trx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ id: string }>`update market_files set state = 'cancelled'
    where organisation_id = ${organisationId} and state in ('waiting', 'reading') returning id`.execute(trx);
  return rows.length;
}

// ── Documents ───────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertDocuments(trx: Trx, rows: readonly Insertable<LibraryTables['market_documents']>[]): Promise<void> {
  // A statement takes 65,535 parameters; a row has 32.
  for (let at = 0; at < rows.length; at += 500)
    await on(trx)
      .insertInto('market_documents')
      .values(rows.slice(at, at + 500))
      .execute();
}

const paragraphsAtOnce = 4000;

/** Many rows in one statement, a column as one array each: the number of parameters does not grow with them. */
export async function insertParagraphs(trx: Trx, rows: readonly Insertable<LibraryTables['market_paragraphs']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += paragraphsAtOnce) {
    const some = rows.slice(at, at + paragraphsAtOnce);
    const of = <Key extends keyof (typeof some)[number]>(key: Key) => some.map((row) => row[key] ?? null) as unknown[];
    await sql`insert into market_paragraphs
        (organisation_id, document_id, position, anchor, kind, group_name, text, file_start, file_end, map, cells, caption)
      select o, d, i, a, k, g, t, s, e, m::jsonb, c::jsonb, n from unnest(${of('organisation_id')}::text[], ${of('document_id')}::text[],
        ${of('position')}::int[], ${of('anchor')}::text[], ${of('kind')}::text[], ${of('group_name')}::text[], ${of('text')}::text[],
        ${of('file_start')}::int[], ${of('file_end')}::int[], ${of('map')}::text[], ${of('cells')}::text[], ${of('caption')}::text[])
        as r (o, d, i, a, k, g, t, s, e, m, c, n)`.execute(trx);
  }
}

export async function findDocument(trx: Trx, organisationId: string, id: string): Promise<DocumentRow | undefined> {
  return on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Held until the transaction ends. */
export async function lockDocument(trx: Trx, organisationId: string, id: string): Promise<DocumentRow | undefined> {
  return on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function listDocumentsById(trx: Trx, organisationId: string, ids: readonly string[]): Promise<DocumentRow[]> {
  if (ids.length === 0) return [];
  return on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', anyOf(ids))
    .execute();
}

export async function updateDocument(trx: Trx, id: string, change: Updateable<LibraryTables['market_documents']>): Promise<void> {
  await on(trx).updateTable('market_documents').set(change).where('id', '=', id).execute();
}

export async function deleteDocument(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('market_documents').where('id', '=', id).execute();
}

export type DocumentFilter = {
  sourceId?: string | undefined;
  publisher?: string | undefined;
  language?: 'zh' | 'en' | undefined;
  from?: string | undefined;
  until?: string | undefined;
  archived: boolean;
};

/** The latest published first; those that a newer page replaced are found with it. */
export async function listDocuments(
  trx: Trx,
  organisationId: string,
  filter: DocumentFilter,
  after: { day: string; id: string } | null,
  limit: number,
): Promise<DocumentRow[]> {
  let query = on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('archived_at', filter.archived ? 'is not' : 'is', null);
  if (!filter.archived) query = query.where('replaced_by', 'is', null);
  if (filter.sourceId) query = query.where('source_id', '=', filter.sourceId);
  if (filter.publisher) query = query.where('publisher', '=', filter.publisher);
  if (filter.language) query = query.where('language', '=', filter.language);
  if (filter.from) query = query.where('published_on', '>=', filter.from);
  if (filter.until) query = query.where('published_on', '<=', filter.until);
  if (after) query = query.where(sql<SqlBool>`(published_on, id) < (${after.day}::date, ${after.id})`);
  return query.orderBy('published_on', 'desc').orderBy('id', 'desc').limit(limit).execute();
}

export async function listDocumentsOfFiles(trx: Trx, fileIds: readonly string[]): Promise<DocumentRow[]> {
  if (fileIds.length === 0) return [];
  return on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('file_id', '=', anyOf(fileIds))
    .orderBy('file_id')
    .orderBy('position')
    .execute();
}

/** The documents of a file in their order, held until the transaction ends. */
export async function lockDocumentsOfFile(trx: Trx, fileId: string): Promise<DocumentRow[]> {
  return on(trx).selectFrom('market_documents').selectAll().where('file_id', '=', fileId).orderBy('position').forUpdate().execute();
}

/** What was there at these addresses by the same sources before: what newer pages replace. */
export async function listFormerDocuments(
  trx: Trx,
  organisationId: string,
  places: readonly { sourceId: string; url: string }[],
  newFileIds: readonly string[],
): Promise<(DocumentRow & { file_url: string; file_fetched_at: Date | null })[]> {
  if (places.length === 0) return [];
  const { rows } = await sql<DocumentRow & { file_url: string; file_fetched_at: Date | null }>`
    select d.*, f.url as file_url, f.fetched_at as file_fetched_at from market_documents d join market_files f on f.id = d.file_id
    where d.organisation_id = ${organisationId} and d.replaced_by is null and d.file_id <> all(${newFileIds as string[]}::text[])
      and (f.source_id, f.url) in (select * from unnest(${places.map((one) => one.sourceId)}::text[], ${places.map((one) => one.url)}::text[]))
    order by d.id`.execute(trx);
  return rows;
}

export async function countFamilies(trx: Trx, organisationId: string, familyIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ family_id: string; count: bigint }>`
    select family_id, count(*) as count from market_documents where organisation_id = ${organisationId} and family_id = ${anyOf(familyIds)}
      and archived_at is null group by family_id`.execute(trx);
  return new Map(rows.map((row) => [row.family_id, Number(row.count)]));
}

export async function listFamily(trx: Trx, organisationId: string, familyId: string, limit: number): Promise<DocumentRow[]> {
  return on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('family_id', '=', familyId)
    .orderBy('published_on', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** The documents of families, the first `limit` of each, held until the transaction ends. */
export async function lockFamilies(trx: Trx, organisationId: string, familyIds: readonly string[], limit: number): Promise<DocumentRow[]> {
  const rows: DocumentRow[] = [];
  for (const familyId of [...familyIds].toSorted())
    rows.push(
      ...(await on(trx)
        .selectFrom('market_documents')
        .selectAll()
        .where('organisation_id', '=', organisationId)
        .where('family_id', '=', familyId)
        .orderBy('id')
        .limit(limit)
        .forUpdate()
        .execute()),
    );
  return rows;
}

/** Earlier ones at the same address, newest first. */
export async function listReplaced(trx: Trx, organisationId: string, id: string): Promise<DocumentRow[]> {
  const { rows } = await sql<DocumentRow>`
    with recursive former as (
      select d.*, 1 as depth from market_documents d where d.organisation_id = ${organisationId} and d.replaced_by = ${id}
      union all
      select d.*, f.depth + 1 from market_documents d join former f on d.replaced_by = f.id where f.depth < 50
    ) select * from former order by collected_at desc, id desc limit 50`.execute(trx);
  return rows;
}

export async function listTranslations(trx: Trx, organisationId: string, originalId: string): Promise<DocumentRow[]> {
  return on(trx)
    .selectFrom('market_documents')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('translation_of', '=', originalId)
    .orderBy('id')
    .limit(20)
    .execute();
}

type Suggested = DocumentRow & { shared: number };

/**
 * Documents of other families, in the same language or the other, of about the same days that say the same figures, those that share most
 * first; what a person has parted is not among them.
 */
export async function listAlike(trx: Trx, row: DocumentRow, language: 'same' | 'other', days: number, limit: number): Promise<Suggested[]> {
  if (row.value_keys.length === 0) return [];
  const spoken =
    language === 'same'
      ? sql`d.language = ${row.language} and d.family_id <> ${row.family_id}
          and d.family_id is distinct from ${row.family_found} and d.family_found is distinct from ${row.family_id}`
      : sql`d.language <> ${row.language}`;
  const { rows } = await sql<DocumentRow & { shared: bigint }>`
    select * from (
      select d.*, (select count(*) from unnest(d.value_keys) as k where k = any(${row.value_keys}::int[])) as shared
      from market_documents d
      where d.organisation_id = ${row.organisation_id} and ${spoken} and d.archived_at is null and d.replaced_by is null
        and d.published_on between ${row.published_on}::date - ${days}::int and ${row.published_on}::date + ${days}::int
        and d.value_keys && ${row.value_keys}::int[]
    ) alike where shared >= 3 and shared * 3 >= least(cardinality(value_keys), ${row.value_keys.length}::int)
    order by shared desc, id desc limit ${limit}`.execute(trx);
  return rows.map((one) => ({ ...one, shared: Number(one.shared) }));
}

// ── Bands ───────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertBands(trx: Trx, organisationId: string, bands: readonly { band: number; documentId: string }[]): Promise<void> {
  if (bands.length === 0) return;
  await sql`insert into market_bands (organisation_id, band, document_id)
    select ${organisationId}, b, d from unnest(${bands.map((one) => one.band)}::int[], ${bands.map((one) => one.documentId)}::text[]) as r (b, d)
    on conflict do nothing`.execute(trx);
}

/** Documents that share one of these bands; of a band that very many share, the latest. */
export async function listBandMates(
  trx: Trx,
  organisationId: string,
  bands: readonly number[],
  perBand: number,
): Promise<{ band: number; document_id: string }[]> {
  if (bands.length === 0) return [];
  const { rows } = await sql<{ band: number; document_id: string }>`
    select b.band, m.document_id from unnest(${bands as number[]}::int[]) as b (band)
    cross join lateral (
      select document_id from market_bands where organisation_id = ${organisationId} and band = b.band
      order by document_id desc limit ${perBand}
    ) m`.execute(trx);
  return rows;
}

export async function listSignatures(trx: Trx, ids: readonly string[]): Promise<Pick<DocumentRow, 'id' | 'family_id' | 'signature'>[]> {
  if (ids.length === 0) return [];
  return on(trx).selectFrom('market_documents').select(['id', 'family_id', 'signature']).where('id', '=', anyOf(ids)).execute();
}

// ── Paragraphs ──────────────────────────────────────────────────────────────────────────────────────────────────

export async function listParagraphs(trx: Trx, documentId: string, from: number, limit: number): Promise<ParagraphRow[]> {
  return on(trx)
    .selectFrom('market_paragraphs')
    .selectAll()
    .where('document_id', '=', documentId)
    .where('position', '>=', from)
    .orderBy('position')
    .limit(limit)
    .execute();
}

export async function listParagraphsOf(trx: Trx, documentIds: readonly string[], perDocument: number): Promise<ParagraphRow[]> {
  if (documentIds.length === 0) return [];
  return on(trx)
    .selectFrom('market_paragraphs')
    .selectAll()
    .where('document_id', '=', anyOf(documentIds))
    .where('position', '<', perDocument)
    .orderBy('document_id')
    .orderBy('position')
    .execute();
}

// ── Translations by a model ─────────────────────────────────────────────────────────────────────────────────────

type TranslationRow = Selectable<LibraryTables['market_translations']>;

export async function findTranslation(trx: Trx, organisationId: string, documentId: string): Promise<TranslationRow | undefined> {
  return on(trx)
    .selectFrom('market_translations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

export async function putTranslation(trx: Trx, row: Insertable<LibraryTables['market_translations']>): Promise<void> {
  const { organisation_id: _, document_id: __, ...change } = row;
  await on(trx)
    .insertInto('market_translations')
    .values(row)
    .onConflict((conflict) => conflict.column('document_id').doUpdateSet(change))
    .execute();
}
