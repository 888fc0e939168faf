/** One account: what it held at the end of any day, and everything that moved it. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { HistoryEntry } from '../../../../src/modules/revenue/accounts/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { dayIn } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Choice } from '../../../shared/ui/Choice.tsx';
import { PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { historyQuery } from './queries.ts';
import { accountName, memoWords } from './words.ts';
import './books.css';

export function Component() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { accountId = '' } = useParams();
  const [phase, setPhase] = useUrlState<string>('phase', 'posted');
  const [at, setAt] = useUrlState<string>('at', '');
  const history = useInfiniteQuery(historyQuery(accountId, phase === 'pending' ? 'pending' : 'posted', at || null));
  const account = history.data?.pages[0]?.account;
  const balance = history.data?.pages[0]?.balanceMinor;
  return (
    <PageFrame
      title={account ? accountName(i18n, account) : t('books.column.account')}
      back={{ to: '/books', label: t('nav.books') }}
      lead={account && balance !== undefined ? t('books.balance_now', { amount: format.money(balance, account.currency) }) : undefined}
    >
      {account && <p className="book-code">{account.code}</p>}
      <div className="filters-row" role="search">
        <Choice
          label={t('books.column.what')}
          value={phase}
          options={(['posted', 'pending'] as const).map((value) => ({ value, label: t(`books.phase.${value}`) }))}
          onChange={setPhase}
        />
        <label className="book-day">
          {t('books.as_of')}
          <input type="date" value={at} max={dayIn('Asia/Shanghai')} onChange={(event) => setAt(event.target.value || null)} />
        </label>
      </div>
      <Listing query={history} empty={<EmptyState icon="list" title={t('books.no_history')} text={t('books.no_history_text')} />}>
        {(items) => (
          <DataTable
            label={t('books.history_of', { name: account?.name ?? '' })}
            columns={columnsOf(i18n, account?.currency ?? 'CNY')}
            rows={items}
            rowKey={(entry) => `${entry.transferId} ${entry.phase} ${entry.amountMinor}`}
          />
        )}
      </Listing>
    </PageFrame>
  );
}

function columnsOf(i18n: I18n, currency: string): Column<HistoryEntry>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'what',
      head: t('books.column.what'),
      lead: true,
      cell: (entry) => (
        <span className="cell-two">
          <Link to={`/books/transfers/${entry.transferId}`}>{memoWords(i18n, entry.memo)}</Link>
          <small>{t('books.transfer_seq', { seq: entry.seq })}</small>
        </span>
      ),
    },
    { key: 'when', head: t('books.column.when'), cell: (entry) => format.businessDate(entry.at) },
    {
      key: 'moved',
      head: t('books.column.moved'),
      figure: true,
      cell: (entry) => `${entry.amountMinor.startsWith('-') ? '' : '+'}${format.money(entry.amountMinor, currency)}`,
    },
    { key: 'after', head: t('books.column.after'), figure: true, cell: (entry) => format.money(entry.balanceMinor, currency) },
  ];
}
