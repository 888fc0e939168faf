/** Where money leaves the house: bank accounts that files are made for, and connections to Alipay and Stripe. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayoutAccount } from '../../../../src/modules/revenue/payouts/words/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { AccountDialog } from './AccountDialog.tsx';
import { reasonWords } from './parts.tsx';
import { accountsQuery } from './queries.ts';

const { routes } = revenueContract;

export function AccountsTab() {
  const { t } = useI18n();
  const accounts = useQuery(accountsQuery);
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  return (
    <>
      <Panel
        flush
        title={t('payout.tab.accounts')}
        actions={
          <PermissionGate permission="revenue.manage">
            <Button type="primary" icon={<Icon name="plus" size={16} />} onClick={() => setDialog('new')}>
              {t('payout.account_new')}
            </Button>
          </PermissionGate>
        }
      >
        {accounts.isPending && (
          <div className="panel-body">
            <LoadingLines />
          </div>
        )}
        {accounts.error && <ErrorState compact error={accounts.error} onRetry={() => void accounts.refetch()} />}
        {accounts.data?.items.length === 0 && (
          <EmptyState icon="send" title={t('payout.no_account_yet')} text={t('payout.no_account_yet_text')} />
        )}
        <ul className="rows">
          {accounts.data?.items.map((one) => (
            <AccountRow key={one.id} account={one} />
          ))}
        </ul>
      </Panel>
      {dialog === 'new' && <AccountDialog account={null} onClose={() => setDialog(null)} />}
    </>
  );
}

function AccountRow({ account }: { account: PayoutAccount }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const [dialog, setDialog] = useState<'edit' | 'remove' | null>(null);
  const params = { accountId: account.id };
  const check = useMutation({
    mutationFn: () => call(routes.checkPayoutAccount, { params }),
    onSuccess: ({ failure }) =>
      failure
        ? toast.say(`${reasonWords(i18n, 'failure', failure)} ${String(failure.params['detail'] ?? '')}`)
        : toast.done(t('payout.keys_good')),
    onError: toast.failed,
  });
  const remove = useMutation({
    mutationFn: () => call(routes.removePayoutAccount, { params }),
    onSuccess: () => client.invalidateQueries({ queryKey: accountsQuery.queryKey }),
    onError: toast.failed,
    onSettled: () => setDialog(null),
  });
  return (
    <li className="row">
      <span className="row-main">
        <strong>
          {account.name} <Badge>{t(`payout.way.${account.way}`)}</Badge>
        </strong>
        <small>
          {account.holder && `${account.holder} · `}
          {account.masked}
          {account.currency && ` · ${account.currency}`}
          {account.endpoint && ` · ${account.endpoint}`}
        </small>
        <small>
          {t('payout.added_by', { name: account.createdBy, at: format.dateTime(account.createdAt) })}
          {!account.triedLive && ` · ${t('payout.not_tried_live')}`}
        </small>
      </span>
      <span className="row-actions">
        {account.way !== 'bank' && (
          <PermissionGate permission="revenue.manage">
            <Button size="small" loading={check.isPending} onClick={() => check.mutate()}>
              {t('payout.check_keys')}
            </Button>
          </PermissionGate>
        )}
        <PermissionGate permission="revenue.manage">
          <Button size="small" onClick={() => setDialog('edit')}>
            {t(account.way === 'bank' ? 'action.edit' : 'payout.replace_keys')}
          </Button>
        </PermissionGate>
        <PermissionGate permission="revenue.manage">
          <Button size="small" danger onClick={() => setDialog('remove')}>
            {t('payout.account_remove')}
          </Button>
        </PermissionGate>
      </span>
      {dialog === 'edit' && <AccountDialog account={account} onClose={() => setDialog(null)} />}
      <ConfirmDialog
        open={dialog === 'remove'}
        title={t('payout.account_remove_ask', { name: account.name })}
        confirm={t('payout.account_remove')}
        busy={remove.isPending}
        onConfirm={() => remove.mutate()}
        onClose={() => setDialog(null)}
      >
        <p>{t('payout.account_remove_text')}</p>
      </ConfirmDialog>
    </li>
  );
}
