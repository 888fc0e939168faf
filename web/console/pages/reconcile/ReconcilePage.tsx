/** Reconciling with platforms: the settlement files that were compared, a place for the next, and what platforms paid. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { currencies } from '../../../../src/platform/http/contract.ts';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { Reconciliation } from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { FileDrop } from '../../../shared/ui/FileDrop.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, Field, LinkTabs, PageFrame, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { sourcesQuery } from '../data/queries.ts';
import { lastMonths, monthWords } from '../settlements/words.ts';
import { keepReconciliation, reconciliationsQuery } from './queries.ts';
import { ReceiptsTab } from './ReceiptsTab.tsx';
import '../data/imports/imports.css';
import './reconcile.css';

const { routes } = revenueContract;
type Listed = Omit<Reconciliation, 'preview'>;
const tones: Record<Reconciliation['state'], Tone> = {
  mapping: 'warn',
  comparing: 'active',
  ready: 'warn',
  closed: 'good',
  cancelled: 'plain',
  failed: 'bad',
};

export function FileStateBadge({ state }: { state: Reconciliation['state'] }) {
  const { t } = useI18n();
  return <Badge tone={tones[state]}>{t(`reconcile.file_state.${state}`)}</Badge>;
}

export function Component() {
  const { t } = useI18n();
  const [tab] = useUrlState<string>('tab', 'files');
  const denied = useDenied(routes.listReconciliations.access);
  return (
    <PageFrame title={t('nav.reconcile')} lead={t('reconcile.lead')}>
      <LinkTabs
        label={t('nav.reconcile')}
        current={tab === 'receipts' ? 'receipts' : 'files'}
        tabs={[
          { key: 'files', to: '/reconcile', label: t('reconcile.tab.files') },
          { key: 'receipts', to: '/reconcile?tab=receipts', label: t('reconcile.tab.receipts') },
        ]}
      />
      {denied ? <Notice tone="warn">{denied}</Notice> : tab === 'receipts' ? <ReceiptsTab /> : <FilesTab />}
    </PageFrame>
  );
}

function FilesTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const files = useInfiniteQuery(reconciliationsQuery);
  return (
    <div className="stack">
      <SendFile />
      <Listing
        query={files}
        title={t('reconcile.tab.files')}
        empty={<EmptyState icon="sheet" title={t('reconcile.none')} text={t('reconcile.none_text')} />}
      >
        {(items) => <DataTable label={t('reconcile.tab.files')} columns={columnsOf(i18n)} rows={items} rowKey={(one) => one.id} />}
      </Listing>
    </div>
  );
}

function columnsOf(i18n: I18n): Column<Listed>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'file',
      head: t('reconcile.column.file'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/reconcile/${one.id}`}>{one.filename}</Link>
          <small>
            {one.sourceName} · {one.currency}
          </small>
        </span>
      ),
    },
    { key: 'period', head: t('reconcile.column.period'), cell: (one) => monthWords(i18n, one.period) },
    { key: 'state', head: t('reconcile.column.state'), cell: (one) => <FileStateBadge state={one.state} /> },
    {
      key: 'net',
      head: t('reconcile.total.net'),
      figure: true,
      cell: (one) => (one.totals ? format.money(one.totals.theirs.netMinor, one.currency) : '–'),
    },
    {
      key: 'open',
      head: t('reconcile.column.lines'),
      figure: true,
      cell: (one) => (one.totals ? <span className={one.lines.open > 0 ? 'count-bad' : ''}>{format.number(one.lines.open)}</span> : '–'),
    },
  ];
}

/** A file is dropped or chosen; nothing changes before somebody decides about its lines. */
function SendFile() {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const client = useQueryClient();
  const sources = useQuery(sourcesQuery);
  const denied = useDenied(routes.createReconciliation.access);
  const months = lastMonths(24);
  const [picked, setPicked] = useState('');
  const [period, setPeriod] = useState(months[0]!);
  const [chosen, setChosen] = useState<string | null>(null);
  const list = sources.data?.items ?? [];
  const source = list.find((one) => one.id === picked) ?? list[0];
  const currency = chosen ?? source?.currency ?? 'CNY';
  const send = useMutation({
    mutationFn: async (file: File) => {
      const query = { sourceId: source!.id, currency: currency as Reconciliation['currency'], period, filename: file.name };
      const answer = await call(routes.createReconciliation, { query }, { raw: new Blob([file], { type: 'application/octet-stream' }) });
      return (await answer.json()) as Reconciliation;
    },
    onSuccess: async (made) => {
      keepReconciliation(client, made);
      await navigate(`/reconcile/${made.id}`);
    },
  });
  if (sources.isSuccess && list.length === 0)
    return (
      <Panel>
        <EmptyState
          icon="sheet"
          title={t('reconcile.no_source')}
          action={<LinkButton to="/sources">{t('reconcile.to_sources')}</LinkButton>}
        />
      </Panel>
    );
  const take = (file: File): void => {
    if (source && !denied) send.mutate(file);
  };
  return (
    <Panel title={t('reconcile.send')}>
      <p className="reconcile-about">{t('reconcile.send_text')}</p>
      {send.error && <Notice tone="bad">{sentence(t, send.error)}</Notice>}
      <div className="fields">
        <Field id="reconcile-source" label={t('reconcile.column.source')}>
          <Choice
            id="reconcile-source"
            value={source?.id ?? ''}
            options={list.map((one) => ({ value: one.id, label: one.name }))}
            onChange={setPicked}
          />
        </Field>
        <Field id="reconcile-period" label={t('reconcile.column.period')}>
          <Choice
            id="reconcile-period"
            value={period}
            options={months.map((value) => ({ value, label: monthWords(i18n, value) }))}
            onChange={setPeriod}
          />
        </Field>
        <Field id="reconcile-currency" label={t('reconcile.column.currency')}>
          <Choice
            id="reconcile-currency"
            value={currency}
            options={currencies.map((value) => ({ value, label: value }))}
            onChange={setChosen}
          />
        </Field>
      </div>
      <FileDrop label={t('reconcile.choose')} onFile={take}>
        {(choose) => (
          <>
            <Button type="primary" loading={send.isPending} disabled={denied !== undefined || !source} title={denied} onClick={choose}>
              {send.isPending ? t('reconcile.sending') : t('reconcile.choose')}
            </Button>
            <span>{t('reconcile.drop')}</span>
          </>
        )}
      </FileDrop>
    </Panel>
  );
}
