/** What people say became of payouts: one by one, or by a bank's file of results; and another try where one did not arrive. */
import type { Actor } from '../../../platform/http/actor.ts';
import { instantFromIso } from '../../../platform/time.ts';
import { revenueErrors } from '../errors.ts';
import type { BatchUses } from './batches.ts';
import type { Payout, Reason, ResultLine } from './contract.ts';
import type { Delivery } from './delivery.ts';
import { endingOf, readResults, type ReadLine } from './files/results.ts';
import { endsFrom, type Ended, type Ending, type Outcomes } from './outcome.ts';
import type { OwedReading } from './owed.ts';
import type { PayoutParts } from './parts.ts';
import { isPerson, payoutOnWire, subjectOf } from './present.ts';
import * as repo from './repo.ts';
import type { PayoutRow } from './tables.ts';

const said = (reason: string): Reason => ({ code: 'said', params: { reason } });

export function createResultUses(parts: PayoutParts, owed: OwedReading, batches: BatchUses, outcomes: Outcomes, delivery: Delivery) {
  const { db, clock, audit } = parts;

  /** Ends one payout as a person says. Throws payout_not_found, payout_state, provider_decides. */
  async function mark(actor: Actor, payoutId: string, becomes: Ending, failure: Reason | null, at: Date): Promise<Payout> {
    return db.transaction(async (trx) => {
      const known = await repo.findPayout(trx, actor.organisationId, payoutId);
      if (!known) throw revenueErrors.payout_not_found({ id: payoutId });
      await batches.loadBatch(trx, actor.organisationId, known.batch_id, true);
      const row = (await repo.findPayout(trx, actor.organisationId, payoutId, true))!;
      // What a provider did is asked of the provider, unless it cannot be asked any more.
      if (row.way !== 'bank' && row.failure?.code !== 'keys_changed') throw revenueErrors.provider_decides({});
      if (row.sent_at !== null && at < startOfDay(row.sent_at)) throw revenueErrors.day_past({ day: at.toISOString().slice(0, 10) });
      await outcomes.end(trx, actor, row.batch_id, [{ row, becomes, failure, at, providerReference: null }]);
      return payoutOnWire((await repo.findPayout(trx, actor.organisationId, payoutId))!);
    });
  }

  function judge(line: ReadLine, rows: ReadonlyMap<string, PayoutRow>, seen: Set<string>): { shown: ResultLine; ended: Ended | null } {
    const row = rows.get(line.reference.toUpperCase()) ?? null;
    const becomes = endingOf(line.status);
    const payout = row && { id: row.id, payee: row.payee_name, amountMinor: row.amount_minor.toString(), state: row.state };
    const fail = (code: string, params: Reason['params'] = {}) => ({
      shown: { line: line.line, reference: line.reference.slice(0, 100), payout, becomes, error: { code, params } },
      ended: null,
    });
    if (!row) return fail('unknown_reference');
    if (seen.has(row.id)) return fail('twice');
    seen.add(row.id);
    if (becomes === null) return fail('unknown_status', { status: line.status.slice(0, 100) });
    if (row.state === becomes) return fail('already', { state: row.state });
    if (!endsFrom[becomes].includes(row.state)) return fail('wrong_state', { state: row.state });
    const failure = becomes === 'paid' ? null : said(line.reason);
    return {
      shown: { line: line.line, reference: line.reference, payout, becomes, error: null },
      ended: { row, becomes, failure, at: clock.now(), providerReference: null },
    };
  }

  return {
    markPayoutPaid: (actor: Actor, id: string, { paidOn }: { paidOn?: string | undefined }): Promise<Payout> => {
      if (paidOn !== undefined && paidOn > owed.today()) throw revenueErrors.day_past({ day: paidOn });
      // A day's noon, or now where that is still to come.
      const noon = paidOn === undefined ? clock.now() : instantFromIso(`${paidOn}T12:00:00+08:00`);
      return mark(actor, id, 'paid', null, noon < clock.now() ? noon : clock.now());
    },
    markPayoutFailed: (actor: Actor, id: string, { reason }: { reason: string }): Promise<Payout> =>
      mark(actor, id, 'failed', said(reason), clock.now()),
    markPayoutReturned: (actor: Actor, id: string, { reason }: { reason: string }): Promise<Payout> =>
      mark(actor, id, 'returned', said(reason), clock.now()),

    /**
     * Reads a file of results; with `apply` it is taken as a whole, and only where no line is in doubt. Throws payout_batch_not_found,
     * batch_not_sent, results_unreadable, results_faulty.
     */
    importPayoutResults: (actor: Actor, batchId: string, { text, apply }: { text: string; apply: boolean }) =>
      db.transaction(async (trx): Promise<{ lines: ResultLine[]; errors: number; applied: number }> => {
        const batch = await batches.loadBatch(trx, actor.organisationId, batchId, true);
        if (batch.state !== 'sent' && batch.state !== 'done') throw revenueErrors.batch_not_sent({});
        const lines = readResults(text);
        if (lines === null || lines.length === 0) throw revenueErrors.results_unreadable({});
        const payouts = await repo.listPayouts(trx, batchId, apply);
        if (payouts.some(({ way }) => way !== 'bank')) throw revenueErrors.provider_decides({});
        const rows = new Map(payouts.map((row) => [row.reference, row]));
        const seen = new Set<string>();
        const judged = lines.map((line) => judge(line, rows, seen));
        // What is so already is no error: the same file may be given twice.
        const errors = judged.filter(({ shown }) => shown.error !== null && shown.error.code !== 'already').length;
        const ended = judged.flatMap((each) => each.ended ?? []);
        if (apply) {
          if (errors > 0) throw revenueErrors.results_faulty({ count: errors });
          await outcomes.end(trx, actor, batchId, ended);
        }
        await audit.record(trx, actor, 'revenue.import_payout_results', subjectOf(batch), { lines: lines.length, errors, applied: apply });
        return { lines: judged.map(({ shown }) => shown), errors, applied: apply ? ended.length : 0 };
      }),

    /**
     * Asks the provider where nobody knows; makes a new draft where it failed or came back, which needs another person's yes again.
     * Throws payout_not_found, payout_state, and as createPayoutBatch.
     */
    retryPayout: async (actor: Actor, id: string): Promise<{ payout: Payout; batchId: string | null }> => {
      if (!isPerson(actor)) throw revenueErrors.person_needed({});
      const row = await db.read((trx) => repo.findPayout(trx, actor.organisationId, id));
      if (!row) throw revenueErrors.payout_not_found({ id });
      if (row.way !== 'bank' && ['sending', 'unknown', 'sent', 'paid'].includes(row.state)) {
        await db.read((trx) => audit.record(trx, actor, 'revenue.ask_payout', { id, title: row.payee_name }, { reference: row.reference }));
        return { payout: await delivery.askPayout(actor, id), batchId: null };
      }
      if (row.state !== 'failed' && row.state !== 'returned') throw revenueErrors.payout_state({ state: row.state });
      const made = await db.transaction(async (trx) => {
        const batch = await batches.loadBatch(trx, actor.organisationId, row.batch_id);
        return batches.makeBatch(trx, actor, {
          accountId: batch.account_id,
          currency: row.currency,
          payeeIds: [row.payee_id],
          note: batch.note,
        });
      });
      return { payout: payoutOnWire(row), batchId: made.id };
    },
  };
}

/** A bank's day may be the one on which the file was made, before the hour of its making. */
const startOfDay = (instant: Date): Date => new Date(instant.getTime() - 24 * 3600_000);
