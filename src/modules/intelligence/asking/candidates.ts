/** Which documents may answer a question: those that claim a figure of what is asked, and those that the index finds by its words. */
import { sql, type RawBuilder } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import { conceptHash, phraseTerms, tokensOf } from '../searching/words.ts';
import type { AskScope } from './contract.ts';
import { monthsOf } from './periods.ts';
import { readQuestion, ubiquitous, type Asked } from './question.ts';

type Candidates = { ids: string[]; found: number };

/**
 * At most `limit` documents, the likeliest first, one of each family; `found` is how many the question’s words and metrics find in all, up to
 * a thousand each way. Never reads a document. For a transaction: it
 * tells the planner something for as long as that lasts.
 */
export async function findCandidates(
  trx: Trx,
  organisationId: string,
  question: string,
  scope: AskScope,
  limit: number,
): Promise<Candidates> {
  const asked = readQuestion(question);
  const claiming = await byClaims(trx, organisationId, asked, scope);
  const speaking = await byWords(trx, organisationId, asked, scope);
  const ids: string[] = [];
  const families = new Set<string>();
  // Those that claim what is asked take up to two thirds; what only speaks of it the rest.
  const take = (rows: readonly Row[], most: number): void => {
    for (const { document_id: id, family_id: family } of rows) {
      if (ids.length >= most) return;
      if (families.has(family)) continue;
      families.add(family);
      ids.push(id);
    }
  };
  take(claiming, Math.ceil((limit * 2) / 3));
  take(speaking, limit);
  take(claiming, limit);
  return { ids, found: new Set([...claiming, ...speaking].map(({ document_id: id }) => id)).size };
}

type Row = { document_id: string; family_id: string };
const mostFound = 1000;
const mostWhole = 300;
const mostPart = 500;

/** What the scope lets through, of documents `d`. */
function within(organisationId: string, scope: AskScope): RawBuilder<unknown> {
  const { topicId, sourceId, language, from, until } = scope;
  return sql`d.organisation_id = ${organisationId} and d.archived_at is null and d.replaced_by is null
    ${topicId === null ? sql`` : sql`and exists (select 1 from market_topic_documents t where t.organisation_id = ${organisationId} and t.topic_id = ${topicId} and t.document_id = d.id and (t.placed = 'pinned' or (t.fits and t.placed is null)))`}
    ${sourceId === null ? sql`` : sql`and d.source_id = ${sourceId}`}
    ${language === null ? sql`` : sql`and d.language = ${language}`}
    ${from === null ? sql`` : sql`and d.published_on >= ${from}::date`}
    ${until === null ? sql`` : sql`and d.published_on <= ${until}::date`}`;
}

/** Documents with claims of the metrics asked, those of the period and place first, then the latest. */
async function byClaims(trx: Trx, organisationId: string, asked: Asked, scope: AskScope): Promise<Row[]> {
  if (asked.metrics.length === 0) return [];
  const spans = asked.periods.flatMap((period) => monthsOf(period) ?? []);
  const day = (month: number): string => `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
  const inPeriod =
    spans.length === 0
      ? sql`false`
      : sql`(c.period_from < ${day(Math.max(...spans.map(({ until }) => until)))}::date and c.period_to >= ${day(Math.min(...spans.map(({ from }) => from)))}::date)`;
  const regions = asked.regions.filter((region) => region !== 'China');
  const inPlace = regions.length === 0 ? sql`(c.region is null or c.region = 'China')` : sql`c.region = any(${regions}::text[])`;
  const { rows } = await sql<Row>`
    select d.id as document_id, d.family_id
    from market_claims c join market_documents d on d.id = c.document_id
    where c.organisation_id = ${organisationId} and c.metric = any(${[...asked.metrics]}::text[]) and not c.excluded
      and ${within(organisationId, scope)}
    group by d.id, d.family_id, d.published_on
    order by max((case when ${inPeriod} then 2 else 0 end) + (case when ${inPlace} then 1 else 0 end)) desc, d.published_on desc, d.id desc
    limit ${mostFound}`.execute(trx);
  return rows;
}

/** Documents that hold what the question names, those that hold most of it first. */
async function byWords(trx: Trx, organisationId: string, asked: Asked, scope: AskScope): Promise<Row[]> {
  const concepts = asked.concepts.filter((groups) => !groups.every((group) => ubiquitous.has(group)));
  const common = asked.concepts.filter((groups) => groups.every((group) => ubiquitous.has(group)));
  const telling = [...concepts.map((groups) => groups.map(conceptHash)), ...asked.words.map((word) => phraseTerms(tokensOf(word)))];
  const needs = telling.length > 0 ? telling : common.map((groups) => groups.map(conceptHash));
  const any = [...new Set(needs.flat())];
  if (any.length === 0) return [];
  const holds = needs.map((terms) => sql`s.terms && ${terms}::int[]`);
  // Reading all rows means unpacking all lists of terms: the planner does not know what that costs.
  await sql`set local enable_seqscan = off`.execute(trx);
  // What holds all of it, and the latest of what holds some: only those are unpacked and counted.
  const { rows } = await sql<Row>`
    with whole as materialized (
      select s.document_id from market_search s
      where s.organisation_id = ${organisationId} and ${sql.join(holds, sql` and `)} order by s.day desc limit ${mostWhole}
    ), part as materialized (
      select s.document_id from market_search s
      where s.organisation_id = ${organisationId} and s.terms && ${any}::int[] order by s.day desc limit ${mostPart}
    )
    select d.id as document_id, d.family_id
    from (select document_id from whole union select document_id from part) f
    join market_search s on s.document_id = f.document_id
    join market_documents d on d.id = f.document_id
    where ${within(organisationId, scope)}
    order by ${sql.join(
      holds.map((hold) => sql`(case when ${hold} then 1 else 0 end)`),
      sql` + `,
    )} desc, d.published_on desc, d.id desc`.execute(trx);
  await sql`set local enable_seqscan = on`.execute(trx);
  return rows;
}
