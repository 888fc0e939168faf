/** What several acts of reconciliation share. */
import type { Trx } from '../../../platform/db/index.ts';
import type { RevenueParts } from '../service/parts.ts';
import { periodBounds } from '../statements/movements.ts';

/**
 * When something about a month counts: at the month's end while that is open and over, else now. What is learnt after a month was
 * closed belongs to the month in which it is learnt.
 */
export async function effectiveIn(
  { clock, ledger }: Pick<RevenueParts, 'clock' | 'ledger'>,
  trx: Trx,
  organisationId: string,
  period: string,
): Promise<Date> {
  const end = new Date(periodBounds(period).before.getTime() - 1);
  const now = clock.now();
  const closedUntil = await ledger.closedUntil(trx, organisationId);
  return end > now || (closedUntil !== null && end <= closedUntil) ? now : end;
}
