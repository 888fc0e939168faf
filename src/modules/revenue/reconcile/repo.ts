import { sql, type Insertable, type Updateable } from 'kysely';
import type { Trx } from '../../../platform/db/index.ts';
import type { LineAction, LineOutcome, Reconciliation } from './contract.ts';
import type { Compared } from './compare.ts';
import type { Told } from './rows.ts';
import type { LineRow, ReceiptRow, ReconcileTables, ReconciliationRow } from './tables.ts';

const on = (trx: Trx) => trx.withTables<ReconcileTables>();

// ── Files ───────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertReconciliation(trx: Trx, row: Insertable<ReconcileTables['revenue_reconciliations']>): Promise<void> {
  await on(trx).insertInto('revenue_reconciliations').values(row).execute();
}

export async function findReconciliation(
  trx: Trx,
  organisationId: string,
  id: string,
  lock = false,
): Promise<ReconciliationRow | undefined> {
  const query = on(trx)
    .selectFrom('revenue_reconciliations')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id);
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function updateReconciliation(
  trx: Trx,
  id: string,
  change: Updateable<ReconcileTables['revenue_reconciliations']>,
): Promise<void> {
  await on(trx).updateTable('revenue_reconciliations').set(change).where('id', '=', id).execute();
}

type Listing = { sourceId: string | null; period: string | null; beforeId: string | null; limit: number };
export async function listReconciliations(trx: Trx, organisationId: string, listing: Listing): Promise<ReconciliationRow[]> {
  let query = on(trx).selectFrom('revenue_reconciliations').selectAll().where('organisation_id', '=', organisationId);
  if (listing.sourceId !== null) query = query.where('source_id', '=', listing.sourceId);
  if (listing.period !== null) query = query.where('period', '=', listing.period);
  if (listing.beforeId !== null) query = query.where('id', '<', listing.beforeId);
  return query.orderBy('id', 'desc').limit(listing.limit).execute();
}

/** How the last file of a source was read, where its columns were told. */
export async function findLastMapping(trx: Trx, organisationId: string, sourceId: string): Promise<ReconciliationRow['mapping'] | null> {
  const row = await on(trx)
    .selectFrom('revenue_reconciliations')
    .select('mapping')
    .where('organisation_id', '=', organisationId)
    .where('source_id', '=', sourceId)
    .where('state', 'in', ['ready', 'closed'])
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.mapping ?? null;
}

