/** One transfer: what it moved between accounts, its place in the chain, and the orders in it down to the step. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import type { BookTransfer, TransferOrderLine } from '../../../../src/modules/revenue/accounts/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { MoreOnSight } from '../../../shared/ui/MoreOnSight.tsx';
import { Badge, PageFrame, Panel, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { transferQuery } from './queries.ts';
import { accountName, memoWords } from './words.ts';
import './books.css';

const tones: Record<TransferOrderLine['kind'], Tone> = { earned: 'good', refunded: 'bad', taken_back: 'warn' };

export function Component() {
  const i18n = useI18n();
  const { t, format } = i18n;
  const { transferId = '' } = useParams();
  const found = useInfiniteQuery(transferQuery(transferId));
  const transfer = found.data?.pages[0]?.transfer;
  const orders = found.data?.pages.flatMap((page) => page.orders?.items ?? []) ?? [];
  const back = { to: '/books', label: t('nav.books') };
  if (!transfer)
    return (
      <PageFrame title={t('books.transfer')} back={back}>
        {found.error ? <ErrorState error={found.error} onRetry={() => void found.refetch()} /> : <LoadingLines lines={8} />}
      </PageFrame>
    );
  const currency = transfer.entries[0]?.currency ?? 'CNY';
  return (
    <PageFrame
      title={memoWords(i18n, transfer.memo)}
      back={back}
      lead={`${format.businessDate(transfer.at)} · ${t('books.transfer_seq', { seq: transfer.seq })} · ${t('books.recorded', { at: format.dateTime(transfer.recordedAt) })}`}
    >
      <div className="book-stack">
        <Panel flush title={t('books.entries')} actions={<code className="book-hash">{transfer.hash}</code>}>
          <DataTable
            label={t('books.entries')}
            rows={transfer.entries}
            rowKey={(entry) => `${entry.accountId} ${entry.phase} ${entry.amountMinor}`}
            columns={entryColumns(i18n)}
          />
        </Panel>
        {found.data?.pages[0]?.orders ? (
          <Panel flush title={t('books.orders')}>
            <ol className="book-orders">
              {orders.map((order) => (
                <Order key={order.number} order={order} currency={currency} />
              ))}
            </ol>
            {found.hasNextPage && <MoreOnSight busy={found.isFetchingNextPage} onSight={() => void found.fetchNextPage()} />}
          </Panel>
        ) : (
          <Notice>{t('books.orders_none')}</Notice>
        )}
      </div>
    </PageFrame>
  );
}

function entryColumns(i18n: I18n): Column<BookTransfer['entries'][number]>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'account',
      head: t('books.column.account'),
      lead: true,
      cell: (entry) => (
        <span className="cell-two">
          <Link to={`/books/accounts/${entry.accountId}`}>{accountName(i18n, entry)}</Link>
          <small className="book-code">{entry.code}</small>
        </span>
      ),
    },
    { key: 'phase', head: t('books.column.phase'), cell: (entry) => t(`books.phase.${entry.phase}`) },
    {
      key: 'debit',
      head: t('books.debit'),
      figure: true,
      cell: (entry) => (entry.amountMinor.startsWith('-') ? '' : format.money(entry.amountMinor, entry.currency)),
    },
    {
      key: 'credit',
      head: t('books.credit'),
      figure: true,
      cell: (entry) => (entry.amountMinor.startsWith('-') ? format.money(entry.amountMinor.slice(1), entry.currency) : ''),
    },
  ];
}

function Order({ order, currency }: { order: TransferOrderLine; currency: string }) {
  const { t, format } = useI18n();
  const money = (minor: string) => format.money(minor, currency);
  return (
    <li>
      <details>
        <summary>
          <Badge tone={tones[order.kind]}>{t(`books.order_kind.${order.kind}`)}</Badge>
          <span className="cell-two book-order-name">
            <strong>{order.externalId ?? order.itemId}</strong>
            <small>
              {format.dateTime(order.at)} · {money(order.orderMinor)}
            </small>
          </span>
          <span className="book-amount">{money(order.amountMinor)}</span>
        </summary>
        <ul className="book-lines">
          {order.lines.map((line, index) => (
            <li key={index}>
              <span className="cell-two">
                <span>
                  {line.name ?? line.payee} · {line.label || line.step}
                </span>
                <small>{t(`revenue.explain.${line.explanation.code}`, line.explanation.params)}</small>
              </span>
              <span className="book-amount">{money(line.amountMinor)}</span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
