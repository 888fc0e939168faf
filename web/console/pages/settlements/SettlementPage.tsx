/** A settlement: computed, looked at, approved by a second person, posted. What it gives to whom, and how it differs from before. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useParams, useSearchParams } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { Settlement, SettlementDetail } from '../../../../src/modules/revenue/settlement/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence, sentenceOf } from '../../../shared/api/errors.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyText } from '../../../shared/ui/CopyText.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { LinkTabs, PageFrame, Panel } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { LinesTab } from './LinesTab.tsx';
import { SettlementStateBadge } from './parts.tsx';
import { PayeesTab } from './PayeesTab.tsx';
import { Preview } from './Preview.tsx';
import { keepSettlement, settlementQuery } from './queries.ts';
import { monthWords } from './words.ts';
import '../../../shared/ui/rows.css';
import '../campaigns/campaigns.css';
import './settlements.css';

const { routes } = revenueContract;
const tabs = ['overview', 'payees', 'lines'] as const;
type Tab = (typeof tabs)[number];

export function Component() {
  const { t } = useI18n();
  const settlementId = useParams()['settlementId']!;
  const query = useQuery(settlementQuery(settlementId));
  if (query.data) return <SettlementView one={query.data} />;
  return (
    <PageFrame title={t('nav.settlements')} back={{ to: '/settlements', label: t('nav.settlements') }}>
      {query.error ? <ErrorState error={query.error} onRetry={() => void query.refetch()} /> : <LoadingLines lines={10} height={24} />}
    </PageFrame>
  );
}

function SettlementView({ one }: { one: SettlementDetail }) {
  const i18n = useI18n();
  const { t, format } = i18n;
  const [search] = useSearchParams();
  const tab: Tab = tabs.find((each) => each === search.get('tab')) ?? 'overview';
  const href = (to: Tab) => `/settlements/${one.id}${to === 'overview' ? '' : `?tab=${to}`}`;
  return (
    <PageFrame
      title={t('settlement.title', { month: monthWords(i18n, one.period), currency: one.currency })}
      back={{ to: '/settlements', label: t('nav.settlements') }}
      lead={
        <span className="settlement-lead">
          <SettlementStateBadge state={one.state} />
          {one.run > 1 && <span>{t('settlement.run', { run: one.run })}</span>}
          <span>{t('settlement.made_by', { name: one.made.by.name, at: format.dateTime(one.made.at) })}</span>
          {one.approved && <span>{t('settlement.approved_by', { name: one.approved.by.name, at: format.dateTime(one.approved.at) })}</span>}
        </span>
      }
      actions={<SettlementActions one={one} />}
    >
      <Standing one={one} />
      {one.summary && (
        <>
          <LinkTabs
            label={t('nav.settlements')}
            current={tab}
            tabs={tabs.map((key) => ({
              key,
              to: href(key),
              label: t(`settlement.tab.${key}`),
              count: key === 'payees' ? one.summary!.counts.payees : key === 'lines' ? one.summary!.counts.postings : undefined,
            }))}
          />
          {tab === 'overview' && <Preview one={one} summary={one.summary} />}
          {tab === 'payees' && <PayeesTab one={one} />}
          {tab === 'lines' && <LinesTab one={one} />}
        </>
      )}
      {!one.summary && one.state === 'cancelled' && (
        <EmptyState icon="receipt" title={t('settlement.cancelled')} text={t('settlement.cancelled_text')} />
      )}
    </PageFrame>
  );
}

/** Where it stands and what comes next, in words; with its progress where something goes on. */
function Standing({ one }: { one: SettlementDetail }) {
  const { t, format } = useI18n();
  const me = useMe();
  const { progress, failure } = one;
  return (
    <div className="notices">
      {progress && (
        <section className="panel panel-body settlement-progress" aria-label={t(`settlement.stage.${progress.stage}`)}>
          <p role="status">
            {t(`settlement.stage.${progress.stage}`)}
            {progress.total > 0 && ` ${t('settlement.of', { done: format.number(progress.done), total: format.number(progress.total) })}`}
          </p>
          <div
            className="progress-track"
            role="progressbar"
            aria-label={t(`settlement.stage.${progress.stage}`)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuenow={percentOf(progress)}
          >
            <div className="progress-fill" style={{ width: `${percentOf(progress)}%` }} />
          </div>
          <small>{t(progress.stage === 'computing' ? 'settlement.leave_computing' : 'settlement.leave_posting')}</small>
        </section>
      )}
      {failure && (
        <Notice tone="bad">
          {t(`settlement.failed_${failure.during}`)} {sentenceOf(t, { code: failure.code, params: failure.params })}
        </Notice>
      )}
      {one.state === 'ready' && (
        <Notice>
          {t('settlement.ready', { at: format.dateTime(one.cutAt) })}
          {one.made.by.userId === me.user.id && ` ${t('settlement.not_own')}`}
        </Notice>
      )}
      {one.state === 'posted' && (
        <Panel title={t('settlement.posted_title', { at: format.dateTime(one.postedAt ?? one.cutAt) })}>
          <p>{t('settlement.posted_text')}</p>
          <div className="row-actions settlement-next">
            <LinkButton type="primary" to={`/statements?period=${one.period}&currency=${one.currency}`}>
              {t('settlement.to_statements')}
            </LinkButton>
            <LinkButton to="/payouts">{t('settlement.to_payouts')}</LinkButton>
          </div>
          {one.seal && (
            <p className="settlement-seal">
              {t('settlement.seal', { seq: one.seal.seq })} <CopyText text={one.seal.hash} shown={`${one.seal.hash.slice(0, 16)}…`} />
            </p>
          )}
        </Panel>
      )}
    </div>
  );
}

const percentOf = ({ done, total }: NonNullable<Settlement['progress']>): number =>
  total === 0 ? 0 : Math.min(100, Math.round((done / total) * 100));

function SettlementActions({ one }: { one: SettlementDetail }) {
  const { t } = useI18n();
  const me = useMe();
  const client = useQueryClient();
  const [asking, setAsking] = useState<'approve' | 'cancel' | null>(null);
  const act = useMutation({
    mutationFn: (what: 'approve' | 'cancel' | 'retry') => {
      const route = { approve: routes.approveSettlement, cancel: routes.cancelSettlement, retry: routes.retrySettlement }[what];
      return call(route, { params: { settlementId: one.id } });
    },
    onSuccess: (after, what) => {
      keepSettlement(client, after);
      toast.done(t(`settlement.done.${what}`));
      setAsking(null);
    },
    onError: () => void client.invalidateQueries({ queryKey: settlementQuery(one.id).queryKey }),
  });
  const own = one.made.by.userId === me.user.id;
  const because = one.can.approve ? undefined : t(own ? 'settlement.not_own' : 'settlement.not_now');
  return (
    <>
      {one.state === 'ready' && (
        <PermissionGate permission="revenue.approve" because={because}>
          <Button type="primary" onClick={() => setAsking('approve')}>
            {t('settlement.approve')}
          </Button>
        </PermissionGate>
      )}
      {one.state === 'failed' && (
        <PermissionGate permission="revenue.manage" because={one.can.retry ? undefined : t('settlement.not_now')}>
          <Button type="primary" loading={act.isPending && act.variables === 'retry'} onClick={() => act.mutate('retry')}>
            {t('action.retry')}
          </Button>
        </PermissionGate>
      )}
      {(one.state === 'computing' || one.state === 'ready' || (one.state === 'failed' && one.can.cancel)) && (
        <PermissionGate permission="revenue.manage" because={one.can.cancel ? undefined : t('settlement.not_now')}>
          <Button onClick={() => setAsking('cancel')}>{t('settlement.cancel')}</Button>
        </PermissionGate>
      )}
      <ActDialog one={one} asking={asking} act={act} onClose={() => setAsking(null)} />
    </>
  );
}

function ActDialog({
  one,
  asking,
  act,
  onClose,
}: {
  one: SettlementDetail;
  asking: 'approve' | 'cancel' | null;
  act: { isPending: boolean; error: unknown; mutate: (what: 'approve' | 'cancel') => void };
  onClose: () => void;
}) {
  const i18n = useI18n();
  const { t, format } = i18n;
  if (asking === null) return null;
  const { summary } = one;
  return (
    <ConfirmDialog
      open
      danger={asking === 'cancel'}
      title={t(`settlement.ask.${asking}`, { month: monthWords(i18n, one.period), currency: one.currency })}
      confirm={t(`settlement.${asking}`)}
      busy={act.isPending}
      onConfirm={() => act.mutate(asking)}
      onClose={onClose}
    >
      <p className="dialog-lead">{t(`settlement.will.${asking}`)}</p>
      {asking === 'approve' && summary && (
        <dl className="sums">
          <div>
            <dt>{t('settlement.sum.payees')}</dt>
            <dd>{format.number(summary.counts.payees)}</dd>
          </div>
          <div>
            <dt>{t('settlement.sum.tax')}</dt>
            <dd>{format.money(summary.totals.taxMinor, one.currency)}</dd>
          </div>
          <div className="is-total">
            <dt>{t('settlement.sum.net')}</dt>
            <dd>{format.money(summary.totals.netMinor, one.currency)}</dd>
          </div>
        </dl>
      )}
      {act.error !== null && <Notice tone="bad">{sentence(t, act.error)}</Notice>}
    </ConfirmDialog>
  );
}
