/**
 * Ranking all documents that have the words, by the index alone: which documents have them is asked of their terms, how much they say of
 * each of their tags. Where few have the words, all are scored; where very many have them, only those that can be among the best.
 */
import { sql, type SqlBool } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import {
  askedOf,
  filtersOf,
  freshSql,
  inSample,
  isTagged,
  matching,
  named,
  tagRows,
  toldOf,
  without,
  type Asked,
  type Hit,
  type Scored,
  type Wanted,
} from './asking-index.ts';
import { scoreBest } from './best.ts';
import { sampleOf } from './entry.ts';
import { meantShare, pointsSql } from './rank.ts';

export type { Hit, Wanted } from './asking-index.ts';
export type Ranking = {
  /** The best, in their order. */
  hits: Hit[];
  /** No document that is not among them has more; 0 where all are. */
  rest: number;
  /** How many have the words, by the index; about so many where it is not exact. */
  total: number;
  exact: boolean;
  /** How many were scored. */
  scored: number;
};

/** Up to so many documents are all scored; of words that more have, so many are looked at where nothing tells which are enough. */
const usualLimits = { allScored: 6_000, mostSeen: 4_000 };
/** Several common words together narrow each other less than they cost. */
const moreForMany = 2;

/** The best of all documents that have the words: enough for `wish` documents, if they are told apart. */
export async function rankAll(
  trx: Trx,
  organisationId: string,
  wanted: Wanted,
  today: string,
  wish: number,
  limits = usualLimits,
): Promise<Ranking> {
  await tellPlanner(trx, 'off');
  const ranking = await rank(trx, askedOf(organisationId, wanted, today), wish, limits);
  await tellPlanner(trx, 'on');
  return ranking;
}

/**
 * Unpacking the terms of every document costs more than the planner knows; how many documents have several words it does not know at all,
 * and joins thousands of rows with thousands one by one; and nothing here is worth compiling.
 */
async function tellPlanner(trx: Trx, guess: 'on' | 'off'): Promise<void> {
  await sql`select set_config('enable_seqscan', ${guess}, true), set_config('enable_nestloop', ${guess}, true),
    set_config('jit', 'off', true), set_config('work_mem', '32MB', true)`.execute(trx);
}

async function rank(trx: Trx, asked: Asked, wish: number, limits: typeof usualLimits): Promise<Ranking> {
  // So many of the sample are better than the last that is wished for, with some room for chance.
  const sample = await scoreAll(trx, inSample(asked), Math.ceil((1.5 * wish) / sampleOf) + 2);
  const about = sample.total * sampleOf;
  if (about <= limits.allScored * (asked.kinds.length > 2 ? moreForMany : 1)) {
    const { scored, total, rest } = await scoreAll(trx, asked, wish * 4);
    return { hits: await named(trx, scored), rest, total, exact: true, scored: total };
  }
  const { scored, rest } = await scoreBest(trx, asked, { enough: sample.scored.at(-1)!.score, wish, mostSeen: limits.mostSeen });
  return { hits: await named(trx, scored), rest, total: about, exact: false, scored: scored.length };
}

/** Scores every document that has the words; the best `limit` of them. */
async function scoreAll(trx: Trx, asked: Asked, limit: number): Promise<{ scored: Scored[]; total: number; rest: number }> {
  const { wanted, organisationId, today, tags, kinds } = asked;
  const plain = kinds.filter(({ meant }) => !meant).length;
  const { rows } = await sql<Scored & { total: bigint }>`
    with matched as materialized (
      select no, day, length from market_search
      where ${matching(wanted)} and ${filtersOf(organisationId, wanted)} ${without(organisationId, wanted)}),
    tagged as materialized (
      select t.no, t.day, t.length, k.word, k.level from ${tagRows(tags)}
      cross join lateral (select no, day, length from market_search where ${isTagged(wanted)}) t),
    ${toldOf(asked)},
    best as (
      select m.no, (coalesce(t.points, 0) + (${plain}::int - coalesce(t.plain, 0)) * ${sql.raw(pointsSql(1, 'm.length'))}
          + (${kinds.length - plain}::int - coalesce(t.meant, 0)) * ${sql.raw(pointsSql(meantShare, 'm.length'))}) * ${freshSql(today, 'm.day')} as score
      from matched m left join told t on t.no = m.no order by score desc, m.no desc limit ${limit + 1})
    select no, score, (select count(*) from matched) as total from best order by score desc, no desc`.execute(trx);
  return {
    scored: rows.slice(0, limit).map(({ no, score }) => ({ no, score })),
    total: Number(rows[0]?.total ?? 0),
    rest: rows[limit]?.score ?? 0,
  };
}

/** Of documents those in whose texts every phrase stands that has to be looked for there, and none that must not. */
export async function verify(trx: Trx, ids: readonly string[], { must, not }: Wanted): Promise<Set<string>> {
  const text = sql`title || heads || body`;
  const conditions = [
    ...must.filter(({ needsText }) => needsText).map(({ folded }) => sql<SqlBool>`strpos(${text}, ${folded}) > 0`),
    ...not.filter(({ needsText }) => needsText).map(({ folded }) => sql<SqlBool>`strpos(${text}, ${folded}) = 0`),
  ];
  if (conditions.length === 0) return new Set(ids);
  const { rows } = await sql<{ document_id: string }>`select document_id from market_search
    where document_id = any(${ids as string[]}::text[]) and ${sql.join(conditions, sql` and `)}`.execute(trx);
  return new Set(rows.map((row) => row.document_id));
}
