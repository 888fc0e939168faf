/**
 * Tax regimes as data: rates and thresholds with their source and the days on which they hold. They say what is withheld when a
 * payee is paid. They need a tax adviser's confirmation before money moves by them, and every statement says so.
 * Amounts are fen of CNY; rates are ten-thousandths.
 */

/** Taxable income up to `upToMinor` (inclusive, null without end) is taxed at `rateBps`, less the quick deduction. */
export type Bracket = { readonly upToMinor: bigint | null; readonly rateBps: bigint; readonly quickMinor: bigint };

type Common = {
  readonly id: string;
  /** First and last business day on which it holds, Asia/Shanghai. */
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  /** Where the figures were taken from second hand and want checking against the official text. */
  readonly confirmed: false;
};
export type CumulativeRegime = Common & {
  readonly kind: 'cumulative';
  /** Of income, taken as expenses. */
  readonly expenseBps: bigint;
  /** For each month worked through the platform since the year's first. */
  readonly monthlyAllowanceMinor: bigint;
  readonly brackets: readonly Bracket[];
};
export type PerPaymentRegime = Common & {
  readonly kind: 'per_payment';
  /** Nothing is withheld up to here, and this is deducted up to `fixedUpToMinor`; above it `shareBps` is. */
  readonly fixedDeductionMinor: bigint;
  readonly fixedUpToMinor: bigint;
  readonly shareBps: bigint;
  readonly brackets: readonly Bracket[];
};
export type InvoiceRegime = Common & { readonly kind: 'invoice'; readonly vatRatesBps: readonly bigint[] };
export type NoRegime = Common & { readonly kind: 'none' };
export type Regime = CumulativeRegime | PerPaymentRegime | InvoiceRegime | NoRegime;

const yuan = (amount: number): bigint => BigInt(amount) * 100n;

/** The withholding table of wages, which the cumulative method uses (SAT announcement 2018 No. 61, table 1). */
const cumulativeBrackets: readonly Bracket[] = [
  { upToMinor: yuan(36_000), rateBps: 300n, quickMinor: 0n },
  { upToMinor: yuan(144_000), rateBps: 1000n, quickMinor: yuan(2520) },
  { upToMinor: yuan(300_000), rateBps: 2000n, quickMinor: yuan(16_920) },
  { upToMinor: yuan(420_000), rateBps: 2500n, quickMinor: yuan(31_920) },
  { upToMinor: yuan(660_000), rateBps: 3000n, quickMinor: yuan(52_920) },
  { upToMinor: yuan(960_000), rateBps: 3500n, quickMinor: yuan(85_920) },
  { upToMinor: null, rateBps: 4500n, quickMinor: yuan(181_920) },
];

export const regimes: readonly Regime[] = [
  {
    id: 'cn_platform_worker',
    kind: 'cumulative',
    from: '2025-10-01',
    until: null,
    source: 'SAT announcement 2025 No. 16 (labour remuneration of people working through Internet platforms)',
    confirmed: false,
    expenseBps: 2000n,
    monthlyAllowanceMinor: yuan(5000),
    brackets: cumulativeBrackets,
  },
  {
    id: 'cn_labour',
    kind: 'per_payment',
    from: '2019-01-01',
    until: null,
    source: 'SAT announcement 2018 No. 61, article 8 and table 2 (labour remuneration, per payment)',
    confirmed: false,
    fixedDeductionMinor: yuan(800),
    fixedUpToMinor: yuan(4000),
    shareBps: 2000n,
    brackets: [
      { upToMinor: yuan(20_000), rateBps: 2000n, quickMinor: 0n },
      { upToMinor: yuan(50_000), rateBps: 3000n, quickMinor: yuan(2000) },
      { upToMinor: null, rateBps: 4000n, quickMinor: yuan(7000) },
    ],
  },
  {
    id: 'cn_royalty',
    kind: 'per_payment',
    from: '2019-01-01',
    until: null,
    source: 'SAT announcement 2018 No. 61, article 8 (royalties, 20 %)',
    confirmed: false,
    fixedDeductionMinor: yuan(800),
    fixedUpToMinor: yuan(4000),
    shareBps: 2000n,
    brackets: [{ upToMinor: null, rateBps: 2000n, quickMinor: 0n }],
  },
  {
    id: 'cn_company',
    kind: 'invoice',
    from: '2019-04-01',
    until: null,
    source:
      'MOF, SAT and GAC announcement 2019 No. 39 (VAT 6 % on modern services); MOF and SAT announcement 2023 No. 19 (1 % for small taxpayers)',
    confirmed: false,
    vatRatesBps: [600n, 300n, 100n, 0n],
  },
  { id: 'none', kind: 'none', from: '1970-01-01', until: null, source: 'Nothing is withheld; the payee declares', confirmed: false },
];

/** The regime of an id on a business day. Throws RangeError where there is none. */
export function regimeOn(id: string, day: string): Regime {
  const found = regimes.find((regime) => regime.id === id && regime.from <= day && (regime.until === null || day <= regime.until));
  if (!found) throw new RangeError(`no tax regime ${id} on ${day}`);
  return found;
}
