/** Which opening sells: every hook's rate of orders with the interval in which it lies, so that small numbers do not fool anybody. */
import { useQuery } from '@tanstack/react-query';
import type { HookRow } from '../../../../../src/modules/attribution/contract.ts';
import { useI18n, type I18n } from '../../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../../shared/table/DataTable.tsx';
import { Badge, Panel, type Tone } from '../../../../shared/ui/PageFrame.tsx';
import { EmptyState, ErrorState, LoadingLines } from '../../../../shared/ui/states.tsx';
import { hooksQuery } from '../queries.ts';
import { moneyWords } from './figures.ts';

const tones: Record<HookRow['standing'], Tone> = { best: 'good', level: 'plain', worse: 'bad', unsure: 'plain' };

export function HookComparison({ scope }: { scope: { campaignId?: string; workId?: string; from: string; to: string } }) {
  const i18n = useI18n();
  const { t } = i18n;
  const query = useQuery({ ...hooksQuery(scope), placeholderData: (before) => before });
  const items = query.data?.items ?? [];
  const most = Math.max(1, ...items.map((row) => row.orderRate.highBps ?? 0));
  const columns = columnsOf(i18n, most);
  return (
    <Panel flush title={t('attribution.hooks')}>
      {query.isPending && (
        <div className="panel-body">
          <LoadingLines />
        </div>
      )}
      {query.error && !query.data && <ErrorState compact error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && items.length === 0 && (
        <EmptyState icon="hook" title={t('attribution.no_hooks')} text={t('attribution.no_hooks_text')} />
      )}
      {items.length > 0 && (
        <>
          <p className="panel-note">{t('attribution.hooks_text')}</p>
          <DataTable
            label={t('attribution.hooks')}
            columns={columns}
            rows={items}
            rowKey={(row) => row.hookId}
            stale={query.isPlaceholderData}
          />
        </>
      )}
    </Panel>
  );
}

function columnsOf(i18n: I18n, most: number): Column<HookRow>[] {
  const { t, format } = i18n;
  const percent = (bps: number) => format.percent(bps / 10_000, 2);
  return [
    { key: 'hook', head: t('attribution.by.hook'), lead: true, cell: (row) => <strong>{row.label ?? t('attribution.hook_gone')}</strong> },
    {
      key: 'standing',
      head: t('attribution.standing'),
      cell: (row) => <Badge tone={tones[row.standing]}>{t(`attribution.standing.${row.standing}`)}</Badge>,
    },
    {
      key: 'rate',
      head: t('attribution.order_rate_interval'),
      cell: (row) =>
        row.orderRate.bps === null ? (
          '–'
        ) : (
          <span className="interval">
            <span className="interval-track" aria-hidden="true">
              <span
                className="interval-range"
                style={{
                  insetInlineStart: `${((row.orderRate.lowBps ?? 0) / most) * 100}%`,
                  width: `${(((row.orderRate.highBps ?? 0) - (row.orderRate.lowBps ?? 0)) / most) * 100}%`,
                }}
              />
              <span className="interval-dot" style={{ insetInlineStart: `${(row.orderRate.bps / most) * 100}%` }} />
            </span>
            <span>
              {t('attribution.interval', {
                rate: percent(row.orderRate.bps),
                low: percent(row.orderRate.lowBps ?? 0),
                high: percent(row.orderRate.highBps ?? 0),
              })}
            </span>
          </span>
        ),
    },
    { key: 'touches', head: t('attribution.touches'), figure: true, cell: (row) => format.number(row.clicks + row.searches) },
    { key: 'orders', head: t('attribution.step.orders'), figure: true, cell: (row) => format.number(row.orders) },
    { key: 'revenue', head: t('attribution.step.revenue'), figure: true, cell: (row) => moneyWords(i18n, row.money, 'revenueMinor') },
  ];
}
