/** The batches, newest first: what each pays, who made and approved it, how far it is. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate } from 'react-router';
import type { PayoutBatch } from '../../../../src/modules/revenue/payouts/contract.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { BatchStateBadge, dayWords } from './parts.tsx';
import { batchesQuery } from './queries.ts';

export function BatchesTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const navigate = useNavigate();
  const batches = useInfiniteQuery(batchesQuery);
  const empty = (
    <EmptyState
      icon="send"
      title={t('payout.no_batches')}
      text={t('payout.no_batches_text')}
      action={<LinkButton to="/payouts">{t('payout.tab.payable')}</LinkButton>}
    />
  );
  return (
    <Listing query={batches} empty={empty}>
      {(items) => (
        <DataTable
          label={t('payout.tab.batches')}
          columns={columnsOf(i18n)}
          rows={items}
          rowKey={(one) => one.id}
          onLetter={(letter, one) => letter === 'o' && void navigate(`/payouts/${one.id}`)}
        />
      )}
    </Listing>
  );
}

function columnsOf(i18n: I18n): Column<PayoutBatch>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'batch',
      head: t('payout.column.batch'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/payouts/${one.id}`}>{one.note || t('payout.batch_of', { on: dayWords(i18n, one.executeOn) })}</Link>
          <small>
            {one.account.name} · {t(`payout.way.${one.account.way}`)}
          </small>
        </span>
      ),
    },
    { key: 'state', head: t('payout.column.state'), cell: (one) => <BatchStateBadge state={one.state} /> },
    {
      key: 'total',
      head: t('payout.column.total'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{format.money(one.totalMinor, one.currency)}</strong>
          <small>{t('payout.payees', { count: one.payouts })}</small>
        </span>
      ),
    },
    {
      key: 'paid',
      head: t('payout.column.paid'),
      figure: true,
      cell: (one) => (one.sentAt === null ? '–' : format.money(one.paidMinor, one.currency)),
    },
    {
      key: 'made',
      head: t('payout.column.made'),
      cell: (one) => (
        <span className="cell-two">
          <span>{one.madeBy.name}</span>
          <small>{format.dateTime(one.madeAt)}</small>
        </span>
      ),
    },
    {
      key: 'approved',
      head: t('payout.column.approved'),
      cell: (one) => (one.approvedBy === null ? '–' : one.approvedBy.name),
    },
  ];
}
