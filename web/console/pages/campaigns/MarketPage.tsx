/** Campaigns as an agency sees them: those on offer, what they pay, and what it keeps of its creators' share. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import type { MarketEntry } from '../../../../src/modules/campaigns/contract.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { CampaignPoster, ChannelNames, datesWords } from './parts.tsx';
import { marketQuery } from './queries.ts';
import { payWords } from './terms-words.ts';

export function MarketPage() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const query = search.get('q')?.trim() ?? '';
  const sort = search.get('sort') as 'pay' | 'trend' | null;
  const market = useInfiniteQuery({
    ...marketQuery({ ...(query && { query }), ...(sort && { sort }) }),
    placeholderData: (before) => before,
  });
  const columns = columnsOf(i18n);
  return (
    <PageFrame title={t('nav.campaigns')} lead={t('promotion.market_lead')}>
      <div className="filters-row" role="search">
        <SearchBox label={t('promotion.search_campaigns')} />
        <FilterChoice
          name="sort"
          label={t('library.sort')}
          all={t('promotion.sort.new')}
          options={(['pay', 'trend'] as const).map((value) => ({ value, label: t(`promotion.sort.${value}`) }))}
        />
      </div>
      <Listing
        query={market}
        empty={
          <EmptyState
            icon="megaphone"
            title={query ? t('promotion.nothing_fits') : t('promotion.market_empty')}
            text={query ? t('promotion.nothing_fits_text') : t('promotion.market_empty_text')}
          />
        }
      >
        {(items) => (
          <DataTable
            label={t('nav.campaigns')}
            columns={columns}
            rows={items}
            rowKey={(one) => one.campaignId}
            stale={market.isPlaceholderData}
          />
        )}
      </Listing>
    </PageFrame>
  );
}

function columnsOf(i18n: I18n): Column<MarketEntry>[] {
  const { t, language, format } = i18n;
  return [
    {
      key: 'name',
      head: t('promotion.column.campaign'),
      lead: true,
      cell: (one) => (
        <span className="with-poster">
          <span className="mini-poster" aria-hidden="true">
            <CampaignPoster campaignId={one.campaignId} work={one.work} />
          </span>
          <span className="cell-two">
            <Link to={`/campaigns/${one.campaignId}`}>{one.name}</Link>
            <small>{textFor(one.work.texts, language).title}</small>
          </span>
        </span>
      ),
    },
    { key: 'pay', head: t('promotion.column.pay'), cell: (one) => payWords(i18n, one.terms) },
    {
      key: 'estimate',
      head: t('promotion.column.estimate'),
      figure: true,
      cell: (one) =>
        t('promotion.estimate', {
          earns: format.money(one.pay.perOrderMinor, one.pay.currency),
          order: format.money(one.pay.usualOrderMinor, one.pay.currency),
        }),
    },
    { key: 'channels', head: t('promotion.column.channels'), cell: (one) => <ChannelNames channels={one.channels} /> },
    {
      key: 'dates',
      head: t('promotion.column.dates'),
      cell: (one) => <span className="quiet-figures">{datesWords(i18n, { ...one, zone: 'Asia/Shanghai' })}</span>,
    },
    { key: 'claims', head: t('promotion.column.claims'), figure: true, cell: (one) => one.claimCount },
  ];
}
