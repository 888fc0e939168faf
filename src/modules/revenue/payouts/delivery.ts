/**
 * Payouts on their way to a provider. A provider that does not answer may have paid. So before it is first asked to pay, that is written
 * down; whoever finds a payout so marked asks what became of it, and has it paid only where the provider knows nothing of it, under the
 * same reference, which the provider pays once.
 */
import type { Actor } from '../../../platform/http/actor.ts';
import type { JobContext } from '../../../platform/jobs/index.ts';
import { revenueErrors } from '../errors.ts';
import type { AccountUses } from './accounts.ts';
import type { Payout, Reason } from './contract.ts';
import type { Outcomes } from './outcome.ts';
import type { PayoutParts } from './parts.ts';
import type { Destination } from './profile.ts';
import { payoutOnWire } from './present.ts';
import type { Answer, Order, PayoutProvider } from './providers/types.ts';
import * as repo from './repo.ts';
import type { PayoutRow } from './tables.ts';

/** A request that got no answer may still be at work there for a while: nothing is sent again before. */
const quietMs = 60_000;
const longestWaitMs = 6 * 3600_000;
/** How often a day a paid payout is looked at again, and for how many days. */
const lookBackMs = 24 * 3600_000;
const looksBack = 7;
/** A provider that cannot be reached so often in a row is left alone for a while. */
const mostUnreached = 3;
const restMs = 5 * 60_000;

type At = { row: PayoutRow; provider: PayoutProvider; mark: string };

