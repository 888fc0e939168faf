/** What moves a payee's account, told by the transfer's memo; and a month of the business zone as instants. */
import type { Ledger } from '../../ledger/index.ts';
import type { Trx } from '../../../platform/db/index.ts';
import { instantFromIso } from '../../../platform/time.ts';

export const movementKinds = ['settled', 'tax', 'paid', 'other'] as const;
export type MovementKind = (typeof movementKinds)[number];

/**
 * What a transfer means for a payee by its memo's text. Payouts and what came back of them are `paid`; whatever else moves the account
 * (an exit, a correction by hand) is `other`. Memos that do not parse are `other`.
 */
export function movementOf(memo: string): MovementKind {
  const { code } = readMemo(memo);
  if (code === 'revenue.settled') return 'settled';
  if (code.startsWith('revenue.tax')) return 'tax';
  if (/^revenue\.(payout|paid|returned)/.test(code)) return 'paid';
  return 'other';
}

/** The settlement that a memo names; null where it names none. */
export function settlementIn(memo: string): string | null {
  const { settlement } = readMemo(memo).params;
  return typeof settlement === 'string' ? settlement : null;
}

/** A memo's code and parameters; empty where its text is none. */
export function readMemo(memo: string): { code: string; params: Readonly<Record<string, unknown>> } {
  try {
    const parsed = JSON.parse(memo) as { code?: unknown; params?: unknown } | null;
    const params = parsed?.params;
    return {
      code: typeof parsed?.code === 'string' ? parsed.code : '',
      params: typeof params === 'object' && params !== null ? (params as Record<string, unknown>) : {},
    };
  } catch {
    return { code: '', params: {} };
  }
}

type Reading = Parameters<Ledger['posted']>[3];

/** Everything that was posted to an account, page by page. */
export async function* eachPosted(
  ledger: Pick<Ledger, 'posted'>,
  trx: Trx,
  organisationId: string,
  accountId: string,
  reading: Omit<Reading, 'after'>,
): AsyncGenerator<Awaited<ReturnType<Ledger['posted']>>[number]> {
  let after: Reading['after'] = null;
  for (;;) {
    const page = await ledger.posted(trx, organisationId, accountId, { ...reading, after });
    yield* page;
    if (page.length < reading.limit) return;
    after = page.at(-1)!;
  }
}

/** First instant of a month (`YYYY-MM`) in Asia/Shanghai, and of the month after; the zone has had no summer time since 1991. */
export function periodBounds(period: string): { from: Date; before: Date } {
  const [year, month] = period.split('-').map(Number) as [number, number];
  const next =
    month === 12 ? `${String(year + 1).padStart(4, '0')}-01` : `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`;
  return { from: instantFromIso(`${period}-01T00:00:00+08:00`), before: instantFromIso(`${next}-01T00:00:00+08:00`) };
}
