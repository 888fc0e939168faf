/** Batches: made by one person, approved by another, called off before they are sent. */
import { z } from 'zod';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { decodeCursor, encodeCursor } from '../../../platform/http/cursor.ts';
import { newId } from '../../../platform/ids.ts';
import { revenueErrors } from '../errors.ts';
import * as revenueRepo from '../repo.ts';
import { payeesOfActor } from '../service/payees.ts';
import type { PayeeRow } from '../tables.ts';
import type { AccountUses } from './accounts.ts';
import { mostPayouts, type BatchState, type OwnPayout, type PayoutBatch, type PayoutBatchDetail, type Reason } from './contract.ts';
import { standingOnWire, type OwedReading, type Standing } from './owed.ts';
import type { PayoutParts } from './parts.ts';
import { nextPayoutDay, payableMinor } from './payable.ts';
import { maskOf } from './profile.ts';
import { isPerson, ownPayoutOnWire, presentBatch, presentBatches, subjectOf } from './present.ts';
import { whyNotBy } from './providers/limits.ts';
import * as repo from './repo.ts';
import { freshSettings, settingsOf } from './settings.ts';
import type { AccountRow, BatchRow, PayoutRow } from './tables.ts';
import type { PayablePayee, PayoutWay } from './contract.ts';

const byId = z.object({ id: z.string() });
const byAmount = z.object({ ready: z.boolean(), amount: z.string().regex(/^-?\d{1,30}$/), id: z.string() });
export type NewBatch = {
  accountId: string;
  currency: string;
  payeeIds?: readonly string[] | undefined;
  executeOn?: string | undefined;
  note: string;
};
type PayableQuery = {
  cursor?: string | undefined;
  limit: number;
  currency: string;
  show: 'ready' | 'waiting' | 'all';
  way?: PayoutWay | undefined;
};

