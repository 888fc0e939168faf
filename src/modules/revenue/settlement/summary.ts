/** The preview: what a settlement gives in all and to whom the most, beside the month before and earlier runs of the same month. */
import type { Trx } from '../../../platform/db/index.ts';
import type { SettlementRow } from '../tables.ts';
import { settlementLimits, type SettlementPayee, type SettlementSummary } from './contract.ts';
import { largestChanges, listPayeeRows, monthNets, monthSums, type MonthSums, type PayeeRow } from './payee-rows.ts';
import { monthsOn } from './period.ts';
import { on } from './repo.ts';

type Given = Pick<SettlementSummary, 'byPlan' | 'byKind' | 'outstanding' | 'leftOut'> & {
  counts: { earned: number; refunded: number; taken_back: number; postings: number; groups: number; payees: number };
};

/** Reads what is kept by now of a settlement and puts the preview together. */
export async function summarise(trx: Trx, settlement: SettlementRow, given: Given): Promise<SettlementSummary> {
  const { id, organisation_id: organisationId, currency, period } = settlement;
  const { taken_back: takenBack, ...counts } = given.counts;
  const top = await listPayeeRows(trx, id, { after: null, query: null, limit: settlementLimits.topPayees });
  const earlier = await monthSums(trx, { organisationId, currency, period, beside: id });
  const lastPeriod = monthsOn(period, -1);
  const last = await monthSums(trx, { organisationId, currency, period: lastPeriod, beside: id });
  const changes = last ? await largestChanges(trx, { settlementId: id, organisationId, currency, period: lastPeriod, limit: 10 }) : [];
  return {
    totals: await totalsOf(trx, id, given),
    counts: { ...counts, takenBack },
    byPlan: given.byPlan,
    byKind: given.byKind,
    topPayees: await presentPayees(trx, settlement, top),
    outstanding: given.outstanding,
    leftOut: given.leftOut,
    lastMonth: last && {
      period: lastPeriod,
      ...wire(last),
      payees: last.payees,
      changes: changes.map((each) => ({ payeeId: each.payee_id, name: each.name, beforeMinor: each.before, nowMinor: each.now })),
    },
    earlierRuns: earlier && { runs: earlier.runs, ...wire(earlier) },
  };
}

const wire = (sums: MonthSums) => ({
  earnedMinor: sums.earned,
  refundedMinor: sums.refunded,
  restatedMinor: sums.restated,
  taxMinor: negative(sums.withheld),
  netMinor: sums.net,
});
const negative = (minor: string | bigint): string => (-BigInt(minor)).toString();

async function totalsOf(trx: Trx, settlementId: string, { byKind }: Given): Promise<SettlementSummary['totals']> {
  const sum = (key: 'earnedMinor' | 'refundedMinor' | 'restatedMinor'): bigint => byKind.reduce((all, of) => all + BigInt(of[key]), 0n);
  const withheld = await withheldOf(trx, settlementId);
  const [earned, refunded, restated] = [sum('earnedMinor'), sum('refundedMinor'), sum('restatedMinor')];
  return {
    earnedMinor: earned.toString(),
    refundedMinor: refunded.toString(),
    restatedMinor: restated.toString(),
    taxMinor: (-withheld).toString(),
    netMinor: (earned + refunded + restated - withheld).toString(),
  };
}

async function withheldOf(trx: Trx, settlementId: string): Promise<bigint> {
  const { sum } = await on(trx)
    .selectFrom('revenue_settlement_payees')
    .select((is) => is.fn.sum<string | null>('withheld_minor').as('sum'))
    .where('settlement_id', '=', settlementId)
    .executeTakeFirstOrThrow();
  return BigInt(sum ?? 0);
}

/** Payees as they are shown, beside what the month before gave them. */
export async function presentPayees(trx: Trx, settlement: SettlementRow, rows: readonly PayeeRow[]): Promise<SettlementPayee[]> {
  const { organisation_id: organisationId, currency } = settlement;
  const lastPeriod = monthsOn(settlement.period, -1);
  const nets = await monthNets(trx, { organisationId, currency, period: lastPeriod, payeeIds: rows.map((row) => row.payee_id) });
  return rows.map((row) => ({
    payeeId: row.payee_id,
    name: row.name,
    belongsTo: belongsTo(row),
    lines: row.lines,
    earnedMinor: row.earned_minor.toString(),
    refundedMinor: row.refunded_minor.toString(),
    restatedMinor: row.restated_minor.toString(),
    taxMinor: negative(row.withheld_minor),
    netMinor: row.net_minor.toString(),
    tax: { regime: row.regime, creditMinor: row.credit_minor.toString(), explanation: row.explanation },
    lastMonthMinor: nets.get(row.payee_id) ?? null,
  }));
}

function belongsTo(row: PayeeRow): SettlementPayee['belongsTo'] {
  if (row.creator_id !== null) return { kind: 'creator', id: row.creator_id };
  if (row.agency_id !== null) return { kind: 'agency', id: row.agency_id };
  if (row.user_id !== null) return { kind: 'user', id: row.user_id };
  return { kind: row.role ?? 'nobody', id: null };
}
