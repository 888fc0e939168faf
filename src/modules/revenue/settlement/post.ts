/**
 * The job that posts an approved settlement to the books: group by group, then tax, then statements. Every step is one transaction
 * that notes how far it came, and every transfer has a key of its own, so that whatever stops it, it goes on where it was.
 */
import { setImmediate as breathe } from 'node:timers/promises';
import type { Trx } from '../../../platform/db/index.ts';
import { systemActor } from '../../../platform/http/actor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import type { Account, AccountSpec, TransferOrder } from '../../ledger/index.ts';
import { payableOf, promotionOf, receivableOf, taxOf } from '../books.ts';
import { markSettledPlans, releaseEstimates } from '../items/marks.ts';
import { findPayees } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import type { PostingGroupRow, SettlementRow } from '../tables.ts';
import { lastInstantOf } from './period.ts';
import * as repo from './posting-repo.ts';
import { createTidying } from './tidy.ts';
import { changeSettlement, findSettlement } from './repo.ts';
import { writeStatements } from './statement-rows.ts';

const mostAtOnce = { groups: 200, postings: 20_000 } as const;
const taxedAtOnce = 500;
type Progress = { stage: 'posting' | 'statements'; done: number; total: number };

/** The account that a group's money comes from, by its code. */
function originSpec(code: string, currency: string): AccountSpec {
  const id = code.slice(code.indexOf(':') + 1);
  if (code.startsWith('promotion:')) return promotionOf(id === 'none' ? null : id, currency);
  return receivableOf(id === 'unknown' ? null : id, currency);
}

/** A group's transfer; null where everything in it cancels out. */
function groupOrder(
  settlement: Pick<SettlementRow, 'id' | 'period'>,
  group: PostingGroupRow,
  accountOf: (code: string) => string,
): TransferOrder | null {
  const entries = Object.entries(group.sums).flatMap(([payeeId, sum]) =>
    sum === '0' ? [] : [{ accountId: accountOf(`payable:${payeeId}`), amountMinor: -BigInt(sum) }],
  );
  const whole = entries.reduce((sum, entry) => sum + entry.amountMinor, 0n);
  if (entries.length === 0) return null;
  return {
    kind: 'posted',
    key: `settle:${settlement.id}:${group.number}`,
    effectiveAt: lastInstantOf(settlement.period),
    memo: {
      code: 'revenue.settled',
      params: {
        settlement: settlement.id,
        group: group.number,
        plan: group.plan_id,
        version: group.plan_version,
        postings: group.postings,
        root: group.root,
      },
    },
    entries: whole === 0n ? entries : [{ accountId: accountOf(group.origin), amountMinor: -whole }, ...entries],
  };
}

const estimateKey = (group: PostingGroupRow): string =>
  [group.plan_id, group.plan_version, group.origin, group.creator_id ?? '', group.agency_id ?? ''].join('|');

/** The steps of posting, each a transaction. */
function createPoster(parts: RevenueParts, settlement: SettlementRow) {
  const { db, ledger } = parts;
  const { id, organisation_id: organisationId, currency } = settlement;
  // Accounts do not change: they are opened once a run.
  const accounts = new Map<string, Account>();
  async function openAccounts(trx: Trx, specs: readonly AccountSpec[]): Promise<Map<string, Account>> {
    const missing = specs.filter(({ code }) => !accounts.has(code));
    const opened = await ledger.openAccounts(trx, organisationId, missing);
    return new Map(opened.map((account) => [account.code, account]));
  }
  const keep = (opened: ReadonlyMap<string, Account>): void => opened.forEach((account, code) => accounts.set(code, account));
  const idIn = (opened: ReadonlyMap<string, Account>) => (code: string) => (opened.get(code) ?? accounts.get(code))!.id;

  /** The next chunk of groups, in one transaction with everything that goes with it; null where none is left. */
  const postChunk = async (): Promise<Progress | null> => {
    let opened: Map<string, Account> | undefined;
    const progress = await db.transaction(async (trx) => {
      const row = await findSettlement(trx, organisationId, id, true);
      const at = row?.progress as Progress | null;
      if (row?.state !== 'approved' || at?.stage !== 'posting') return null;
      const groups = await repo.nextGroups(trx, id, at.done, mostAtOnce);
      const last = groups.at(-1);
      if (!last) return null;
      const payees = await findPayees(trx, organisationId, [...new Set(groups.flatMap(({ payee_ids }) => payee_ids))]);
      opened = await openAccounts(trx, [
        ...[...new Set(groups.map(({ origin }) => origin))].map((code) => originSpec(code, currency)),
        ...payees.map((payee) => payableOf(payee.id, payee.name, currency)),
      ]);
      await releaseEstimates(parts, trx, organisationId, groups.map(estimateKey));
      const orders = groups.map((group) => ({ group, order: groupOrder(settlement, group, idIn(opened!)) }));
      const given = orders.flatMap(({ order }) => order ?? []);
      const recorded = await ledger.recordAll(trx, organisationId, given);
      const numbers = orders.flatMap(({ group, order }) => (order ? [group.number] : []));
      await repo.markPosted(
        trx,
        id,
        recorded.map((transfer, index) => ({ number: numbers[index]!, transferId: transfer.id })),
      );
      await repo.markSettled(trx, id, groups[0]!.number, last.number);
      const next: Progress = { ...at, done: last.number };
      await changeSettlement(trx, id, ['approved'], { progress: JSON.stringify(next) });
      return next;
    });
    if (opened) keep(opened);
    return progress;
  };

  const taxChunk = (): Promise<boolean> =>
    db.transaction(async (trx) => {
      const row = await findSettlement(trx, organisationId, id, true);
      if (row?.state !== 'approved') return false;
      const withheld = await repo.nextWithheld(trx, id, taxedAtOnce);
      if (withheld.length === 0) return false;
      const regimes = [...new Set(withheld.map(({ regime }) => regime))].map((regime) => taxOf(regime, currency));
      const opened = await openAccounts(trx, [...regimes, ...withheld.map((each) => payableOf(each.payee_id, each.name, currency))]);
      const idOf = idIn(opened);
      const recorded = await ledger.recordAll(
        trx,
        organisationId,
        withheld.map((each) => ({
          kind: 'posted',
          key: `tax:${id}:${each.payee_id}`,
          effectiveAt: lastInstantOf(settlement.period),
          memo: { code: 'revenue.tax_withheld', params: { settlement: id, payee: each.payee_id, regime: each.regime } },
          entries: [
            { accountId: idOf(`payable:${each.payee_id}`), amountMinor: each.withheld_minor },
            { accountId: idOf(`tax:${each.regime}`), amountMinor: -each.withheld_minor },
          ],
        })),
      );
      await repo.markWithheld(
        trx,
        id,
        withheld.map((each, index) => ({ payeeId: each.payee_id, transferId: recorded[index]!.id })),
      );
      return true;
    });

  return { postChunk, taxChunk };
}

