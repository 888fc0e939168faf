/** The accounts that revenue keeps in the ledger. One for a code and a currency; every code is made here. */
import type { AccountSpec } from '../ledger/index.ts';

/** Credits are owed to a payee. Without a floor: what is taken back after a payout is a negative balance that carries forward. */
export const payableOf = (payeeId: string, name: string, currency: string): AccountSpec => ({
  code: `payable:${payeeId}`,
  name,
  currency,
  normalSide: 'credit',
  floorMinor: null,
});

/** What a source (a platform, an app, a network) owes for what it reported; null for what no source brought. */
export const receivableOf = (sourceId: string | null, currency: string): AccountSpec => ({
  code: `receivable:${sourceId ?? 'unknown'}`,
  name: 'Receivable from source',
  currency,
  normalSide: 'debit',
  floorMinor: null,
});

/** What the house itself pays for a campaign: sums per deed. */
export const promotionOf = (campaignId: string | null, currency: string): AccountSpec => ({
  code: `promotion:${campaignId ?? 'none'}`,
  name: 'Promotion expense of a campaign',
  currency,
  normalSide: 'debit',
  floorMinor: null,
});

/** What is withheld for the tax office. */
export const taxOf = (regime: string, currency: string): AccountSpec => ({
  code: `tax:${regime}`,
  name: 'Tax withheld',
  currency,
  normalSide: 'credit',
  floorMinor: null,
});

/** Money of the house at a bank or a provider, by the name that payouts give it. */
export const cashOf = (name: string, currency: string): AccountSpec => ({
  code: `cash:${name}`,
  name: 'Cash',
  currency,
  normalSide: 'debit',
  floorMinor: null,
});

/** What a payee who left still owes. */
export const owedByPayee = (payeeId: string, currency: string): AccountSpec => ({
  code: `receivable:payee:${payeeId}`,
  name: 'Receivable from payee',
  currency,
  normalSide: 'debit',
  floorMinor: null,
});

/** What a platform keeps for itself of what it owes. */
export const platformFeesOf = (sourceId: string, currency: string): AccountSpec => ({
  code: `fees:${sourceId}`,
  name: 'Fees that a source keeps',
  currency,
  normalSide: 'debit',
  floorMinor: null,
});

/** Differences of which nobody knows yet what they are. */
export const suspenseOf = (currency: string): AccountSpec => ({
  code: 'suspense',
  name: 'Suspense',
  currency,
  normalSide: 'credit',
  floorMinor: null,
});

/** The account that an item's money comes from. */
export function originOf(item: { kind: string; source_id: string | null; campaign_id: string | null }, currency: string): AccountSpec {
  return item.kind === 'fixed_fee' ? promotionOf(item.campaign_id, currency) : receivableOf(item.source_id, currency);
}
