import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { creatorStates, type Creator } from '../../../../src/modules/creators/contract.ts';
import { useMe } from '../../../shared/api/me.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing, itemsOf } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { agenciesQuery, creatorsQuery } from './queries.ts';

const tones: Record<Creator['state'], Tone> = { active: 'good', suspended: 'bad', left: 'plain' };

export function CreatorStateBadge({ state }: { state: Creator['state'] }) {
  const { t } = useI18n();
  return <Badge tone={tones[state]}>{t(`promotion.creator.${state}`)}</Badge>;
}

export default function CreatorsTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const me = useMe();
  const [search] = useSearchParams();
  const query = search.get('q')?.trim() ?? '';
  const state = search.get('state') as Creator['state'] | null;
  const agencyId = search.get('agency');
  const staff = me.role !== 'agency';
  const agencies = useInfiniteQuery({ ...agenciesQuery, enabled: staff });
  const creators = useInfiniteQuery({
    ...creatorsQuery({ ...(query && { query }), ...(state && { state }), ...(agencyId && { agencyId }) }),
    placeholderData: (before) => before,
  });
  const columns = columnsOf(i18n, staff);
  const filtered = query !== '' || state !== null || agencyId !== null;
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('promotion.search_creators')} />
        <FilterChoice
          name="state"
          label={t('promotion.column.state')}
          all={t('promotion.any_state')}
          options={creatorStates.map((value) => ({ value, label: t(`promotion.creator.${value}`) }))}
        />
        {staff && (
          <FilterChoice
            name="agency"
            label={t('attribution.by.agency')}
            all={t('promotion.any_agency')}
            options={itemsOf(agencies).map((one) => ({ value: one.id, label: one.name }))}
          />
        )}
      </div>
      <Listing
        query={creators}
        empty={
          filtered ? (
            <EmptyState
              icon="search"
              title={t('promotion.no_creator_fits')}
              action={<LinkButton to="/creators">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <EmptyState
              icon="people"
              title={t('promotion.no_creators')}
              text={t('promotion.no_creators_text')}
              action={
                <LinkButton type="primary" to="/creators?dialog=invite">
                  {t('promotion.invite')}
                </LinkButton>
              }
            />
          )
        }
      >
        {(items) => (
          <DataTable label={t('nav.creators')} columns={columns} rows={items} rowKey={(one) => one.id} stale={creators.isPlaceholderData} />
        )}
      </Listing>
    </>
  );
}

function columnsOf({ t, format }: I18n, staff: boolean): Column<Creator>[] {
  return [
    {
      key: 'name',
      head: t('promotion.column.creator'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/creators/${one.id}`}>{one.name}</Link>
          <small>{one.email ?? t('promotion.forgotten')}</small>
        </span>
      ),
    },
    { key: 'state', head: t('promotion.column.state'), cell: (one) => <CreatorStateBadge state={one.state} /> },
    ...(staff
      ? [{ key: 'agency', head: t('attribution.by.agency'), cell: (one: Creator) => one.agency?.name ?? t('promotion.alone') }]
      : []),
    {
      key: 'accounts',
      head: t('promotion.column.accounts'),
      figure: true,
      cell: (one) => (
        <Link to={`/filings?creator=${one.id}`}>
          <span className="visually-hidden">{t('promotion.accounts_of', { name: one.name })} </span>
          {one.accounts.approved}
          {one.accounts.filed > 0 && (
            <small className="accounts-waiting">{t('promotion.accounts_waiting', { count: one.accounts.filed })}</small>
          )}
        </Link>
      ),
    },
    {
      key: 'terms',
      head: t('promotion.column.terms'),
      figure: true,
      cell: (one) => (one.acceptedTerms === null ? '–' : `v${one.acceptedTerms}`),
    },
    {
      key: 'joined',
      head: t('promotion.column.joined'),
      cell: (one) => <span className="quiet-figures">{format.date(one.joinedAt)}</span>,
    },
  ];
}
