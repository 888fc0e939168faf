import { randomBytes } from 'node:crypto';
import type { AppError } from '../../platform/errors.ts';
import { newId } from '../../platform/ids.ts';
import type { Trx } from '../../platform/db/index.ts';
import { applyLines, whyUnbalanced, type Line, type Standing } from './apply.ts';
import { canonicalJson, genesis, hashOf } from './chain.ts';
import { ledgerErrors } from './errors.ts';
import * as repo from './repo.ts';
import type { Outcome, Recorded, TransferOrder } from './types.ts';

/** What is known of the past that the orders refer to. */
type Past = {
  byKey: Map<string, repo.TransferRow>;
  byId: Map<string, repo.TransferRow>;
  entries: Map<bigint, repo.EntryRow[]>;
  settled: Set<bigint>;
  reversed: Set<bigint>;
};
type Draft = { order: TransferOrder; id: string; lines: Line[]; pendingSeq: bigint | null; reversesSeq: bigint | null };
/** The most that one call records: its arrays are sent to the database in one statement. */
const mostOrders = 20_000;
/** Transfers in one statement. */
const atOnce = 500;

const recordedOf = (row: Pick<repo.TransferRow, 'id' | 'seq' | 'kind' | 'hash'>): Recorded => ({
  id: row.id,
  seq: row.seq,
  kind: row.kind,
  hash: row.hash,
});

/**
 * Records orders in their order, in the caller's transaction, and answers for each. Orders of one group are recorded together
 * or refused together; a refused one changes nothing for the others. Recording is one after another in an organisation, under
 * the lock of its chain's head, so accounts need no locks of their own and nothing can deadlock; many orders in one call cost
 * five statements in all. Throws ledger.too_large for more than 20,000 orders.
 */
export async function recordTransfers(trx: Trx, organisationId: string, orders: readonly TransferOrder[], now: Date): Promise<Outcome[]> {
  if (orders.length === 0) return [];
  if (orders.length > mostOrders) throw ledgerErrors.too_large({ most: mostOrders });
  const head = await repo.lockHead(trx, organisationId, genesis);
  const past = await loadPast(trx, organisationId, orders);
  const accountIds = new Set<string>();
  for (const order of orders) for (const entry of ('entries' in order && order.entries) || []) accountIds.add(entry.accountId);
  for (const entries of past.entries.values()) for (const entry of entries) accountIds.add(entry.account_id);
  const standings = await repo.loadStandings(trx, organisationId, [...accountIds].sort());

  const outcomes: Outcome[] = new Array<Outcome>(orders.length);
  const taken = new Map<string, { index: number; content: string }>();
  const write = writeBeside(trx, organisationId);
  const touched = new Set<string>();
  let tail = { seq: head.seq, hash: head.hash };
  for (const indexes of groupsOf(orders)) {
    const drafts: { index: number; draft: Draft }[] = [];
    let refusal: AppError | null = null;
    const undo = new Map<string, Standing>();
    for (const index of indexes) {
      const order = orders[index]!;
      const known = past.byKey.get(order.key);
      const earlier = taken.get(order.key);
      if (known || earlier) {
        const same = known ? isSame(order, known, past) : earlier!.content === contentOf(order);
        if (!same) refusal ??= ledgerErrors.key_differs({ key: order.key });
        else if (known) outcomes[index] = { state: 'repeated', transfer: recordedOf(known) };
        else outcomes[index] = { state: 'repeated', transfer: (outcomes[earlier!.index] as { transfer: Recorded }).transfer };
        continue;
      }
      const drafted = draftOf(order, past, standings, head.closedUntil, now);
      if ('code' in drafted) {
        refusal ??= drafted;
        continue;
      }
      for (const line of drafted.lines) if (!undo.has(line.accountId)) undo.set(line.accountId, { ...standings.get(line.accountId)! });
      refusal ??= applyLines(standings, drafted.lines);
      drafts.push({ index, draft: drafted });
    }
    if (refusal) {
      for (const [id, standing] of undo) Object.assign(standings.get(id)!, standing);
      for (const index of indexes) outcomes[index] ??= { state: 'refused', error: refusal };
      continue;
    }
    for (const { index, draft } of drafts) {
      const row = chain(organisationId, draft, tail, now);
      tail = { seq: row.seq, hash: row.hash };
      await write.add(row);
      outcomes[index] = { state: 'recorded', transfer: { id: row.id, seq: row.seq, kind: row.kind, hash: row.hash } };
      taken.set(draft.order.key, { index, content: contentOf(draft.order) });
      if (draft.pendingSeq !== null) past.settled.add(draft.pendingSeq);
      if (draft.reversesSeq !== null) past.reversed.add(draft.reversesSeq);
      for (const line of draft.lines) touched.add(line.accountId);
    }
  }
  if (await write.end()) {
    await repo.saveStandings(
      trx,
      [...touched].sort().map((id) => standings.get(id)!),
    );
    await repo.moveHead(trx, organisationId, tail.seq, tail.hash);
  }
  return outcomes;
}