/** Posts an approved settlement. Throws a JobStop where it is to stop; what was posted stays posted. */
export async function post(
  parts: RevenueParts,
  settlement: SettlementRow,
  context: Pick<JobContext, 'signal' | 'progress'>,
): Promise<void> {
  const tidying = createTidying();
  const goOn = (): void => {
    tidying.tidy();
    if (context.signal.aborted) throw context.signal.reason;
  };
  try {
    await postAll(parts, settlement, context, goOn);
  } finally {
    tidying.end();
  }
}

async function postAll(
  parts: RevenueParts,
  settlement: SettlementRow,
  context: Pick<JobContext, 'signal' | 'progress'>,
  goOn: () => void,
): Promise<void> {
  const { db } = parts;
  const { postChunk, taxChunk } = createPoster(parts, settlement);
  // Before any money: nobody is paid what is still on hold because posting was slow.
  await db.transaction((trx) => repo.insertDues(trx, settlement));
  for (let at = await postChunk(); at; at = await postChunk()) {
    context.progress('posting', (at.done / Math.max(at.total, 1)) * 0.9);
    goOn();
    await breathe();
  }
  while (await taxChunk()) {
    goOn();
    await breathe();
  }
  await db.transaction((trx) => repo.markPassed(trx, settlement.id));
  await sealOnce(parts, settlement);
  await writeStatements(parts, settlement, context, goOn);
  await finish(parts, settlement);
}

/** Seals the books as they are now and keeps the seal with the settlement: all its statements are proven against the same one. */
async function sealOnce({ db, ledger }: RevenueParts, { id, organisation_id: organisationId }: SettlementRow): Promise<void> {
  const row = await db.read((trx) => findSettlement(trx, organisationId, id));
  if (row!.seal_seq !== null) return;
  const seal = await ledger.seal(organisationId);
  await db.transaction((trx) =>
    changeSettlement(trx, id, ['approved'], { seal_seq: seal.seq, seal_hash: seal.hash, seal_root: seal.root }),
  );
}

async function finish(parts: RevenueParts, { id, organisation_id: organisationId, period, currency }: SettlementRow): Promise<void> {
  await parts.db.transaction(async (trx) => {
    const posted = await changeSettlement(trx, id, ['approved'], {
      state: 'posted',
      posted_at: parts.clock.now(),
      progress: null,
      failure: null,
    });
    if (!posted) return;
    await markSettledPlans(trx, id);
    const statements = await repo.countStatements(trx, id);
    await parts.audit.record(
      trx,
      systemActor(organisationId),
      'revenue.post_settlement',
      { id, title: `${period} ${currency}` },
      { statements },
    );
    await parts.notifications.notifyStaff(trx, {
      organisationId,
      kind: 'settlement_posted',
      params: { period, currency, count: statements },
      link: `/settlements/${id}`,
    });
    await parts.webhooks.emit(trx, { organisationId, type: 'settlement.posted', data: { settlementId: id, period, currency, statements } });
  });
}
