/** One batch: whom it pays, who made and approved it, its files, and what became of each payout. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { PayoutBatchDetail } from '../../../../src/modules/revenue/payouts/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { BatchStateBadge, dayWords, reasonWords } from './parts.tsx';
import { PayoutsTable } from './PayoutsTable.tsx';
import { batchQuery, keepBatch } from './queries.ts';
import { ResultsDialog } from './ResultsDialog.tsx';
import '../campaigns/campaigns.css';

const { routes } = revenueContract;
type Act = 'approve' | 'send' | 'cancel';

export function Component() {
  const { t } = useI18n();
  const batchId = useParams()['batchId']!;
  const query = useQuery(batchQuery(batchId));
  if (query.data) return <BatchView batch={query.data} />;
  return (
    <PageFrame title={t('nav.payouts')} back={{ to: '/payouts?tab=batches', label: t('payout.tab.batches') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function BatchView({ batch }: { batch: PayoutBatchDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { account, currency } = batch;
  return (
    <PageFrame
      title={batch.note || t('payout.batch_of', { on: dayWords(i18n, batch.executeOn) })}
      back={{ to: '/payouts?tab=batches', label: t('payout.tab.batches') }}
      lead={
        <span className="payout-lead">
          <BatchStateBadge state={batch.state} />
          <strong>{format.money(batch.totalMinor, currency)}</strong>
          <span>{t('payout.payees', { count: batch.payouts })}</span>
          <span>
            {account.name} · {t(`payout.way.${account.way}`)}
          </span>
          <span>{t('payout.made_by', { name: batch.madeBy.name, at: format.dateTime(batch.madeAt) })}</span>
          {batch.approvedBy && (
            <span>{t('payout.approved_by', { name: batch.approvedBy.name, at: format.dateTime(batch.approvedAt ?? batch.madeAt) })}</span>
          )}
        </span>
      }
      actions={<BatchActions batch={batch} />}
    >
      <Standing batch={batch} />
      <PayoutsTable batch={batch} />
      {batch.leftOut.length > 0 && (
        <div className="payout-after">
          <Panel title={t('payout.left_out', { count: batch.leftOut.length })}>
            <ul className="payout-left">
              {batch.leftOut.map(({ payee, reasons }) => (
                <li key={payee.id}>
                  <Link to={`/payees/${payee.id}`}>{payee.name}</Link>
                  {reasons.map((reason, index) => (
                    <small key={index}>{reasonWords(i18n, 'reason', reason)}</small>
                  ))}
                </li>
              ))}
            </ul>
          </Panel>
        </div>
      )}
    </PageFrame>
  );
}

/** Where it stands and what comes next, with its files once there are some. */
function Standing({ batch }: { batch: PayoutBatchDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const denied = useDenied('revenue.approve');
  const byBank = batch.account.way === 'bank';
  const unknown = batch.counts.unknown ?? 0;
  const next = batch.state === 'sent' ? (byBank ? 'sent_bank' : 'sent_provider') : batch.state;
  return (
    <div className="payout-steps">
      <Notice tone={batch.state === 'draft' ? 'warn' : 'info'}>
        {t(`payout.next.${next}`)}
        {batch.approvalBlock && ` ${reasonWords(i18n, 'why_not', batch.approvalBlock)}`}
      </Notice>
      {unknown > 0 && <Notice tone="warn">{t('payout.unknown_text', { count: unknown })}</Notice>}
      {batch.files.length > 0 && (
        <Panel title={t('payout.files')}>
          {batch.files.map((file) => (
            <p className="payout-files" key={file.format}>
              <Button
                disabled={denied !== undefined}
                href={hrefOf(routes.getPayoutFile, { params: { batchId: batch.id }, query: { format: file.format } })}
                download={file.name}
              >
                {t(`payout.file.${file.format}`)}
              </Button>
              <small>
                SHA-256 <CopyText text={file.sha256} shown={`${file.sha256.slice(0, 16)}…`} />
              </small>
            </p>
          ))}
          <small>{denied ?? t('payout.files_text')}</small>
        </Panel>
      )}
    </div>
  );
}

function BatchActions({ batch }: { batch: PayoutBatchDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const client = useQueryClient();
  const [asking, setAsking] = useState<Act | 'results' | null>(null);
  const params = { batchId: batch.id };
  const act = useMutation({
    mutationFn: (what: Act) => {
      if (what === 'approve')
        return call(routes.approvePayoutBatch, { params, body: { totalMinor: batch.totalMinor, payouts: batch.payouts } });
      return call(what === 'send' ? routes.sendPayoutBatch : routes.cancelPayoutBatch, { params });
    },
    onSuccess: (after, what) => {
      keepBatch(client, after);
      toast.done(t(`payout.done.${what}`));
      setAsking(null);
    },
    onError: () => void client.invalidateQueries({ queryKey: batchQuery(batch.id).queryKey }),
  });
  const byBank = batch.account.way === 'bank';
  const sending = byBank ? 'payout.make_file' : 'payout.send';
  const block = batch.approvalBlock ? reasonWords(i18n, 'why_not', batch.approvalBlock) : undefined;
  const words: Record<Act, string> = { approve: t('payout.approve'), send: t(sending), cancel: t('payout.cancel_batch') };
  return (
    <>
      {batch.state === 'draft' && (
        <PermissionGate permission="revenue.approve" because={block}>
          <Button type="primary" onClick={() => setAsking('approve')}>
            {words.approve}
          </Button>
        </PermissionGate>
      )}
      {batch.state === 'approved' && (
        <PermissionGate permission="revenue.manage">
          <Button type="primary" onClick={() => setAsking('send')}>
            {words.send}
          </Button>
        </PermissionGate>
      )}
      {byBank && (batch.state === 'sent' || batch.state === 'done') && (
        <PermissionGate permission="revenue.manage">
          <Button type={batch.state === 'sent' ? 'primary' : 'default'} onClick={() => setAsking('results')}>
            {t('payout.results')}
          </Button>
        </PermissionGate>
      )}
      {(batch.state === 'draft' || batch.state === 'approved') && (
        <PermissionGate permission="revenue.manage">
          <Button onClick={() => setAsking('cancel')}>{words.cancel}</Button>
        </PermissionGate>
      )}
      {asking === 'results' && <ResultsDialog batch={batch} onClose={() => setAsking(null)} />}
      {asking !== null && asking !== 'results' && (
        <ConfirmDialog
          open
          danger={asking === 'cancel'}
          title={t(`payout.ask.${asking}`, { count: batch.payouts, amount: format.money(batch.totalMinor, batch.currency) })}
          confirm={words[asking]}
          busy={act.isPending}
          onConfirm={() => act.mutate(asking)}
          onClose={() => setAsking(null)}
        >
          <p className="dialog-lead">{t(asking === 'send' && !byBank ? 'payout.will.send_provider' : `payout.will.${asking}`)}</p>
          {act.error !== null && <Notice tone="bad">{sentence(t, act.error)}</Notice>}
        </ConfirmDialog>
      )}
    </>
  );
}