/**
 * Writes rows in stretches, each while the next is made: hashing here and inserting there take about as long, and need not wait for
 * one another. One statement is under way at a time. `end` answers whether there were rows.
 */
function writeBeside(trx: Trx, organisationId: string): { add(row: repo.NewRow): Promise<void>; end(): Promise<boolean> } {
  let stretch: repo.NewRow[] = [];
  let any = false;
  let under: Promise<void> = Promise.resolve();
  const flush = async (): Promise<void> => {
    await under;
    const rows = stretch;
    stretch = [];
    under = repo.insertTransfers(trx, organisationId, rows);
    // Whoever waits for it hears of a failure; until then nobody else shall.
    under.catch(() => {});
    // A turn of the loop, so that all of it is on its way before the next stretch keeps this thread busy.
    await new Promise(setImmediate);
  };
  return {
    add: async (row) => {
      any = true;
      if (stretch.push(row) >= atOnce) await flush();
    },
    end: async () => {
      if (stretch.length > 0) await flush();
      await under;
      return any;
    },
  };
}

/** Indexes of orders, group by group in the order in which groups begin; an order without a group is one by itself. */
function groupsOf(orders: readonly TransferOrder[]): number[][] {
  const groups = new Map<string | number, number[]>();
  orders.forEach((order, index) => {
    const of = order.group ?? index;
    const group = groups.get(of);
    if (group) group.push(index);
    else groups.set(of, [index]);
  });
  return [...groups.values()];
}

async function loadPast(trx: Trx, organisationId: string, orders: readonly TransferOrder[]): Promise<Past> {
  const keys = [...new Set(orders.map(({ key }) => key))];
  const ids = orders.flatMap((order) => ('pending' in order ? [order.pending] : order.reverses === undefined ? [] : [order.reverses]));
  const found = await repo.findTransfers(trx, organisationId, 'key', keys);
  const referred = await repo.findTransfers(trx, organisationId, 'id', [...new Set(ids)]);
  const seqs = [...new Set([...found, ...referred].map(({ seq }) => seq))];
  return {
    byKey: new Map(found.map((row) => [row.key, row])),
    byId: new Map(referred.map((row) => [row.id, row])),
    entries: Map.groupBy(await repo.listEntries(trx, organisationId, seqs), ({ seq }) => seq),
    ...(await repo.findResolved(
      trx,
      organisationId,
      referred.map(({ seq }) => seq),
    )),
  };
}

/** An order as lines on accounts, or why it cannot be one. */
function draftOf(
  order: TransferOrder,
  past: Past,
  standings: ReadonlyMap<string, Standing>,
  closedUntil: Date | null,
  now: Date,
): Draft | AppError {
  if (closedUntil && order.effectiveAt <= closedUntil)
    return ledgerErrors.period_closed({ until: closedUntil.toISOString(), effective: order.effectiveAt.toISOString() });
  const draft: Draft = { order, id: newId('transfer', now.getTime()), lines: [], pendingSeq: null, reversesSeq: null };
  if ('pending' in order) {
    const pending = past.byId.get(order.pending);
    if (!pending) return ledgerErrors.transfer_not_found({ id: order.pending });
    if (pending.kind !== 'pending' || past.settled.has(pending.seq)) return ledgerErrors.not_pending({ id: order.pending });
    draft.pendingSeq = pending.seq;
    const held = past.entries.get(pending.seq) ?? [];
    draft.lines = held.map((entry) => ({
      accountId: entry.account_id,
      currency: entry.currency,
      amountMinor: -entry.amount_minor,
      phase: 'pending',
      release: true,
    }));
    if (order.kind === 'settlement') {
      const posted = order.entries ?? held.map((entry) => ({ accountId: entry.account_id, amountMinor: entry.amount_minor }));
      const most = new Map(held.map((entry) => [`${entry.account_id} ${entry.amount_minor > 0n}`, entry.amount_minor]));
      for (const entry of posted) {
        const limit = most.get(`${entry.accountId} ${entry.amountMinor > 0n}`) ?? 0n;
        if (entry.amountMinor > 0n ? entry.amountMinor > limit : entry.amountMinor < limit)
          return ledgerErrors.more_than_pending({ account: entry.accountId });
      }
      draft.lines.push(...linesOf(posted, 'posted', standings));
    }
  } else {
    draft.lines = linesOf(order.entries, order.kind, standings);
    if (order.reverses !== undefined) {
      const reversed = past.byId.get(order.reverses);
      if (!reversed) return ledgerErrors.transfer_not_found({ id: order.reverses });
      if (past.reversed.has(reversed.seq)) return ledgerErrors.already_reversed({ id: order.reverses });
      if (!isOpposite(draft.lines, past.entries.get(reversed.seq) ?? [])) return ledgerErrors.reversal_differs({ id: order.reverses });
      draft.reversesSeq = reversed.seq;
    }
  }
  const unknown = draft.lines.find((line) => !standings.has(line.accountId));
  if (unknown) return ledgerErrors.account_not_found({ id: unknown.accountId });
  return whyUnbalanced(draft.lines) ?? draft;
}

