/** The SQL of topics and the documents in them. */
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { KeptInsight } from '../../library/tables.ts';
import type { TopicsTables } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<TopicsTables>();
export type TopicRow = Selectable<TopicsTables['market_topics']>;

export async function insertTopic(trx: Trx, row: Insertable<TopicsTables['market_topics']>): Promise<void> {
  await on(trx).insertInto('market_topics').values(row).execute();
}

export async function updateTopic(trx: Trx, id: string, change: Updateable<TopicsTables['market_topics']>): Promise<void> {
  await on(trx).updateTable('market_topics').set(change).where('id', '=', id).execute();
}

export async function listTopics(trx: Trx, organisationId: string): Promise<TopicRow[]> {
  return on(trx)
    .selectFrom('market_topics')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute();
}

/** A topic, put away or not. */
export async function findTopic(trx: Trx, organisationId: string, id: string): Promise<TopicRow | undefined> {
  return on(trx)
    .selectFrom('market_topics')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function lockTopic(trx: Trx, organisationId: string, id: string): Promise<TopicRow | undefined> {
  return on(trx)
    .selectFrom('market_topics')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

/** What topics count, of documents that are in them and not put aside or replaced; `fresh` since a member's last visit. */
export async function countTopics(
  trx: Trx,
  organisationId: string,
  topicIds: readonly string[],
  userId: string | null,
): Promise<Map<string, { documents: number; sources: number; fresh: number; latest: string | null }>> {
  if (topicIds.length === 0) return new Map();
  const { rows } = await sql<{ topic_id: string; documents: bigint; sources: bigint; fresh: bigint; latest: string | null }>`
    select t.topic_id, count(*) as documents, count(distinct d.family_id) as sources,
      count(*) filter (where t.added_at > coalesce(v.visited_at, 'epoch')) as fresh,
      max(coalesce(d.published_at, d.published_on::text)) as latest
    from market_topic_documents t
    join market_documents d on d.id = t.document_id
    left join market_topic_visits v on v.organisation_id = t.organisation_id and v.topic_id = t.topic_id and v.user_id = ${userId ?? ''}
    where t.organisation_id = ${organisationId} and t.topic_id = any(${[...topicIds]}::text[])
      and (t.placed = 'pinned' or (t.fits and t.placed is null)) and d.archived_at is null and d.replaced_by is null
    group by t.topic_id`.execute(trx);
  return new Map(
    rows.map((row) => [
      row.topic_id,
      { documents: Number(row.documents), sources: Number(row.sources), fresh: Number(row.fresh), latest: row.latest },
    ]),
  );
}

/** Contradictions that are open and touch documents of topics, by topic. */
export async function countOpenFindings(trx: Trx, organisationId: string, topicIds: readonly string[]): Promise<Map<string, number>> {
  if (topicIds.length === 0) return new Map();
  const { rows } = await sql<{ topic_id: string; findings: bigint }>`
    select t.topic_id, count(distinct f.id) as findings
    from market_topic_documents t
    join market_finding_claims c on c.organisation_id = t.organisation_id and c.document_id = t.document_id
    join market_findings f on f.organisation_id = c.organisation_id and f.id = c.finding_id
    where t.organisation_id = ${organisationId} and t.topic_id = any(${[...topicIds]}::text[])
      and (t.placed = 'pinned' or (t.fits and t.placed is null))
      and f.state = 'open' and f.disposition = 'contradiction' and f.vanished_at is null
    group by t.topic_id`.execute(trx);
  return new Map(rows.map(({ topic_id, findings }) => [topic_id, Number(findings)]));
}

export type PlacedRow = {
  document_id: string;
  placed: 'pinned' | 'excluded' | null;
  added_at: Date;
  fresh: boolean;
  published_on: string;
};

/** Documents of a topic, the latest published first. `published_on` and `document_id` are the place of the next page. */
export async function listPlaced(
  trx: Trx,
  topic: { organisationId: string; topicId: string; userId: string | null },
  page: {
    placed: 'in' | 'pinned' | 'excluded';
    fresh: boolean;
    before: { on: string; id: string } | null;
    limit: number;
  },
): Promise<PlacedRow[]> {
  const placed = {
    in: sql`(t.placed = 'pinned' or (t.fits and t.placed is null))`,
    pinned: sql`t.placed = 'pinned'`,
    excluded: sql`t.placed = 'excluded'`,
  }[page.placed];
  const { rows } = await sql<PlacedRow>`
    select t.document_id, t.placed, t.added_at, t.added_at > coalesce(v.visited_at, 'epoch') as fresh, d.published_on
    from market_topic_documents t
    join market_documents d on d.id = t.document_id
    left join market_topic_visits v on v.organisation_id = t.organisation_id and v.topic_id = t.topic_id and v.user_id = ${topic.userId ?? ''}
    where t.organisation_id = ${topic.organisationId} and t.topic_id = ${topic.topicId} and ${placed}
      and d.archived_at is null and d.replaced_by is null
      ${page.fresh ? sql`and t.added_at > coalesce(v.visited_at, 'epoch')` : sql``}
      ${page.before === null ? sql`` : sql`and (d.published_on, d.id) < (${page.before.on}::date, ${page.before.id})`}
    order by d.published_on desc, d.id desc
    limit ${page.limit}`.execute(trx);
  return rows;
}

export type InsightRow = {
  id: string;
  family_id: string;
  language: 'zh' | 'en';
  insights: KeptInsight[];
  fresh: boolean;
};

/** The core sentences of a topic's latest documents, as the library keeps them. */
export async function listInsights(
  trx: Trx,
  topic: { organisationId: string; topicId: string; userId: string | null },
  limit: number,
): Promise<InsightRow[]> {
  const { rows } = await sql<InsightRow>`
    select d.id, d.family_id, d.language, d.insights, t.added_at > coalesce(v.visited_at, 'epoch') as fresh
    from market_topic_documents t
    join market_documents d on d.id = t.document_id
    left join market_topic_visits v on v.organisation_id = t.organisation_id and v.topic_id = t.topic_id and v.user_id = ${topic.userId ?? ''}
    where t.organisation_id = ${topic.organisationId} and t.topic_id = ${topic.topicId}
      and (t.placed = 'pinned' or (t.fits and t.placed is null)) and d.archived_at is null and d.replaced_by is null
    order by d.published_on desc, d.id desc
    limit ${limit}`.execute(trx);
  return rows;
}

/**
 * What the query says of documents: those that fit are added, or stay since when they were; of the others only what a person placed
 * stays. Answers those that were not in before.
 */
export async function putFits(
  trx: Trx,
  topic: { organisationId: string; topicId: string },
  documents: readonly { id: string; fits: boolean }[],
  now: Date,
): Promise<string[]> {
  const fitting = documents.filter(({ fits }) => fits).map(({ id }) => id);
  const others = documents.filter(({ fits }) => !fits).map(({ id }) => id);
  if (others.length > 0) {
    await on(trx)
      .deleteFrom('market_topic_documents')
      .where('organisation_id', '=', topic.organisationId)
      .where('topic_id', '=', topic.topicId)
      .where(sql<boolean>`document_id = any(${others}::text[])`)
      .where('placed', 'is', null)
      .execute();
    await on(trx)
      .updateTable('market_topic_documents')
      .set({ fits: false })
      .where('organisation_id', '=', topic.organisationId)
      .where('topic_id', '=', topic.topicId)
      .where(sql<boolean>`document_id = any(${others}::text[])`)
      .execute();
  }
  if (fitting.length === 0) return [];
  const { rows } = await sql<{ document_id: string; added: boolean }>`
    insert into market_topic_documents (organisation_id, topic_id, document_id, fits, placed, added_at)
    select ${topic.organisationId}, ${topic.topicId}, id, true, null, ${now} from unnest(${fitting}::text[]) as f (id)
    on conflict (organisation_id, topic_id, document_id) do update set fits = true
    returning document_id, (xmax = 0) as added`.execute(trx);
  return rows.filter(({ added }) => added).map(({ document_id }) => document_id);
}

/** What a person says of a document, null for nothing any more. */
export async function placeDocument(
  trx: Trx,
  topic: { organisationId: string; topicId: string },
  documentId: string,
  placed: 'pinned' | 'excluded' | null,
  now: Date,
): Promise<void> {
  if (placed === null) {
    await on(trx)
      .deleteFrom('market_topic_documents')
      .where('organisation_id', '=', topic.organisationId)
      .where('topic_id', '=', topic.topicId)
      .where('document_id', '=', documentId)
      .where('fits', '=', false)
      .execute();
    await on(trx)
      .updateTable('market_topic_documents')
      .set({ placed: null })
      .where('organisation_id', '=', topic.organisationId)
      .where('topic_id', '=', topic.topicId)
      .where('document_id', '=', documentId)
      .execute();
    return;
  }
  const row = {
    organisation_id: topic.organisationId,
    topic_id: topic.topicId,
    document_id: documentId,
    fits: false,
    placed,
    added_at: now,
  };
  await on(trx)
    .insertInto('market_topic_documents')
    .values(row)
    .onConflict((conflict) => conflict.columns(['organisation_id', 'topic_id', 'document_id']).doUpdateSet({ placed }))
    .execute();
}

export async function findPlaced(
  trx: Trx,
  topic: { organisationId: string; topicId: string },
  documentId: string,
): Promise<{ fits: boolean; placed: 'pinned' | 'excluded' | null } | undefined> {
  return on(trx)
    .selectFrom('market_topic_documents')
    .select(['fits', 'placed'])
    .where('organisation_id', '=', topic.organisationId)
    .where('topic_id', '=', topic.topicId)
    .where('document_id', '=', documentId)
    .executeTakeFirst();
}

/** Writes that a member looked; answers when they did before. */
export async function visit(trx: Trx, topic: { organisationId: string; topicId: string }, userId: string, now: Date): Promise<Date | null> {
  const before = await on(trx)
    .selectFrom('market_topic_visits')
    .select('visited_at')
    .where('organisation_id', '=', topic.organisationId)
    .where('topic_id', '=', topic.topicId)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  await on(trx)
    .insertInto('market_topic_visits')
    .values({ organisation_id: topic.organisationId, topic_id: topic.topicId, user_id: userId, visited_at: now })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'topic_id', 'user_id']).doUpdateSet({ visited_at: now }))
    .execute();
  return before?.visited_at ?? null;
}

