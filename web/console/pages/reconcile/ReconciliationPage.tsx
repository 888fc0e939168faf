/** A settlement file against the books: totals, what agrees, what does not, and what to do about it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { Reconciliation } from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu, type MenuItem } from '../../../shared/ui/Menu.tsx';
import { Field, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate, useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ProgressLine } from '../../../shared/ui/ProgressLine.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { monthWords } from '../settlements/words.ts';
import { LinesPanel } from './LinesPanel.tsx';
import { MappingPanel } from './MappingPanel.tsx';
import { keepReconciliation, reconciliationQuery } from './queries.ts';
import { ReceiptDialog } from './ReceiptsTab.tsx';
import { FileStateBadge } from './ReconcilePage.tsx';
import '../data/imports/imports.css';
import './reconcile.css';

const { routes } = revenueContract;
type Act = 'compareReconciliation' | 'cancelReconciliation' | 'reopenReconciliation' | 'postReconciliationFees' | 'undoReconciliationFees';

export function Component() {
  const i18n = useI18n();
  const { t } = i18n;
  const { reconciliationId = '' } = useParams();
  const found = useQuery(reconciliationQuery(reconciliationId));
  const one = found.data;
  const back = { to: '/reconcile', label: t('nav.reconcile') };
  if (!one)
    return (
      <PageFrame title={t('nav.reconcile')} back={back}>
        {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : <LoadingLines lines={8} />}
      </PageFrame>
    );
  return (
    <PageFrame
      title={one.filename}
      back={back}
      lead={
        <span className="reconcile-lead">
          <FileStateBadge state={one.state} /> {one.sourceName} · {monthWords(i18n, one.period)} · {one.currency}
        </span>
      }
      actions={<Actions one={one} />}
    >
      <div className="stack">
        {one.state === 'comparing' && <Comparing one={one} />}
        {one.state === 'failed' && one.failure && (
          <Notice tone="bad">
            {t('reconcile.failed')}: {sentenceOf(t, one.failure)}
          </Notice>
        )}
        {one.note !== '' && <Notice>{one.note}</Notice>}
        {(one.state === 'mapping' || one.state === 'failed') && <MappingPanel key={one.header.join('|')} one={one} />}
        {one.totals && <Totals one={one} />}
        {one.totals && (one.state === 'ready' || one.state === 'closed') && <LinesPanel one={one} />}
      </div>
    </PageFrame>
  );
}

function Comparing({ one }: { one: Reconciliation }) {
  const { t } = useI18n();
  return (
    <Panel>
      <ProgressLine
        label={t('reconcile.file_state.comparing')}
        task={{ state: 'running', progressBps: Math.round(one.progress * 10_000), stage: null }}
      />
    </Panel>
  );
}

function useAct(one: Reconciliation) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: Act) => call(routes[act], { params: { reconciliationId: one.id } }),
    onSuccess: (changed) => keepReconciliation(client, changed),
    onError: toast.failed,
  });
}

function Actions({ one }: { one: Reconciliation }) {
  const { t, language } = useI18n();
  const navigate = useNavigate();
  const act = useAct(one);
  const denied = useDenied(routes.closeReconciliation.access);
  const [dialog, setDialog] = useUrlState<string>('dialog', '', true);
  const exportOf = (format: 'csv' | 'xlsx') =>
    hrefOf(routes.exportReconciliationLines, {
      params: { reconciliationId: one.id },
      query: { format, language: language === 'zh-CN' ? 'zh-CN' : 'en' },
    });
  const link = (format: 'csv' | 'xlsx'): MenuItem => ({
    kind: 'link',
    key: format,
    label: `${t('reconcile.export')} · ${format.toUpperCase()}`,
    icon: 'download',
    href: exportOf(format),
  });
  const items: MenuItem[] = [
    ...(one.totals ? [link('csv'), link('xlsx')] : []),
    ...(one.state === 'ready'
      ? [
          {
            kind: 'action' as const,
            key: 'receipt',
            label: t('reconcile.receipt'),
            icon: 'coins' as const,
            because: denied,
            onPick: () => setDialog('receipt'),
          },
          {
            kind: 'action' as const,
            key: 'again',
            label: t('reconcile.again'),
            because: denied,
            onPick: () => act.mutate('compareReconciliation'),
          },
        ]
      : []),
    ...(one.state === 'closed' || one.state === 'cancelled'
      ? []
      : [
          {
            kind: 'action' as const,
            key: 'cancel',
            label: t('reconcile.cancel'),
            danger: true,
            because: denied,
            onPick: () => setDialog('cancel'),
          },
        ]),
  ];
  return (
    <>
      {one.state === 'ready' && (
        <PermissionGate permission="revenue.manage">
          <Button type="primary" onClick={() => setDialog('close')}>
            {t('reconcile.close')}
          </Button>
        </PermissionGate>
      )}
      {one.state === 'closed' && (
        <PermissionGate permission="revenue.manage">
          <Button loading={act.isPending} onClick={() => act.mutate('reopenReconciliation')}>
            {t('reconcile.reopen')}
          </Button>
        </PermissionGate>
      )}
      {items.length > 0 && <Menu button={<Icon name="more" />} label={t('reconcile.more_actions')} items={items} />}
      <CloseDialog one={one} open={dialog === 'close'} onClose={() => setDialog(null)} />
      <ReceiptDialog open={dialog === 'receipt'} of={one} onClose={() => setDialog(null)} />
      <ConfirmDialog
        open={dialog === 'cancel'}
        title={t('reconcile.cancel')}
        confirm={t('reconcile.cancel')}
        busy={act.isPending}
        onConfirm={() =>
          act.mutate('cancelReconciliation', {
            onSuccess: () => void navigate('/reconcile', { replace: true }),
            onError: () => setDialog(null),
          })
        }
        onClose={() => setDialog(null)}
      >
        <p>{t('reconcile.cancel_text')}</p>
      </ConfirmDialog>
    </>
  );
}

function CloseDialog({ one, open, onClose }: { one: Reconciliation; open: boolean; onClose: () => void }) {
  const { t } = useI18n();
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const left = one.lines.open + one.lines.asked;
  const close = useMutation({
    mutationFn: () => call(routes.closeReconciliation, { params: { reconciliationId: one.id }, body: { note } }),
    onSuccess: (changed) => {
      keepReconciliation(client, changed);
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open={open}
      title={t('reconcile.close')}
      confirm={t('reconcile.close')}
      danger={false}
      busy={close.isPending}
      disabled={left > 0 && note.trim() === ''}
      onConfirm={() => close.mutate()}
      onClose={onClose}
    >
      <p>{t('reconcile.close_text')}</p>
      {left > 0 && <Notice tone="warn">{t('reconcile.close_open', { count: left })}</Notice>}
      <Field id="close-note" label={t('reconcile.reason')}>
        <Input.TextArea id="close-note" rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {close.error && <Notice tone="bad">{sentence(t, close.error)}</Notice>}
    </ConfirmDialog>
  );
}

function Totals({ one }: { one: Reconciliation }) {
  const { t, format } = useI18n();
  const act = useAct(one);
  const totals = one.totals!;
  const money = (minor: string | bigint) => format.money(minor, one.currency);
  const { theirs, ours } = totals;
  return (
    <Panel title={t('reconcile.totals')} actions={<span className="muted">{t('reconcile.total.rows', { count: totals.rows })}</span>}>
      <dl className="reconcile-totals">
        {(
          [
            ['their_amount', theirs.amountMinor],
            ['their_refunded', theirs.refundedMinor],
            ['fee', theirs.feeMinor],
            ['net', theirs.netMinor],
            ['our_net', (BigInt(ours.amountMinor) - BigInt(ours.refundedMinor)).toString()],
          ] as const
        ).map(([key, minor]) => (
          <div key={key}>
            <dt>{t(`reconcile.total.${key}`)}</dt>
            <dd>{money(minor)}</dd>
          </div>
        ))}
      </dl>
      {(theirs.feeMinor !== '0' || one.fees) && one.state !== 'cancelled' && (
        <Notice
          tone={one.fees ? 'good' : 'info'}
          action={
            one.state === 'closed' ? undefined : (
              <PermissionGate permission="revenue.manage">
                <Button
                  size="small"
                  loading={act.isPending}
                  onClick={() => act.mutate(one.fees ? 'undoReconciliationFees' : 'postReconciliationFees')}
                >
                  {t(one.fees ? 'reconcile.undo' : 'reconcile.fees_post')}
                </Button>
              </PermissionGate>
            )
          }
        >
          <strong>{t('reconcile.fees')}</strong>{' '}
          {one.fees
            ? t('reconcile.fees_posted', { amount: money(one.fees.amountMinor) })
            : t('reconcile.fees_text', { amount: money(theirs.feeMinor) })}
        </Notice>
      )}
    </Panel>
  );
}
