/** Small parts of the pages of payouts: states, amounts with their sense, reasons in words. */
import type { BatchState, PayoutState, Reason } from '../../../../src/modules/revenue/payouts/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import './payouts.css';

const payoutTones: Record<PayoutState, Tone> = {
  draft: 'plain',
  approved: 'active',
  sending: 'active',
  unknown: 'warn',
  sent: 'active',
  paid: 'good',
  failed: 'bad',
  returned: 'bad',
  cancelled: 'plain',
};
const batchTones: Record<BatchState, Tone> = { draft: 'warn', approved: 'active', sent: 'active', done: 'good', cancelled: 'plain' };

export function PayoutStateBadge({ state }: { state: PayoutState }) {
  const { t } = useI18n();
  return <Badge tone={payoutTones[state]}>{t(`payout.state.${state}`)}</Badge>;
}

export function BatchStateBadge({ state }: { state: BatchState }) {
  const { t } = useI18n();
  return <Badge tone={batchTones[state]}>{t(`payout.batch_state.${state}`)}</Badge>;
}

/** A calendar day, which is the same day wherever it is read. */
export const dayWords = ({ format }: I18n, day: string): string => format.date(`${day}T12:00:00`);

/** A stored reason as a sentence: amounts as money, days as days, what is missing in its own words. */
export function reasonWords(i18n: I18n, group: 'reason' | 'failure' | 'why_not' | 'result', { code, params }: Reason): string {
  const { t, format } = i18n;
  const currency = String(params['currency'] ?? 'CNY');
  const shown: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (name.endsWith('Minor')) shown[name.replace('Minor', '')] = format.money(String(value), currency);
    else if (name === 'on' && value !== null) shown[name] = dayWords(i18n, String(value));
    else if (name === 'what') shown[name] = t.exists(`revenue.missing.${value}`) ? t(`revenue.missing.${value}`) : String(value);
    else if (name === 'way') shown[name] = t(`payout.way.${value}`);
    else if (name === 'state') shown[name] = t(`payout.state.${value}`);
    else shown[name] = typeof value === 'number' ? value : String(value ?? '');
  }
  const key = `payout.${group}.${code}`;
  return t.exists(key, shown) ? t(key, shown) : code;
}

/** Why a payout ended as it did; what a provider said stands beside it as it said it. */
export function Failure({ failure }: { failure: Reason }) {
  const i18n = useI18n();
  const detail = failure.params['detail'];
  return (
    <span className="payout-failure">
      {reasonWords(i18n, 'failure', failure)}
      {typeof detail === 'string' && detail !== '' && <code>{detail}</code>}
    </span>
  );
}
