/** Accounts that were noticed, those most often first: who repeats is named in the next notice. */
import { useInfiniteQuery } from '@tanstack/react-query';
import type { takedownContract } from '../../../../src/modules/takedown/contract.ts';
import type { RouteResponse } from '../../../../src/platform/http/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { infringersQuery } from './queries.ts';

type Infringer = RouteResponse<typeof takedownContract.routes.listInfringers>['items'][number];

export function InfringersTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [only, setOnly] = useUrlState<string>('only', '');
  const accounts = useInfiniteQuery(infringersQuery(only === 'repeat'));
  return (
    <>
      <div className="filters-row" role="search">
        <Choice
          label={t('takedown.accounts.filter')}
          value={only}
          options={[
            { value: '', label: t('takedown.accounts.all') },
            { value: 'repeat', label: t('takedown.accounts.repeat') },
          ]}
          onChange={setOnly}
        />
      </div>
      <Listing
        query={accounts}
        empty={<EmptyState icon="person" title={t('takedown.accounts.none')} text={t('takedown.accounts.none_text')} />}
      >
        {(rows) => (
          <DataTable
            label={t('takedown.tab.accounts')}
            rows={rows}
            rowKey={(one) => `${one.host.id} ${one.account}`}
            columns={columnsOf(i18n)}
          />
        )}
      </Listing>
    </>
  );
}

function columnsOf({ t, format }: I18n): Column<Infringer>[] {
  return [
    {
      key: 'account',
      head: t('takedown.column.account'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{one.account}</strong>
          <small>{one.host.name}</small>
        </span>
      ),
    },
    {
      key: 'repeat',
      head: t('takedown.column.repeat'),
      cell: (one) => (one.repeat ? <Badge tone="bad">{t('takedown.accounts.repeats')}</Badge> : '–'),
    },
    { key: 'cases', head: t('nav.cases'), figure: true, cell: (one) => format.number(one.cases) },
    { key: 'links', head: t('takedown.column.links'), figure: true, cell: (one) => format.number(one.links) },
    { key: 'removed', head: t('takedown.link_state.removed'), figure: true, cell: (one) => format.number(one.removed) },
    { key: 'last', head: t('takedown.column.last'), cell: (one) => format.date(one.lastAt) },
  ];
}
