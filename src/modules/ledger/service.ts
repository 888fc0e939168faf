import type { Database, Trx } from '../../platform/db/index.ts';
import { newId } from '../../platform/ids.ts';
import type { Clock } from '../../platform/time.ts';
import { availableOf, type Standing } from './apply.ts';
import * as browse from './browse.ts';
import { genesis, type ChainedTransfer } from './chain.ts';
import { chainedOf, checkLedger, type CheckResult } from './check.ts';
import { ledgerErrors } from './errors.ts';
import { journalText, type JournalFormat, type Within } from './journal-text.ts';
import { recordTransfers } from './record.ts';
import { listMovements, type Movement } from './movements.ts';
import * as repo from './repo.ts';
import { buildTree, type Tree } from './tree.ts';
import type { Account, AccountSpec, Balance, Outcome, Recorded, TransferOrder } from './types.ts';

export type LedgerParts = { db: Database; clock: Clock };
const expiredAtOnce = 500;
const hashesAtOnce = 20_000;

/** A root over the transfers up to `seq`, whose last has `hash`. */
export type Seal = { readonly seq: bigint; readonly hash: string; readonly root: string };

export function createLedgerService({ db, clock }: LedgerParts) {
  const read = <T>(work: (trx: Trx) => Promise<T>): Promise<T> => db.read(work);
  const record = (trx: Trx, organisationId: string, orders: readonly TransferOrder[]): Promise<Outcome[]> =>
    recordTransfers(trx, organisationId, orders, clock.now());

  async function hashesUpTo(organisationId: string, seq: bigint): Promise<Uint8Array> {
    const all = Buffer.alloc(Number(seq) * 32);
    for (let after = 0n; after < seq;) {
      const some = await read((trx) => repo.listHashes(trx, organisationId, after, seq, hashesAtOnce));
      for (const row of some) all.write(row.hash, Number(row.seq - 1n) * 32, 'hex');
      after = some.at(-1)!.seq;
    }
    return all;
  }

  return {
    /** The accounts of these codes, opened where they were not. Throws account_differs where one is open with other rules. */
    openAccounts: async (trx: Trx, organisationId: string, specs: readonly AccountSpec[]): Promise<Account[]> => {
      const now = clock.now();
      const open = await repo.openAccounts(
        trx,
        organisationId,
        specs.map((spec) => ({ ...spec, id: newId('ledgerAccount', now.getTime()) })),
        now,
      );
      const byCode = new Map(open.map((account) => [`${account.code} ${account.currency}`, account]));
      return specs.map((spec) => {
        const account = byCode.get(`${spec.code} ${spec.currency}`)!;
        if (account.normalSide !== spec.normalSide || account.floorMinor !== spec.floorMinor)
          throw ledgerErrors.account_differs({ code: spec.code });
        return account;
      });
    },

    /** The account of a code and a currency; null where none is open. */
    findAccount: (trx: Trx, organisationId: string, code: string, currency: string): Promise<Account | null> =>
      repo.findAccount(trx, organisationId, code, currency),

    /** What was posted to an account, a page in the order in which it counts, with the memo's text of each transfer. */
    posted: (trx: Trx, organisationId: string, accountId: string, reading: repo.AccountReading): Promise<repo.AccountEntry[]> =>
      repo.listPosted(trx, organisationId, accountId, reading),

    /** Until the caller's transaction ends nobody else records in the organisation: for whoever must look before recording. */
    hold: async (trx: Trx, organisationId: string): Promise<void> => void (await repo.lockHead(trx, organisationId, genesis)),

    browseAccounts: browse.browseAccounts,
    findAccounts: browse.findAccounts,
    accountHistory: browse.accountHistory,
    movedAgainst: browse.movedAgainst,
    findTransfer: browse.findTransfer,

    record,

    /** As `record`, for callers to whom a refusal is an end: throws the first one. */
    recordAll: async (trx: Trx, organisationId: string, orders: readonly TransferOrder[]): Promise<Recorded[]> => {
      const outcomes = await record(trx, organisationId, orders);
      return outcomes.map((outcome) => {
        if (outcome.state === 'refused') throw outcome.error;
        return outcome.transfer;
      });
    },

    /** Where accounts stand now; unknown ones are left out. */
    balances: async (trx: Trx, organisationId: string, accountIds: readonly string[]): Promise<Map<string, Balance>> => {
      const standings = await repo.loadStandings(trx, organisationId, accountIds);
      return new Map([...standings].map(([id, standing]) => [id, balanceOf(standing)]));
    },

    /**
     * What accounts held at an instant, by the time at which transfers count: minor units on the normal side. With `uptoSeq` as the
     * books stood at that transfer: whatever is recorded after a seal is not in what the seal proves.
     */
    balancesAt: (
      trx: Trx,
      organisationId: string,
      accountIds: readonly string[],
      at: Date,
      uptoSeq: bigint | null = null,
    ): Promise<Map<string, bigint>> => repo.balancesAt(trx, organisationId, accountIds, at, uptoSeq),

    /** What moved accounts within a time, by why, as the books stood at a transfer. */
    movements: (
      trx: Trx,
      organisationId: string,
      accountIds: readonly string[],
      within: { after: Date; until: Date; uptoSeq: bigint },
    ): Promise<Movement[]> => listMovements(trx, organisationId, accountIds, within),

    /** The end of the chain: what statements carry, and `check` is asked with. */
    head: async (trx: Trx, organisationId: string): Promise<{ seq: bigint; hash: string }> =>
      (await repo.findHead(trx, organisationId)) ?? { seq: 0n, hash: genesis },

    /** The instant up to which the books are closed; null while no period was. */
    closedUntil: async (trx: Trx, organisationId: string): Promise<Date | null> =>
      (await repo.findHead(trx, organisationId))?.closedUntil ?? null,

    /** Closes everything up to an instant: nothing more takes effect there. Answers with the head that the closing carries. */
    closePeriod: async (trx: Trx, organisationId: string, until: Date, closedBy: string): Promise<{ seq: bigint; hash: string }> => {
      const head = await repo.lockHead(trx, organisationId, genesis);
      if (head.closedUntil && until <= head.closedUntil)
        throw ledgerErrors.period_closed({ until: head.closedUntil.toISOString(), effective: until.toISOString() });
      await repo.insertClosing(trx, {
        organisationId,
        closedUntil: until,
        seq: head.seq,
        hash: head.hash,
        closedAt: clock.now(),
        closedBy,
      });
      return { seq: head.seq, hash: head.hash };
    },

    /**
     * Seals the chain as it is: a root over every transfer, kept for good, that statements are proven against. Reads the chain's hashes
     * first, outside the lock, so that recording goes on meanwhile.
     */
    seal: async (organisationId: string): Promise<Seal> => {
      const head = await read((trx) => repo.findHead(trx, organisationId));
      const { seq, hash } = head ?? { seq: 0n, hash: genesis };
      const root = buildTree(await hashesUpTo(organisationId, seq)).root;
      await read((trx) => repo.insertSeal(trx, { organisation_id: organisationId, seq, hash, root, sealed_at: clock.now() }));
      return { seq, hash, root };
    },

    /** Transfers whose key begins so, in the order of their keys. */
    listByKey: (trx: Trx, organisationId: string, prefix: string, after: string, limit: number): Promise<{ id: string; key: string }[]> =>
      repo.listByKey(trx, organisationId, prefix, after, limit),

    /** Organisations that have books, in their order. */
    listOrganisations: (trx: Trx): Promise<string[]> => repo.listOrganisations(trx),

    /** Whether the chain was sealed just so. */
    hasSeal: (trx: Trx, organisationId: string, seal: Seal): Promise<boolean> => repo.hasSeal(trx, organisationId, seal),

    /** The tree of a seal, for the paths of many transfers. */
    treeOf: async (organisationId: string, seal: Pick<Seal, 'seq'>): Promise<Tree> => buildTree(await hashesUpTo(organisationId, seal.seq)),

    /** Transfers with their entries, as the chain has them. */
    transfers: (
      trx: Trx,
      organisationId: string,
      seqs: readonly bigint[],
    ): Promise<(ChainedTransfer & { previousHash: string; hash: string })[]> =>
      repo.findTransfersBySeq(trx, organisationId, seqs).then(async (rows) => {
        const entries = Map.groupBy(await repo.listEntries(trx, organisationId, seqs), (entry) => entry.seq);
        return rows.map((row) => ({ ...chainedOf(row, entries.get(row.seq) ?? []), previousHash: row.previous_hash, hash: row.hash }));
      }),

    /** Voids pending transfers whose time is over; to be called now and then. Answers with how many. */
    voidExpired: async (): Promise<number> => {
      const now = clock.now();
      const expired = await read((trx) => repo.listExpired(trx, now, expiredAtOnce));
      for (const [organisationId, some] of Map.groupBy(expired, (each) => each.organisation_id))
        await db.transaction((trx) =>
          record(
            trx,
            organisationId,
            some.map(({ id }) => ({
              kind: 'void',
              key: `expired:${id}`,
              pending: id,
              effectiveAt: now,
              memo: { code: 'ledger.expired', params: {} },
            })),
          ),
        );
      return expired.length;
    },

    /** Proves every chain, or says what differs first. With a head, that it is part of one of them. */
    check: async (head: string | null): Promise<CheckResult> => {
      let checked = 0;
      let found = head === null;
      for (const organisationId of await read((trx) => repo.listOrganisations(trx))) {
        const result = await checkLedger(read, organisationId, head);
        checked += result.checked;
        found ||= result.headFound;
        if (!result.ok && result.firstDifference?.reason !== 'head_not_found') return { ...result, checked };
      }
      if (found) return { ok: true, checked, firstDifference: null };
      return { ok: false, checked, firstDifference: { organisationId: '', transfer: null, account: null, reason: 'head_not_found' } };
    },

    /** Pending transfers that count within a time and are neither settled nor voided. */
    countPending: (trx: Trx, organisationId: string, from: Date, before: Date): Promise<number> =>
      repo.countPending(trx, organisationId, from, before),

    /** The posted journal as text, piece by piece; with `within`, what counts from its first instant and before its second. */
    journal: (organisationId: string, format: JournalFormat, within: Within | null = null): AsyncGenerator<string> =>
      journalText(read, organisationId, format, within),
  };
}
export type LedgerService = ReturnType<typeof createLedgerService>;

function balanceOf(standing: Standing): Balance {
  const debit = standing.normalSide === 'debit';
  return {
    accountId: standing.accountId,
    postedMinor: debit ? standing.debitsPosted - standing.creditsPosted : standing.creditsPosted - standing.debitsPosted,
    availableMinor: availableOf(standing),
    pendingInMinor: debit ? standing.debitsPending : standing.creditsPending,
    pendingOutMinor: debit ? standing.creditsPending : standing.debitsPending,
  };
}
