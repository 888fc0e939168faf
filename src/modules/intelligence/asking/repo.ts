/** The SQL of questions and answers. */
import { sql, type Insertable, type Selectable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { AskingTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<AskingTables>();
export type AnswerRow = Selectable<AskingTables['market_answers']>;

export async function insertAnswer(trx: Trx, row: Insertable<AskingTables['market_answers']>): Promise<void> {
  await on(trx).insertInto('market_answers').values(row).execute();
}

/** What a member asked; null is what keys and the command line asked, which is everybody's. */
export async function findAnswer(trx: Trx, organisationId: string, userId: string | null, id: string): Promise<AnswerRow | undefined> {
  return on(trx)
    .selectFrom('market_answers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('user_id', userId === null ? 'is' : '=', userId)
    .where('id', '=', id)
    .executeTakeFirst();
}

export async function listAnswers(
  trx: Trx,
  organisationId: string,
  userId: string | null,
  page: { beforeId: string | null; limit: number; topicId: string | null },
): Promise<AnswerRow[]> {
  let query = on(trx)
    .selectFrom('market_answers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('user_id', userId === null ? 'is' : '=', userId);
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  if (page.topicId !== null) query = query.where('topic_id', '=', page.topicId);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export async function deleteAnswer(trx: Trx, id: string): Promise<void> {
  await on(trx).deleteFrom('market_answers').where('id', '=', id).execute();
}

/** Questions of a member beyond the newest so many: a history is not an archive. */
export async function trimAnswers(trx: Trx, organisationId: string, userId: string | null, keep: number): Promise<void> {
  const [oldest] = await on(trx)
    .selectFrom('market_answers')
    .select('id')
    .where('organisation_id', '=', organisationId)
    .where('user_id', userId === null ? 'is' : '=', userId)
    .orderBy('id', 'desc')
    .offset(keep)
    .limit(1)
    .execute();
  if (!oldest) return;
  await on(trx)
    .deleteFrom('market_answers')
    .where('organisation_id', '=', organisationId)
    .where('user_id', userId === null ? 'is' : '=', userId)
    .where('id', '<=', oldest.id)
    .execute();
}

/** How many answers cite a document, whoever asked. */
export async function countCiting(trx: Trx, organisationId: string, documentId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from market_answers where organisation_id = ${organisationId}
      and jsonb_path_exists(sentences, '$[*].citations[*].documentId ? (@ == $id)', jsonb_build_object('id', ${documentId}::text))`.execute(
    trx,
  );
  return rows[0]!.count;
}
