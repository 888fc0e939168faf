/** Who is paid, where to, and how it is taxed; what they have; every change of the account. */
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { IdentitySheet } from '../../../shared/money/profile/IdentitySheet.tsx';
import { MethodSheet } from '../../../shared/money/profile/MethodSheet.tsx';
import { PaymentSheet } from '../../../shared/money/profile/PaymentSheet.tsx';
import { Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { accountWords, isHouse } from './parts.tsx';
import { payeeBalanceQuery, type PayeeProfile } from './queries.ts';
import { RegimeDialog } from './RegimeDialog.tsx';

type Sheet = 'identity' | 'method' | 'payment' | 'regime';

export function ProfileTab({ payee }: { payee: PayeeProfile }) {
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const close = () => setSheet(null);
  return (
    <div className="payee-columns">
      <div className="stack">
        <Balance payee={payee} />
        {!isHouse(payee) && <Who payee={payee} onEdit={() => setSheet('identity')} />}
        <Regime payee={payee} onChoose={() => setSheet('regime')} />
      </div>
      {!isHouse(payee) && (
        <div className="stack">
          <Account payee={payee} onEdit={() => setSheet('method')} />
          <Terms payee={payee} onEdit={() => setSheet('payment')} />
          <History payee={payee} />
        </div>
      )}
      {sheet === 'identity' && <IdentitySheet profile={payee} onClose={close} />}
      {sheet === 'method' && <MethodSheet profile={payee} onClose={close} />}
      {sheet === 'payment' && <PaymentSheet profile={payee} onClose={close} />}
      {sheet === 'regime' && <RegimeDialog payee={payee} onClose={close} />}
    </div>
  );
}

function EditButton({
  onPress,
  children,
  because,
  permission = 'revenue.edit_own',
  of,
}: {
  onPress: () => void;
  children: ReactNode;
  because?: string | undefined;
  permission?: string;
  /** What is edited: the button's name says it, as several on the page say the same. */
  of: string;
}) {
  return (
    <PermissionGate permission={permission} because={because}>
      <Button size="small" aria-label={`${String(children)}: ${of}`} onClick={onPress}>
        {children}
      </Button>
    </PermissionGate>
  );
}

function Balance({ payee }: { payee: PayeeProfile }) {
  const { t, format } = useI18n();
  const balance = useQuery(payeeBalanceQuery(payee.payeeId));
  const currencies = balance.data?.currencies ?? [];
  return (
    <Panel
      title={t('payee.balance.title')}
      actions={<Link to={`/statements?q=${encodeURIComponent(payee.name)}`}>{t('payee.balance.statements')}</Link>}
    >
      {balance.isPending && <LoadingLines lines={3} />}
      {balance.error && !balance.data && <ErrorState compact error={balance.error} onRetry={() => void balance.refetch()} />}
      {balance.data && currencies.length === 0 && <p className="payee-text">{t('payee.balance.none')}</p>}
      {currencies.map((one) => {
        const figures = [
          ['payable', one.payableMinor],
          ['on_hold', one.onHoldMinor],
          ['estimated', one.estimatedMinor],
          ['held', one.heldMinor],
          ['in_payout', one.inPayoutMinor],
          ['paid', one.paidMinor],
          ['carried', one.carriedMinor],
        ] as const;
        return (
          <dl key={one.currency} className="payee-figures" aria-label={one.currency}>
            {figures.map(([key, minor]) =>
              minor === '0' && key !== 'payable' && key !== 'paid' ? null : (
                <div key={key}>
                  <dt>{t(`money.state.${key}`)}</dt>
                  <dd>{format.money(minor, one.currency)}</dd>
                </div>
              ),
            )}
          </dl>
        );
      })}
    </Panel>
  );
}

function Who({ payee, onEdit }: { payee: PayeeProfile; onEdit: () => void }) {
  const { t } = useI18n();
  const known = payee.version > 0;
  return (
    <Panel
      title={t('payee.who.title')}
      actions={
        <EditButton of={t('payee.who.title')} onPress={onEdit}>
          {t(known ? 'action.edit' : 'payee.who.fill')}
        </EditButton>
      }
    >
      {!known && <p className="payee-text">{t('payee.assumed_text')}</p>}
      <dl className="facts">
        <div>
          <dt>{t('money.identity.kind')}</dt>
          <dd>{t(`money.kind_of_payee.${payee.kind}`)}</dd>
        </div>
        {known && (
          <div>
            <dt>{t(`money.identity.legal_name_${payee.kind}`)}</dt>
            <dd>{payee.legalName}</dd>
          </div>
        )}
        <div>
          <dt>{t('money.identity.region')}</dt>
          <dd>{t(`money.region.${payee.region}`)}</dd>
        </div>
        <div>
          <dt>{payee.idNumber ? t(`money.id_kind.${payee.idNumber.kind}`) : t('payee.who.number')}</dt>
          <dd className="payee-code">{payee.idNumber?.masked ?? t('payee.who.none')}</dd>
        </div>
      </dl>
    </Panel>
  );
}

function Regime({ payee, onChoose }: { payee: PayeeProfile; onChoose: () => void }) {
  const { t } = useI18n();
  const { regime } = payee;
  return (
    <Panel
      title={t('payee.regime.title')}
      actions={
        isHouse(payee) ? undefined : (
          <EditButton
            of={t('payee.regime.title')}
            permission="revenue.manage"
            because={payee.version === 0 ? t('payee.regime.profile_first') : undefined}
            onPress={onChoose}
          >
            {t('payee.regime.choose')}
          </EditButton>
        )
      }
    >
      <p>
        <strong>{t(`money.regime.${regime.id}`)}</strong>
      </p>
      <p className="payee-text">
        {t(`revenue.tax.reason.${regime.reason}`)} {regime.note}
      </p>
      <p className="payee-note">{t('payee.tax.confirm')}</p>
    </Panel>
  );
}

function Account({ payee, onEdit }: { payee: PayeeProfile; onEdit: () => void }) {
  const { t } = useI18n();
  const { method } = payee;
  return (
    <Panel
      title={t('payee.account.title')}
      actions={
        <EditButton of={t('payee.account.title')} because={payee.version === 0 ? t('payee.account.first') : undefined} onPress={onEdit}>
          {t(method ? 'payee.account.change' : 'payee.who.fill')}
        </EditButton>
      }
    >
      {method ? (
        <dl className="facts">
          <div>
            <dt>{t('money.method.kind')}</dt>
            <dd>{t(`money.method_kind.${method.kind}`)}</dd>
          </div>
          <div>
            <dt>{t('money.method.account')}</dt>
            <dd className="payee-code">{method.account}</dd>
          </div>
          {method.accountName && (
            <div>
              <dt>{t('money.method.account_name')}</dt>
              <dd>{method.accountName}</dd>
            </div>
          )}
          {method.bankName && (
            <div>
              <dt>{t('money.method.bank_name')}</dt>
              <dd>
                {method.bankName} {method.branch} <span className="payee-code">{method.bankCode}</span>
              </dd>
            </div>
          )}
        </dl>
      ) : (
        <p className="payee-text">{t('payee.account.none')}</p>
      )}
      <p className="payee-note">{t('payee.account.sealed')}</p>
    </Panel>
  );
}

function Terms({ payee, onEdit }: { payee: PayeeProfile; onEdit: () => void }) {
  const { t, format } = useI18n();
  return (
    <Panel
      title={t('payee.terms.title')}
      actions={
        <EditButton of={t('payee.terms.title')} because={payee.version === 0 ? t('payee.account.first') : undefined} onPress={onEdit}>
          {t('action.edit')}
        </EditButton>
      }
    >
      <dl className="facts">
        <div>
          <dt>{t('payee.terms.currency')}</dt>
          <dd>{payee.currency}</dd>
        </div>
        <div>
          <dt>{t('payee.terms.threshold')}</dt>
          <dd>{payee.thresholdMinor === null ? t('payee.terms.default') : format.money(payee.thresholdMinor, payee.currency)}</dd>
        </div>
      </dl>
    </Panel>
  );
}

function History({ payee }: { payee: PayeeProfile }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  return (
    <Panel title={t('payee.history.title')}>
      {payee.methodHistory.length === 0 ? (
        <p className="payee-text">{t('payee.history.none')}</p>
      ) : (
        <ol className="payee-history">
          {payee.methodHistory.map((one) => (
            <li key={one.at}>
              {t(one.after === null ? 'payee.history.removed' : one.before === null ? 'payee.history.set' : 'payee.history.changed', {
                by: one.by,
                before: accountWords(i18n, one.before),
                after: accountWords(i18n, one.after),
              })}
              <small>{format.dateTime(one.at)}</small>
            </li>
          ))}
        </ol>
      )}
    </Panel>
  );
}