/** Whether lines take back exactly what a transfer posted. */
function isOpposite(lines: readonly Line[], entries: readonly repo.EntryRow[]): boolean {
  const sign = (account: string, amount: bigint): string => `${account} ${amount}`;
  const posted = entries.filter((entry) => entry.phase === 'posted').map((entry) => sign(entry.account_id, -entry.amount_minor));
  const given = lines.map((line) => sign(line.accountId, line.amountMinor));
  return posted.length === given.length && posted.sort().join() === given.sort().join() && lines.every((line) => line.phase === 'posted');
}

function linesOf(
  entries: readonly { accountId: string; amountMinor: bigint }[],
  phase: Line['phase'],
  standings: ReadonlyMap<string, Standing>,
): Line[] {
  return entries.map((entry) => ({ ...entry, phase, release: false, currency: standings.get(entry.accountId)?.currency ?? '' }));
}

function chain(organisationId: string, draft: Draft, tail: { seq: bigint; hash: string }, now: Date): repo.NewRow {
  const { order } = draft;
  const row = {
    organisationId,
    seq: tail.seq + 1n,
    id: draft.id,
    kind: order.kind,
    key: order.key,
    groupKey: order.group ?? null,
    pendingSeq: draft.pendingSeq,
    reversesSeq: draft.reversesSeq,
    effectiveAt: order.effectiveAt,
    recordedAt: now,
    expiresAt: ('expiresAt' in order && order.expiresAt) || null,
    memo: canonicalJson(order.memo),
    entries: draft.lines.map((line) => ({
      account: line.accountId,
      currency: line.currency,
      amountMinor: line.amountMinor,
      phase: line.phase,
      salt: newSalt(),
    })),
  };
  return { ...row, previousHash: tail.hash, hash: hashOf(row, tail.hash) };
}

// Random bytes are asked for by the pageful: one call for each entry would cost more than its hash.
let saltPage = Buffer.alloc(0);
function newSalt(): string {
  if (saltPage.length < 9) saltPage = randomBytes(9 * 1024);
  const salt = saltPage.subarray(0, 9).toString('base64url');
  saltPage = saltPage.subarray(9);
  return salt;
}

/** What a key stands for, as one text. */
function contentOf(order: TransferOrder): string {
  return canonicalJson({
    kind: order.kind,
    effective: order.effectiveAt.toISOString(),
    memo: order.memo,
    refers: 'pending' in order ? order.pending : (order.reverses ?? null),
    entries: ('entries' in order ? order.entries : undefined)?.map((entry) => [entry.accountId, entry.amountMinor.toString()]) ?? null,
  });
}

function isSame(order: TransferOrder, row: repo.TransferRow, past: Past): boolean {
  const refers =
    'pending' in order ? past.byId.get(order.pending)?.seq : order.reverses === undefined ? null : past.byId.get(order.reverses)?.seq;
  const given = 'entries' in order ? order.entries : undefined;
  const posted = (past.entries.get(row.seq) ?? []).filter((entry) => row.kind === 'pending' || entry.phase === 'posted');
  return (
    row.kind === order.kind &&
    row.effective_at.getTime() === order.effectiveAt.getTime() &&
    row.memo === canonicalJson(order.memo) &&
    (row.pending_seq ?? row.reverses_seq) === (refers ?? null) &&
    (given === undefined ||
      (given.length === posted.length &&
        given.every((entry, line) => entry.accountId === posted[line]!.account_id && entry.amountMinor === posted[line]!.amount_minor)))
  );
}
