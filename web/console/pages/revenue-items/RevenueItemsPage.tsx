/** What came in and is to be divided: what waits for its settlement, what no plan divides and why, what a signal holds. */
import { infiniteQueryOptions, queryOptions, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { ItemsSummary, RevenueItem } from '../../../../src/modules/revenue/items/contract.ts';
import { call } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import './revenue-items.css';

const { routes } = revenueContract;
type State = RevenueItem['state'];
const tabs = ['open', 'undivided', 'held', 'settled', 'void'] as const satisfies readonly State[];

const summaryQuery = queryOptions({
  queryKey: ['revenue-items', 'summary'],
  queryFn: ({ signal }) => call(routes.sumItems, {}, { signal }),
});
const itemsQuery = (state: State, externalId: string) =>
  infiniteQueryOptions({
    queryKey: ['revenue-items', state, externalId],
    queryFn: ({ pageParam, signal }) =>
      call(
        routes.listItems,
        { query: { state, limit: 50, ...(externalId && { externalId }), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const denied = useDenied(routes.listItems.access);
  const state = tabs.find((one) => one === search.get('state')) ?? 'open';
  return (
    <PageFrame title={t('nav.revenue_items')} lead={t('revenue_items.lead')}>
      {denied ? <Notice tone="warn">{denied}</Notice> : <Items state={state} externalId={search.get('q') ?? ''} />}
    </PageFrame>
  );
}

function Items({ state, externalId }: { state: State; externalId: string }) {
  const i18n = useI18n();
  const { t } = i18n;
  const summary = useQuery(summaryQuery);
  const items = useInfiniteQuery(itemsQuery(state, externalId));
  const sums = summary.data?.items ?? [];
  const countOf = (of: State): number | undefined =>
    of === 'open' || of === 'undivided' || of === 'held' ? sums.reduce((all, sum) => all + sum[of].count, 0) : undefined;
  return (
    <>
      <LinkTabs
        label={t('nav.revenue_items')}
        current={state}
        tabs={tabs.map((key) => ({
          key,
          to: `/revenue-items?state=${key}`,
          label: t(`revenue_items.state.${key}`),
          count: countOf(key) || undefined,
        }))}
      />
      <Totals sums={sums} state={state} />
      <div className="filters-row" role="search">
        <SearchBox label={t('revenue_items.find')} />
      </div>
      <Listing query={items} empty={<Nothing state={state} found={externalId !== ''} />}>
        {(rows) => (
          <DataTable label={t(`revenue_items.state.${state}`)} columns={columnsOf(i18n, state)} rows={rows} rowKey={(item) => item.id} />
        )}
      </Listing>
    </>
  );
}

/** What is left of them after refunds, in each currency, and what to do about it. */
function Totals({ sums, state }: { sums: readonly ItemsSummary[]; state: State }) {
  const { t, format } = useI18n();
  if (state !== 'open' && state !== 'undivided' && state !== 'held') return null;
  const amounts = sums.flatMap((sum) => (sum[state].count === 0 ? [] : [format.money(sum[state].netMinor, sum.currency)]));
  if (amounts.length === 0) return null;
  const text = t(`revenue_items.total.${state}`, { amounts: amounts.join(' · ') });
  const [to, words] = state === 'held' ? ['/signals?state=held', 'revenue_items.to_signals'] : ['/share-plans', 'revenue_items.to_plans'];
  return (
    <div className="revenue-items-total">
      {state === 'open' ? (
        <Notice>{text}</Notice>
      ) : (
        <Notice tone="warn" action={<Link to={to}>{t(words)}</Link>}>
          {text}
        </Notice>
      )}
    </div>
  );
}

function Nothing({ state, found }: { state: State; found: boolean }) {
  const { t } = useI18n();
  if (found) return <EmptyState icon="search" title={t('revenue_items.not_found')} text={t('revenue_items.not_found_text')} />;
  const good = state === 'undivided' || state === 'held';
  return (
    <EmptyState icon={good ? 'check' : 'coins'} title={t(`revenue_items.none.${state}`)} text={t(`revenue_items.none_text.${state}`)} />
  );
}

function columnsOf({ t, format }: I18n, state: State): Column<RevenueItem>[] {
  return [
    { key: 'order', head: t('revenue_items.column.order'), lead: true, cell: (item) => <Order item={item} /> },
    {
      key: 'creator',
      head: t('revenue_items.column.creator'),
      cell: (item) =>
        item.creatorId === null ? (
          t('revenue_items.nobody')
        ) : (
          <span className="cell-two">
            <Link to={`/creators/${item.creatorId}`}>{item.creatorName ?? item.creatorId}</Link>
            {item.creatorTermsMinor !== null && (
              <small>{t('revenue_items.promised', { amount: format.money(promised(item), item.currency) })}</small>
            )}
          </span>
        ),
    },
    {
      key: 'plan',
      head: t(state === 'undivided' ? 'revenue_items.column.why' : 'revenue_items.column.plan'),
      cell: (item) =>
        item.plan ? (
          <Link to={`/share-plans/${item.plan.id}`}>{t('revenue_items.plan', { name: item.plan.name, version: item.plan.version })}</Link>
        ) : (
          t(`revenue.undivided.${item.undivided ?? 'no_plan'}`)
        ),
    },
    {
      key: 'amount',
      head: t('revenue_items.column.amount'),
      figure: true,
      cell: (item) => (
        <span className="cell-two">
          <strong>{format.money(item.amountMinor, item.currency)}</strong>
          {item.refundedMinor !== '0' && (
            <small>{t('revenue_items.refunded', { amount: format.money(item.refundedMinor, item.currency) })}</small>
          )}
        </span>
      ),
    },
    {
      key: 'when',
      head: t('revenue_items.column.when'),
      cell: (item) => (
        <span className="cell-two">
          <span>{format.dateTime(item.occurredAt)}</span>
          {state === 'settled' && item.settlementId !== null ? (
            <small>
              <Link to={`/settlements/${item.settlementId}`}>{t('revenue_items.to_settlement')}</Link>
            </small>
          ) : (
            (state === 'open' || state === 'held') && <small>{t('revenue_items.payable_from', { day: format.date(item.payableAt) })}</small>
          )}
        </span>
      ),
    },
  ];
}

const promised = (item: RevenueItem): string => (BigInt(item.creatorTermsMinor ?? '0') + BigInt(item.agencyTermsMinor ?? '0')).toString();

/** What it is and of what; orders lead to why they are credited as they are. */
function Order({ item }: { item: RevenueItem }) {
  const { t } = useI18n();
  const name = item.externalId ?? item.id;
  const conversionId = item.id.split(':')[0]!;
  const of = [t(`revenue_items.kind.${item.kind}`), item.workTitle, item.campaignName].filter((part) => part !== null);
  return (
    <span className="cell-two">
      {conversionId.startsWith('cnv_') ? <Link to={`/conversions/${conversionId}`}>{name}</Link> : <span>{name}</span>}
      <small>{of.join(' · ')}</small>
    </span>
  );
}
