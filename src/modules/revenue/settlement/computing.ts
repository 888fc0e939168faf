/** What a run reads and writes while it computes: open items page by page, how settled ones stand, and its postings in batches. */
import { sql } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { CostRow } from '../items/tables.ts';
import type { ItemRow } from '../tables.ts';
import { on } from './repo.ts';

/** An item as a run needs it; `place` is where the next page begins. */
export type OpenItem = Pick<
  ItemRow,
  | 'id'
  | 'kind'
  | 'source_id'
  | 'external_id'
  | 'work_id'
  | 'campaign_id'
  | 'creator_id'
  | 'agency_id'
  | 'amount_minor'
  | 'refunded_minor'
  | 'creator_terms_minor'
  | 'agency_terms_minor'
  | 'cap_minor'
  | 'valid'
  | 'occurred_at'
  | 'refunded_at'
  | 'changed_at'
  | 'payable_at'
  | 'plan_id'
  | 'plan_version'
  | 'revision'
  | 'settled_settlement'
  | 'settled_number'
  | 'settled_refunded_minor'
> & { place: string };
export type Scope = { organisationId: string; currency: string; /** Exclusive. */ before: Date; cutAt: Date };

const columns = sql.raw(`i.id, i.kind, i.source_id, i.external_id, i.work_id, i.campaign_id, i.creator_id, i.agency_id, i.amount_minor,
  i.refunded_minor, i.creator_terms_minor, i.agency_terms_minor, i.cap_minor, i.valid, i.occurred_at, i.refunded_at, i.changed_at,
  i.payable_at, i.plan_id, i.plan_version, i.revision, i.settled_settlement, i.settled_number, i.settled_refunded_minor,
  i.occurred_at::text as place`);
/** In the words of the index: items that changed since they were settled, or never were; no signal holds them. */
const open = (of: Scope) => sql`i.organisation_id = ${of.organisationId} and i.currency = ${of.currency}
  and (i.settled_revision is null or i.settled_revision <> i.revision) and not i.held
  and i.occurred_at < ${of.before.toISOString()}::timestamptz and i.fed_at <= ${of.cutAt.toISOString()}::timestamptz`;

/** The plans with open items, and how many there are. */
export async function countByPlan(trx: Trx, of: Scope): Promise<Map<string, number>> {
  const { rows } = await sql<{ plan_id: string; count: bigint }>`
    select i.plan_id, count(*) as count from revenue_items i where ${open(of)} and i.plan_id is not null group by i.plan_id order by i.plan_id`.execute(
    trx,
  );
  return new Map(rows.map((row) => [row.plan_id, Number(row.count)]));
}

/** Open items of a plan in the order in which they count, after a place. */
export async function readPage(
  trx: Trx,
  of: Scope & { planId: string; after: Pick<OpenItem, 'place' | 'id'> | null; limit: number },
): Promise<OpenItem[]> {
  const after = of.after
    ? sql`and i.occurred_at >= ${of.after.place}::timestamptz and (i.occurred_at, i.id collate "C") > (${of.after.place}::timestamptz, ${of.after.id})`
    : sql``;
  const { rows } = await sql<OpenItem>`select ${columns} from revenue_items i where ${open(of)} and i.plan_id = ${of.planId} ${after}
    order by i.occurred_at, i.id collate "C" limit ${of.limit}`.execute(trx);
  return rows;
}

/** Items that stand in a posting of another plan than the one that divides them now, or that none divides any more. */
export async function readMoved(trx: Trx, of: Scope): Promise<OpenItem[]> {
  const { rows } = await sql<OpenItem>`select ${columns} from revenue_items i
    join revenue_postings p on p.settlement_id = i.settled_settlement and p.number = i.settled_number
    join revenue_posting_groups g on g.settlement_id = p.settlement_id and g.number = p.group_number
    where ${open(of)} and i.settled_number is not null and i.plan_id is distinct from g.plan_id order by i.occurred_at, i.id collate "C"`.execute(
    trx,
  );
  return rows;
}

/** The postings that items stand in, as they are kept, by `settlement number`. */
export async function readStandings(
  trx: Trx,
  of: readonly { settlementId: string; number: bigint }[],
): Promise<Map<string, { content: string; lines: [string, string, string][] }>> {
  if (of.length === 0) return new Map();
  const { rows } = await sql<{ settlement_id: string; number: bigint; content: string; lines: [string, string, string][] }>`
    select p.settlement_id, p.number, p.content, p.lines from revenue_postings p
    join unnest(${of.map(({ settlementId }) => settlementId)}::text[], ${of.map(({ number }) => number.toString())}::bigint[]) as t (s, n)
      on p.settlement_id = t.s and p.number = t.n`.execute(trx);
  return new Map(rows.map((row) => [`${row.settlement_id} ${row.number}`, row]));
}

