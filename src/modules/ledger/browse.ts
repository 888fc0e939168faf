/** Looking at the books: accounts by code, what moved one of them with what it held after each, a transfer by its id. */
import { sql } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { TransferRow } from './repo.ts';
import type { Phase, TransferKind } from './tables.ts';
import type { Account } from './types.ts';

type AccountColumns = {
  id: string;
  code: string;
  name: string;
  currency: string;
  normal_side: Account['normalSide'];
  floor_minor: bigint | null;
  opened_at: Date;
};
const accountOf = (row: AccountColumns): Account => ({
  id: row.id,
  code: row.code,
  name: row.name,
  currency: row.currency,
  normalSide: row.normal_side,
  floorMinor: row.floor_minor,
  openedAt: row.opened_at,
});

export type AccountBrowsing = {
  /** What codes begin with, any of these; all where there is none. */
  readonly prefixes: readonly string[];
  /** Codes that begin so are left out. */
  readonly except: readonly string[];
  readonly currency: string | null;
  readonly after: { readonly code: string; readonly currency: string } | null;
  readonly limit: number;
};

/** Accounts in the order of their codes and currencies. */
export async function browseAccounts(trx: Trx, organisationId: string, of: AccountBrowsing): Promise<Account[]> {
  const begins = (prefixes: readonly string[]) =>
    sql`exists (select 1 from unnest(${[...prefixes]}::text[]) as p(p) where starts_with(code, p.p))`;
  const { rows } = await sql<AccountColumns>`select * from ledger_accounts where organisation_id = ${organisationId}
    ${of.prefixes.length > 0 ? sql`and ${begins(of.prefixes)}` : sql``} ${of.except.length > 0 ? sql`and not ${begins(of.except)}` : sql``}
    ${of.currency === null ? sql`` : sql`and currency = ${of.currency}`}
    ${of.after === null ? sql`` : sql`and (code, currency) > (${of.after.code}, ${of.after.currency})`}
    order by code, currency limit ${of.limit}`.execute(trx);
  return rows.map(accountOf);
}

/** Accounts of these codes in any currency, or of these ids. */
export async function findAccounts(trx: Trx, organisationId: string, by: 'code' | 'id', values: readonly string[]): Promise<Account[]> {
  if (values.length === 0) return [];
  const { rows } = await sql<AccountColumns>`select * from ledger_accounts where organisation_id = ${organisationId}
    and ${sql.ref(by)} = any(${[...values]}::text[]) order by code, currency`.execute(trx);
  return rows.map(accountOf);
}

export type HistoryPlace = { readonly effectiveAt: Date; readonly seq: bigint; readonly line: number };
export type HistoryRow = {
  readonly transferId: string;
  readonly seq: bigint;
  readonly line: number;
  readonly kind: TransferKind;
  readonly memo: string;
  readonly effectiveAt: Date;
  readonly recordedAt: Date;
  /** On the account's normal side. */
  readonly amountMinor: bigint;
  /** What the account held after it, by effective time. */
  readonly balanceMinor: bigint;
};

