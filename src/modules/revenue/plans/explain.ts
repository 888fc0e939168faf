/** Why a payee got a line: a code and what fills its sentence, in figures that people read. */
import { outstanding, paidFor, payeeOf, promisedTo, sharesOf, type Item, type Line, type State } from '../allocate/allocate.ts';
import { add, fraction, isLess, isZero, multiply, whole, zero, type Fraction } from '../allocate/fraction.ts';
import type { Part, Plan, Step, Tier } from '../allocate/plan.ts';
import { formatMajor, money, type Currency } from '../../../platform/money.ts';

export type Explanation = { code: string; params: Record<string, string | number> };

// Beyond it a fraction says less than a percentage that is nearly right.
const largestDenominator = 99n;

/** A share for people: exact percent where four decimals hold it, else as one small number over another, else nearly. */
export function shareText({ n, d }: Fraction): string {
  const scaled = n * 1_000_000n;
  if (scaled % d !== 0n) {
    if (d <= largestDenominator) return `${n}/${d}`;
    return `≈${shareText(fraction((n * 10_000n + d / 2n) / d, 10_000n))}`;
  }
  const text = (scaled / d).toString().padStart(5, '0');
  const decimals = text.slice(-4).replace(/0+$/, '');
  return `${text.slice(0, -4)}${decimals && `.${decimals}`}%`;
}

/** Explains a line of an order by its step. `before` is what the plan remembered before the order, `lines` all that it became. */
export function explainLine(plan: Plan, before: State, item: Item, line: Line, lines: readonly Line[]): Explanation {
  const step = plan.steps.find(({ id }) => id === line.step)!;
  const amount = (minor: bigint): string => formatMajor(money(minor, plan.currency as Currency));
  const { currency } = plan;
  if (step.kind === 'fee') {
    const params = { rate: shareText(step.rate), fixed: amount(step.fixedMinor), currency };
    if (isZero(step.rate)) return { code: 'fee_fixed', params };
    return { code: `fee_${step.of}${step.fixedMinor > 0n ? '_and_fixed' : ''}`, params };
  }
  if (step.kind === 'cap')
    return { code: step.per === 'order' ? 'cap_order' : 'cap_all', params: { most: amount(step.mostMinor), currency } };
  if (step.kind === 'recover') {
    const owed = outstanding(step, before);
    const params = { rate: shareText(step.rate), outstanding: amount(owed), left: amount(owed - line.amountMinor), currency };
    const what = step.cost === null ? 'advance' : 'cost';
    return { code: `recover_${what}_${step.from === 'pot' ? 'pot' : 'share'}`, params: { ...params, cost: step.cost ?? '' } };
  }
  return explainSplit(plan, step, before, item, line, lines);
}

function explainSplit(
  plan: Plan,
  step: Step & { kind: 'split' },
  before: State,
  item: Item,
  line: Line,
  lines: readonly Line[],
): Explanation {
  const from = new Set(plan.steps.slice(plan.steps.indexOf(step)).map(({ id }) => id));
  const came = lines.filter((each) => from.has(each.step)).reduce((sum, each) => sum + each.amountMinor, 0n);
  const amount = (minor: bigint): string => formatMajor(money(minor, plan.currency as Currency));
  const arrived = before.arrived[step.id] ?? 0n;
  const sources = tiersOf(step.tiers, arrived, came).flatMap(({ tier, here }) =>
    sharesOf(tier, item, whole(came))
      .filter(({ part, share }) => !isZero(share) && partPaid(part, item) === line.payee)
      .map(({ part, share }) => ({ part, share, tier, amount: multiply(whole(here), share) })),
  );
  const sumOf = (key: 'share' | 'amount'): Fraction => sources.reduce((sum, source) => add(sum, source[key]), zero);
  const rates = sources.map(({ share }) => shareText(share)).join(' · ');
  const rate = shareText(sumOf('share'));
  const base = { pot: amount(came), currency: plan.currency };
  const tiers = new Set(sources.map(({ tier }) => tier));
  // What is left of the share after later steps: whole units below what the split alone would have given.
  const full = sumOf('amount').n / sumOf('amount').d;
  if (full - line.amountMinor > 1n)
    return { code: 'split_reduced', params: { ...base, rates, full: amount(full), taken: amount(full - line.amountMinor) } };
  if (tiers.size > 1) return { code: 'split_tiers', params: { ...base, rates } };
  const [source] = sources;
  const tiered = step.tiers.length > 1 && source ? { tier: step.tiers.indexOf(source.tier) + 1 } : null;
  const named = (code: string): Explanation => ({
    code: tiered ? `${code}_tier` : code,
    params: { ...base, rate, ...tiered },
  });
  if (sources.length !== 1) return named('split_parts');
  const { part } = source!;
  if (payeeOf(part.party, item) === null) return named(part.party === 'role:agency' ? 'split_no_agency' : 'split_no_creator');
  if (part.share === 'terms') {
    const promised = multiply(whole(item.amountMinor), promisedTo(part.party, item));
    const said = named(isLess(multiply(whole(came), source!.share), promised) ? 'split_terms_cut' : 'split_terms');
    const of = { promised: amount(promised.n / promised.d), of: amount(item.amountMinor) };
    return { ...said, params: { ...said.params, ...of, rate: shareText(promisedTo(part.party, item)) } };
  }
  return named(part.share === 'rest' ? 'split_rest' : 'split_share');
}

const partPaid = (part: Part, item: Item): string => payeeOf(part.party, item) ?? paidFor(part.otherwise ?? 'role:operator', item);

/** The tiers that an amount falls into after what came before, and how much of it each has. */
function tiersOf(tiers: readonly Tier[], arrived: bigint, came: bigint): { tier: Tier; here: bigint }[] {
  const end = arrived + came;
  let low = 0n;
  return tiers.flatMap((tier) => {
    const from = low > arrived ? low : arrived;
    const to = tier.upToMinor === null || tier.upToMinor > end ? end : tier.upToMinor;
    low = tier.upToMinor ?? low;
    return from < to ? [{ tier, here: to - from }] : [];
  });
}
