/** Sending an approved batch: what is still owed goes under way in the books, and a bank's file is made or a provider's job begun. */
import { createHash } from 'node:crypto';
import type { Trx } from '../../../platform/db/index.ts';
import type { Actor } from '../../../platform/http/actor.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import * as revenueRepo from '../repo.ts';
import type { AccountUses } from './accounts.ts';
import { cancelled, type BatchUses } from './batches.ts';
import type { PayoutBatchDetail, Reason } from './contract.ts';
import { writeTransferCsv } from './files/csv.ts';
import { writePain001 } from './files/pain001.ts';
import type { BankDestination, TransferFile } from './files/transfer.ts';
import { sendPayoutsJob } from './jobs.ts';
import { amountText, nobody, type Outcomes } from './outcome.ts';
import type { OwedReading } from './owed.ts';
import type { PayoutParts } from './parts.ts';
import { payableMinor } from './payable.ts';
import { destinationText, type Destination } from './profile.ts';
import { isPerson, subjectOf } from './present.ts';
import { whyNotBy } from './providers/limits.ts';
import * as repo from './repo.ts';
import { freshSettings } from './settings.ts';
import type { AccountRow, BatchRow, FileRow, PayoutRow } from './tables.ts';

/** A provider's job that never ran is taken up after so long. */
const takeUpMs = 15 * 60_000;
const mostTries = 3;
/** What was owed when it was looked at has fallen before the books were locked: everything is looked at anew. */
class Fallen extends Error {}

