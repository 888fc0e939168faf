/** What an item would be worth for a work: rates of what is known, fixed amounts, and the caps over both. Whole minor units. Pure. */
import type { WorkFacts } from './judge.ts';
import type { Amount, AmountRange, Because, Cap, Rate } from './words/contract.ts';

export type Worth = { low: bigint | null; high: bigint | null; currency: string | null; steps: Because[] };
export type Given = { rate: Rate | null; amount: AmountRange | null; caps: readonly Cap[] };

/** Null where the item gives nothing that can be counted. `low` is null where it may be nothing, `high` where nothing bounds it. */
export function worthOf({ rate, amount, caps }: Given, facts: WorkFacts): Worth | null {
  if (rate === null && amount === null && caps.length === 0) return null;
  const steps: Because[] = [];
  let worth: Worth = { low: null, high: null, currency: amount?.currency ?? caps[0]?.currency ?? null, steps };
  if (amount) worth = fixed(amount, facts, steps);
  else if (rate) worth = ofRate(rate, facts, worth, steps);
  return capped(worth, caps, steps);
}

function fixed(amount: AmountRange, facts: WorkFacts, steps: Because[]): Worth {
  const times = amount.per === 'episode' ? facts.episodes.count : amount.per === 'minute' ? Math.floor(facts.minutes.count) : 1;
  const multiply = (minor: string | null): bigint | null => (minor === null ? null : BigInt(minor) * BigInt(times));
  const worth = { low: multiply(amount.lowMinor), high: multiply(amount.highMinor), currency: amount.currency, steps };
  const params = { low: amount.lowMinor, high: amount.highMinor, currency: amount.currency, per: amount.per };
  if (times === 1) steps.push({ code: 'fixed', params });
  else steps.push({ code: amount.per === 'episode' ? 'by_episode' : 'by_minute', params: { ...params, count: times } });
  return worth;
}

function baseOf({ of }: Rate, { profile }: WorkFacts): { base: Amount | null; exact: boolean } {
  if (of === 'costs' || of === 'investment') return { base: profile.budget, exact: true };
  // Shooting and equipment are a part of the budget: it bounds them.
  if (of === 'shooting_costs' || of === 'equipment') return { base: profile.budget, exact: false };
  if (of === 'revenue') return { base: profile.revenue, exact: true };
  return { base: null, exact: false };
}

function ofRate(rate: Rate, facts: WorkFacts, none: Worth, steps: Because[]): Worth {
  const { base, exact } = baseOf(rate, facts);
  const params = { lowBps: rate.lowBps, highBps: rate.highBps, of: rate.of };
  if (base === null) {
    steps.push({ code: 'rate_of_unknown', params });
    return none;
  }
  const part = (bps: number | null): bigint | null => (bps === null ? null : (BigInt(base.amountMinor) * BigInt(bps)) / 10_000n);
  steps.push({ code: exact ? 'rate' : 'rate_at_most', params: { ...params, base: base.amountMinor, currency: base.currency } });
  return { low: exact ? part(rate.lowBps) : null, high: part(rate.highBps), currency: base.currency, steps };
}

function capped(worth: Worth, caps: readonly Cap[], steps: Because[]): Worth {
  let { low, high, currency } = worth;
  for (const cap of caps) {
    const params = { cap: cap.amountMinor, currency: cap.currency, per: cap.per };
    if (high !== null && cap.currency !== currency) {
      steps.push({ code: 'cap_other_currency', params });
      continue;
    }
    const most = BigInt(cap.amountMinor);
    currency ??= cap.currency;
    if (high !== null && high <= most) {
      steps.push({ code: 'cap_not_reached', params });
      continue;
    }
    steps.push({ code: 'cap', params });
    high = most;
    if (low !== null && low > most) low = most;
  }
  return { low, high, currency, steps };
}