export async function countLines(trx: Trx, ids: readonly string[]): Promise<Map<string, Reconciliation['lines']>> {
  const { rows } = await sql<{ id: string; open: number; asked: number; decided: number }>`
    select reconciliation_id as id, (count(*) filter (where state = 'open'))::int as open, (count(*) filter (where state = 'asked'))::int as asked,
      (count(*) filter (where state in ('accepted', 'ignored')))::int as decided
    from revenue_reconciliation_lines where reconciliation_id = any(${[...ids]}::text[]) and state <> 'none' group by 1`.execute(trx);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

// ── Reading and comparing ───────────────────────────────────────────────────────────────────────────────────────

export async function deleteLines(trx: Trx, reconciliationId: string): Promise<void> {
  await on(trx).deleteFrom('revenue_reconciliation_lines').where('reconciliation_id', '=', reconciliationId).execute();
}

const texts = (values: readonly (bigint | number | null)[]): (string | null)[] =>
  values.map((value) => (value === null ? null : value.toString()));

/** Adds what rows say to what the file said of the same orders so far; each order at most once in `rows`. */
export async function addRows(
  trx: Trx,
  reconciliation: Pick<ReconciliationRow, 'id' | 'organisation_id'>,
  rows: readonly Told[],
): Promise<void> {
  if (rows.length === 0) return;
  const of = <T>(value: (row: Told) => T): T[] => rows.map(value);
  await sql`insert into revenue_reconciliation_lines as l (reconciliation_id, organisation_id, external_id, line, copies, copied_minor, amount_minor,
      refunded_minor, fee_minor, net_minor, their_currency, their_status, their_at, problem)
    select ${reconciliation.id}, ${reconciliation.organisation_id}, t.* from unnest(${of((row) => row.externalId)}::text[],
      ${texts(of((row) => row.line))}::bigint[], ${texts(of((row) => row.copies))}::int[], ${texts(of((row) => row.copiedMinor))}::bigint[],
      ${texts(of((row) => row.amountMinor))}::bigint[], ${texts(of((row) => row.refundedMinor))}::bigint[],
      ${texts(of((row) => row.feeMinor))}::bigint[], ${texts(of((row) => row.netMinor))}::bigint[], ${of((row) => row.currency)}::text[],
      ${of((row) => row.status)}::text[], ${of((row) => row.at?.toISOString() ?? null)}::timestamptz[],
      ${of((row) => row.problem && JSON.stringify(row.problem))}::jsonb[]) as t
    on conflict (reconciliation_id, external_id) where external_id <> '' do update set
      copies = l.copies + excluded.copies,
      copied_minor = l.copied_minor + excluded.copied_minor
        + case when l.copies > 0 and excluded.copies > 0 then coalesce(excluded.amount_minor, 0) else 0 end,
      amount_minor = coalesce(l.amount_minor, excluded.amount_minor),
      refunded_minor = l.refunded_minor + excluded.refunded_minor,
      fee_minor = l.fee_minor + excluded.fee_minor,
      net_minor = case when l.net_minor is null then excluded.net_minor else l.net_minor + coalesce(excluded.net_minor, 0) end,
      their_status = coalesce(l.their_status, excluded.their_status),
      their_at = coalesce(l.their_at, excluded.their_at)`.execute(trx);
}

/** Orders that bring money: what is paid for a deed, and ad pools, are no orders of a settlement file. */
const orders = sql`i.kind in ('order', 'renewal')`;

export type ToCompare = LineRow & {
  refunded_before: bigint;
  item: string | null;
  kind: string | null;
  amount: bigint | null;
  refunded: bigint | null;
  currency: string | null;
  valid: boolean | null;
  settled: boolean | null;
  occurred: Date | null;
  refunded_at: Date | null;
};

/** Lines that are not decided, with the order as it is known now, in the order of their ids. */
export async function listToCompare(
  trx: Trx,
  { id, organisation_id, source_id }: Pick<ReconciliationRow, 'id' | 'organisation_id' | 'source_id'>,
  afterId: bigint,
  limit: number,
): Promise<ToCompare[]> {
  const { rows } = await sql<ToCompare>`
    select l.*, i.id as item, i.kind, i.amount_minor as amount, i.refunded_minor as refunded, i.currency, i.valid,
      i.settled_revision is not null as settled, i.occurred_at as occurred, i.refunded_at,
      case when l.amount_minor is not null then 0 else coalesce((select sum(o.refunded_minor)::bigint from revenue_reconciliation_lines o
        join revenue_reconciliations r on r.id = o.reconciliation_id and r.source_id = ${source_id} and r.state in ('ready', 'closed')
        where o.organisation_id = ${organisation_id} and o.external_id = l.external_id and o.reconciliation_id < ${id}), 0) end as refunded_before
    from revenue_reconciliation_lines l
    left join revenue_items i on i.organisation_id = ${organisation_id} and i.source_id = ${source_id} and i.external_id = l.external_id and ${orders}
    where l.reconciliation_id = ${id} and l.id > ${afterId} and l.line is not null and l.state in ('none', 'open')
    order by l.id limit ${limit}`.execute(trx);
  return rows;
}

export async function saveCompared(trx: Trx, lines: readonly { line: ToCompare; compared: Compared }[]): Promise<void> {
  if (lines.length === 0) return;
  const of = <T>(value: (row: ToCompare, compared: Compared) => T): T[] => lines.map(({ line, compared }) => value(line, compared));
  await sql`update revenue_reconciliation_lines l set item_id = t.item, item_kind = t.kind, our_amount_minor = t.amount, our_refunded_minor = t.refunded,
      our_currency = t.currency, our_valid = t.valid, our_settled = t.settled, our_at = t.occurred, outcome = t.outcome,
      differences = string_to_array(t.differences, ','), proposals = string_to_array(t.proposals, ','), difference_minor = t.difference, state = t.state
    from unnest(${texts(of((row) => row.id))}::bigint[], ${of((row) => row.item)}::text[], ${of((row) => row.kind)}::text[],
      ${texts(of((row) => row.amount))}::bigint[], ${texts(of((row) => row.refunded))}::bigint[], ${of((row) => row.currency)}::text[],
      ${of((row) => row.valid)}::boolean[], ${of((row) => row.settled)}::boolean[], ${of((row) => row.occurred?.toISOString() ?? null)}::timestamptz[],
      ${of((_, { outcome }) => outcome as string)}::text[], ${of((_, { differences }) => differences.join(','))}::text[],
      ${of((_, { proposals }) => proposals.join(','))}::text[], ${texts(of((_, { differenceMinor }) => differenceMinor))}::bigint[],
      ${of((_, { outcome }) => (outcome === 'matched' ? 'none' : 'open'))}::text[])
      as t (id, item, kind, amount, refunded, currency, valid, settled, occurred, outcome, differences, proposals, difference, state)
    where l.id = t.id`.execute(trx);
}

/** Takes out the lines of orders that the file lacks, as far as nothing was decided of them: they are looked for anew. */
export async function deleteMissingThere(trx: Trx, reconciliationId: string): Promise<void> {
  await on(trx)
    .deleteFrom('revenue_reconciliation_lines')
    .where('reconciliation_id', '=', reconciliationId)
    .where('line', 'is', null)
    .where('state', '=', 'open')
    .execute();
}

/**
 * Writes a line for each order of the month whose money is claimed and that neither this file nor another of the source has, a stretch
 * of orders at a time. Answers with the last order's place, null at the end.
 */
export async function addMissingThere(
  trx: Trx,
  of: Pick<ReconciliationRow, 'id' | 'organisation_id' | 'source_id' | 'currency'> & {
    from: Date;
    until: Date;
    proposals: readonly LineAction[];
  },
  after: { at: Date; id: string },
  limit: number,
): Promise<{ at: Date; id: string } | null> {
  const { rows } = await sql<{ at: Date | null; id: string | null; seen: number }>`
    with stretch as (
      select i.* from revenue_items i where i.organisation_id = ${of.organisation_id} and i.source_id = ${of.source_id} and i.currency = ${of.currency}
        and i.occurred_at >= ${of.from.toISOString()}::timestamptz and i.occurred_at < ${of.until.toISOString()}::timestamptz
        and (i.occurred_at, i.id) > (${after.at.toISOString()}::timestamptz, ${after.id}) and i.external_id is not null and ${orders}
      order by i.occurred_at, i.id limit ${limit}
    ), missing as (
      insert into revenue_reconciliation_lines (reconciliation_id, organisation_id, external_id, their_currency, item_id, item_kind,
        our_amount_minor, our_refunded_minor, our_currency, our_valid, our_settled, our_at, outcome, proposals, difference_minor, state)
      select ${of.id}, ${of.organisation_id}, i.external_id, i.currency, i.id, i.kind, i.amount_minor, i.refunded_minor, i.currency, i.valid,
        i.settled_revision is not null, i.occurred_at, 'missing_there', ${[...of.proposals]}::text[], i.amount_minor - i.refunded_minor, 'open'
      from stretch i where i.valid and i.amount_minor > i.refunded_minor and not exists (
        select 1 from revenue_reconciliation_lines l join revenue_reconciliations r on r.id = l.reconciliation_id
        where l.organisation_id = ${of.organisation_id} and l.external_id = i.external_id and r.source_id = ${of.source_id}
          and (r.id = ${of.id} or (r.state in ('ready', 'closed') and l.line is not null)))
    )
    select (select count(*) from stretch)::int as seen, last.occurred_at as at, last.id from (select 1) one
      left join lateral (select occurred_at, id from stretch order by occurred_at desc, id desc limit 1) last on true`.execute(trx);
  const { at, id, seen } = rows[0]!;
  return seen < limit || at === null || id === null ? null : { at, id };
}

export type Sum = {
  outcome: LineOutcome;
  lines: number;
  rows: bigint;
  theirs: bigint;
  ours: bigint;
  their_amount: bigint;
  their_refunded: bigint;
  fee: bigint;
  net: bigint;
  our_amount: bigint;
  our_refunded: bigint;
};
/** What the lines are in all, by outcome; the file's sums are those of the reconciliation's currency and of what was paid. */
export async function sumLines(trx: Trx, { id, currency }: Pick<ReconciliationRow, 'id' | 'currency'>): Promise<Sum[]> {
  const { rows } = await sql<Sum>`
    with told as (
      select *, line is not null and their_currency = ${currency} and coalesce(their_status not in ('unpaid', 'cancelled'), true) as counts,
        our_currency = ${currency} and our_valid as claims
      from revenue_reconciliation_lines where reconciliation_id = ${id}
    )
    select outcome, count(*)::int as lines, coalesce(sum(greatest(copies, 1)) filter (where line is not null), 0)::bigint as rows,
      coalesce(sum(amount_minor + copied_minor) filter (where counts), 0)::bigint - coalesce(sum(refunded_minor) filter (where counts), 0)::bigint as theirs,
      coalesce(sum(our_amount_minor - our_refunded_minor) filter (where claims), 0)::bigint as ours,
      coalesce(sum(coalesce(amount_minor, 0) + copied_minor) filter (where counts), 0)::bigint as their_amount,
      coalesce(sum(refunded_minor) filter (where counts), 0)::bigint as their_refunded,
      coalesce(sum(fee_minor) filter (where counts), 0)::bigint as fee,
      coalesce(sum(coalesce(net_minor, coalesce(amount_minor, 0) + copied_minor - refunded_minor - fee_minor)) filter (where counts), 0)::bigint as net,
      coalesce(sum(our_amount_minor) filter (where claims), 0)::bigint as our_amount,
      coalesce(sum(our_refunded_minor) filter (where claims), 0)::bigint as our_refunded
    from told where outcome is not null group by outcome`.execute(trx);
  return rows;
}

// ── Lines and decisions ─────────────────────────────────────────────────────────────────────────────────────────

type LineListing = {
  outcome: LineRow['outcome'];
  state: LineRow['state'] | null;
  externalId: string | null;
  afterId: bigint;
  limit: number;
};
export async function listLines(trx: Trx, reconciliationId: string, listing: LineListing): Promise<LineRow[]> {
  let query = on(trx).selectFrom('revenue_reconciliation_lines').selectAll().where('reconciliation_id', '=', reconciliationId);
  query = listing.outcome === null ? query.where('outcome', 'is not', null) : query.where('outcome', '=', listing.outcome);
  if (listing.state !== null) query = query.where('state', '=', listing.state);
  if (listing.externalId !== null) query = query.where('external_id', '=', listing.externalId);
  return query.where('id', '>', listing.afterId).orderBy('id').limit(listing.limit).execute();
}

/** Open lines of an outcome that propose an action, locked. */
export async function lockProposing(
  trx: Trx,
  reconciliationId: string,
  of: { outcome: LineOutcome; action: LineAction },
  limit: number,
): Promise<LineRow[]> {
  return on(trx)
    .selectFrom('revenue_reconciliation_lines')
    .selectAll()
    .where('reconciliation_id', '=', reconciliationId)
    .where('state', '=', 'open')
    .where('outcome', '=', of.outcome)
    .where(sql<boolean>`${of.action} = any(proposals)`)
    .orderBy('id')
    .limit(limit)
    .forUpdate()
    .execute();
}

export async function countProposing(
  trx: Trx,
  reconciliationId: string,
  of: { outcome: LineOutcome; action: LineAction },
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from revenue_reconciliation_lines
    where reconciliation_id = ${reconciliationId} and state = 'open' and outcome = ${of.outcome} and ${of.action} = any(proposals)`.execute(
    trx,
  );
  return rows[0]!.count;
}

export async function findLine(trx: Trx, organisationId: string, id: string, lock = false): Promise<LineRow | undefined> {
  const query = on(trx)
    .selectFrom('revenue_reconciliation_lines')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', BigInt(id));
  return (lock ? query.forUpdate() : query).executeTakeFirst();
}

export async function updateLine(trx: Trx, id: bigint, change: Updateable<ReconcileTables['revenue_reconciliation_lines']>): Promise<void> {
  await on(trx).updateTable('revenue_reconciliation_lines').set(change).where('id', '=', id).execute();
}

// ── Receipts ────────────────────────────────────────────────────────────────────────────────────────────────────

export async function insertReceipt(trx: Trx, row: ReceiptRow): Promise<void> {
  await on(trx).insertInto('revenue_receipts').values(row).execute();
}

export async function lockReceipt(trx: Trx, organisationId: string, id: string): Promise<ReceiptRow | undefined> {
  return on(trx)
    .selectFrom('revenue_receipts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateReceipt(trx: Trx, id: string, change: Updateable<ReconcileTables['revenue_receipts']>): Promise<void> {
  await on(trx).updateTable('revenue_receipts').set(change).where('id', '=', id).execute();
}

export async function listReceipts(
  trx: Trx,
  organisationId: string,
  listing: { sourceId: string | null; reconciliationId: string | null; beforeId: string | null; limit: number },
): Promise<ReceiptRow[]> {
  let query = on(trx).selectFrom('revenue_receipts').selectAll().where('organisation_id', '=', organisationId);
  if (listing.sourceId !== null) query = query.where('source_id', '=', listing.sourceId);
  if (listing.reconciliationId !== null) query = query.where('reconciliation_id', '=', listing.reconciliationId);
  if (listing.beforeId !== null) query = query.where('id', '<', listing.beforeId);
  return query.orderBy('id', 'desc').limit(listing.limit).execute();
}
