/** One payee: who they are to tax office and bank, what they have, their invoices and documents, their tax year; their going. */
import { useQuery } from '@tanstack/react-query';
import { Suspense, lazy } from 'react';
import { Link, useParams } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { Documents } from '../../../shared/money/Documents.tsx';
import { ProfileSending } from '../../../shared/money/profile/fields.tsx';
import { monthWords } from '../../../shared/money/words.ts';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { framed } from '../my-money/frame.tsx';
import { ExitActions } from './ExitActions.tsx';
import { isHouse, nameOf, StateBadge } from './parts.tsx';
import { ProfileTab } from './ProfileTab.tsx';
import { invoicesOf, payeeQuery, type PayeeProfile } from './queries.ts';
import '../campaigns/campaigns.css';
import '../../../shared/money/money.css';
import './payees.css';

const InvoicesTab = lazy(() => import('./InvoicesTab.tsx'));
const TaxTab = lazy(() => import('./TaxTab.tsx'));
const tabs = ['profile', 'invoices', 'documents', 'tax'] as const;

function PayeeContent() {
  const { t } = useI18n();
  const payeeId = useParams()['payeeId']!;
  const denied = useDenied('revenue.read');
  const payee = useQuery({ ...payeeQuery(payeeId), enabled: denied === undefined });
  if (payee.data) return <PayeeView payee={payee.data} />;
  return (
    <PageFrame title={t('nav.payees')} back={{ to: '/payees', label: t('nav.payees') }}>
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : payee.error ? (
        <ErrorState error={payee.error} onRetry={() => void payee.refetch()} />
      ) : (
        <LoadingLines lines={10} height={24} />
      )}
    </PageFrame>
  );
}

/** The sheets and lists of one's own money are used for a payee's, in the console's frame; what they write goes to this payee. */
export const Component = framed(PayeeContent);

function PayeeView({ payee }: { payee: PayeeProfile }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [asked] = useUrlState<string>('tab', 'profile');
  const shown = isHouse(payee) ? (['profile'] as const) : tabs;
  const tab = shown.find((one) => one === asked) ?? 'profile';
  const { payeeId } = payee;
  return (
    <PageFrame
      title={nameOf(i18n, payee)}
      back={{ to: '/payees', label: t('nav.payees') }}
      lead={
        <span className="payee-badges">
          {t(`payee.belongs.${payee.belongsTo}`)} <StateBadge payee={payee} />
        </span>
      }
      actions={isHouse(payee) ? undefined : <ExitActions payee={payee} />}
    >
      <Standing payee={payee} />
      {shown.length > 1 && (
        <LinkTabs
          label={nameOf(i18n, payee)}
          current={tab}
          tabs={shown.map((key) => ({
            key,
            to: `/payees/${payeeId}${key === 'profile' ? '' : `?tab=${key}`}`,
            label: t(`payee.detail_tab.${key}`),
          }))}
        />
      )}
      <ProfileSending value={({ payeeId: _own, ...body }) => call(revenueContract.routes.putProfile, { params: { payeeId }, body })}>
        <Suspense fallback={<LoadingLines />}>
          {tab === 'profile' && <ProfileTab payee={payee} />}
          {tab === 'invoices' && <InvoicesTab payee={payee} />}
          {tab === 'documents' && (
            <div className="money-page payee-narrow">
              <Documents profile={payee} />
            </div>
          )}
          {tab === 'tax' && <TaxTab payee={payee} />}
        </Suspense>
      </ProfileSending>
    </PageFrame>
  );
}

/** Whether they can be paid, in one sentence. */
function Standing({ payee }: { payee: PayeeProfile }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { exit, missing } = payee;
  // What a company is owed waits for its invoices.
  const invoices = useQuery({ ...invoicesOf(payee.payeeId), enabled: payee.regime.kind === 'invoice' });
  const owed = invoices.data?.months.filter(({ state }) => state === 'missing' || state === 'partial') ?? [];
  return (
    <div className="notices">
      {exit && <Notice tone="warn">{t('payee.exit.gone', { at: format.date(exit.at), by: exit.by, reason: exit.reason })}</Notice>}
      {owed.length > 0 && (
        <Notice tone="warn" action={<Link to={`/payees/${payee.payeeId}?tab=invoices`}>{t('payee.detail_tab.invoices')}</Link>}>
          {t('payee.invoices.owed', {
            list: format.list(owed.slice(0, 6).map(({ period }) => monthWords(i18n, period))),
            count: owed.length,
          })}
        </Notice>
      )}
      {isHouse(payee) ? (
        <Notice>{t('payee.house_text')}</Notice>
      ) : missing.length > 0 ? (
        <Notice tone="warn">{t('payee.missing_title', { list: format.list(missing.map((code) => t(`payee.missing.${code}`))) })}</Notice>
      ) : (
        owed.length === 0 && <Notice tone="good">{t('payee.ready')}</Notice>
      )}
    </div>
  );
}
