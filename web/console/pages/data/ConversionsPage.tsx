/** Every conversion, and to whom it was credited. */
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { attributionContract, conversionKinds, statuses, type Conversion } from '../../../../src/modules/attribution/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { DayRange, FilterChoice, useDays } from '../../../shared/table/filters.tsx';
import { Listing, itemsOf } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Badge, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { campaignsQuery } from '../campaigns/queries.ts';
import { EarningBadge, OrderStatusBadge, hasStatus } from './badges.tsx';
import { conversionsQuery, sourcesQuery } from './queries.ts';
import '../campaigns/campaigns.css';
import './data.css';
import './funnel/funnel.css';

export function Component() {
  const i18n = useI18n();
  const { t, language } = i18n;
  const denied = useDenied('attribution.read_conversions');
  const [search] = useSearchParams();
  const { from, to } = useDays('30');
  const get = (name: string) => search.get(name) || undefined;
  const filter = {
    from,
    to,
    ...Object.fromEntries(
      Object.entries({
        kind: get('kind'),
        status: get('status'),
        sourceId: get('source'),
        campaignId: get('campaign'),
        creatorId: get('creator'),
        placementId: get('placement'),
        credited: get('credited'),
        externalId: search.get('q')?.trim() || undefined,
      }).filter(([, value]) => value !== undefined),
    ),
  } as Parameters<typeof conversionsQuery>[0];
  const conversions = useInfiniteQuery({ ...conversionsQuery(filter), placeholderData: (before) => before, enabled: !denied });
  const words = language === 'zh-CN' ? 'zh-CN' : 'en';
  return (
    <PageFrame
      title={t('nav.conversions')}
      lead={t('attribution.conversions_lead')}
      actions={
        <Menu
          className="button-like"
          button={
            <>
              <Icon name="download" size={16} /> {t('attribution.export')}
            </>
          }
          items={(['csv', 'xlsx'] as const).map((format) => ({
            kind: 'link' as const,
            key: format,
            label: format.toUpperCase(),
            icon: 'download' as const,
            href: hrefOf(attributionContract.routes.exportConversions, {
              query: { from, to, campaignId: get('campaign'), creatorId: get('creator'), format, language: words },
            }),
          }))}
        />
      }
    >
      {denied ? (
        <Notice tone="warn">{denied}</Notice>
      ) : (
        <>
          <Filters />
          <Listing
            query={conversions}
            empty={
              <EmptyState
                icon="coins"
                title={t('attribution.no_conversions')}
                text={t('attribution.no_conversions_text')}
                action={<LinkButton to="/sources">{t('attribution.to_sources')}</LinkButton>}
              />
            }
          >
            {(items) => (
              <DataTable
                label={t('nav.conversions')}
                columns={columnsOf(i18n)}
                rows={items}
                rowKey={(one) => one.id}
                stale={conversions.isPlaceholderData}
              />
            )}
          </Listing>
        </>
      )}
    </PageFrame>
  );
}

function Filters() {
  const { t } = useI18n();
  const campaigns = itemsOf(useInfiniteQuery(campaignsQuery({})));
  const sources = useQuery(sourcesQuery);
  return (
    <div className="filters-row" role="search">
      <SearchBox label={t('attribution.search_order')} />
      <DayRange />
      <FilterChoice
        name="kind"
        label={t('attribution.kind')}
        all={t('attribution.any_kind')}
        options={conversionKinds.map((value) => ({ value, label: t(`attribution.kind.${value}`) }))}
      />
      <FilterChoice
        name="status"
        label={t('promotion.column.state')}
        all={t('promotion.any_state')}
        options={statuses.map((value) => ({ value, label: t(`attribution.status.${value}`) }))}
      />
      <FilterChoice
        name="credited"
        label={t('attribution.credited')}
        all={t('attribution.any_credit')}
        options={[
          { value: 'true', label: t('attribution.credited_yes') },
          { value: 'false', label: t('attribution.credited_no') },
        ]}
      />
      <FilterChoice
        name="campaign"
        label={t('promotion.column.campaign')}
        all={t('attribution.all_campaigns')}
        options={campaigns.map((one) => ({ value: one.id, label: one.name }))}
      />
      <FilterChoice
        name="source"
        label={t('attribution.source')}
        all={t('attribution.any_source')}
        options={(sources.data?.items ?? []).map((one) => ({ value: one.id, label: one.name }))}
      />
    </div>
  );
}

function columnsOf({ t, format }: I18n): Column<Conversion>[] {
  return [
    {
      key: 'what',
      head: t('attribution.kind'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/conversions/${one.id}`}>
            {t(`attribution.kind.${one.kind}`)} {one.externalId}
          </Link>
          <small>
            {format.dateTime(one.occurredAt)} · {one.sourceName}
          </small>
        </span>
      ),
    },
    {
      key: 'status',
      head: t('promotion.column.state'),
      cell: (one) => (
        <span className="badges">
          {hasStatus(one) ? <OrderStatusBadge status={one.status} /> : !one.held && !one.clockAhead && '–'}
          {/* With money, its own state beside the sum says so already. */}
          {one.held && one.earning?.state !== 'on_hold' && <Badge tone="warn">{t('attribution.held')}</Badge>}
          {one.clockAhead && <Badge>{t('attribution.clock_ahead')}</Badge>}
        </span>
      ),
    },
    {
      key: 'amount',
      head: t('attribution.amount'),
      figure: true,
      cell: (one) =>
        one.amount === null ? (
          '–'
        ) : (
          <span className="cell-two">
            {format.money(one.amount.amountMinor, one.amount.currency)}
            {one.refundedMinor !== '0' && <small>−{format.money(one.refundedMinor, one.amount.currency)}</small>}
          </span>
        ),
    },
    {
      key: 'credited',
      head: t('attribution.credited'),
      cell: (one) =>
        one.credited === null ? (
          <span className="quiet-figures">{t('attribution.nobody')}</span>
        ) : (
          <span className="cell-two">
            <Link to={`/creators/${one.credited.creatorId}`}>{one.credited.creatorName}</Link>
            <small>
              {one.credited.campaignTitle} ·{' '}
              {t.exists(`channel.${one.credited.channel}`) ? t(`channel.${one.credited.channel}`) : one.credited.channel}
            </small>
          </span>
        ),
    },
    { key: 'rule', head: t('attribution.rule'), cell: (one) => (one.credited ? t(`attribution.rule.${one.credited.rule}`) : '–') },
    {
      key: 'earning',
      head: t('attribution.earned_short'),
      figure: true,
      cell: (one) =>
        one.earning === null ? (
          '–'
        ) : (
          <span className="cell-two">
            {format.money(one.earning.creatorMinor, one.earning.currency)}
            <span>
              <EarningBadge state={one.earning.state} />
            </span>
          </span>
        ),
    },
    {
      key: 'country',
      head: t('attribution.by.country'),
      cell: (one) => <span className="quiet-figures">{one.country ? format.country(one.country) : '–'}</span>,
    },
  ];
}
