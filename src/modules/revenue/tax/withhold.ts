/** What is withheld, as pure functions of what was earned and withheld before. Fen of CNY in, fen out; no floats. */
import type { Bracket, CumulativeRegime, PerPaymentRegime } from './regimes.ts';

const whole = 10_000n;

/** To the fen, half up; amounts here are not negative. */
function shareOf(amountMinor: bigint, rateBps: bigint): bigint {
  return (amountMinor * rateBps + whole / 2n) / whole;
}

const atLeastZero = (amount: bigint): bigint => (amount > 0n ? amount : 0n);

function taxOf(taxableMinor: bigint, brackets: readonly Bracket[]): { taxMinor: bigint; bracket: Bracket } {
  const bracket = brackets.find(({ upToMinor }) => upToMinor === null || taxableMinor <= upToMinor)!;
  return { taxMinor: atLeastZero(shareOf(taxableMinor, bracket.rateBps) - bracket.quickMinor), bracket };
}

/** A payee's year with one paying entity, before the payment. */
export type YearSoFar = {
  readonly incomeMinor: bigint;
  readonly withheldMinor: bigint;
  /** Months from the year's first with income to the payment's, both counted. */
  readonly months: number;
  /** Exempt income and other deductions that the law names, as the payee has proven them. */
  readonly deductionsMinor: bigint;
};

export type Withholding = {
  readonly regime: string;
  /** What the payment is taxed on; for the cumulative method the year's. */
  readonly taxableMinor: bigint;
  readonly rateBps: bigint;
  readonly quickMinor: bigint;
  /** What the year (or the payment) owes in all. */
  readonly dueMinor: bigint;
  /** What is withheld now. Never negative. */
  readonly withheldMinor: bigint;
  /** Withheld before and no longer owed: it stands against what comes, and is refunded by the authority after the year. */
  readonly creditMinor: bigint;
};

/**
 * The cumulative method: tax on the year so far with the payment, less what was withheld. A negative payment (a reversal) lowers the
 * year; what was then withheld too much is credit against later payments, as the payer may not refund it.
 */
export function withholdCumulative(regime: CumulativeRegime, year: YearSoFar, paymentMinor: bigint): Withholding {
  const income = atLeastZero(year.incomeMinor + paymentMinor);
  const expenses = shareOf(income, regime.expenseBps);
  const allowance = regime.monthlyAllowanceMinor * BigInt(year.months);
  const taxable = atLeastZero(income - expenses - allowance - year.deductionsMinor);
  const { taxMinor, bracket } = taxOf(taxable, regime.brackets);
  const left = taxMinor - year.withheldMinor;
  return {
    regime: regime.id,
    taxableMinor: taxable,
    rateBps: bracket.rateBps,
    quickMinor: bracket.quickMinor,
    dueMinor: taxMinor,
    withheldMinor: atLeastZero(left),
    creditMinor: atLeastZero(-left),
  };
}

/**
 * Per payment: income of one kind in one month is one payment, so a second one in the month is taxed together with the first
 * (`monthIncomeMinor` and `monthWithheldMinor` before it).
 */
export function withholdPerPayment(
  regime: PerPaymentRegime,
  month: { readonly incomeMinor: bigint; readonly withheldMinor: bigint },
  paymentMinor: bigint,
): Withholding {
  const income = atLeastZero(month.incomeMinor + paymentMinor);
  const deduction = income <= regime.fixedUpToMinor ? regime.fixedDeductionMinor : shareOf(income, regime.shareBps);
  const taxable = atLeastZero(income - deduction);
  const { taxMinor, bracket } = taxOf(taxable, regime.brackets);
  const left = taxMinor - month.withheldMinor;
  return {
    regime: regime.id,
    taxableMinor: taxable,
    rateBps: bracket.rateBps,
    quickMinor: bracket.quickMinor,
    dueMinor: taxMinor,
    withheldMinor: atLeastZero(left),
    creditMinor: atLeastZero(-left),
  };
}
