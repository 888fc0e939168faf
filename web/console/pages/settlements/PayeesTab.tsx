/** What a settlement gives to whom: searched by name, sorted by any figure, with the tax and the difference to the month before. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import type { SettlementDetail, SettlementPayee } from '../../../../src/modules/revenue/settlement/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column, type Sort } from '../../../shared/table/DataTable.tsx';
import { itemsOf, Listing } from '../../../shared/table/Listing.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { Delta } from './parts.tsx';
import { settlementPayeesQuery } from './queries.ts';
import { payeeTitle } from './words.ts';

/** So many pages are loaded ahead, because only what is here can be sorted. */
const pagesAhead = 25;
type Figure = 'earned' | 'refunded' | 'restated' | 'tax' | 'net' | 'delta';

export function PayeesTab({ one }: { one: SettlementDetail }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const query = search.get('q')?.trim() ?? '';
  const [sort, setSort] = useState<Sort>({ key: 'net', descending: true });
  const payees = useInfiniteQuery({ ...settlementPayeesQuery(one.id, query), placeholderData: (before) => before });
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = payees;
  const ahead = (payees.data?.pages.length ?? 0) < pagesAhead;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && ahead) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage, ahead]);
  const complete = payees.isSuccess && !hasNextPage;
  const shown = complete ? sorted(itemsOf(payees), sort) : itemsOf(payees);
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('settlement.find_payee')} />
      </div>
      <Listing
        query={payees}
        empty={
          <EmptyState
            icon="search"
            title={t(query ? 'settlement.no_payee' : 'settlement.nothing')}
            text={query ? t('settlement.no_payee_text') : undefined}
          />
        }
      >
        {() => (
          <DataTable
            label={t('settlement.tab.payees')}
            columns={columnsOf(i18n, one)}
            rows={shown}
            rowKey={(row) => row.payeeId}
            stale={payees.isPlaceholderData}
            {...(complete && { sort, onSort: setSort })}
            onLetter={(letter, row) => letter === 'o' && void navigate(`/settlements/${one.id}?tab=lines&payee=${row.payeeId}`)}
          />
        )}
      </Listing>
    </>
  );
}

function figureOf(row: SettlementPayee, key: Figure): bigint {
  if (key === 'delta') return BigInt(row.netMinor) - BigInt(row.lastMonthMinor ?? '0');
  return BigInt(
    { earned: row.earnedMinor, refunded: row.refundedMinor, restated: row.restatedMinor, tax: row.taxMinor, net: row.netMinor }[key],
  );
}

function sorted(rows: readonly SettlementPayee[], { key, descending }: Sort): SettlementPayee[] {
  const turn = descending ? -1 : 1;
  if (key === 'name') return rows.toSorted((a, b) => turn * a.name.localeCompare(b.name, document.documentElement.lang));
  return rows.toSorted((a, b) => {
    const [x, y] = [figureOf(a, key as Figure), figureOf(b, key as Figure)];
    return x === y ? 0 : x < y ? -turn : turn;
  });
}

function columnsOf(i18n: I18n, one: SettlementDetail): Column<SettlementPayee>[] {
  const { t, format } = i18n;
  const money = (minor: string) => format.money(minor, one.currency);
  return [
    {
      key: 'name',
      head: t('settlement.column.payee'),
      lead: true,
      sort: true,
      cell: (row) => (
        <span className="cell-two">
          <Link to={`/settlements/${one.id}?tab=lines&payee=${row.payeeId}`}>{payeeTitle(i18n, row)}</Link>
          <small>
            {row.belongsTo.kind !== 'operator' &&
              row.belongsTo.kind !== 'studio' &&
              `${t(`share_plan.payee.kind.${row.belongsTo.kind}`)} · `}
            {t('settlement.lines_count', { count: row.lines })}
          </small>
        </span>
      ),
    },
    { key: 'earned', head: t('settlement.sum.earned'), figure: true, sort: true, cell: (row) => money(row.earnedMinor) },
    { key: 'refunded', head: t('settlement.sum.refunded'), figure: true, sort: true, cell: (row) => money(row.refundedMinor) },
    { key: 'restated', head: t('settlement.sum.restated'), figure: true, sort: true, cell: (row) => money(row.restatedMinor) },
    {
      key: 'tax',
      head: t('settlement.sum.tax'),
      figure: true,
      sort: true,
      cell: (row) => (
        <span className="cell-two">
          <span>{money(row.taxMinor)}</span>
          {row.tax.explanation && t.exists(`revenue.tax.${row.tax.explanation.code}`, row.tax.explanation.params) && (
            <small>{t(`revenue.tax.${row.tax.explanation.code}`, row.tax.explanation.params)}</small>
          )}
        </span>
      ),
    },
    { key: 'net', head: t('settlement.sum.net'), figure: true, sort: true, cell: (row) => <strong>{money(row.netMinor)}</strong> },
    {
      key: 'delta',
      head: t('settlement.column.delta'),
      figure: true,
      sort: true,
      cell: (row) =>
        row.lastMonthMinor === null ? '–' : <Delta beforeMinor={row.lastMonthMinor} nowMinor={row.netMinor} currency={one.currency} />,
    },
  ];
}
