/**
 * What is withheld from what a settlement gives a payee, with everything that it is computed from: the settlement writes it, statements
 * show it, and whoever verifies a statement computes it anew. Pure. Amounts are decimal strings of minor units.
 */
import { regimeOn, type Regime } from './regimes.ts';
import { withholdCumulative, withholdPerPayment, type Withholding } from './withhold.ts';

/** Why this regime: `revenue.tax.reason.<code>` says it. */
const regimeReasons = [
  /** Staff chose it, and said why. */
  'chosen',
  'house',
  'company',
  'not_resident',
  'platform_worker',
  'person',
  /** The regime for people working through platforms holds from 2025-10-01 on. */
  'before_platform_rule',
  /** The Chinese regimes withhold from yuan alone. */
  'currency',
] as const;
export type RegimeReason = (typeof regimeReasons)[number];

/** The year before, for the cumulative method; `months` counts the settled month too. */
type YearBefore = {
  readonly incomeMinor: string;
  readonly withheldMinor: string;
  readonly months: number;
  readonly deductionsMinor: string;
};
/** The month before, per payment; what earlier months of the year left below zero is carried, and not positive. */
type MonthBefore = { readonly incomeMinor: string; readonly withheldMinor: string; readonly carriedMinor: string };

export type TaxInput = {
  readonly regime: string;
  readonly reason: RegimeReason;
  /** The last business day of the settled month: the figures that hold on it are used. */
  readonly day: string;
  readonly currency: string;
  /** What the settlement gives the payee; below zero where more is taken back. */
  readonly incomeMinor: string;
  readonly year: YearBefore | null;
  readonly month: MonthBefore | null;
};
export type TaxContent = TaxInput & {
  readonly kind: Regime['kind'];
  /** What was taxed: the year's for the cumulative method, the month's per payment. */
  readonly taxableMinor: string;
  readonly rateBps: string;
  readonly quickMinor: string;
  readonly dueMinor: string;
  /** What is withheld now; never more than what the settlement gives. */
  readonly withheldMinor: string;
  readonly creditMinor: string;
  /** Every figure needs a tax adviser's confirmation before money moves by it. */
  readonly confirmed: false;
};

/** Computes what is withheld. Throws RangeError for a regime that does not hold on the day. */
export function taxOf(input: TaxInput): TaxContent {
  const regime = regimeOn(input.regime, input.day);
  const incomeMinor = BigInt(input.incomeMinor);
  const result = withhold(regime, input, incomeMinor);
  const most = incomeMinor > 0n ? incomeMinor : 0n;
  return {
    regime: input.regime,
    reason: input.reason,
    day: input.day,
    currency: input.currency,
    incomeMinor: input.incomeMinor,
    year: input.year,
    month: input.month,
    kind: regime.kind,
    taxableMinor: (result?.taxableMinor ?? 0n).toString(),
    rateBps: (result?.rateBps ?? 0n).toString(),
    quickMinor: (result?.quickMinor ?? 0n).toString(),
    dueMinor: (result?.dueMinor ?? 0n).toString(),
    // Nobody is made to pay in: what is still owed is withheld from what comes later in the year.
    withheldMinor: (result && result.withheldMinor > most ? most : (result?.withheldMinor ?? 0n)).toString(),
    creditMinor: (result?.creditMinor ?? 0n).toString(),
    confirmed: false,
  };
}

function withhold(regime: Regime, { year, month }: TaxInput, incomeMinor: bigint): Withholding | null {
  if (regime.kind === 'cumulative') {
    if (!year) throw new RangeError(`${regime.id} needs the year before`);
    const before = {
      incomeMinor: BigInt(year.incomeMinor),
      withheldMinor: BigInt(year.withheldMinor),
      months: year.months,
      deductionsMinor: BigInt(year.deductionsMinor),
    };
    return withholdCumulative(regime, before, incomeMinor);
  }
  if (regime.kind === 'per_payment') {
    if (!month) throw new RangeError(`${regime.id} needs the month before`);
    const before = { incomeMinor: BigInt(month.incomeMinor) + BigInt(month.carriedMinor), withheldMinor: BigInt(month.withheldMinor) };
    return withholdPerPayment(regime, before, incomeMinor);
  }
  return null;
}
