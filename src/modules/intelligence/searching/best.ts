/**
 * The best of very many documents, without looking at most of them. A sample tells what the last that is wished for has; from that follows
 * how much of each word a document must say at least, and until when it may be published. Only such documents are asked for, and the bound
 * holds for all others (after the threshold algorithm of Fagin, Lotem and Naor 2003).
 */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import {
  filtersOf,
  freshSql,
  inSample,
  isTagged,
  list,
  matching,
  tagRows,
  toldOf,
  whole,
  without,
  type Asked,
  type Scored,
  type Seen,
  type Tag,
} from './asking-index.ts';
import { sampleOf } from './entry.ts';
import { freshDays, freshnessOf, freshShare, leastLevel, levelPoints, mostLevel, pointsOf } from './rank.ts';
import { monthHashes } from './words.ts';

/** `enough` is what the last that is wished for has, as far as a sample tells; `mostSeen` documents may be looked at. */
type Wish = { enough: number; wish: number; mostSeen: number };
type Best = { scored: Scored[]; rest: number };

const mostWhole = 1_500;
const wholeAtOnce = 150;
/** What cannot be proved to be the best is scored no further than this. */
const mostUnproved = 450;
/** No word that is said once has so much, however short the text: above, a word has a tag. */
const onceLevel = pointsOf(1, 0) / levelPoints;

/** The best, and what the others have at most. */
export async function scoreBest(trx: Trx, asked: Asked, wish: Wish): Promise<Best> {
  const latest = await latestDay(trx, asked);
  const cells = cellsOf(asked, wish.enough, latest);
  if (cells === null) return scoreFrom(trx, asked, wish, latest);
  return scoreSeen(trx, asked, await seenIn(trx, asked, cells.cells), wish.wish, wish.enough, cells.exact);
}

/**
 * Scores what was seen until enough is better than what else there may be: `below`, and what stands further down in the rows. `exact` says
 * that what they have at most is what they have.
 */
async function scoreSeen(trx: Trx, asked: Asked, rows: readonly Seen[], wish: number, below: number, exact: boolean): Promise<Best> {
  // What did not fit into the rows comes behind the last of them.
  const cut = rows.length < mostWhole ? 0 : rows.at(-1)!.upper;
  const scored: Scored[] = [];
  let rest = Math.max(below, cut, rows[0]?.upper ?? 0);
  for (let at = 0; at < rows.length;) {
    const some = rows.slice(at, at + wholeAtOnce);
    scored.push(...(exact ? some.map(({ no, upper: score }) => ({ no, score })) : await whole(trx, asked, some)));
    at += some.length;
    rest = Math.max(below, cut, rows[at]?.upper ?? 0);
    if (
      scored.filter(({ score }) => score >= rest).length >= wish ||
      (at >= mostUnproved && Math.max(below, cut) >= Math.max(...scored.map(({ score }) => score)))
    )
      break;
  }
  return { scored: scored.toSorted((a, b) => b.score - a.score || Number(b.no - a.no)), rest };
}

/** The latest day that is asked for and has a document: nothing is fresher. */
async function latestDay(trx: Trx, { organisationId, wanted, today }: Asked): Promise<string> {
  const until = wanted.until === null ? sql`` : sql`and day <= ${wanted.until}::date`;
  const { rows } = await sql<{ day: string | null }>`
    select max(day) as day from market_search where organisation_id = ${organisationId} ${until}`.execute(trx);
  return rows[0]?.day ?? today;
}

// ── Where all words must be said more than once ─────────────────────────────────────────────────────────────────

/**
 * Documents with a tag and with one of others, if there are any, that are not too old. `level` is what their words come to at most, and
 * `exact` that it is what they come to. All documents that can have enough are in a cell.
 */
type Cell = { key: number; seconds: readonly number[]; level: number; months: readonly number[] };
type Cells = { cells: readonly Cell[]; exact: boolean };
const mostPairsOfLevels = 400;