/** The names of the topics that a document is in. */
export async function listTopicNamesOf(trx: Trx, organisationId: string, documentId: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select coalesce(nullif(p.name_zh, ''), p.name_en) as name from market_topic_documents t
    join market_topics p on p.organisation_id = t.organisation_id and p.id = t.topic_id and p.removed_at is null
    where t.organisation_id = ${organisationId} and t.document_id = ${documentId} and (t.placed = 'pinned' or (t.fits and t.placed is null))
    order by p.id`.execute(trx);
  return rows.map(({ name }) => name);
}

export async function countDocuments(trx: Trx, organisationId: string): Promise<number> {
  const { rows } = await sql<{ all: bigint }>`
    select count(*) as all from market_documents where organisation_id = ${organisationId} and archived_at is null`.execute(trx);
  return Number(rows[0]!.all);
}

export type ScannedRow = {
  id: string;
  title: string;
  language: 'zh' | 'en';
  published_at: string | null;
  published_on: string;
  publisher: string | null;
  source_id: string;
  text: string;
};

/** Documents with their whole text, newest ids first, for holding a query against them. */
export async function scanDocuments(trx: Trx, organisationId: string, beforeId: string | null, limit: number): Promise<ScannedRow[]> {
  const { rows } = await sql<ScannedRow>`
    select d.id, d.title, d.language, d.published_at, d.published_on, d.publisher, d.source_id,
      coalesce((select string_agg(p.text, E'\n' order by p.position) from market_paragraphs p
        where p.document_id = d.id and p.kind <> 'leftover'), '') as text
    from market_documents d
    where d.organisation_id = ${organisationId} and d.archived_at is null
      ${beforeId === null ? sql`` : sql`and d.id < ${beforeId}`}
    order by d.id desc
    limit ${limit}`.execute(trx);
  return rows;
}

/** The programmes that a topic's documents tell of, or copies of the same stories. */
export async function listProgrammesTold(trx: Trx, organisationId: string, topicId: string): Promise<string[]> {
  const { rows } = await sql<{ programme_id: string }>`
    select distinct s.programme_id
    from market_topic_documents t
    join market_documents d on d.id = t.document_id and d.archived_at is null and d.replaced_by is null
    join market_programme_sources s on s.organisation_id = t.organisation_id and s.family_id = d.family_id
    where t.organisation_id = ${organisationId} and t.topic_id = ${topicId} and (t.placed = 'pinned' or (t.fits and t.placed is null))`.execute(
    trx,
  );
  return rows.map(({ programme_id }) => programme_id);
}
