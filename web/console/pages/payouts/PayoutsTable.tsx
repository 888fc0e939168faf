/** The payouts of a batch, each with where it goes and how it stands, and what can be said or asked of it. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { Payout, PayoutBatchDetail } from '../../../../src/modules/revenue/payouts/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Field, Panel } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { Failure, PayoutStateBadge } from './parts.tsx';
import { keepBatch } from './queries.ts';

const { routes } = revenueContract;
type Act = 'take_out' | 'paid' | 'failed' | 'returned' | 'ask' | 'again';

/** What can be done with a payout as it stands. */
function actsOf({ state, destination, failure }: Payout): Act[] {
  const byHand = destination.way === 'bank' || failure?.code === 'keys_changed';
  if (state === 'draft') return ['take_out'];
  if (state === 'failed' || state === 'returned') return ['again'];
  if (state === 'sending' || state === 'unknown' || state === 'sent')
    return [...(destination.way === 'bank' ? [] : ['ask' as const]), ...(byHand ? (['paid', 'failed', 'returned'] as const) : [])];
  return state === 'paid' && byHand ? ['returned'] : [];
}

export function PayoutsTable({ batch }: { batch: PayoutBatchDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [asking, setAsking] = useState<{ act: Act; payout: Payout } | null>(null);
  const denied = useDenied('revenue.manage');
  return (
    <Panel flush title={t('payout.payouts')}>
      <DataTable
        label={t('payout.payouts')}
        columns={columnsOf(i18n, denied, (act, payout) => setAsking({ act, payout }))}
        rows={batch.items}
        rowKey={(one) => one.id}
      />
      {asking && <ActDialog batch={batch} act={asking.act} payout={asking.payout} onClose={() => setAsking(null)} />}
    </Panel>
  );
}

function columnsOf(i18n: I18n, denied: string | undefined, onPick: (act: Act, payout: Payout) => void): Column<Payout>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'payee',
      head: t('payout.column.payee'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/payees/${one.payee.id}`}>{one.payee.name}</Link>
          <small>
            {t(`payout.way.${one.destination.way}`)} {one.destination.masked}
          </small>
        </span>
      ),
    },
    {
      key: 'amount',
      head: t('payout.column.amount'),
      figure: true,
      cell: (one) => <strong>{format.money(one.amountMinor, one.currency)}</strong>,
    },
    {
      key: 'state',
      head: t('payout.column.state'),
      cell: (one) => (
        <span className="cell-two">
          <span>
            <PayoutStateBadge state={one.state} />
          </span>
          {one.failure && (
            <small>
              <Failure failure={one.failure} />
            </small>
          )}
        </span>
      ),
    },
    {
      key: 'reference',
      head: t('payout.column.reference'),
      cell: (one) => (
        <span className="cell-two">
          <code>{one.reference}</code>
          {one.providerReference && <small>{one.providerReference}</small>}
        </span>
      ),
    },
    {
      key: 'when',
      head: t('payout.column.when'),
      cell: (one) => ((one.paidAt ?? one.sentAt) === null ? '–' : format.dateTime((one.paidAt ?? one.sentAt)!)),
    },
    {
      key: 'acts',
      head: t('payout.column.acts'),
      bare: true,
      cell: (one) => {
        const acts = actsOf(one);
        if (acts.length === 0) return null;
        return (
          <Menu
            label={t('payout.acts_of', { name: one.payee.name })}
            button={<Icon name="more" />}
            items={acts.map((act) => ({
              kind: 'action' as const,
              key: act,
              label: t(`payout.act.${act}`),
              icon: act === 'paid' ? ('check' as const) : act === 'ask' || act === 'again' ? ('send' as const) : ('trash' as const),
              because: denied,
              onPick: () => onPick(act, one),
            }))}
          />
        );
      },
    },
  ];
}

function ActDialog({ batch, act, payout, onClose }: { batch: PayoutBatchDetail; act: Act; payout: Payout; onClose: () => void }) {
  const { t, format } = useI18n();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [reason, setReason] = useState('');
  const params = { payoutId: payout.id };
  const run = useMutation({
    mutationFn: async (): Promise<string | null> => {
      if (act === 'take_out') keepBatch(client, await call(routes.takeOutPayout, { params: { ...params, batchId: batch.id } }));
      else if (act === 'paid') await call(routes.markPayoutPaid, { params, body: {} });
      else if (act === 'failed') await call(routes.markPayoutFailed, { params, body: { reason } });
      else if (act === 'returned') await call(routes.markPayoutReturned, { params, body: { reason } });
      else return (await call(routes.retryPayout, { params })).batchId;
      return null;
    },
    onSuccess: async (batchId) => {
      await client.invalidateQueries({ queryKey: ['payouts'] });
      toast.done(t(`payout.act_done.${act}`));
      onClose();
      if (batchId) await navigate(`/payouts/${batchId}`);
    },
  });
  const asksWhy = act === 'failed' || act === 'returned';
  return (
    <ConfirmDialog
      open
      danger={act === 'take_out' || asksWhy}
      title={t(`payout.act_ask.${act}`, { name: payout.payee.name, amount: format.money(payout.amountMinor, payout.currency) })}
      confirm={t(`payout.act.${act}`)}
      busy={run.isPending}
      onConfirm={() => run.mutate()}
      onClose={onClose}
    >
      <p className="dialog-lead">{t(`payout.act_text.${act}`)}</p>
      {asksWhy && (
        <Field id="payout-reason" label={t('payout.reason_of_bank')}>
          <Input id="payout-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Field>
      )}
      {run.error && <Notice tone="bad">{sentence(t, run.error)}</Notice>}
    </ConfirmDialog>
  );
}
