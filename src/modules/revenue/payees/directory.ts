/** What payouts know of payees: where money goes, in the clear, and what stands against paying. */
import type { Destination, PayeeDirectory, PayoutProfile } from '../payouts/profile.ts';
import { findPayees } from '../repo.ts';
import type { RevenueParts } from '../service/parts.ts';
import { businessZone, dateIn } from '../../../platform/time.ts';
import { regimeFor } from '../tax/choose.ts';
import { regimeOn } from '../tax/regimes.ts';
import { isIban } from './check.ts';
import type { MethodInput } from './contract.ts';
import { missingForPayout, taxFactsOf } from './profile.ts';
import { openMethod } from './profiles.ts';
import * as repo from './repo.ts';

/** The directory that payouts ask. */
export function createPayeeDirectory(parts: Pick<RevenueParts, 'clock' | 'payeeSealer'>): PayeeDirectory {
  return {
    profiles: async (trx, organisationId, payeeIds) => {
      const payees = new Map((await findPayees(trx, organisationId, payeeIds)).map((row) => [row.id, row]));
      const today = dateIn(businessZone, parts.clock.now());
      const found = new Map<string, PayoutProfile>();
      for (const profile of await repo.findProfiles(trx, organisationId, payeeIds)) {
        const payee = payees.get(profile.payee_id)!;
        const method = openMethod(parts, profile);
        const regime = regimeFor(taxFactsOf(payee, profile), today, profile.currency);
        found.set(profile.payee_id, {
          payeeId: profile.payee_id,
          currency: profile.currency,
          thresholdMinor: profile.threshold_minor,
          destination: method === null ? null : destinationOf(method),
          missing: missingForPayout(profile, { house: payee.role !== null, invoiceMissing: false }),
          byInvoice: regimeOn(regime.id, today).kind === 'invoice',
        });
      }
      return found;
    },

    invoicedMinor: async (trx, organisationId, payeeIds, currency) => {
      const sums = new Map<string, bigint>();
      for (const invoice of await repo.listInvoices(trx, organisationId, payeeIds))
        if (invoice.state === 'received' && invoice.currency === currency)
          sums.set(invoice.payee_id, (sums.get(invoice.payee_id) ?? 0n) + invoice.amount_minor);
      return sums;
    },

    changersSince: (trx, organisationId, since) => repo.listMethodChangers(trx, organisationId, since),
  };
}

function destinationOf(method: MethodInput): Destination {
  if (method.kind === 'alipay') return { way: 'alipay', account: method.account, name: method.accountName };
  if (method.kind === 'stripe') return { way: 'stripe', account: method.account };
  if (method.kind === 'bank_cn')
    return {
      way: 'bank',
      holder: method.accountName,
      iban: null,
      accountNumber: method.account,
      bic: null,
      cnaps: method.cnaps || null,
      bankName: [method.bankName, method.branch].filter((text) => text !== '').join(' '),
      country: 'CN',
    };
  const iban = isIban(method.account);
  return {
    way: 'bank',
    holder: method.accountName,
    iban: iban ? method.account : null,
    accountNumber: iban ? null : method.account,
    bic: method.bic,
    cnaps: null,
    bankName: method.bankName,
    country: method.country,
  };
}