/** Null where a document may have enough that says one of the words only once, which is no tag. */
function cellsOf({ kinds, tags, wanted, today }: Asked, enough: number, latest: string): Cells | null {
  const others = (kinds.length - 1) * mostLevel;
  const sum = Math.ceil(enough / (levelPoints * freshnessOf(latest, today)) - 1e-6);
  const least = sum - others;
  if (least <= onceLevel) return null;
  const of = (word: number, part: number | null, which: (level: number) => boolean): Tag[] =>
    tags.filter((tag) => tag.word === word && (part === null || tag.part === part) && which(tag.level));
  const keys = (some: readonly Tag[]): number[] => some.map(({ key }) => key);
  const cell = (key: number, seconds: readonly number[], level: number): Cell[] => {
    const months = wanted.monthsKnown ? monthsFrom(enough / (level * levelPoints), latest, today) : [];
    return months === null ? [] : [{ key, seconds, level, months }];
  };
  const phrase = kinds[0]!.needs > 1;
  const first = of(0, phrase ? 0 : null, (level) => level >= least);
  if (kinds.length === 1) {
    if (!phrase) return { cells: first.flatMap(({ key, level }) => cell(key, [], level)), exact: true };
    // By the lesser of its first two pairs; the others may be less.
    const second = of(0, 1, (level) => level >= least);
    const either = (some: readonly Tag[], other: number, from: number): Cell[] =>
      some.flatMap(({ key, level }) => cell(key, keys(of(0, other, (each) => each >= level + from)), level));
    return { cells: [...either(first, 1, 0), ...either(second, 0, 1)].filter(({ seconds }) => seconds.length > 0), exact: false };
  }
  const plain = !phrase && kinds.length === 2 && kinds[1]!.needs === 1;
  const pairs = first.flatMap((one) => of(1, null, (level) => one.level + level >= sum).map((two) => [one, two] as const));
  if (plain && pairs.length <= mostPairsOfLevels)
    return { cells: pairs.flatMap(([one, two]) => cell(one.key, [two.key], one.level + two.level)), exact: true };
  const rest = Math.max(0, kinds.length - 2) * mostLevel;
  const beside = (level: number): number[] =>
    phrase ? keys(of(0, 1, (each) => each >= least)) : keys(of(1, kinds[1]!.needs > 1 ? 0 : null, (each) => each >= sum - level - rest));
  return { cells: first.flatMap(({ key, level }) => cell(key, beside(level), level + others)), exact: false };
}

/** The months in which a document must be fresh by so much at least; empty for any, null for none. */
function monthsFrom(fresh: number, latest: string, today: string): number[] | null {
  const share = (fresh - 1) / freshShare;
  if (share <= 0) return [];
  if (fresh > freshnessOf(latest, today) + 1e-9) return null;
  const first = new Date(Date.parse(today) + freshDays * Math.log(share) * 86_400_000 - 86_400_000).toISOString();
  return monthHashes(first < latest ? first : latest, latest);
}

/** The documents of cells, those that may have most first. */
async function seenIn(trx: Trx, asked: Asked, cells: readonly Cell[]): Promise<Seen[]> {
  const { wanted, organisationId, today } = asked;
  const lists = (some: readonly (readonly number[])[]): string[] => some.map((one) => `{${one.join()}}`);
  const found = (some: readonly Cell[], dated: boolean) => sql`
    select t.no, t.day, t.length, k.level from (
      select key, level, seconds::int[] as seconds, months::int[] as months, '{}'::int[] as none from unnest(
        ${list(some.map(({ key }) => key))}, ${list(some.map(({ level }) => level))}, ${lists(some.map(({ seconds }) => seconds))}::text[],
        ${lists(some.map(({ months }) => months))}::text[]) as c (key, level, seconds, months) offset 0) k
    cross join lateral (
      select no, day, length from market_search where tags @> array[k.key] ${cells[0]!.seconds.length > 0 ? sql`and tags && k.seconds` : sql``}
        ${dated ? sql`and terms && k.months` : sql``} and ${matching(wanted, sql` || k.none`)} and ${filtersOf(organisationId, wanted)}) t`;
  if (cells.length === 0) return [];
  const [dated, undated] = [cells.filter(({ months }) => months.length > 0), cells.filter(({ months }) => months.length === 0)];
  const { rows } = await sql<Seen>`
    with found as (${found(undated, false)} union all ${found(dated, true)}),
    one as (select no, day, length, max(level) as level from found group by no, day, length)
    select no, day, length, level * ${levelPoints}::float8 * ${freshSql(today, 'day')} as upper
    from one where true ${without(organisationId, wanted)} order by upper desc, no desc limit ${mostWhole}`.execute(trx);
  return rows;
}

