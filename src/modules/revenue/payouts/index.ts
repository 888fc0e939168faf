/**
 * Payouts: what may be paid now, batches that one person makes and another approves, bank files and providers that carry them out, and
 * what became of each. Start reading at batches.ts, then sending.ts, delivery.ts (why nothing is paid twice) and outcome.ts.
 */
import type { JobHandler } from '../../../platform/jobs/index.ts';
import { createPayeeDirectory } from '../payees/directory.ts';
import type { RevenueParts } from '../service/parts.ts';
import { createAccountUses } from './accounts.ts';
import { createBatchUses } from './batches.ts';
import { createDelivery } from './delivery.ts';
import { sendPayoutsJob } from './jobs.ts';
import { createOutcomes } from './outcome.ts';
import { createOwed } from './owed.ts';
import type { PayoutParts } from './parts.ts';
import { createResultUses } from './results.ts';
import { createSendingUses } from './sending.ts';
import { createSettingsUses } from './settings.ts';

const askSeconds = 60;
const remindSeconds = 1800;

/** The use-cases of payouts; what they have among themselves stays with them. */
export function createPayoutUses(given: RevenueParts) {
  const parts: PayoutParts = { ...given, payeeDirectory: createPayeeDirectory(given) };
  const accounts = createAccountUses(parts);
  const owed = createOwed(parts);
  const batches = createBatchUses(parts, accounts, owed);
  const outcomes = createOutcomes(parts);
  const delivery = createDelivery(parts, accounts, outcomes);
  const { loadAccount: _load, debtorOf: _debtor, payoutProviderOf: _provider, ...accountUses } = accounts;
  const { loadBatch: _batch, batchDetail: _detail, makeBatch: _make, ...batchUses } = batches;
  const { askPayout: _ask, ...deliveryUses } = delivery;
  return {
    ...createSettingsUses(parts),
    ...accountUses,
    ...batchUses,
    ...createSendingUses(parts, accounts, owed, batches, outcomes),
    ...deliveryUses,
    ...createResultUses(parts, owed, batches, outcomes, delivery),
  };
}
export type PayoutUses = ReturnType<typeof createPayoutUses>;

/** Has what comes round come round: providers are asked, staff is reminded. */
export function schedulePayouts({ jobs }: Pick<PayoutParts, 'jobs'>, uses: Pick<PayoutUses, 'askPayouts' | 'remindOfPayouts'>): void {
  jobs.every('revenue.ask_payouts', askSeconds, (signal) => uses.askPayouts(signal));
  jobs.every('revenue.remind_of_payouts', remindSeconds, () => uses.remindOfPayouts());
}

export function payoutJobs(uses: Pick<PayoutUses, 'runSendPayouts'>): JobHandler[] {
  return [{ job: sendPayoutsJob, run: (input, context) => uses.runSendPayouts(sendPayoutsJob.input.parse(input), context) }];
}