export function createSendingUses(parts: PayoutParts, accounts: AccountUses, owed: OwedReading, batches: BatchUses, outcomes: Outcomes) {
  const { db, clock, audit, ledger, notifications, jobs, payeeSealer } = parts;
  const openDestination = (row: PayoutRow): Destination => JSON.parse(payeeSealer.open(row.destination_sealed, row.id)) as Destination;

  /** Why a payout that was approved is not sent after all; null where it is. */
  async function reasonsToStay(trx: Trx, batch: BatchRow, account: AccountRow, rows: readonly PayoutRow[]): Promise<Map<string, Reason>> {
    const ids = rows.map((row) => row.payee_id);
    const payees = await revenueRepo.findPayees(trx, batch.organisation_id, ids);
    const owing = await owed.owedTo(trx, batch.organisation_id, payees, batch.currency, batch.id);
    const profiles = await parts.payeeDirectory.profiles(trx, batch.organisation_id, ids);
    const stay = new Map<string, Reason>();
    for (const row of rows) {
      const payable = payableMinor(owing.get(row.payee_id)!);
      const destination = profiles.get(row.payee_id)?.destination ?? null;
      const refused = whyNotBy(account.way, { currency: row.currency, amountMinor: row.amount_minor });
      if (payable < row.amount_minor)
        stay.set(row.id, { code: 'payable_fell', params: { payableMinor: payable.toString(), currency: row.currency } });
      else if (destination === null || destinationText(destination) !== destinationText(openDestination(row)))
        stay.set(row.id, { code: 'details_changed', params: {} });
      else if (refused !== null) stay.set(row.id, { code: refused, params: {} });
    }
    return stay;
  }

  /** Puts payouts under way in the books. Throws Fallen where less is owed by then. */
  async function post(trx: Trx, batch: BatchRow, account: AccountRow, rows: readonly PayoutRow[], now: Date): Promise<Map<string, string>> {
    const { organisation_id: organisationId, currency } = batch;
    const opened = await outcomes.accountsOf(trx, account, rows);
    const recorded = await ledger.recordAll(
      trx,
      organisationId,
      rows.map((row) => ({
        kind: 'pending' as const,
        key: `payout:${row.id}:sent`,
        effectiveAt: now,
        memo: outcomes.memo('payout_sent', row),
        entries: [
          { accountId: opened.get(row.payee_id)!, amountMinor: row.amount_minor },
          { accountId: opened.get('')!, amountMinor: -row.amount_minor },
        ],
      })),
    );
    // From here on the books are locked by us: what is owed now is what is owed.
    const payees = await revenueRepo.findPayees(
      trx,
      organisationId,
      rows.map((row) => row.payee_id),
    );
    const owing = await owed.owedTo(trx, organisationId, payees, currency, batch.id);
    if (rows.some((row) => payableMinor(owing.get(row.payee_id)!) < row.amount_minor)) throw new Fallen();
    return new Map(rows.map((row, index) => [row.id, recorded[index]!.id]));
  }

  function filesOf(batch: BatchRow, account: AccountRow, rows: readonly PayoutRow[], now: Date): FileRow[] {
    const today = dateIn(businessZone, now);
    const file: TransferFile = {
      messageId: batch.id.replace('_', '').toUpperCase(),
      // The business zone has had no summer time since 1991.
      madeAt: new Date(now.getTime() + 8 * 3600_000).toISOString().replace(/\.\d+Z$/, '+08:00'),
      executeOn: batch.execute_on < today ? today : batch.execute_on,
      currency: batch.currency,
      from: accounts.debtorOf(account),
      transfers: rows.map((row) => ({
        reference: row.reference,
        amountMinor: row.amount_minor,
        to: openDestination(row) as BankDestination,
        purpose: batch.note === '' ? 'Revenue share' : batch.note,
      })),
    };
    const texts = { pain001: writePain001(file), csv: writeTransferCsv(file) };
    return (['pain001', 'csv'] as const).map((format) => ({
      batch_id: batch.id,
      format,
      organisation_id: batch.organisation_id,
      name: `${file.messageId}.${format === 'pain001' ? 'xml' : 'csv'}`,
      sha256: createHash('sha256').update(texts[format]).digest('hex'),
      size_bytes: Buffer.byteLength(texts[format]),
      sealed: payeeSealer.seal(texts[format], `${batch.id} ${format}`),
      made_at: now,
    }));
  }

  async function send(trx: Trx, actor: Actor, id: string): Promise<PayoutBatchDetail> {
    const { organisationId } = actor;
    await repo.lockSettings(trx, freshSettings(organisationId));
    const batch = await batches.loadBatch(trx, organisationId, id, true);
    if (batch.state !== 'approved') throw revenueErrors.batch_not_approved({});
    const account = await accounts.loadAccount(trx, organisationId, batch.account_id);
    const rows = (await repo.listPayouts(trx, id, true)).filter(({ state }) => state === 'approved');
    const now = clock.now();
    const stay = await reasonsToStay(trx, batch, account, rows);
    for (const [payoutId, reason] of stay) await repo.updatePayout(trx, payoutId, cancelled(now, reason));
    const go = rows.filter((row) => !stay.has(row.id));
    if (go.length === 0) {
      await repo.updateBatch(trx, id, { state: 'cancelled' });
      await audit.record(trx, actor, 'revenue.cancel_payout_batch', subjectOf(batch), { payouts: rows.length, was: batch.state });
      return batches.batchDetail(trx, actor, { ...batch, state: 'cancelled' });
    }
    const transfers = await post(trx, batch, account, go, now);
    const byBank = account.way === 'bank';
    for (const row of go)
      await repo.updatePayout(trx, row.id, {
        state: byBank ? 'sent' : 'sending',
        pending_transfer: transfers.get(row.id)!,
        sent_at: now,
        updated_at: now,
        next_ask_at: byBank ? null : new Date(now.getTime() + takeUpMs),
      });
    if (byBank) for (const file of filesOf(batch, account, go, now)) await repo.insertFile(trx, file);
    const task = byBank ? null : await jobs.enqueue(trx, sendPayoutsJob, { batchId: id }, { organisationId, subject: subjectOf(batch) });
    await repo.updateBatch(trx, id, { state: 'sent', sent_at: now, task_id: task });
    await audit.record(trx, actor, 'revenue.send_payout_batch', subjectOf(batch), {
      account: account.name,
      payouts: go.length,
      stayed: stay.size,
      totalMinor: go.reduce((sum, row) => sum + row.amount_minor, 0n).toString(),
      currency: batch.currency,
    });
    const people = await outcomes.behind(
      trx,
      organisationId,
      go.map((row) => row.payee_id),
    );
    for (const row of go)
      await notifications.notify(trx, {
        organisationId,
        ...(people.get(row.payee_id) ?? nobody),
        kind: 'payout_sent',
        params: { amount: amountText(row.amount_minor, row.currency) },
      });
    return batches.batchDetail(trx, actor, await batches.loadBatch(trx, organisationId, id));
  }

  return {
    /**
     * Sends an approved batch. What has become less than was approved, and whoever's details have changed since, is left out and stays
     * payable. Throws payout_batch_not_found, batch_not_approved, payout_account_not_found, person_needed.
     */
    sendPayoutBatch: async (actor: Actor, id: string): Promise<PayoutBatchDetail> => {
      if (!isPerson(actor)) throw revenueErrors.person_needed({});
      for (let tries = 1; ; tries++) {
        try {
          return await db.transaction((trx) => send(trx, actor, id));
        } catch (error) {
          if (!(error instanceof Fallen) || tries === mostTries) throw error;
        }
      }
    },

    /** A bank's file, byte for byte as it was made. Throws payout_batch_not_found, no_file, person_needed. */
    readPayoutFile: (actor: Actor, id: string, format: FileRow['format']): Promise<{ name: string; text: string }> =>
      db.transaction(async (trx) => {
        if (!isPerson(actor)) throw revenueErrors.person_needed({});
        const batch = await batches.loadBatch(trx, actor.organisationId, id);
        const file = await repo.findFile(trx, actor.organisationId, id, format);
        if (!file) throw revenueErrors.no_file({});
        await audit.record(trx, actor, 'revenue.download_payout_file', subjectOf(batch), { format, sha256: file.sha256 });
        return { name: file.name, text: payeeSealer.open(file.sealed, `${id} ${format}`) };
      }),
  };
}
