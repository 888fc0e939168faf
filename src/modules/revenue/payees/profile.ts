/** What a payee's profile means: tax facts, what is missing for a payout, what may be shown. Pure. */
import type { TaxFacts } from '../tax/choose.ts';
import type { PayeeRow } from '../tables.ts';
import type { MissingCode } from './contract.ts';
import type { ProfileRow } from './tables.ts';

/** Agencies are companies, everybody else a person, until their profile says otherwise. */
export const assumedKind = (payee: Pick<PayeeRow, 'agency_id'>): 'person' | 'company' => (payee.agency_id === null ? 'person' : 'company');

/** What the choice of a tax regime looks at. */
export function taxFactsOf(
  payee: Pick<PayeeRow, 'role' | 'agency_id' | 'creator_id'>,
  profile: Pick<ProfileRow, 'kind' | 'region' | 'regime'> | undefined,
): TaxFacts {
  return {
    house: payee.role !== null,
    kind: profile?.kind ?? assumedKind(payee),
    region: profile?.region ?? 'CN',
    isCreator: payee.creator_id !== null,
    chosen: profile?.regime ?? null,
  };
}

/**
 * What keeps a payee from being paid, as codes in a fixed order; an empty list says ready. The house's own payees need nothing:
 * what they get is the organisation's already. Whether an invoice is missing is known beside the profile.
 */
export function missingForPayout(
  profile: Pick<ProfileRow, 'id_sealed' | 'method_kind' | 'method_sealed' | 'currency'> | undefined,
  known: { readonly house: boolean; readonly invoiceMissing: boolean },
): MissingCode[] {
  if (known.house) return [];
  const missing: MissingCode[] = [];
  if (!profile) missing.push('profile', 'id_number', 'method');
  else {
    if (profile.id_sealed === null) missing.push('id_number');
    if (profile.method_sealed === null) missing.push('method');
    // Accounts at Chinese banks and Alipay are paid in yuan.
    else if (profile.currency !== 'CNY' && (profile.method_kind === 'bank_cn' || profile.method_kind === 'alipay'))
      missing.push('method_currency');
  }
  if (known.invoiceMissing) missing.push('invoice');
  return missing;
}
