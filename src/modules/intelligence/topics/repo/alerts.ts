/** The SQL of alerts and of what they have to tell. */
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Trx } from '../../../../platform/db/index.ts';
import type { TopicsTables } from '../tables.ts';

const on = (trx: Trx) => trx.withTables<TopicsTables>();
export type AlertRow = Selectable<TopicsTables['market_alerts']>;

/** Answers the alert that there is already, if it was wished before. */
export async function insertAlert(trx: Trx, row: Insertable<TopicsTables['market_alerts']>): Promise<AlertRow> {
  await on(trx)
    .insertInto('market_alerts')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return on(trx)
    .selectFrom('market_alerts')
    .selectAll()
    .where('organisation_id', '=', row.organisation_id)
    .where('user_id', '=', row.user_id)
    .where('kind', '=', row.kind)
    .where(sql<boolean>`topic_id is not distinct from ${row.topic_id}::text`)
    .where(sql<boolean>`metric is not distinct from ${row.metric}::text`)
    .where(sql<boolean>`region is not distinct from ${row.region}::text`)
    .executeTakeFirstOrThrow();
}

export async function listAlerts(trx: Trx, organisationId: string, userId: string): Promise<AlertRow[]> {
  return on(trx)
    .selectFrom('market_alerts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('user_id', '=', userId)
    .orderBy('id')
    .execute();
}

export async function findAlert(trx: Trx, organisationId: string, userId: string, id: string): Promise<AlertRow | undefined> {
  return on(trx)
    .selectFrom('market_alerts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('user_id', '=', userId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function setMuted(trx: Trx, id: string, muted: boolean): Promise<void> {
  await on(trx).updateTable('market_alerts').set({ muted }).where('id', '=', id).execute();
}

/** What waited when an alert was muted is not told when it speaks again. */
export async function forgetNews(trx: Trx, alertId: string, now: Date): Promise<void> {
  await on(trx)
    .updateTable('market_alert_news')
    .set({ told_at: now })
    .where('alert_id', '=', alertId)
    .where('told_at', 'is', null)
    .execute();
}

export async function deleteAlert(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('market_alerts').where('id', '=', id).execute();
}

export async function deleteAlertsOf(trx: Trx, organisationId: string, topicId: string): Promise<void> {
  await on(trx).deleteFrom('market_alerts').where('organisation_id', '=', organisationId).where('topic_id', '=', topicId).execute();
}

/** The alerts of an organisation that are not muted. */
export async function listSpeaking(trx: Trx, organisationId: string, kinds: readonly AlertRow['kind'][]): Promise<AlertRow[]> {
  return on(trx)
    .selectFrom('market_alerts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('muted', '=', false)
    .where(sql<boolean>`kind = any(${[...kinds]}::text[])`)
    .execute();
}

/** Writes down what is to be told; what an alert was told of before is not news. */
export async function insertNews(trx: Trx, rows: readonly Insertable<TopicsTables['market_alert_news']>[]): Promise<void> {
  for (let at = 0; at < rows.length; at += 500)
    await on(trx)
      .insertInto('market_alert_news')
      .values(rows.slice(at, at + 500))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

export type DueRow = AlertRow & { news: bigint; title: string };

/**
 * Alerts with news that are due: nothing was added for a while, or the first has waited long. `title` is of the latest. The rows stay
 * locked until the transaction ends, so that two processes do not tell the same.
 */
export async function listDue(trx: Trx, quietSince: Date, waitingSince: Date, limit: number): Promise<DueRow[]> {
  const { rows } = await sql<DueRow>`
    select a.*, n.news, n.title
    from market_alerts a
    join lateral (
      select count(*) as news, max(w.at) as newest, min(w.at) as oldest, (array_agg(w.title order by w.at desc, w.subject_id desc))[1] as title
      from market_alert_news w where w.alert_id = a.id and w.told_at is null
    ) n on n.news > 0
    where not a.muted and (n.newest <= ${quietSince} or n.oldest <= ${waitingSince})
    order by a.organisation_id, a.user_id, a.id
    limit ${limit}
    for update of a skip locked`.execute(trx);
  return rows;
}

export async function markTold(trx: Trx, alertIds: readonly string[], now: Date): Promise<void> {
  await sql`update market_alert_news set told_at = ${now} where alert_id = any(${[...alertIds]}::text[]) and told_at is null`.execute(trx);
  await sql`update market_alerts set last_told_at = ${now} where id = any(${[...alertIds]}::text[])`.execute(trx);
}

/** News that nobody was told of yet are none any more, where of their stories no document counts. */
export async function withdrawNews(trx: Trx, organisationId: string, documentIds: readonly string[]): Promise<void> {
  await sql`delete from market_alert_news n where n.organisation_id = ${organisationId} and n.told_at is null
    and n.subject_id in (select family_id from market_documents where organisation_id = ${organisationId} and id = any(${[...documentIds]}::text[]))
    and not exists (select 1 from market_documents d where d.organisation_id = ${organisationId} and d.family_id = n.subject_id
      and d.archived_at is null and d.replaced_by is null)`.execute(trx);
}

/** The same of contradictions that are no longer found. */
export async function withdrawFindings(trx: Trx, organisationId: string, findingIds: readonly string[]): Promise<void> {
  await sql`delete from market_alert_news n where n.organisation_id = ${organisationId} and n.told_at is null
    and n.subject_id in (select id from market_findings where organisation_id = ${organisationId} and id = any(${[...findingIds]}::text[])
      and vanished_at is not null)`.execute(trx);
}

/** What was told so long ago that it serves no more to tell the same twice. */
export async function deleteNewsBefore(trx: Trx, before: Date): Promise<void> {
  await on(trx).deleteFrom('market_alert_news').where('told_at', '<', before).execute();
}

export type WakingRow = { alert_id: string; finding_id: string; metric: string };

/** Which of these findings wake which alerts: open contradictions, found since the alert was set, of its topic if it has one. */
export async function listWaking(trx: Trx, organisationId: string, findingIds: readonly string[]): Promise<WakingRow[]> {
  const { rows } = await sql<WakingRow>`
    select a.id as alert_id, f.id as finding_id, f.metric
    from market_alerts a join market_findings f on f.organisation_id = a.organisation_id
    where a.organisation_id = ${organisationId} and a.kind = 'contradictions' and not a.muted
      and f.id = any(${[...findingIds]}::text[]) and f.state = 'open' and f.disposition = 'contradiction'
      and f.vanished_at is null and f.changed_at >= a.created_at
      and (a.topic_id is null or exists (
        select 1 from market_finding_claims c
        join market_topic_documents t on t.organisation_id = c.organisation_id and t.document_id = c.document_id and t.topic_id = a.topic_id
        where c.organisation_id = f.organisation_id and c.finding_id = f.id and (t.placed = 'pinned' or (t.fits and t.placed is null))))`.execute(
    trx,
  );
  return rows;
}
