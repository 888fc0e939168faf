import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { StatementRow } from '../tables.ts';
import type { MessageRow, QuestionRow, QuestionTables } from './tables.ts';

const on = (trx: Trx) => trx.withTables<QuestionTables>();
type Of = Pick<StatementRow, 'organisation_id' | 'payee_id' | 'currency' | 'period'>;

export async function insertQuestion(trx: Trx, row: QuestionRow): Promise<void> {
  await on(trx).insertInto('statement_questions').values(row).execute();
}

export async function insertMessage(trx: Trx, row: MessageRow): Promise<void> {
  await on(trx).insertInto('statement_question_messages').values(row).execute();
}

export async function findQuestion(trx: Trx, organisationId: string, id: string, lock: boolean): Promise<QuestionRow | undefined> {
  const query = on(trx).selectFrom('statement_questions').selectAll().where('organisation_id', '=', organisationId).where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function updateQuestion(trx: Trx, id: string, change: Partial<QuestionRow>): Promise<void> {
  await on(trx).updateTable('statement_questions').set(change).where('id', '=', id).execute();
}

/** Messages of questions, oldest first, by question. */
export async function listMessages(trx: Trx, questionIds: readonly string[]): Promise<Map<string, MessageRow[]>> {
  if (questionIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('statement_question_messages')
    .selectAll()
    .where(sql<boolean>`question_id = any(${[...questionIds]}::text[])`)
    .orderBy('question_id')
    .orderBy('number')
    .execute();
  return Map.groupBy(rows, (row) => row.question_id);
}

/** What was asked of a payee's period, newest first. */
export async function listOfPeriod(trx: Trx, of: Of, lineId: string | null, limit: number): Promise<QuestionRow[]> {
  let query = on(trx)
    .selectFrom('statement_questions')
    .selectAll()
    .where('organisation_id', '=', of.organisation_id)
    .where('payee_id', '=', of.payee_id)
    .where('period', '=', of.period)
    .where('currency', '=', of.currency);
  if (lineId !== null) query = query.where('line_id', '=', lineId);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function countOfPeriod(trx: Trx, of: Of): Promise<number> {
  const { count } = await on(trx)
    .selectFrom('statement_questions')
    .select(sql<bigint>`count(*)`.as('count'))
    .where('organisation_id', '=', of.organisation_id)
    .where('payee_id', '=', of.payee_id)
    .where('period', '=', of.period)
    .where('currency', '=', of.currency)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** How many questions about lines are open, by the line's id. */
export async function countOpenByLine(trx: Trx, of: Of, lineIds: readonly string[]): Promise<Map<string, number>> {
  if (lineIds.length === 0) return new Map();
  const rows = await on(trx)
    .selectFrom('statement_questions')
    .select(['line_id', sql<bigint>`count(*)`.as('count')])
    .where('organisation_id', '=', of.organisation_id)
    .where('payee_id', '=', of.payee_id)
    .where('period', '=', of.period)
    .where('currency', '=', of.currency)
    .where('state', '=', 'open')
    .where(sql<boolean>`line_id = any(${[...lineIds]}::text[])`)
    .groupBy('line_id')
    .execute();
  return new Map(rows.map((row) => [row.line_id!, Number(row.count)]));
}

export type QuestionListing = {
  /** Null for those of all payees. */
  payeeIds: readonly string[] | null;
  state: QuestionRow['state'] | null;
  waitsFor: QuestionRow['waits_for'] | null;
  after: { changedAt: Date; id: string } | null;
  limit: number;
};

/** Questions, those that changed last first. */
export async function listQuestions(trx: Trx, organisationId: string, listing: QuestionListing): Promise<QuestionRow[]> {
  let query = on(trx).selectFrom('statement_questions').selectAll().where('organisation_id', '=', organisationId);
  if (listing.payeeIds !== null) query = query.where(sql<boolean>`payee_id = any(${[...listing.payeeIds]}::text[])`);
  if (listing.state !== null) query = query.where('state', '=', listing.state);
  if (listing.waitsFor !== null) query = query.where('state', '=', 'open').where('waits_for', '=', listing.waitsFor);
  if (listing.after !== null) query = query.where(sql<boolean>`(changed_at, id) < (${listing.after.changedAt}, ${listing.after.id})`);
  return query.orderBy('changed_at', 'desc').orderBy('id', 'desc').limit(listing.limit).execute();
}
