/** Licences of all works: what was taken and given, and what ends soon. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { licenceStates, type Licence } from '../../../../src/modules/rights/register/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { dayIn, FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Chips } from '../../../shared/ui/Choice.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { LicenceBadges } from './parts.tsx';
import { licencesQuery, type LicencesFilter } from './queries.ts';
import { dayAfter, rightWords, territoriesWords, windowWords } from './scope-words.ts';

const directions = ['in', 'out', 'others'] as const;
const soonDays = 90;

export default function LicencesTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const [soon, setSoon] = useUrlState<string>('soon', '');
  const direction = directions.find((one) => one === search.get('direction'));
  const state = licenceStates.find((one) => one === search.get('state'));
  const today = dayIn('Asia/Shanghai');
  const filter: LicencesFilter = {
    ...(direction && { direction }),
    ...(state && { state }),
    ...(soon && { endsBefore: dayAfter(today, soonDays) }),
  };
  const licences = useInfiniteQuery(licencesQuery(filter));
  const filtered = Object.keys(filter).length > 0;
  return (
    <>
      <div className="filters-row" role="search">
        <FilterChoice
          name="direction"
          label={t('rights.licence.direction')}
          all={t('rights.licence.any_direction')}
          options={directions.map((value) => ({ value, label: t(`rights.licence.direction_of.${value}`) }))}
        />
        <FilterChoice
          name="state"
          label={t('rights.licence.state_label')}
          all={t('rights.licence.any_state')}
          options={licenceStates.map((value) => ({ value, label: t(`rights.licence.state.${value}`) }))}
        />
        <Chips
          label={t('rights.licence.soon')}
          values={soon ? ['1'] : []}
          options={[{ value: '1', label: t('rights.licence.soon_filter', { days: soonDays }) }]}
          most={1}
          onChange={(values) => setSoon(values[0] ?? null)}
        />
      </div>
      <Listing
        query={licences}
        empty={
          filtered ? (
            <EmptyState
              icon="search"
              title={t('rights.licence.none_such')}
              action={<LinkButton to="/rights?tab=licences">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <EmptyState icon="book" title={t('rights.licence.none')} text={t('rights.licence.none_text')} />
          )
        }
      >
        {(items) => (
          <DataTable
            label={t('rights.tab.licences')}
            columns={columnsOf(i18n, today)}
            rows={items}
            rowKey={(one) => one.id}
            stale={licences.isPlaceholderData}
          />
        )}
      </Listing>
    </>
  );
}

type Row = Licence & { workTitle: string };

function columnsOf(i18n: I18n, today: string): Column<Row>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'licence',
      head: t('rights.column.licence'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/rights/licences/${one.id}`}>
            {t(`rights.licence.line_${one.direction}`, {
              grantors: format.list(one.grantors.map(({ name }) => name)),
              grantee: one.grantee.name,
            })}
          </Link>
          <small>{one.workTitle}</small>
        </span>
      ),
    },
    {
      key: 'rights',
      head: t('rights.column.rights'),
      cell: (one) => (
        <span className="cell-two">
          <span>{format.list(one.rights.map((right) => rightWords(i18n, right)))}</span>
          <small>{t(`rights.exclusivity.${one.exclusivity}`)}</small>
        </span>
      ),
    },
    { key: 'where', head: t('rights.column.where'), cell: (one) => territoriesWords(i18n, one.scope.territories) },
    { key: 'when', head: t('rights.column.when'), cell: (one) => windowWords(i18n, one.scope.window) },
    { key: 'state', head: t('rights.column.state'), cell: (one) => <LicenceBadges licence={one} today={today} /> },
  ];
}
