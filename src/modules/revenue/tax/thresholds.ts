/**
 * From how much income on VAT concerns people working through platforms: figures as data, with sources and days. They need a tax
 * adviser's confirmation, as every figure here. Amounts are fen of CNY. Pure.
 */
export type Threshold = {
  /** Of one month's income, or of the twelve that end with it. */
  readonly watch: 'month' | 'twelve_months';
  /** Up to here, inclusive, nothing is due. */
  readonly limitMinor: bigint;
  /** First and last business day on which it holds. */
  readonly from: string;
  readonly until: string | null;
  readonly source: string;
  readonly confirmed: false;
};

export const thresholds: readonly Threshold[] = [
  {
    watch: 'month',
    limitMinor: 10_000_000n,
    from: '2023-01-01',
    until: '2027-12-31',
    source:
      'MOF and SAT announcement 2023 No. 19 (small taxpayers up to 100,000 yuan a month are exempt, above it 1 %); SAT announcement 2025 No. 16 for people working through platforms',
    confirmed: false,
  },
  {
    watch: 'twelve_months',
    limitMinor: 500_000_000n,
    from: '2018-05-01',
    until: null,
    source:
      'MOF and SAT circular 2018 No. 33 (small taxpayers up to 5,000,000 yuan in twelve months); above it the platform has to tell people to register',
    confirmed: false,
  },
];
/** Told from 80 % on. */
const nearBps = 8000n;
const whole = 10_000n;

export const thresholdOn = (watch: Threshold['watch'], day: string): Threshold | undefined =>
  thresholds.find((one) => one.watch === watch && one.from <= day && (one.until === null || day <= one.until));

/** The least income that is near a threshold. */
export const nearOf = (threshold: Threshold): bigint => (threshold.limitMinor * nearBps) / whole;

/** How near an income is; null below 80 %. */
export function levelOf(threshold: Threshold, incomeMinor: bigint): 'near' | 'past' | null {
  if (incomeMinor > threshold.limitMinor) return 'past';
  return incomeMinor >= nearOf(threshold) ? 'near' : null;
}

/** Of the limit, in ten-thousandths, rounded down. */
export const shareOf = (threshold: Threshold, incomeMinor: bigint): number => Number((incomeMinor * whole) / threshold.limitMinor);

/** The first of the twelve months that end with a period (YYYY-MM). */
export function elevenBefore(period: string): string {
  const months = Number(period.slice(0, 4)) * 12 + Number(period.slice(5)) - 1 - 11;
  return `${String(Math.floor(months / 12)).padStart(4, '0')}-${String((months % 12) + 1).padStart(2, '0')}`;
}