// ── Where words may be said once ────────────────────────────────────────────────────────────────────────────────

/**
 * Of documents that say any of the words at a level from which on nothing better can lie below. Where more say them at the highest level
 * than may be looked at, of the latest documents: the others may be as good then.
 */
async function scoreFrom(trx: Trx, asked: Asked, { enough, wish, mostSeen }: Wish, latest: string): Promise<Best> {
  const freshest = freshnessOf(latest, asked.today);
  const size = asked.kinds.length;
  const about = await countLevels(trx, asked);
  let level = mostLevel;
  const below = (): number => size * (level - 1) * levelPoints * freshest;
  const isEnough = (): boolean => below() <= enough && about(level) >= wish * 2;
  while (level > leastLevel && !isEnough() && (about(level) === 0 || about(level - 1) <= mostSeen)) level -= 1;
  const exact = size === 1 && asked.kinds[0]!.needs === 1;
  if (about(level) <= mostSeen * 2) return scoreSeen(trx, asked, await seenFrom(trx, asked, level), wish, below(), exact);
  const { wanted } = asked;
  const since = await dayOfLatest(trx, asked, mostSeen);
  const from = wanted.from !== null && wanted.from > since ? wanted.from : since;
  const recent = { ...asked, wanted: { ...wanted, from, months: wanted.monthsKnown ? monthHashes(from, latest) : wanted.months } };
  return scoreSeen(trx, asked, await seenFrom(trx, recent, leastLevel), wish, size * mostLevel * levelPoints * freshest, exact);
}

/** The day from which on an organisation has about so many documents. */
async function dayOfLatest(trx: Trx, { organisationId, wanted, today }: Asked, count: number): Promise<string> {
  const until = wanted.until === null ? sql`` : sql`and day <= ${wanted.until}::date`;
  const { rows } = await sql<{ day: string }>`
    select day from market_search where organisation_id = ${organisationId} ${until} order by day desc, document_id desc offset ${count} limit 1`.execute(
    trx,
  );
  return rows[0]?.day ?? today;
}

/** About how many documents say one of the words at a level or above. */
async function countLevels(trx: Trx, asked: Asked): Promise<(level: number) => number> {
  const { wanted, tags } = inSample(asked);
  const { rows } = await sql<{ level: number; count: number }>`
    select k.level, count(*)::int as count from ${tagRows(tags)}
    cross join lateral (select 1 from market_search where ${isTagged(wanted)}) t group by k.level`.execute(trx);
  return (least) => rows.reduce((sum, { level, count }) => sum + (level >= least ? count * sampleOf : 0), 0);
}

/** Documents that say a word at a level or above; `upper` is what they have at most, and all that they have where there is one plain word. */
async function seenFrom(trx: Trx, asked: Asked, from: number): Promise<Seen[]> {
  const { wanted, organisationId, today, tags, kinds } = asked;
  const { rows } = await sql<Seen>`
    with tagged as materialized (
      select t.no, t.day, t.length, k.word, k.level from ${tagRows(tags.filter(({ level }) => level >= from))}
      cross join lateral (
        select no, day, length from market_search where ${isTagged(wanted)} and ${filtersOf(organisationId, wanted)}) t),
    ${toldOf(asked)},
    best as (
      select no, day, length, (points + (${kinds.length}::int - plain - meant) * ${(from - 1) * levelPoints}::float8) * ${freshSql(today, 'day')} as upper
      from told where true ${without(organisationId, wanted)} order by upper desc, no desc limit ${mostWhole})
    select * from best order by upper desc, no desc`.execute(trx);
  return rows;
}
