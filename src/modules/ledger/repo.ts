import { sql, type Selectable } from 'kysely';
import type { Trx } from '../../platform/db/index.ts';
import type { Standing } from './apply.ts';
import type { ChainedTransfer } from './chain.ts';
import type { LedgerTables } from './tables.ts';
import type { Account, AccountSpec } from './types.ts';

export type TransferRow = Selectable<LedgerTables['ledger_transfers']>;
export type EntryRow = Selectable<LedgerTables['ledger_entries']>;
export type Head = { seq: bigint; hash: string; closedUntil: Date | null };

const on = (trx: Trx) => trx.withTables<LedgerTables>();

/** The head of the organisation's chain, held until the transaction ends: recording is one after another in an organisation. */
export async function lockHead(trx: Trx, organisationId: string, genesis: string): Promise<Head> {
  await on(trx)
    .insertInto('ledger_heads')
    .values({ organisation_id: organisationId, seq: 0n, hash: genesis, closed_until: null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const row = await on(trx)
    .selectFrom('ledger_heads')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  return { seq: row.seq, hash: row.hash, closedUntil: row.closed_until };
}

export async function findHead(trx: Trx, organisationId: string): Promise<Head | undefined> {
  const row = await on(trx).selectFrom('ledger_heads').selectAll().where('organisation_id', '=', organisationId).executeTakeFirst();
  return row && { seq: row.seq, hash: row.hash, closedUntil: row.closed_until };
}

export async function moveHead(trx: Trx, organisationId: string, seq: bigint, hash: string): Promise<void> {
  await on(trx).updateTable('ledger_heads').set({ seq, hash }).where('organisation_id', '=', organisationId).execute();
}

const accountOf = (row: Selectable<LedgerTables['ledger_accounts']>): Account => ({
  id: row.id,
  code: row.code,
  name: row.name,
  currency: row.currency,
  normalSide: row.normal_side,
  floorMinor: row.floor_minor,
  openedAt: row.opened_at,
});

/** Opens what is not open yet; answers with all of them. */
export async function openAccounts(
  trx: Trx,
  organisationId: string,
  specs: readonly (AccountSpec & { id: string })[],
  now: Date,
): Promise<Account[]> {
  if (specs.length === 0) return [];
  await sql`
    with given as (
      select * from unnest(
        ${specs.map(({ id }) => id)}::text[], ${specs.map(({ code }) => code)}::text[], ${specs.map(({ name }) => name)}::text[],
        ${specs.map(({ currency }) => currency)}::text[], ${specs.map(({ normalSide }) => normalSide)}::text[],
        ${specs.map(({ floorMinor }) => floorMinor?.toString() ?? null)}::bigint[]
      ) as t (id, code, name, currency, normal_side, floor_minor)
    ), opened as (
      insert into ledger_accounts (id, organisation_id, code, name, currency, normal_side, floor_minor, opened_at)
      select id, ${organisationId}, code, name, currency, normal_side, floor_minor, ${now.toISOString()}::timestamptz from given
      on conflict (organisation_id, code, currency) do nothing
      returning id, organisation_id, normal_side, floor_minor
    )
    insert into ledger_balances (account_id, organisation_id, normal_side, floor_minor) select * from opened`.execute(trx);
  const rows = await on(trx)
    .selectFrom('ledger_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(
      'code',
      'in',
      specs.map(({ code }) => code),
    )
    .execute();
  return rows.map(accountOf);
}

export async function listAccounts(trx: Trx, organisationId: string, after: string, limit: number): Promise<Account[]> {
  const rows = await on(trx)
    .selectFrom('ledger_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(accountOf);
}

/** Where accounts stand. Unknown ids, and those of another organisation, are not in the answer. */
export async function loadStandings(trx: Trx, organisationId: string, accountIds: readonly string[]): Promise<Map<string, Standing>> {
  if (accountIds.length === 0) return new Map();
  const { rows } = await sql<{
    account_id: string;
    currency: string;
    normal_side: Standing['normalSide'];
    floor_minor: bigint | null;
    debits_posted: bigint;
    credits_posted: bigint;
    debits_pending: bigint;
    credits_pending: bigint;
  }>`select b.account_id, a.currency, b.normal_side, b.floor_minor, b.debits_posted, b.credits_posted, b.debits_pending, b.credits_pending
    from ledger_balances b join ledger_accounts a on a.id = b.account_id
    where b.organisation_id = ${organisationId} and b.account_id = any(${[...accountIds]}::text[])`.execute(trx);
  return new Map(
    rows.map((row) => [
      row.account_id,
      {
        accountId: row.account_id,
        currency: row.currency,
        normalSide: row.normal_side,
        floorMinor: row.floor_minor,
        debitsPosted: row.debits_posted,
        creditsPosted: row.credits_posted,
        debitsPending: row.debits_pending,
        creditsPending: row.credits_pending,
      },
    ]),
  );
}

export async function saveStandings(trx: Trx, standings: readonly Standing[]): Promise<void> {
  if (standings.length === 0) return;
  const column = (value: (standing: Standing) => bigint): string[] => standings.map((standing) => value(standing).toString());
  await sql`update ledger_balances b set debits_posted = t.dp, credits_posted = t.cp, debits_pending = t.dn, credits_pending = t.cn
    from unnest(${standings.map(({ accountId }) => accountId)}::text[], ${column((s) => s.debitsPosted)}::bigint[],
      ${column((s) => s.creditsPosted)}::bigint[], ${column((s) => s.debitsPending)}::bigint[], ${column((s) => s.creditsPending)}::bigint[])
      as t (id, dp, cp, dn, cn) where b.account_id = t.id`.execute(trx);
}

/** Transfers by key, or by id. */
export async function findTransfers(trx: Trx, organisationId: string, by: 'key' | 'id', values: readonly string[]): Promise<TransferRow[]> {
  if (values.length === 0) return [];
  return on(trx)
    .selectFrom('ledger_transfers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`${sql.ref(by)} = any(${[...values]}::text[])`)
    .execute();
}

/** Which of these pending transfers are settled or voided, and which transfers are taken back. */
export async function findResolved(
  trx: Trx,
  organisationId: string,
  seqs: readonly bigint[],
): Promise<{ settled: Set<bigint>; reversed: Set<bigint> }> {
  if (seqs.length === 0) return { settled: new Set(), reversed: new Set() };
  const given = seqs.map(String);
  const { rows } = await sql<{ pending_seq: bigint | null; reverses_seq: bigint | null }>`
    select pending_seq, reverses_seq from ledger_transfers where organisation_id = ${organisationId}
    and (pending_seq = any(${given}::bigint[]) or reverses_seq = any(${given}::bigint[]))`.execute(trx);
  return {
    settled: new Set(rows.flatMap((row) => row.pending_seq ?? [])),
    reversed: new Set(rows.flatMap((row) => row.reverses_seq ?? [])),
  };
}

export async function listEntries(trx: Trx, organisationId: string, seqs: readonly bigint[]): Promise<EntryRow[]> {
  if (seqs.length === 0) return [];
  return on(trx)
    .selectFrom('ledger_entries')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`seq = any(${seqs.map(String)}::bigint[])`)
    .orderBy('seq')
    .orderBy('line')
    .execute();
}

export type NewRow = ChainedTransfer & { previousHash: string; hash: string };

/** An array's text in SQL. Only for words of our own making (ids, hashes, numbers, instants): nothing in them is escaped. */
const plain = (words: readonly (string | null)[]): string => `{${words.map((word) => word ?? 'NULL').join(',')}}`;

/** Writes transfers and their entries, in two statements however many they are. */
export async function insertTransfers(trx: Trx, organisationId: string, rows: readonly NewRow[]): Promise<void> {
  const column = <T>(value: (row: NewRow) => T): T[] => rows.map(value);
  const instants = new Map<number, string>();
  const instant = (at: Date): string => {
    const ms = at.getTime();
    const known = instants.get(ms);
    if (known !== undefined) return known;
    const text = at.toISOString();
    instants.set(ms, text);
    return text;
  };
  await sql`insert into ledger_transfers (organisation_id, seq, id, kind, key, group_key, pending_seq, reverses_seq, effective_at, recorded_at,
      expires_at, memo, previous_hash, hash)
    select ${organisationId}, * from unnest(${plain(column((row) => row.seq.toString()))}::bigint[], ${plain(column((row) => row.id))}::text[],
      ${plain(column((row) => row.kind))}::text[], ${column((row) => row.key)}::text[], ${column((row) => row.groupKey)}::text[],
      ${plain(column((row) => row.pendingSeq?.toString() ?? null))}::bigint[],
      ${plain(column((row) => row.reversesSeq?.toString() ?? null))}::bigint[],
      ${plain(column((row) => instant(row.effectiveAt)))}::timestamptz[], ${plain(column((row) => instant(row.recordedAt)))}::timestamptz[],
      ${plain(column((row) => row.expiresAt && instant(row.expiresAt)))}::timestamptz[], ${column((row) => row.memo)}::text[],
      ${plain(column((row) => row.previousHash))}::text[], ${plain(column((row) => row.hash))}::text[])`.execute(trx);
  const [seqs, lines, accounts, currencies, amounts, phases, effective, salts]: string[][] = [[], [], [], [], [], [], [], []];
  for (const row of rows) {
    const seq = row.seq.toString();
    const at = instant(row.effectiveAt);
    row.entries.forEach((entry, line) => {
      seqs!.push(seq);
      lines!.push(String(line));
      accounts!.push(entry.account);
      currencies!.push(entry.currency);
      amounts!.push(entry.amountMinor.toString());
      phases!.push(entry.phase);
      effective!.push(at);
      salts!.push(entry.salt);
    });
  }
  await sql`insert into ledger_entries (organisation_id, seq, line, account_id, currency, amount_minor, phase, effective_at, salt)
    select ${organisationId}, * from unnest(${plain(seqs!)}::bigint[], ${plain(lines!)}::smallint[], ${plain(accounts!)}::text[],
      ${plain(currencies!)}::text[], ${plain(amounts!)}::bigint[], ${plain(phases!)}::text[], ${plain(effective!)}::timestamptz[],
      ${plain(salts!)}::text[])`.execute(trx);
}

/** What accounts held at an instant by effective time: posted on the normal side. */
export async function balancesAt(
  trx: Trx,
  organisationId: string,
  accountIds: readonly string[],
  at: Date,
  uptoSeq: bigint | null,
): Promise<Map<string, bigint>> {
  const { rows } = await sql<{ id: string; normal_side: string; sum: string | null }>`
    select a.id, a.normal_side, (select sum(e.amount_minor) from ledger_entries e
      where e.account_id = a.id and e.phase = 'posted' and e.effective_at <= ${at.toISOString()}::timestamptz
        ${uptoSeq === null ? sql`` : sql`and e.seq <= ${uptoSeq.toString()}::bigint`}) as sum
    from ledger_accounts a where a.organisation_id = ${organisationId} and a.id = any(${[...accountIds]}::text[])`.execute(trx);
  return new Map(rows.map((row) => [row.id, BigInt(row.sum ?? '0') * (row.normal_side === 'debit' ? 1n : -1n)]));
}

/** Pending transfers whose time is over and that nobody settled. */
export async function listExpired(trx: Trx, now: Date, limit: number): Promise<{ organisation_id: string; id: string }[]> {
  const { rows } = await sql<{ organisation_id: string; id: string }>`
    select t.organisation_id, t.id from ledger_transfers t where t.expires_at <= ${now.toISOString()}::timestamptz and not exists (
      select 1 from ledger_transfers r where r.organisation_id = t.organisation_id and r.pending_seq = t.seq)
    order by t.expires_at limit ${limit}`.execute(trx);
  return rows;
}

export async function listByKey(
  trx: Trx,
  organisationId: string,
  prefix: string,
  after: string,
  limit: number,
): Promise<{ id: string; key: string }[]> {
  return on(trx)
    .selectFrom('ledger_transfers')
    .select(['id', 'key'])
    .where('organisation_id', '=', organisationId)
    .where('key', '>', after === '' ? prefix : after)
    .where(sql<boolean>`starts_with(key, ${prefix})`)
    .orderBy('key')
    .limit(limit)
    .execute();
}

export async function countPending(trx: Trx, organisationId: string, from: Date, before: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from ledger_transfers t where t.organisation_id = ${organisationId} and t.kind = 'pending'
      and t.effective_at >= ${from.toISOString()}::timestamptz and t.effective_at < ${before.toISOString()}::timestamptz
      and not exists (select 1 from ledger_transfers r where r.organisation_id = t.organisation_id and r.pending_seq = t.seq)`.execute(trx);
  return rows[0]!.count;
}

export async function listOrganisations(trx: Trx): Promise<string[]> {
  const rows = await on(trx).selectFrom('ledger_heads').select('organisation_id').orderBy('organisation_id').execute();
  return rows.map((row) => row.organisation_id);
}

/** A stretch of the chain with its entries, for reading from one end to the other. */
export async function listChain(
  trx: Trx,
  organisationId: string,
  afterSeq: bigint,
  limit: number,
): Promise<{ row: TransferRow; entries: EntryRow[] }[]> {
  const rows = await on(trx)
    .selectFrom('ledger_transfers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
  const last = rows.at(-1);
  if (!last) return [];
  const entries = await on(trx)
    .selectFrom('ledger_entries')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('seq', '>', afterSeq)
    .where('seq', '<=', last.seq)
    .orderBy('seq')
    .orderBy('line')
    .execute();
  const bySeq = Map.groupBy(entries, (entry) => entry.seq);
  return rows.map((row) => ({ row, entries: bySeq.get(row.seq) ?? [] }));
}

export async function countEntriesWithout(trx: Trx, organisationId: string): Promise<bigint> {
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from ledger_entries e where e.organisation_id = ${organisationId}
    and not exists (select 1 from ledger_transfers t where t.organisation_id = e.organisation_id and t.seq = e.seq)`.execute(trx);
  return rows[0]!.count;
}

export async function listClosings(trx: Trx, organisationId: string): Promise<Selectable<LedgerTables['ledger_closings']>[]> {
  return on(trx).selectFrom('ledger_closings').selectAll().where('organisation_id', '=', organisationId).orderBy('closed_until').execute();
}

export async function insertClosing(
  trx: Trx,
  row: { organisationId: string; closedUntil: Date; seq: bigint; hash: string; closedAt: Date; closedBy: string },
): Promise<void> {
  await on(trx)
    .insertInto('ledger_closings')
    .values({
      organisation_id: row.organisationId,
      closed_until: row.closedUntil,
      seq: row.seq,
      hash: row.hash,
      closed_at: row.closedAt,
      closed_by: row.closedBy,
    })
    .execute();
  await on(trx)
    .updateTable('ledger_heads')
    .set({ closed_until: row.closedUntil })
    .where('organisation_id', '=', row.organisationId)
    .execute();
}

/** Chain hashes of a stretch, in order. */
export async function listHashes(
  trx: Trx,
  organisationId: string,
  afterSeq: bigint,
  uptoSeq: bigint,
  limit: number,
): Promise<{ seq: bigint; hash: string }[]> {
  return on(trx)
    .selectFrom('ledger_transfers')
    .select(['seq', 'hash'])
    .where('organisation_id', '=', organisationId)
    .where('seq', '>', afterSeq)
    .where('seq', '<=', uptoSeq)
    .orderBy('seq')
    .limit(limit)
    .execute();
}

export type SealRow = Selectable<LedgerTables['ledger_seals']>;

export async function insertSeal(trx: Trx, row: SealRow): Promise<void> {
  await on(trx)
    .insertInto('ledger_seals')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function hasSeal(trx: Trx, organisationId: string, seal: { seq: bigint; hash: string; root: string }): Promise<boolean> {
  const row = await on(trx)
    .selectFrom('ledger_seals')
    .select('seq')
    .where('organisation_id', '=', organisationId)
    .where('seq', '=', seal.seq)
    .where('hash', '=', seal.hash)
    .where('root', '=', seal.root)
    .executeTakeFirst();
  return row !== undefined;
}

export async function listSeals(trx: Trx, organisationId: string): Promise<SealRow[]> {
  return on(trx).selectFrom('ledger_seals').selectAll().where('organisation_id', '=', organisationId).orderBy('seq').execute();
}

export async function findTransfersBySeq(trx: Trx, organisationId: string, seqs: readonly bigint[]): Promise<TransferRow[]> {
  if (seqs.length === 0) return [];
  return on(trx)
    .selectFrom('ledger_transfers')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where(sql<boolean>`seq = any(${seqs.map(String)}::bigint[])`)
    .orderBy('seq')
    .execute();
}

export type AccountEntry = {
  seq: bigint;
  line: number;
  /** Debits are positive, credits negative, as entries have them. */
  amountMinor: bigint;
  effectiveAt: Date;
  transferId: string;
  memo: string;
};
/** Where to read an account's posted entries: by effective time (from inclusive, before exclusive) and by place in the chain. */
export type AccountReading = {
  from: Date | null;
  before: Date;
  seqAfter: bigint;
  seqUpTo: bigint;
  after: { effectiveAt: Date; seq: bigint; line: number } | null;
  limit: number;
};

/** What was posted to an account, in the order in which it counts. */
export async function listPosted(trx: Trx, organisationId: string, accountId: string, reading: AccountReading): Promise<AccountEntry[]> {
  let query = on(trx)
    .selectFrom('ledger_entries as e')
    .innerJoin('ledger_transfers as t', (join) => join.onRef('t.organisation_id', '=', 'e.organisation_id').onRef('t.seq', '=', 'e.seq'))
    .select(['e.seq', 'e.line', 'e.amount_minor', 'e.effective_at', 't.id', 't.memo'])
    .where('e.organisation_id', '=', organisationId)
    .where('e.account_id', '=', accountId)
    .where('e.phase', '=', 'posted')
    .where('e.effective_at', '<', reading.before)
    .where('e.seq', '>', reading.seqAfter)
    .where('e.seq', '<=', reading.seqUpTo);
  if (reading.from !== null) query = query.where('e.effective_at', '>=', reading.from);
  if (reading.after !== null) {
    const { effectiveAt, seq, line } = reading.after;
    query = query.where(sql<boolean>`(e.effective_at, e.seq, e.line) > (${effectiveAt}, ${seq.toString()}::bigint, ${line}::int)`);
  }
  const rows = await query.orderBy('e.effective_at').orderBy('e.seq').orderBy('e.line').limit(reading.limit).execute();
  return rows.map((row) => ({
    seq: row.seq,
    line: row.line,
    amountMinor: row.amount_minor,
    effectiveAt: row.effective_at,
    transferId: row.id,
    memo: row.memo,
  }));
}

export async function findAccount(trx: Trx, organisationId: string, code: string, currency: string): Promise<Account | null> {
  const row = await on(trx)
    .selectFrom('ledger_accounts')
    .selectAll()
    .where('organisation_id', '=', organisationId)
    .where('code', '=', code)
    .where('currency', '=', currency)
    .executeTakeFirst();
  return row ? accountOf(row) : null;
}
