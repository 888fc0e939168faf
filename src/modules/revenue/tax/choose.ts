/** Which tax regime is a payee's: by rule, with its reason, unless staff chose one. Pure. */
import type { RegimeReason } from './content.ts';
import { regimes } from './regimes.ts';

/** What the rule looks at; a payee without a profile is taken to be what their record says, in China. */
export type TaxFacts = {
  readonly house: boolean;
  readonly kind: 'person' | 'company';
  readonly region: 'CN' | 'other';
  readonly isCreator: boolean;
  /** Set by staff, with a reason that they wrote. */
  readonly chosen: string | null;
};

/** The Chinese regimes withhold from yuan. */
const withheldCurrency = 'CNY';
const platform = 'cn_platform_worker';

/** The regime on a business day (YYYY-MM-DD) for income in a currency. */
export function regimeFor(facts: TaxFacts, day: string, currency: string): { id: string; reason: RegimeReason } {
  const found = byRule(facts, day);
  const kind = regimes.find(({ id }) => id === found.id)?.kind;
  // Income in another currency is to be converted at the central parity and declared; no regime here says how, so nothing is withheld.
  if ((kind === 'cumulative' || kind === 'per_payment') && currency !== withheldCurrency) return { id: 'none', reason: 'currency' };
  return found;
}

function byRule(facts: TaxFacts, day: string): { id: string; reason: RegimeReason } {
  if (facts.house) return { id: 'none', reason: 'house' };
  const holds = (id: string): boolean =>
    regimes.some((one) => one.id === id && one.from <= day && (one.until === null || day <= one.until));
  if (facts.chosen !== null && holds(facts.chosen)) return { id: facts.chosen, reason: 'chosen' };
  // Non-residents may owe withholding by treaty or by law: an adviser says what, and staff choose it.
  if (facts.region !== 'CN') return { id: 'none', reason: 'not_resident' };
  if (facts.kind === 'company') return { id: 'cn_company', reason: 'company' };
  if (!facts.isCreator) return { id: 'cn_labour', reason: 'person' };
  return holds(platform) ? { id: platform, reason: 'platform_worker' } : { id: 'cn_labour', reason: 'before_platform_rule' };
}
