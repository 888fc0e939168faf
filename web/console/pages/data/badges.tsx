/** States of conversions and of money in the same words and colours wherever they are shown. */
import type { Conversion } from '../../../../src/modules/attribution/contract.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';

const statusTones: Record<Conversion['status'], Tone> = {
  unpaid: 'plain',
  paid: 'good',
  partly_refunded: 'warn',
  refunded: 'bad',
  cancelled: 'plain',
};
type EarningState = NonNullable<Conversion['earning']>['state'];
const earningTones: Record<EarningState, Tone> = { estimated: 'plain', on_hold: 'warn', payable: 'good', confirmed_fraud: 'bad' };

/** Nobody pays for an install or a registration: they have a state only once they were taken back. */
export const hasStatus = ({ kind, status }: Pick<Conversion, 'kind' | 'status'>): boolean =>
  kind === 'order' || kind === 'renewal' || status !== 'paid';

export function OrderStatusBadge({ status }: { status: Conversion['status'] }) {
  const { t } = useI18n();
  return <Badge tone={statusTones[status]}>{t(`attribution.status.${status}`)}</Badge>;
}

export function EarningBadge({ state }: { state: EarningState }) {
  const { t } = useI18n();
  return <Badge tone={earningTones[state]}>{t(`attribution.earning.${state}`)}</Badge>;
}
