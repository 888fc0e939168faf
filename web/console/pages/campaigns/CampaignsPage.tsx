/** Campaigns: for staff all of them with what to know of each, for an agency those that its creators can take. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { campaignStates, type CampaignState, type CampaignSummary } from '../../../../src/modules/campaigns/contract.ts';
import { useMe } from '../../../shared/api/me.ts';
import { textFor } from '../../../shared/api/words.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { PermissionGate } from '../../../shared/ui/PermissionGate.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { MarketPage } from './MarketPage.tsx';
import { Budget, CampaignPoster, CampaignStateBadge, ChannelNames, WarningCount, datesWords } from './parts.tsx';
import { campaignsQuery } from './queries.ts';
import { payWords } from './terms-words.ts';

export function Component() {
  const me = useMe();
  return me.permissions.includes('campaigns.read') ? <StaffCampaigns /> : <MarketPage />;
}

function StaffCampaigns() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const [trash, setTrash] = useUrlState<string>('trash', '');
  const query = search.get('q')?.trim() ?? '';
  const state = search.get('state') as CampaignState | null;
  const campaigns = useInfiniteQuery({
    ...campaignsQuery({ ...(query && { query }), ...(state && { state }), trashed: trash === '1' }),
    placeholderData: (before) => before,
  });
  const filtered = query !== '' || state !== null || trash === '1';
  const create = (
    <PermissionGate permission="campaigns.write">
      <LinkButton type="primary" to="/campaigns/new" icon={<Icon name="plus" size={16} />}>
        {t('promotion.campaign.new')}
      </LinkButton>
    </PermissionGate>
  );
  return (
    <PageFrame title={t('nav.campaigns')} lead={t('promotion.campaigns_lead')} actions={create}>
      <div className="filters-row" role="search">
        <SearchBox label={t('promotion.search_campaigns')} />
        <FilterChoice
          name="state"
          label={t('promotion.column.state')}
          all={t('promotion.any_state')}
          options={campaignStates.map((value) => ({ value, label: t(`promotion.state.${value}`) }))}
        />
        <button
          type="button"
          className="chip filter-chip"
          aria-pressed={trash === '1'}
          onClick={() => setTrash(trash === '1' ? null : '1')}
        >
          <Icon name="trash" size={14} /> {t('library.trash')}
        </button>
      </div>
      <Listing
        query={campaigns}
        empty={
          filtered ? (
            <EmptyState
              icon="search"
              title={t('promotion.nothing_fits')}
              text={t('promotion.nothing_fits_text')}
              action={<LinkButton to="/campaigns">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <FirstCampaign />
          )
        }
      >
        {(items) => <CampaignTable items={items} stale={campaigns.isPlaceholderData} />}
      </Listing>
    </PageFrame>
  );
}

function CampaignTable({ items, stale }: { items: readonly CampaignSummary[]; stale: boolean }) {
  const i18n = useI18n();
  const { t } = i18n;
  const columns = columnsOf(i18n);
  return <DataTable label={t('nav.campaigns')} columns={columns} rows={items} rowKey={(one) => one.id} stale={stale} />;
}

/** Nothing yet: what a campaign is for, and the way to the first one. */
function FirstCampaign() {
  const { t } = useI18n();
  return (
    <section className="first-steps panel">
      <h2>{t('promotion.first.title')}</h2>
      <ol>
        {(['campaign', 'creators', 'numbers'] as const).map((step) => (
          <li key={step}>
            <strong>{t(`promotion.first.${step}`)}</strong>
            <span>{t(`promotion.first.${step}_text`)}</span>
          </li>
        ))}
      </ol>
      <PermissionGate permission="campaigns.write">
        <LinkButton type="primary" size="large" to="/campaigns/new">
          {t('promotion.first.start')}
        </LinkButton>
      </PermissionGate>
    </section>
  );
}

function columnsOf(i18n: I18n): Column<CampaignSummary>[] {
  const { t, language } = i18n;
  return [
    {
      key: 'name',
      head: t('promotion.column.campaign'),
      lead: true,
      cell: (one) => (
        <span className="with-poster">
          <span className="mini-poster" aria-hidden="true">
            <CampaignPoster campaignId={one.id} work={one.work} />
          </span>
          <span className="cell-two">
            <Link to={`/campaigns/${one.id}`}>{one.name}</Link>
            <small>{textFor(one.work.texts, language).title}</small>
          </span>
        </span>
      ),
    },
    {
      key: 'state',
      head: t('promotion.column.state'),
      cell: (one) => (
        <span className="badges">
          <CampaignStateBadge state={one.state} />
          <WarningCount warnings={one.warnings} />
        </span>
      ),
    },
    { key: 'pay', head: t('promotion.column.pay'), cell: (one) => payWords(i18n, one) },
    { key: 'channels', head: t('promotion.column.channels'), cell: (one) => <ChannelNames channels={one.channels} /> },
    { key: 'dates', head: t('promotion.column.dates'), cell: (one) => <span className="quiet-figures">{datesWords(i18n, one)}</span> },
    {
      key: 'claims',
      head: t('promotion.column.claims'),
      figure: true,
      cell: (one) => (
        <Link to={`/campaigns/${one.id}?tab=claims`}>
          <span className="visually-hidden">{t('promotion.claims_of', { name: one.name })} </span>
          {one.claims.approved}
          {one.claims.requested > 0 && <span className="count-new"> +{one.claims.requested}</span>}
        </Link>
      ),
    },
    {
      key: 'budget',
      head: t('promotion.column.budget'),
      figure: true,
      cell: (one) => <Budget spentMinor={one.spentMinor} budgetMinor={one.budgetMinor} currency={one.currency} />,
    },
  ];
}
