import { sql, type Insertable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { CodeRow, CodesTables, SettingsRow } from './tables.ts';
import type { CodeForm } from './word.ts';

const tables = (trx: Trx) => trx.withTables<CodesTables>();

// ── Counters ────────────────────────────────────────────────────────────────────────────────────────────────────

export type Shard = { shard: number; next: bigint };

/**
 * Holds a shard of a length until the transaction ends: the one least drawn from that nobody else holds, or, when all are held,
 * the one asked for, after its holder.
 */
export async function lockShard(trx: Trx, form: CodeForm, length: number, otherwise: number): Promise<Shard> {
  const of = tables(trx)
    .selectFrom('code_counters')
    .select(['shard', 'next'])
    .where('form', '=', form)
    .where('length', '=', length)
    .forUpdate();
  const free = await of.orderBy('next').orderBy('shard').limit(1).skipLocked().executeTakeFirst();
  return free ?? of.where('shard', '=', otherwise).executeTakeFirstOrThrow();
}

export async function advanceShard(trx: Trx, form: CodeForm, length: number, shard: number, next: bigint, issued: number): Promise<void> {
  await tables(trx)
    .updateTable('code_counters')
    .set((of) => ({ next, active: of('active', '+', BigInt(issued)) }))
    .where('form', '=', form)
    .where('length', '=', length)
    .where('shard', '=', shard)
    .execute();
}

export type LengthCounts = { form: CodeForm; length: number; active: number; ended: number };
export async function countLengths(trx: Trx): Promise<LengthCounts[]> {
  const rows = await tables(trx)
    .selectFrom('code_counters')
    .select((of) => ['form', 'length', of.fn.sum<string>('active').as('active'), of.fn.sum<string>('ended').as('ended')])
    .groupBy(['form', 'length'])
    .orderBy('form')
    .orderBy('length')
    .execute();
  return rows.map((row) => ({ ...row, active: Number(row.active), ended: Number(row.ended) }));
}

/** Moves codes that are over from active to ended in the counters, at most so many. Answers with how many. */
export async function countEnds(trx: Trx, now: Date, most: number): Promise<number> {
  const { rows } = await sql<{ counted: number }>`
    with over as (
      update search_codes set counted = true
      where id in (
        select id from search_codes where not counted and ends_at is not null and ends_at <= ${now}
        order by ends_at limit ${most} for update skip locked)
      returning form, length, shard),
    sums as (select form, length, shard, count(*) as ends from over group by form, length, shard),
    moved as (
      update code_counters c set active = c.active - s.ends, ended = c.ended + s.ends
      from sums s where c.form = s.form and c.length = s.length and c.shard = s.shard)
    select count(*)::integer as counted from over`.execute(trx);
  return rows[0]!.counted;
}

// ── Codes ───────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertCodes(trx: Trx, rows: readonly Insertable<CodesTables['search_codes']>[]): Promise<void> {
  if (rows.length === 0) return;
  await tables(trx)
    .insertInto('search_codes')
    .values([...rows])
    .execute();
}

/** Which of these words are a code's already. */
export async function findUsedWords(trx: Trx, words: readonly string[]): Promise<Set<string>> {
  const rows = await tables(trx)
    .selectFrom('search_codes')
    .select('code')
    .where(sql<boolean>`code = any(${[...words]}::text[])`)
    .where('superseded', '=', false)
    .execute();
  return new Set(rows.map(({ code }) => code));
}

/** Lets go of words whose quarantine is over, longest free first: their rows stay, and the words are nobody's. */
export async function takeFreeWords(trx: Trx, form: CodeForm, length: number, now: Date, most: number): Promise<string[]> {
  const { rows } = await sql<{ code: string }>`
    with free as (
      update search_codes set superseded = true
      where id in (
        select id from search_codes where counted and not superseded and form = ${form} and length = ${length} and free_from <= ${now}
        order by free_from limit ${most} for update skip locked)
      returning code, form, length, shard),
    sums as (select form, length, shard, count(*) as freed from free group by form, length, shard),
    moved as (
      update code_counters c set ended = c.ended - s.freed
      from sums s where c.form = s.form and c.length = s.length and c.shard = s.shard)
    select code from free`.execute(trx);
  return rows.map(({ code }) => code);
}

/** The codes that these words are now, of all organisations. */
export function findByWords(trx: Trx, words: readonly string[]): Promise<CodeRow[]> {
  return tables(trx)
    .selectFrom('search_codes')
    .selectAll()
    .where(sql<boolean>`code = any(${[...words]}::text[])`)
    .where('superseded', '=', false)
    .execute();
}

