/** Small parts that tables of money share: a state, a difference told by its sign and its word. */
import type { SettlementState } from '../../../../src/modules/revenue/settlement/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { stateTones } from './words.ts';
import './settlements.css';

export function SettlementStateBadge({ state }: { state: SettlementState }) {
  const { t } = useI18n();
  return <Badge tone={stateTones[state]}>{t(`settlement.state.${state}`)}</Badge>;
}

/** How an amount differs from another: `+¥12.00 更多`; `new` and `gone` where one of the two is nothing. */
export function Delta({
  beforeMinor,
  nowMinor,
  currency,
  taken = false,
}: {
  beforeMinor: string;
  nowMinor: string;
  currency: string;
  /** Of what is taken away: further below nothing is more of it, and neither good nor bad by itself. */
  taken?: boolean;
}) {
  const { t, format } = useI18n();
  const difference = BigInt(nowMinor) - BigInt(beforeMinor);
  if (difference === 0n) return <span className="delta">{t('settlement.delta.same')}</span>;
  const word = beforeMinor === '0' ? 'new' : nowMinor === '0' ? 'gone' : difference > 0n === !taken ? 'more' : 'less';
  const sign = difference > 0n ? '+' : '';
  return (
    <span className={taken ? 'delta' : `delta is-${word}`}>
      {sign}
      {format.money(difference, currency)} <small>{t(`settlement.delta.${word}`)}</small>
    </span>
  );
}
