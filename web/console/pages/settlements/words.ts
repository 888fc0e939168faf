/** Months and states of settlements in words. */
import type { SettlementPayee, SettlementState } from '../../../../src/modules/revenue/settlement/contract.ts';
import type { I18n } from '../../../shared/i18n/i18n.ts';
import { dayIn } from '../../../shared/table/filters.tsx';
import type { Tone } from '../../../shared/ui/PageFrame.tsx';

export const stateTones: Record<SettlementState, Tone> = {
  computing: 'active',
  ready: 'warn',
  approved: 'active',
  posted: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

/** `2026-10` as a language says it: 2026年10月, October 2026. */
export function monthWords({ language }: I18n, period: string): string {
  return new Intl.DateTimeFormat(language, { year: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(`${period}-15T00:00:00Z`));
}

/** Months of the business zone that are over, the newest first. */
export function lastMonths(count: number): string[] {
  const [year, month] = dayIn('Asia/Shanghai').split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, back) => {
    const index = year * 12 + (month - 1) - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}

/** What a payee is called: the house's own two by their roles, in the reader's language. */
export function payeeTitle(
  { t, language }: I18n,
  payee: Pick<SettlementPayee, 'name'> & Partial<Pick<SettlementPayee, 'belongsTo'>>,
): string {
  const kind = payee.belongsTo?.kind;
  if (kind !== 'operator' && kind !== 'studio') return payee.name;
  const name = t(`share_plan.party.${kind}`);
  return name.charAt(0).toLocaleUpperCase(language) + name.slice(1);
}
