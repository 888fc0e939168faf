import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { WatchItem } from '../../../../src/modules/revenue/payees/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { monthWords } from '../../../shared/money/words.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Badge } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { Unconfirmed } from './parts.tsx';
import { watchQuery } from './queries.ts';

/** The thresholds are of yuan. */
const currency = 'CNY';

export default function WatchTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const watch = useInfiniteQuery(watchQuery(null));
  return (
    <div className="stack">
      <p className="payee-text">{t('payee.watch.text')}</p>
      <Unconfirmed />
      <Listing query={watch} empty={<EmptyState icon="check" title={t('payee.watch.none')} text={t('payee.watch.none_text')} />}>
        {(items) => (
          <DataTable label={t('payee.tab.watch')} columns={columnsOf(i18n)} rows={items} rowKey={(one) => `${one.payeeId} ${one.watch}`} />
        )}
      </Listing>
    </div>
  );
}

export function WatchLevel({ one }: { one: WatchItem }) {
  const { t, format } = useI18n();
  return (
    <span className="cell-two">
      <span>
        <Badge tone={one.level === 'past' ? 'bad' : 'warn'}>{t(`payee.watch.${one.level}`)}</Badge>{' '}
        {t(`payee.watch.${one.watch}`, { limit: format.money(one.limitMinor, currency) })}
      </span>
      {one.level === 'past' && <small>{t(`payee.watch.${one.watch}_past`)}</small>}
    </span>
  );
}

function columnsOf(i18n: I18n): Column<WatchItem>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'name',
      head: t('payee.column.name'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/payees/${one.payeeId}?tab=tax`}>{one.name}</Link>
        </span>
      ),
    },
    { key: 'watch', head: t('payee.watch.column.watch'), cell: (one) => <WatchLevel one={one} /> },
    {
      key: 'income',
      head: t('payee.watch.column.income'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <span>{format.money(one.incomeMinor, currency)}</span>
          <small>{monthWords(i18n, one.period)}</small>
        </span>
      ),
    },
    {
      key: 'share',
      head: t('payee.watch.column.share'),
      figure: true,
      cell: (one) => format.percent(one.shareBps / 10_000, 1),
    },
    {
      key: 'since',
      head: t('payee.watch.column.since'),
      cell: (one) => (one.sincePeriod === null ? '–' : monthWords(i18n, one.sincePeriod)),
    },
  ];
}