type Bundle = { count: number; amountMinor: bigint };
/** What occurred and is not settled because nothing divides it, or because a signal holds it. */
export async function leftOut(trx: Trx, of: Scope): Promise<{ undivided: Bundle; held: Bundle }> {
  const { rows } = await sql<{ held: boolean; count: bigint; amount: string }>`
    select i.held, count(*) as count, sum(i.amount_minor - i.refunded_minor)::text as amount from revenue_items i
    where i.organisation_id = ${of.organisationId} and i.currency = ${of.currency} and i.valid and (i.held or i.plan_id is null)
      and (i.settled_revision is null or i.settled_revision <> i.revision) and i.settled_number is null
      and i.occurred_at < ${of.before.toISOString()}::timestamptz and i.fed_at <= ${of.cutAt.toISOString()}::timestamptz
    group by i.held`.execute(trx);
  const bundle = (held: boolean): Bundle => {
    const row = rows.find((each) => each.held === held);
    return { count: Number(row?.count ?? 0), amountMinor: BigInt(row?.amount ?? 0) };
  };
  return { undivided: bundle(false), held: bundle(true) };
}

/** Gives a settlement the costs of its plans that no other has, so that nobody removes them meanwhile; answers with them. */
export async function takeCosts(trx: Trx, settlementId: string, of: Scope): Promise<CostRow[]> {
  await sql`update revenue_costs set settlement_id = ${settlementId} where organisation_id = ${of.organisationId} and currency = ${of.currency}
    and settlement_id is null and spent_at < ${of.before.toISOString()}::timestamptz and added_at <= ${of.cutAt.toISOString()}::timestamptz`.execute(
    trx,
  );
  return on(trx)
    .selectFrom('revenue_costs')
    .selectAll()
    .where('settlement_id', '=', settlementId)
    .orderBy('spent_at')
    .orderBy('id')
    .execute();
}

/** Columns of postings, each value as a text; they are sent as one text a column, which nothing has to escape. */
export type PostingColumns = {
  readonly number: string[];
  readonly group: string[];
  readonly item: string[];
  readonly kind: string[];
  readonly amount: string[];
  readonly revision: string[];
  readonly refunded: string[];
  readonly last: string[];
  /** Empty for none. */
  readonly standing: string[];
  readonly content: string[];
  readonly lines: string[];
  readonly salt: string[];
  readonly hash: string[];
};
export const emptyColumns = (): PostingColumns => ({
  number: [],
  group: [],
  item: [],
  kind: [],
  amount: [],
  revision: [],
  refunded: [],
  last: [],
  standing: [],
  content: [],
  lines: [],
  salt: [],
  hash: [],
});

// JSON writes it as an escape, and no id has it.
const separator = '\u001e';
const array = (values: readonly string[]) => sql`string_to_array(${values.join(separator)}, E'\\x1e')`;

/**
 * The transaction does not wait until the disk has it: what a power cut loses of a computation is computed anew, and the transaction
 * that concludes it does wait, for everything before it too.
 */
export async function trustDisk(trx: Trx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(trx);
}

/** Writes postings in one statement; their hashes and salts go as they are. */
export async function writePostings(trx: Trx, settlementId: string, organisationId: string, of: PostingColumns): Promise<void> {
  if (of.number.length === 0) return;
  await sql`insert into revenue_postings (settlement_id, organisation_id, number, group_number, item_id, kind, amount_minor, item_revision,
      refunded_minor, last, standing_number, content, lines, salt, hash)
    select ${settlementId}, ${organisationId}, * from unnest(${array(of.number)}::bigint[], ${array(of.group)}::int[], ${array(of.item)},
      ${array(of.kind)}, ${array(of.amount)}::bigint[], ${array(of.revision)}::int[], ${array(of.refunded)}::bigint[], ${array(of.last)}::boolean[],
      string_to_array(${of.standing.join(separator)}, E'\\x1e', '')::bigint[], ${array(of.content)}, ${array(of.lines)}::jsonb[], ${array(of.salt)},
      ${array(of.hash)})`.execute(trx);
}

export async function writePassed(trx: Trx, settlementId: string, of: readonly { id: string; revision: number }[]): Promise<void> {
  if (of.length === 0) return;
  await sql`insert into revenue_settlement_passed (settlement_id, item_id, revision)
    select ${settlementId}, * from unnest(${of.map(({ id }) => id)}::text[], ${of.map(({ revision }) => revision)}::int[])`.execute(trx);
}
