import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { accountWords, nameOf, StateBadge } from './parts.tsx';
import { payeesQuery, type PayeesFilter, type PayeeSummary } from './queries.ts';

const flag = (value: string | null): 'true' | 'false' | null => (value === 'true' || value === 'false' ? value : null);

export default function PayeesTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const query = search.get('q')?.trim() ?? '';
  const missing = flag(search.get('missing'));
  const exited = flag(search.get('exited'));
  const filter: PayeesFilter = { ...(query && { query }), ...(missing && { missing }), ...(exited && { exited }) };
  const payees = useInfiniteQuery(payeesQuery(filter));
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('payee.search')} />
        <FilterChoice
          name="missing"
          label={t('payee.filter.ready')}
          all={t('payee.filter.any')}
          options={[
            { value: 'true', label: t('payee.filter.missing') },
            { value: 'false', label: t('payee.filter.complete') },
          ]}
        />
        <FilterChoice
          name="exited"
          label={t('payee.filter.here')}
          all={t('payee.filter.all')}
          options={[
            { value: 'false', label: t('payee.filter.present') },
            { value: 'true', label: t('payee.filter.gone') },
          ]}
        />
      </div>
      <Listing
        query={payees}
        empty={
          filtered ? (
            <EmptyState icon="search" title={t('payee.none_fits')} action={<LinkButton to="/payees">{t('library.clear')}</LinkButton>} />
          ) : (
            <EmptyState
              icon="person"
              title={t('payee.empty')}
              text={t('payee.empty_text')}
              action={
                <LinkButton type="primary" to="/payees?dialog=new">
                  {t('payee.new')}
                </LinkButton>
              }
            />
          )
        }
      >
        {(items) => (
          <DataTable
            label={t('nav.payees')}
            columns={columnsOf(i18n)}
            rows={items}
            rowKey={(one) => one.payeeId}
            stale={payees.isPlaceholderData}
            onLetter={(letter, one) => letter === 'o' && void navigate(`/payees/${one.payeeId}`)}
          />
        )}
      </Listing>
    </>
  );
}

function columnsOf(i18n: I18n): Column<PayeeSummary>[] {
  const { t } = i18n;
  return [
    {
      key: 'name',
      head: t('payee.column.name'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/payees/${one.payeeId}`}>{nameOf(i18n, one)}</Link>
          <small>{t(`payee.belongs.${one.belongsTo}`)}</small>
        </span>
      ),
    },
    {
      key: 'who',
      head: t('payee.column.who'),
      cell: (one) => (
        <span className="cell-two">
          <span>{one.legalName || '–'}</span>
          <small>
            {t(`money.kind_of_payee.${one.kind}`)}
            {one.version === 0 && ` · ${t('payee.assumed')}`}
          </small>
        </span>
      ),
    },
    { key: 'regime', head: t('payee.column.regime'), cell: (one) => t(`money.regime.${one.regime.id}`) },
    {
      key: 'account',
      head: t('payee.column.account'),
      cell: (one) => <span className="quiet-figures">{accountWords(i18n, one.method)}</span>,
    },
    { key: 'state', head: t('payee.column.state'), cell: (one) => <StateBadge payee={one} /> },
  ];
}