/** Every code that these words ever were in an organisation, newest first. */
export function findHistoryOfWords(trx: Trx, organisationId: string, words: readonly string[]): Promise<CodeRow[]> {
  return tables(trx)
    .selectFrom('search_codes')
    .selectAll()
    .where(sql<boolean>`code = any(${[...words]}::text[])`)
    .where('organisation_id', '=', organisationId)
    .orderBy('issued_at', 'desc')
    .execute();
}

export function lockCodes(trx: Trx, organisationId: string, codeIds: readonly string[]): Promise<CodeRow[]> {
  return tables(trx)
    .selectFrom('search_codes')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`id = any(${[...codeIds]}::text[])`)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Sets when a code ends; an end that was counted and is taken back is counted as active again. */
export async function setEnd(trx: Trx, row: CodeRow, retiredAt: Date | null, freeFrom: Date | null): Promise<void> {
  await tables(trx)
    .updateTable('search_codes')
    .set({ retired_at: retiredAt, free_from: freeFrom, counted: false })
    .where('id', '=', row.id)
    .execute();
  if (!row.counted) return;
  await tables(trx)
    .updateTable('code_counters')
    .set((of) => ({ active: of('active', '+', 1n), ended: of('ended', '-', 1n) }))
    .where('form', '=', row.form)
    .where('length', '=', row.length)
    .where('shard', '=', row.shard)
    .execute();
}

export type CodeFilter = {
  state?: 'active' | 'expired' | 'retired' | undefined;
  placementId?: string | undefined;
  words?: string[] | undefined;
};

/** A page of an organisation's codes, newest first. */
export function listCodes(
  trx: Trx,
  organisationId: string,
  filter: CodeFilter,
  page: { now: Date; beforeId: string | null; limit: number },
): Promise<CodeRow[]> {
  let query = tables(trx).selectFrom('search_codes').selectAll().where('organisation_id', '=', organisationId);
  if (filter.placementId) query = query.where('placement_id', '=', filter.placementId);
  if (filter.words) query = query.where(sql<boolean>`code = any(${filter.words}::text[])`);
  if (filter.state === 'active') query = query.where((of) => of.or([of('ends_at', 'is', null), of('ends_at', '>', page.now)]));
  if (filter.state === 'retired')
    query = query
      .where('retired_at', '<=', page.now)
      .where((of) => of.or([of('expires_at', 'is', null), of('expires_at', '>', of.ref('retired_at'))]));
  if (filter.state === 'expired')
    query = query
      .where('expires_at', '<=', page.now)
      .where((of) => of.or([of('retired_at', 'is', null), of('retired_at', '>=', of.ref('expires_at'))]));
  if (page.beforeId !== null) query = query.where('id', '<', page.beforeId);
  return query.orderBy('id', 'desc').limit(page.limit).execute();
}

export async function countOf(trx: Trx, organisationId: string, now: Date): Promise<{ issued: number; active: number }> {
  const row = await tables(trx)
    .selectFrom('search_codes')
    .select((of) => [
      of.fn.countAll<bigint>().as('issued'),
      sql<bigint>`count(*) filter (where ends_at is null or ends_at > ${now})`.as('active'),
    ])
    .where('organisation_id', '=', organisationId)
    .executeTakeFirstOrThrow();
  return { issued: Number(row.issued), active: Number(row.active) };
}

// ── Settings ────────────────────────────────────────────────────────────────────────────────────────────────────

export function findSettings(trx: Trx, organisationId: string): Promise<SettingsRow | undefined> {
  return tables(trx).selectFrom('code_settings').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();
}

export async function saveSettings(trx: Trx, row: SettingsRow): Promise<void> {
  const { organisation_id: _, ...change } = row;
  await tables(trx)
    .insertInto('code_settings')
    .values(row)
    .onConflict((conflict) => conflict.column('organisation_id').doUpdateSet(change))
    .execute();
}

/** What all organisations that said something plan in a form, together. */
export async function sumPlanned(trx: Trx, form: CodeForm): Promise<number> {
  const row = await tables(trx)
    .selectFrom('code_settings')
    .select((of) => of.fn.sum<string | null>('planned').as('planned'))
    .where('form', '=', form)
    .executeTakeFirstOrThrow();
  return Number(row.planned ?? 0);
}