export function createBatchUses(parts: PayoutParts, accounts: AccountUses, owed: OwedReading) {
  const { db, clock, audit, notifications } = parts;

  /** Throws payout_batch_not_found. With `lock`, nobody else changes the batch until the transaction ends. */
  async function load(trx: Trx, organisationId: string, id: string, lock = false): Promise<BatchRow> {
    const row = await repo.findBatch(trx, organisationId, id, lock);
    if (!row) throw revenueErrors.payout_batch_not_found({ id });
    return row;
  }

  /**
   * Why somebody may not approve a batch: they made it, they changed where the money of one of its payees goes since that payee was
   * last paid (whoever does both could pay themselves), or they are no person.
   */
  async function whyNotApprove(trx: Trx, actor: Actor, row: BatchRow): Promise<Reason | null> {
    if (!isPerson(actor)) return { code: 'person_needed', params: {} };
    if (row.made_by === actor.id) return { code: 'own_batch', params: {} };
    const changes = await parts.payeeDirectory.changersSince(trx, row.organisation_id, await repo.listPaidBefore(trx, row.id));
    const own = changes.find(({ userId }) => userId === actor.id);
    if (!own) return null;
    const [payee] = await revenueRepo.findPayees(trx, row.organisation_id, [own.payeeId]);
    return { code: 'changed_details', params: { payee: payee?.name ?? own.payeeId } };
  }

  const detail = async (trx: Trx, actor: Actor, row: BatchRow): Promise<PayoutBatchDetail> =>
    presentBatch(trx, row, row.state === 'draft' ? await whyNotApprove(trx, actor, row) : null);

  /** Those who can be paid from an account, and why the others cannot. */
  function choose(standings: readonly Standing[], account: AccountRow, named: boolean): { pay: Standing[]; leftOut: BatchRow['left_out'] } {
    const pay: Standing[] = [];
    const leftOut: BatchRow['left_out'] = [];
    for (const standing of standings) {
      const { payee, currency, profile } = standing;
      const amountMinor = payableMinor(standing.owed);
      const reasons = [...standing.reasons];
      if (reasons.length === 0 && profile?.destination && profile.destination.way !== account.way)
        reasons.push({ code: 'other_way', params: { way: profile.destination.way } });
      const refused = reasons.length === 0 ? whyNotBy(account.way, { currency, amountMinor }) : null;
      if (refused !== null) reasons.push({ code: refused, params: {} });
      if (reasons.length === 0 && pay.length >= mostPayouts) reasons.push({ code: 'batch_full', params: { most: mostPayouts } });
      if (reasons.length === 0) pay.push(standing);
      // Of all payees, those to whom nothing is owed are no news.
      else if (named || amountMinor > 0n) leftOut.push({ payee: { id: payee.id, name: payee.name }, reasons });
    }
    return { pay, leftOut };
  }

  async function candidates(trx: Trx, organisationId: string, input: NewBatch): Promise<PayeeRow[]> {
    if (input.payeeIds === undefined) return outside(await repo.listOwed(trx, organisationId, input.currency));
    const ids = [...new Set(input.payeeIds)];
    const found = await revenueRepo.findPayees(trx, organisationId, ids);
    const missing = ids.find((id) => !found.some((row) => row.id === id));
    if (missing !== undefined) throw revenueErrors.payee_not_found({ id: missing });
    return outside(found);
  }

  /** Makes a draft, in the caller's transaction. Throws as createPayoutBatch. */
  async function makeBatch(trx: Trx, actor: Actor, input: NewBatch): Promise<BatchRow> {
    if (!isPerson(actor)) throw revenueErrors.person_needed({});
    const { organisationId } = actor;
    const settings = settingsOf(await repo.lockSettings(trx, freshSettings(organisationId)));
    const account = await accounts.loadAccount(trx, organisationId, input.accountId);
    if (account.currency !== null && account.currency !== input.currency)
      throw revenueErrors.account_currency({ name: account.name, currency: account.currency });
    const executeOn = input.executeOn ?? owed.today();
    if (executeOn < owed.today()) throw revenueErrors.day_past({ day: executeOn });
    const payees = await candidates(trx, organisationId, input);
    const standings = await owed.standings(trx, organisationId, payees, input.currency, settings);
    const { pay, leftOut } = choose(standings, account, input.payeeIds !== undefined);
    if (pay.length === 0) {
      const first = leftOut[0]?.reasons[0];
      throw revenueErrors.nobody_payable({ account: account.name, reason: first?.code ?? 'nothing' });
    }
    const now = clock.now();
    const row: BatchRow = {
      id: newId('payoutBatch', now.getTime()),
      organisation_id: organisationId,
      account_id: account.id,
      currency: input.currency,
      state: 'draft',
      note: input.note,
      execute_on: executeOn,
      left_out: leftOut.slice(0, mostPayouts),
      made_by: actor.id,
      made_by_name: actor.name,
      made_at: now,
      approved_by: null,
      approved_by_name: null,
      approved_at: null,
      sent_at: null,
      task_id: null,
    };
    await repo.insertBatch(trx, { ...row, left_out: JSON.stringify(row.left_out) });
    await repo.insertPayouts(
      trx,
      pay.map((standing) => payoutOf(standing, row, now)),
    );
    const totalMinor = pay.reduce((total, standing) => total + payableMinor(standing.owed), 0n);
    await audit.record(trx, actor, 'revenue.create_payout_batch', subjectOf(row), {
      account: account.name,
      currency: input.currency,
      payouts: pay.length,
      totalMinor: totalMinor.toString(),
    });
    await notifications.notifyStaff(trx, {
      organisationId,
      kind: 'payouts_to_approve',
      params: { account: account.name, count: pay.length },
      link: `/payouts/${row.id}`,
    });
    return row;
  }

  function payoutOf({ payee, profile, owed: of, currency }: Standing, batch: BatchRow, now: Date) {
    const id = newId('payout', now.getTime());
    const destination = profile!.destination!;
    return {
      id,
      organisation_id: batch.organisation_id,
      batch_id: batch.id,
      payee_id: payee.id,
      payee_name: payee.name,
      currency,
      amount_minor: payableMinor(of),
      state: 'draft' as const,
      way: destination.way,
      destination_sealed: parts.payeeSealer.seal(JSON.stringify(destination), id),
      destination_masked: maskOf(destination),
      // Bank files take letters and digits.
      reference: id.replace('_', '').toUpperCase(),
      asks: 0,
      updated_at: now,
    };
  }

  return {
    loadBatch: load,
    batchDetail: detail,
    makeBatch,

    /** What everybody could be paid now, those who can be first, then the largest. */
    listPayable: (actor: Actor, query: PayableQuery) =>
      db.read(async (trx) => {
        const { organisationId } = actor;
        const settings = settingsOf(await repo.findSettings(trx, organisationId));
        const payees = outside(await repo.listOwed(trx, organisationId, query.currency));
        const all = (await owed.standings(trx, organisationId, payees, query.currency, settings)).map(standingOnWire);
        const ready = all.filter(({ reasons }) => reasons.length === 0);
        const shown = all
          .filter((each) => query.show === 'all' || (each.reasons.length === 0) === (query.show === 'ready'))
          .filter((each) => query.way === undefined || each.destination?.way === query.way)
          .sort(inOrder);
        const after = query.cursor === undefined ? null : decodeCursor(byAmount, query.cursor);
        const rest = after === null ? shown : shown.filter((each) => compareKeys(keyOf(each), after) > 0);
        const items = rest.slice(0, query.limit);
        const ways = [...Map.groupBy(ready, ({ destination }) => destination!.way)].map(([way, some]) => ({
          way,
          payees: some.length,
          amountMinor: some.reduce((total, each) => total + BigInt(each.payableMinor), 0n).toString(),
        }));
        return {
          items,
          nextCursor: rest.length > items.length ? encodeCursor(keyOf(items.at(-1)!)) : null,
          ready: ways,
          waiting: all.length - ready.length,
          currencies: (await repo.listOwedCurrencies(trx, organisationId)) as PayablePayee['currency'][],
        };
      }),

    /**
     * Makes a draft for everybody who can be paid from an account now, or for those who are named. Throws payout_account_not_found,
     * person_needed, account_currency, day_past, payee_not_found, nobody_payable.
     */
    createPayoutBatch: (actor: Actor, input: NewBatch): Promise<PayoutBatchDetail> =>
      db.transaction(async (trx) => detail(trx, actor, await makeBatch(trx, actor, input))),

    getPayoutBatch: (actor: Actor, id: string): Promise<PayoutBatchDetail> =>
      db.read(async (trx) => detail(trx, actor, await load(trx, actor.organisationId, id))),

    listPayoutBatches: (actor: Actor, query: { cursor?: string | undefined; limit: number; state?: BatchState | undefined }) =>
      db.read(async (trx): Promise<{ items: PayoutBatch[]; nextCursor: string | null }> => {
        const beforeId = query.cursor === undefined ? null : decodeCursor(byId, query.cursor).id;
        const rows = await repo.listBatches(trx, actor.organisationId, { beforeId, limit: query.limit + 1, state: query.state ?? null });
        const items = await presentBatches(trx, rows.slice(0, query.limit), (row) => whyNotApprove(trx, actor, row));
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null };
      }),

    /** Takes a payee out of a draft. Throws payout_batch_not_found, payout_not_found, batch_not_draft. */
    takeOutPayout: (actor: Actor, batchId: string, payoutId: string): Promise<PayoutBatchDetail> =>
      db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, batchId, true);
        const payout = await repo.findPayout(trx, actor.organisationId, payoutId);
        if (!payout || payout.batch_id !== batchId) throw revenueErrors.payout_not_found({ id: payoutId });
        if (row.state !== 'draft') throw revenueErrors.batch_not_draft({});
        if (payout.state === 'draft') {
          await repo.updatePayout(trx, payoutId, cancelled(clock.now(), { code: 'taken_out', params: { by: actor.name } }));
          await audit.record(trx, actor, 'revenue.take_out_payout', subjectOf(row), {
            payee: payout.payee_name,
            amountMinor: payout.amount_minor.toString(),
            currency: payout.currency,
          });
        }
        return detail(trx, actor, row);
      }),

    /** Throws payout_batch_not_found, batch_not_draft, own_batch, changed_details, person_needed, content_differs. */
    approvePayoutBatch: (actor: Actor, id: string, read: { totalMinor: string; payouts: number }): Promise<PayoutBatchDetail> =>
      db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        if (row.state !== 'draft') throw revenueErrors.batch_not_draft({});
        const block = await whyNotApprove(trx, actor, row);
        if (block) throw revenueErrors[block.code as 'own_batch' | 'changed_details' | 'person_needed'](block.params);
        const open = (await repo.listPayouts(trx, id, true)).filter(({ state }) => state === 'draft');
        const total = open.reduce((sum, { amount_minor }) => sum + amount_minor, 0n);
        if (total.toString() !== read.totalMinor || open.length !== read.payouts) throw revenueErrors.batch_differs({});
        if (open.length === 0) throw revenueErrors.batch_differs({});
        const now = clock.now();
        const change = { state: 'approved' as const, approved_by: actor.id!, approved_by_name: actor.name, approved_at: now };
        await repo.updateBatch(trx, id, change);
        await repo.updatePayouts(
          trx,
          open.map((each) => each.id),
          { state: 'approved', updated_at: now },
        );
        await audit.record(trx, actor, 'revenue.approve_payout_batch', subjectOf(row), {
          madeBy: row.made_by_name,
          payouts: open.length,
          totalMinor: total.toString(),
          currency: row.currency,
        });
        return detail(trx, actor, { ...row, ...change });
      }),

    /** Throws payout_batch_not_found, batch_sent. */
    cancelPayoutBatch: (actor: Actor, id: string): Promise<PayoutBatchDetail> =>
      db.transaction(async (trx) => {
        const row = await load(trx, actor.organisationId, id, true);
        if (row.state === 'sent' || row.state === 'done') throw revenueErrors.batch_sent({});
        if (row.state === 'cancelled') return detail(trx, actor, row);
        const open = (await repo.listPayouts(trx, id, true)).filter(({ state }) => state === 'draft' || state === 'approved');
        await repo.updatePayouts(
          trx,
          open.map((each) => each.id),
          cancelled(clock.now(), { code: 'batch_cancelled', params: { by: actor.name } }),
        );
        await repo.updateBatch(trx, id, { state: 'cancelled' });
        await audit.record(trx, actor, 'revenue.cancel_payout_batch', subjectOf(row), { payouts: open.length, was: row.state });
        return detail(trx, actor, { ...row, state: 'cancelled' });
      }),

    /** What the actor was paid, as the payees that they are. */
    listMyPayouts: (actor: Actor, query: { cursor?: string | undefined; limit: number }) =>
      db.read(async (trx): Promise<{ items: OwnPayout[]; nextCursor: string | null; nextOn: string | null }> => {
        const own = (await payeesOfActor(parts, trx, actor)).map(({ id }) => id);
        const nextOn = nextPayoutDay((await repo.findSettings(trx, actor.organisationId))?.day_of_month ?? null, owed.today());
        const beforeId = query.cursor === undefined ? null : decodeCursor(byId, query.cursor).id;
        const rows = await repo.listPayoutsOf(trx, own, { beforeId, limit: query.limit + 1 });
        const items = rows.slice(0, query.limit).map(ownPayoutOnWire);
        return { items, nextCursor: rows.length > query.limit ? encodeCursor({ id: items.at(-1)!.id }) : null, nextOn };
      }),
  };
}
export type BatchUses = ReturnType<typeof createBatchUses>;

/** What becomes of a payout that is not sent. */
export function cancelled(now: Date, failure: Reason): { state: 'cancelled'; failure: string; ended_at: Date; updated_at: Date } {
  return { state: 'cancelled', failure: JSON.stringify(failure), ended_at: now, updated_at: now };
}
export const isOpen = ({ state }: Pick<PayoutRow, 'state'>): boolean => ['draft', 'approved', 'sending', 'unknown', 'sent'].includes(state);

/** The operator's and the studio's own shares are the house's money already. */
const outside = (payees: readonly PayeeRow[]): PayeeRow[] => payees.filter(({ role }) => role === null);

type Key = z.output<typeof byAmount>;
const keyOf = (each: PayablePayee): Key => ({ ready: each.reasons.length === 0, amount: each.payableMinor, id: each.payee.id });
function compareKeys(a: Key, b: Key): number {
  if (a.ready !== b.ready) return a.ready ? -1 : 1;
  const [more, less] = [BigInt(a.amount), BigInt(b.amount)];
  if (more !== less) return more > less ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
const inOrder = (a: PayablePayee, b: PayablePayee): number => compareKeys(keyOf(a), keyOf(b));