export function createDelivery(parts: PayoutParts, accounts: AccountUses, outcomes: Outcomes) {
  const { db, clock, log, payeeSealer } = parts;

  async function load(organisationId: string, payoutId: string): Promise<At | null> {
    return db.read(async (trx) => {
      const row = await repo.findPayout(trx, organisationId, payoutId);
      if (!row || row.way === 'bank') return null;
      const batch = (await repo.findBatch(trx, organisationId, row.batch_id))!;
      const found = await accounts.payoutProviderOf((await repo.findAccount(trx, organisationId, batch.account_id))!);
      return found && { row, ...found };
    });
  }

  const orderOf = (row: PayoutRow): Order => ({
    reference: row.reference,
    amountMinor: row.amount_minor,
    currency: row.currency,
    destination: JSON.parse(payeeSealer.open(row.destination_sealed, row.id)) as Destination,
    title: 'Revenue share',
    providerReference: row.provider_reference,
  });

  /** Writes down that a provider is about to be asked to pay; false where somebody else did that. */
  const claim = ({ row, mark }: At): Promise<boolean> =>
    db.read((trx) => repo.claimPayout(trx, row.id, { triedBefore: row.tried_at, now: clock.now(), mark }));

  const sendIt = async (at: At): Promise<Answer> => {
    if (!(await claim(at))) return doubt('provider_doubt', 'another process is at it');
    return at.provider.send(orderOf(at.row));
  };

  async function askFirst(at: At): Promise<Answer> {
    const { row, provider, mark } = at;
    const asked = await provider.ask(orderOf(row));
    if (asked.state !== 'none') return asked;
    // Somebody else's account at the provider knows nothing of what this one was asked to pay: a person has to look.
    if (row.tried_with !== mark) return doubt('keys_changed', '');
    if (clock.nowMs() - row.tried_at!.getTime() < quietMs) return doubt('provider_doubt', 'asked too soon to be sure');
    return sendIt(at);
  }

  /** Applies what a provider said, if the payout still waits for it. */
  async function apply(row: PayoutRow, answer: Answer): Promise<void> {
    await db.transaction(async (trx) => {
      await repo.findBatch(trx, row.organisation_id, row.batch_id, true);
      const now = await repo.findPayout(trx, row.organisation_id, row.id, true);
      if (!now) return;
      const reference = 'providerReference' in answer ? answer.providerReference : null;
      const ended = { row: now, at: clock.now(), providerReference: reference };
      if (now.state === 'paid') {
        if (answer.state === 'returned') await outcomes.endBySystem(trx, { ...ended, becomes: 'returned', failure: byProvider(answer) });
        else await repo.updatePayout(trx, row.id, nextLook(now));
        return;
      }
      if (now.state !== 'sending' && now.state !== 'unknown' && now.state !== 'sent') return;
      if (answer.state === 'paid') await outcomes.endBySystem(trx, { ...ended, becomes: 'paid', failure: null });
      else if (answer.state === 'returned') await outcomes.endBySystem(trx, { ...ended, becomes: 'returned', failure: byProvider(answer) });
      else if (answer.state === 'failed' || answer.state === 'refused')
        await outcomes.endBySystem(trx, { ...ended, becomes: 'failed', failure: byProvider(answer) });
      else
        await repo.updatePayout(trx, row.id, {
          state: answer.state === 'processing' ? 'sent' : 'unknown',
          failure: answer.state === 'unknown' ? JSON.stringify(byProvider(answer)) : null,
          provider_reference: reference ?? now.provider_reference,
          asks: now.asks + 1,
          next_ask_at: new Date(clock.nowMs() + Math.min(quietMs * 2 ** Math.min(now.asks, 12), longestWaitMs)),
          updated_at: clock.now(),
        });
    });
  }

  const nextLook = (row: PayoutRow): { asks: number; next_ask_at: Date | null } => ({
    asks: row.asks + 1,
    next_ask_at: row.asks + 1 < looksBack ? new Date(clock.nowMs() + lookBackMs) : null,
  });

  /** Brings one payout a step on: sent, or asked about. Answers with what the provider said. */
  async function deliver(organisationId: string, payoutId: string): Promise<Answer | null> {
    const at = await load(organisationId, payoutId);
    if (!at) return null;
    const { row } = at;
    if (!['sending', 'unknown', 'sent', 'paid'].includes(row.state)) return null;
    const answer = await (row.state === 'sending' && row.tried_at === null ? sendIt(at) : askFirst(at));
    if (answer.state === 'unknown') log.warn('revenue.payout_unknown', { payout: row.id, code: answer.code });
    await apply(row, answer);
    return answer;
  }

  /** What was not tried yet when a provider refused us (keys, funds) is not tried at all: it would fare alike. */
  async function giveUp(organisationId: string, batchId: string, answer: Answer): Promise<void> {
    const left = (await db.read((trx) => repo.listPayouts(trx, batchId))).filter((row) => row.state === 'sending' && row.tried_at === null);
    for (const { id } of left)
      await db.transaction(async (trx) => {
        await repo.findBatch(trx, organisationId, batchId, true);
        const row = await repo.findPayout(trx, organisationId, id, true);
        if (row?.state !== 'sending' || row.tried_at !== null) return;
        await outcomes.endBySystem(trx, { row, becomes: 'failed', failure: byProvider(answer), at: clock.now(), providerReference: null });
      });
  }

  return {
    /** The job that hands a sent batch to its provider, payout by payout; begun again, it goes on where it stopped. */
    runSendPayouts: async ({ batchId }: { batchId: string }, context: JobContext): Promise<void> => {
      const { organisationId } = context;
      const waiting = (await db.read((trx) => repo.listPayouts(trx, batchId))).filter(
        ({ state }) => state === 'sending' || state === 'unknown',
      );
      let unreached = 0;
      for (const [index, { id }] of waiting.entries()) {
        context.signal.throwIfAborted();
        const answer = await deliver(organisationId, id);
        if (answer?.state === 'refused') return giveUp(organisationId, batchId, answer);
        unreached = answer?.state === 'unknown' && answer.code === 'provider_unreached' ? unreached + 1 : 0;
        if (unreached >= mostUnreached) {
          const rest = waiting.slice(index + 1).map((row) => row.id);
          await db.read((trx) => repo.updatePayouts(trx, rest, { next_ask_at: new Date(clock.nowMs() + restMs) }));
          return;
        }
        context.progress('sending', (index + 1) / waiting.length);
      }
    },

    /** Asks providers what became of payouts whose time has come; to be called now and then. Answers with how many were asked about. */
    askPayouts: async (signal?: AbortSignal): Promise<number> => {
      const due = await db.read((trx) => repo.listToAsk(trx, clock.now(), 200));
      for (const { id, organisation_id } of due) {
        if (signal?.aborted) break;
        const answer = await deliver(organisation_id, id);
        // Nothing is to be asked any more: it has ended, or the account's keys are forgotten.
        if (answer === null) await db.read((trx) => repo.updatePayout(trx, id, { next_ask_at: null }));
      }
      return due.length;
    },

    /** Asks about one payout now. Throws payout_not_found, payout_state. */
    askPayout: async (actor: Actor, payoutId: string): Promise<Payout> => {
      const at = await load(actor.organisationId, payoutId);
      if (!at) throw revenueErrors.payout_not_found({ id: payoutId });
      await deliver(actor.organisationId, payoutId);
      return payoutOnWire((await db.read((trx) => repo.findPayout(trx, actor.organisationId, payoutId)))!);
    },
  };
}
export type Delivery = ReturnType<typeof createDelivery>;

const doubt = (code: string, detail: string): Answer => ({ state: 'unknown', code, detail });
const byProvider = (answer: Answer): Reason =>
  'code' in answer ? { code: answer.code, params: { detail: answer.detail } } : { code: 'provider_returned', params: {} };
