/** Tax on a settlement: what each payee's profile and year make of what a month gives them. */
import type { Trx } from '../../../platform/db/index.ts';
import { canonicalJson } from '../../ledger/index.ts';
import { daysIn } from '../payees/check.ts';
import * as repo from '../payees/repo.ts';
import { taxFactsOf } from '../payees/profile.ts';
import { findPayees } from '../repo.ts';
import { regimeFor } from './choose.ts';
import { taxOf, type TaxContent, type TaxInput } from './content.ts';
import { regimeOn } from './regimes.ts';

export type SettlementTax = {
  readonly regime: string;
  readonly incomeMinor: bigint;
  /** What the payee's account is debited with; never negative. */
  readonly withheldMinor: bigint;
  /** Withheld before and no longer owed. */
  readonly creditMinor: bigint;
  /** Everything that it is computed from; `taxOf` makes it again. */
  readonly content: TaxContent;
};

/**
 * What is withheld from each payee's income of one settlement, in minor units of its currency. The year before is what approved and
 * posted settlements withheld up to the period; the settlement itself may not be among them yet. Every income has an entry.
 */
export async function taxOfSettlement(
  trx: Trx,
  {
    organisationId,
    period,
    currency,
    incomes,
  }: {
    organisationId: string;
    /** YYYY-MM. */
    period: string;
    currency: string;
    incomes: readonly { payeeId: string; incomeMinor: bigint }[];
  },
): Promise<Map<string, SettlementTax>> {
  const payeeIds = incomes.map(({ payeeId }) => payeeId);
  const profiles = new Map((await repo.findProfiles(trx, organisationId, payeeIds)).map((row) => [row.payee_id, row]));
  const payees = new Map((await findPayees(trx, organisationId, payeeIds)).map((row) => [row.id, row]));
  const of = { payeeIds, currency, from: `${period.slice(0, 4)}-01`, until: period };
  const sums = Map.groupBy(await repo.listMonthSums(trx, organisationId, of), (row) => row.payee_id);
  const day = lastDayOf(period);
  const taxes = new Map<string, SettlementTax>();
  for (const { payeeId, incomeMinor } of incomes) {
    const payee = payees.get(payeeId);
    const chosen = payee ? regimeFor(taxFactsOf(payee, profiles.get(payeeId)), day, currency) : ({ id: 'none', reason: 'house' } as const);
    const own = (sums.get(payeeId) ?? []).filter((row) => row.regime === chosen.id);
    const content = taxOf({
      regime: chosen.id,
      reason: chosen.reason,
      day,
      currency,
      incomeMinor: incomeMinor.toString(),
      ...beforeOf(chosen.id, day, period, own),
    });
    taxes.set(payeeId, {
      regime: chosen.id,
      incomeMinor,
      withheldMinor: BigInt(content.withheldMinor),
      creditMinor: BigInt(content.creditMinor),
      content,
    });
  }
  return taxes;
}

/** Keeps what a settlement withholds; what was kept of it before is replaced, as long as it is not approved. */
export async function recordWithholdings(trx: Trx, settlementId: string, taxes: ReadonlyMap<string, SettlementTax>): Promise<void> {
  const settlement = (await repo.findSettlement(trx, settlementId))!;
  await repo.deleteWithholdings(trx, settlementId);
  await repo.insertWithholdings(
    trx,
    [...taxes].map(([payeeId, tax]) => ({
      settlement_id: settlementId,
      organisation_id: settlement.organisation_id,
      payee_id: payeeId,
      currency: settlement.currency,
      period: settlement.period,
      regime: tax.regime,
      income_minor: tax.incomeMinor,
      withheld_minor: tax.withheldMinor,
      credit_minor: tax.creditMinor,
      content: canonicalJson(tax.content),
    })),
  );
}

/** The last calendar day of a month, YYYY-MM-DD. */
const lastDayOf = (period: string): string => `${period}-${daysIn(Number(period.slice(0, 4)), Number(period.slice(5)))}`;

/** What came before in the year and in the month, as far as the regime looks at it. */
function beforeOf(id: string, day: string, period: string, rows: readonly repo.MonthSum[]): Pick<TaxInput, 'year' | 'month'> {
  const { kind } = regimeOn(id, day);
  const sum = (of: readonly repo.MonthSum[], key: 'income_minor' | 'withheld_minor') => of.reduce((all, row) => all + row[key], 0n);
  if (kind === 'cumulative') {
    // Months count from the year's first with income through this platform, and on without a gap: one that brought nothing counts too.
    const first = rows.find((row) => row.income_minor > 0n)?.period ?? period;
    const months = Number(period.slice(5)) - Number(first.slice(5)) + 1;
    const year = { incomeMinor: sum(rows, 'income_minor'), withheldMinor: sum(rows, 'withheld_minor') };
    return {
      year: { incomeMinor: `${year.incomeMinor}`, withheldMinor: `${year.withheldMinor}`, months, deductionsMinor: '0' },
      month: null,
    };
  }
  if (kind === 'per_payment') {
    const now = rows.filter((row) => row.period === period);
    // What a month was left below zero lowers the next of the year, as no tax is paid back.
    let carried = 0n;
    for (const row of rows) if (row.period < period) carried = carried + row.income_minor < 0n ? carried + row.income_minor : 0n;
    return {
      year: null,
      month: { incomeMinor: `${sum(now, 'income_minor')}`, withheldMinor: `${sum(now, 'withheld_minor')}`, carriedMinor: `${carried}` },
    };
  }
  return { year: null, month: null };
}
