import type { Trx } from '../../platform/db/index.ts';
import { availableOf, whyUnbalanced, type Standing } from './apply.ts';
import { genesis, hashOf, type ChainedTransfer } from './chain.ts';
import * as repo from './repo.ts';
import { growTree } from './tree.ts';

const stretch = 2000;

export type Difference = {
  organisationId: string;
  /** The transfer's id, or the account's where a balance differs. */
  transfer: string | null;
  account: string | null;
  reason:
    | 'hash'
    | 'gap'
    | 'unbalanced'
    | 'resolved_twice'
    | 'below_floor'
    | 'balance'
    | 'head'
    | 'stray_entries'
    | 'closing'
    | 'seal'
    | 'head_not_found';
};
export type CheckResult = { ok: boolean; checked: number; firstDifference: Difference | null };

export function chainedOf(row: repo.TransferRow, entries: readonly repo.EntryRow[]): ChainedTransfer {
  return {
    organisationId: row.organisation_id,
    seq: row.seq,
    id: row.id,
    kind: row.kind,
    key: row.key,
    groupKey: row.group_key,
    pendingSeq: row.pending_seq,
    reversesSeq: row.reverses_seq,
    effectiveAt: row.effective_at,
    recordedAt: row.recorded_at,
    expiresAt: row.expires_at,
    memo: row.memo,
    entries: entries.map((entry) => ({
      account: entry.account_id,
      currency: entry.currency,
      amountMinor: entry.amount_minor,
      phase: entry.phase,
      salt: entry.salt,
    })),
  };
}

/**
 * Reads an organisation's chain from its first transfer to its head and computes everything anew: hashes, sums, balances,
 * floors, closings. With `wantedHead`, a hash that a statement or a closing carries, also whether it is part of the chain: rows that
 * were cut off its end are found by that alone. The first thing that differs is named. Reads 2,000 transfers at a time.
 */
export async function checkLedger(
  read: <T>(work: (trx: Trx) => Promise<T>) => Promise<T>,
  organisationId: string,
  wantedHead: string | null,
): Promise<CheckResult & { headFound: boolean }> {
  let checked = 0;
  let hash = genesis;
  let seq = 0n;
  let headFound = wantedHead === null || wantedHead === genesis;
  const standings = new Map<string, Standing>();
  const resolved = new Set<bigint>();
  const closings = await read((trx) => repo.listClosings(trx, organisationId));
  const hashAt = new Map<bigint, string>([[0n, genesis]]);
  const seals = await read((trx) => repo.listSeals(trx, organisationId));
  const tree = growTree();
  const roots = new Map<bigint, string>([[0n, tree.root()]]);
  const wantedSeqs = new Set([...closings, ...seals].map((each) => each.seq));
  const differ = (reason: Difference['reason'], of: { transfer?: string; account?: string } = {}) => ({
    ok: false,
    checked,
    headFound,
    firstDifference: { organisationId, transfer: of.transfer ?? null, account: of.account ?? null, reason },
  });

  for (;;) {
    const rows = await read((trx) => repo.listChain(trx, organisationId, seq, stretch));
    if (rows.length === 0) break;
    const accounts = [...new Set(rows.flatMap(({ entries }) => entries.map((entry) => entry.account_id)))].filter(
      (id) => !standings.has(id),
    );
    for (const [id, standing] of await read((trx) => repo.loadStandings(trx, organisationId, accounts)))
      standings.set(id, { ...standing, debitsPosted: 0n, creditsPosted: 0n, debitsPending: 0n, creditsPending: 0n });
    for (const { row, entries } of rows) {
      if (row.seq !== seq + 1n) return differ('gap', { transfer: row.id });
      if (row.previous_hash !== hash || hashOf(chainedOf(row, entries), hash) !== row.hash) return differ('hash', { transfer: row.id });
      const refusal = replay(row, entries, standings, resolved);
      if (refusal) return differ(refusal, { transfer: row.id });
      seq = row.seq;
      hash = row.hash;
      checked++;
      if (hash === wantedHead) headFound = true;
      tree.add(hash);
      if (!wantedSeqs.has(seq)) continue;
      hashAt.set(seq, hash);
      roots.set(seq, tree.root());
    }
  }
  if ((await read((trx) => repo.countEntriesWithout(trx, organisationId))) > 0n) return differ('stray_entries');
  const head = await read((trx) => repo.findHead(trx, organisationId));
  if ((head?.seq ?? 0n) !== seq || (head?.hash ?? genesis) !== hash) return differ('head');
  for (const closing of closings) if (hashAt.get(closing.seq) !== closing.hash) return differ('closing');
  for (const seal of seals) if (hashAt.get(seal.seq) !== seal.hash || roots.get(seal.seq) !== seal.root) return differ('seal');
  const kept = await read((trx) => repo.loadStandings(trx, organisationId, [...standings.keys()]));
  for (const [id, standing] of standings) if (!isEqual(standing, kept.get(id))) return differ('balance', { account: id });
  if (!headFound) return differ('head_not_found');
  return { ok: true, checked, headFound, firstDifference: null };
}

/** What a transfer does to balances that were computed so far; a word where it could not have been recorded. */
function replay(
  row: repo.TransferRow,
  entries: readonly repo.EntryRow[],
  standings: ReadonlyMap<string, Standing>,
  resolved: Set<bigint>,
): Difference['reason'] | null {
  if (row.pending_seq !== null) {
    if (resolved.has(row.pending_seq)) return 'resolved_twice';
    resolved.add(row.pending_seq);
  }
  const releases = row.kind === 'settlement' || row.kind === 'void';
  const lines = entries.map((entry) => ({
    accountId: entry.account_id,
    currency: entry.currency,
    amountMinor: entry.amount_minor,
    phase: entry.phase,
    release: releases && entry.phase === 'pending',
  }));
  if (whyUnbalanced(lines) || lines.some((line) => standings.get(line.accountId)?.currency !== line.currency)) return 'unbalanced';
  for (const { accountId, amountMinor, phase, release } of lines) {
    const account = standings.get(accountId)!;
    const debit = release ? amountMinor < 0n : amountMinor > 0n;
    const side = `${debit ? 'debits' : 'credits'}${phase === 'posted' ? 'Posted' : 'Pending'}` as const;
    account[side] += debit ? amountMinor : -amountMinor;
  }
  const below = lines.some(({ accountId }) => {
    const account = standings.get(accountId)!;
    return account.floorMinor !== null && availableOf(account) < account.floorMinor;
  });
  return below ? 'below_floor' : null;
}

function isEqual(a: Standing, b: Standing | undefined): boolean {
  return (
    b !== undefined &&
    a.debitsPosted === b.debitsPosted &&
    a.creditsPosted === b.creditsPosted &&
    a.debitsPending === b.debitsPending &&
    a.creditsPending === b.creditsPending
  );
}
