/** Small parts that pages of payees share. */
import type { Masked } from '../../../../src/modules/revenue/payees/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { payeeWords } from '../../../shared/money/words.ts';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import type { PayeeSummary } from './queries.ts';

export const isHouse = ({ belongsTo }: Pick<PayeeSummary, 'belongsTo'>): boolean => belongsTo === 'operator' || belongsTo === 'studio';

export function nameOf(i18n: I18n, { name, belongsTo }: Pick<PayeeSummary, 'name' | 'belongsTo'>): string {
  return payeeWords(i18n, { name, role: belongsTo === 'operator' || belongsTo === 'studio' ? belongsTo : null });
}

/** An account by which its owner knows it: bank and last digits. */
export function accountWords({ t }: I18n, method: Masked | null): string {
  if (!method) return t('payee.no_account');
  return `${method.bankName || t(`money.method_kind.${method.kind}`)} ${method.account}`;
}

export function StateBadge({ payee }: { payee: Pick<PayeeSummary, 'belongsTo' | 'missing' | 'exit'> }) {
  const { t } = useI18n();
  const { length } = payee.missing;
  return (
    <span className="payee-badges">
      {payee.exit && <Badge>{t('payee.state.gone')}</Badge>}
      {isHouse(payee) ? (
        <Badge>{t('payee.state.house')}</Badge>
      ) : length === 0 ? (
        <Badge tone="good">{t('payee.state.ready')}</Badge>
      ) : (
        <Badge tone="warn">{t('payee.state.missing', { count: length })}</Badge>
      )}
    </span>
  );
}

/** Said beside every figure of tax: nobody has confirmed it. */
export function Unconfirmed() {
  const { t } = useI18n();
  return <Notice tone="warn">{t('payee.tax.confirm')}</Notice>;
}