/** What moved an account until an instant, newest first, a page at a time. */
export async function accountHistory(
  trx: Trx,
  organisationId: string,
  account: Pick<Account, 'id' | 'normalSide'>,
  of: { phase: Phase; at: Date; before: HistoryPlace | null; limit: number },
): Promise<HistoryRow[]> {
  const sign = account.normalSide === 'debit' ? 1n : -1n;
  const upTo = sql`account_id = ${account.id} and phase = ${of.phase} and effective_at <= ${of.at}::timestamptz
    ${of.before === null ? sql`` : sql`and (effective_at, seq, line) < (${of.before.effectiveAt}::timestamptz, ${of.before.seq.toString()}::bigint, ${of.before.line}::smallint)`}`;
  const { rows } = await sql<{
    id: string;
    seq: bigint;
    line: number;
    kind: TransferKind;
    memo: string;
    effective_at: Date;
    recorded_at: Date;
    amount_minor: bigint;
    before_minor: string;
  }>`
    with page as materialized (select * from ledger_entries where ${upTo} order by effective_at desc, seq desc, line desc limit ${of.limit})
    select t.id, e.seq, e.line, t.kind, t.memo, e.effective_at, t.recorded_at, e.amount_minor,
      -- What came before the page, once for all of it.
      (select coalesce(sum(amount_minor), 0) from ledger_entries where ${upTo}
        and (effective_at, seq, line) < (select p.effective_at, p.seq, p.line from page p order by p.effective_at, p.seq, p.line limit 1))::text
        as before_minor
    from page e join ledger_transfers t on t.organisation_id = ${organisationId} and t.seq = e.seq
    order by e.effective_at desc, e.seq desc, e.line desc`.execute(trx);
  let balance = BigInt(rows[0]?.before_minor ?? '0');
  return rows
    .toReversed()
    .map((row) => {
      balance += row.amount_minor;
      return {
        transferId: row.id,
        seq: row.seq,
        line: row.line,
        kind: row.kind,
        memo: row.memo,
        effectiveAt: row.effective_at,
        recordedAt: row.recorded_at,
        amountMinor: row.amount_minor * sign,
        balanceMinor: balance * sign,
      };
    })
    .toReversed();
}

/**
 * What accounts had posted in transfers that also moved an account whose code begins so: minor units on the normal side, by account. Of
 * what is owed against `cash:` it is what was paid, as a negative sum, less what came back.
 */
export async function movedAgainst(
  trx: Trx,
  organisationId: string,
  accountIds: readonly string[],
  prefix: string,
): Promise<Map<string, bigint>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<{ id: string; normal_side: string; sum: string }>`
    select a.id, a.normal_side, sum(e.amount_minor)::text as sum from ledger_entries e join ledger_accounts a on a.id = e.account_id
    where a.organisation_id = ${organisationId} and e.account_id = any(${[...accountIds]}::text[]) and e.phase = 'posted' and exists (
      select 1 from ledger_entries o join ledger_accounts c on c.id = o.account_id
      where o.organisation_id = ${organisationId} and o.seq = e.seq and o.phase = 'posted' and starts_with(c.code, ${prefix}))
    group by 1, 2`.execute(trx);
  return new Map(rows.map((row) => [row.id, BigInt(row.sum) * (row.normal_side === 'debit' ? 1n : -1n)]));
}

export type TransferDetail = {
  readonly row: Pick<TransferRow, 'id' | 'seq' | 'kind' | 'key' | 'memo' | 'effective_at' | 'recorded_at' | 'hash' | 'previous_hash'>;
  readonly resolves: string | null;
  readonly reverses: string | null;
  readonly entries: readonly { readonly account: Account; readonly amountMinor: bigint; readonly phase: Phase }[];
};

/** A transfer with its entries and their accounts; null where there is none. */
export async function findTransfer(trx: Trx, organisationId: string, id: string): Promise<TransferDetail | null> {
  const { rows } = await sql<TransferDetail['row'] & { resolves: string | null; reverses: string | null }>`
    select t.id, t.seq, t.kind, t.key, t.memo, t.effective_at, t.recorded_at, t.hash, t.previous_hash, p.id as resolves, r.id as reverses
    from ledger_transfers t
    left join ledger_transfers p on p.organisation_id = t.organisation_id and p.seq = t.pending_seq
    left join ledger_transfers r on r.organisation_id = t.organisation_id and r.seq = t.reverses_seq
    where t.organisation_id = ${organisationId} and t.id = ${id}`.execute(trx);
  const [found] = rows;
  if (!found) return null;
  const { resolves, reverses, ...row } = found;
  const entries = await sql<AccountColumns & { amount_minor: bigint; phase: Phase }>`
    select a.*, e.amount_minor, e.phase from ledger_entries e join ledger_accounts a on a.id = e.account_id
    where e.organisation_id = ${organisationId} and e.seq = ${row.seq.toString()}::bigint order by e.line`.execute(trx);
  return {
    row,
    resolves,
    reverses,
    entries: entries.rows.map((entry) => ({ account: accountOf(entry), amountMinor: entry.amount_minor, phase: entry.phase })),
  };
}
