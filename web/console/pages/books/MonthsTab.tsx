/** Months of the books: what stands open in each, whether it may be closed, why not, and closing it for good. */
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import type { Month } from '../../../../src/modules/revenue/reconcile/contract.ts';
import { call, hrefOf } from '../../../shared/api/client.ts';
import { sentence } from '../../../shared/api/errors.ts';
import { useI18n } from '../../../shared/i18n/i18n.ts';
import { ConfirmDialog } from '../../../shared/ui/ConfirmDialog.tsx';
import { CopyLine } from '../../../shared/ui/CopyLine.tsx';
import { MoreOnSight } from '../../../shared/ui/MoreOnSight.tsx';
import { Badge, Panel } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { ErrorState, LoadingLines, Notice } from '../../../shared/ui/states.tsx';
import { toast } from '../../../shared/ui/toast.tsx';
import { useUrlState } from '../../../shared/ui/url-state.ts';
import { monthWords } from '../settlements/words.ts';
import { monthsQuery } from './queries.ts';

const { routes } = revenueContract;

export function MonthsTab() {
  const months = useInfiniteQuery(monthsQuery);
  const [closing, setClosing] = useUrlState<string>('close', '', true);
  const items = months.data?.pages.flatMap((page) => page.items) ?? [];
  const asked = items.find(({ period, mayClose }) => period === closing && mayClose);
  if (months.isPending) return <LoadingLines lines={8} />;
  if (months.error) return <ErrorState error={months.error} onRetry={() => void months.refetch()} />;
  return (
    <div className="book-stack">
      {items.map((month) => (
        <MonthCard key={month.period} month={month} onClose={() => setClosing(month.period)} />
      ))}
      {months.hasNextPage && <MoreOnSight busy={months.isFetchingNextPage} onSight={() => void months.fetchNextPage()} />}
      {asked && <CloseDialog key={asked.period} month={asked} onDone={() => setClosing(null)} />}
    </div>
  );
}

function MonthCard({ month, onClose }: { month: Month; onClose: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const denied = useDenied(routes.closeMonth.access);
  const closed = month.state === 'closed';
  const because = denied ?? (month.blockers[0] && t(`books.blocker.${month.blockers[0]}`));
  return (
    <Panel
      title={
        <>
          {monthWords(i18n, month.period)}{' '}
          <Badge tone={closed ? 'good' : 'plain'}>{t(closed ? 'books.month.closed' : 'books.month.open')}</Badge>
        </>
      }
      actions={
        closed ? (
          <a className="button-like" href={hrefOf(routes.exportJournal, { query: { format: 'hledger', period: month.period } })}>
            {t('books.journal')}
          </a>
        ) : (
          <Button type="primary" ghost disabled={because !== undefined || !month.mayClose} title={because} onClick={onClose}>
            {t('books.month.close')}
          </Button>
        )
      }
    >
      <MonthFacts month={month} />
      {month.blockers.length > 0 && (
        <Notice tone="warn">
          <strong>{t('books.month.why_not')}</strong>
          <ul className="book-reasons">
            {month.blockers.map((code) => (
              <li key={code}>{t(`books.blocker.${code}`)}</li>
            ))}
          </ul>
        </Notice>
      )}
      {month.closing && <Closing closing={month.closing} />}
    </Panel>
  );
}

function Closing({ closing }: { closing: NonNullable<Month['closing']> }) {
  const { t, format } = useI18n();
  return (
    <div className="book-closing">
      <p>{t('books.month.closed_by', { name: closing.by, at: format.dateTime(closing.at) })}</p>
      <CopyLine text={closing.hash} />
      <small>
        {t('books.month.head')}: {t('books.month.head_text')}
      </small>
    </div>
  );
}

function MonthFacts({ month }: { month: Month }) {
  const { t, format } = useI18n();
  if (month.currencies.length === 0 && month.unreconciled.length === 0) return <p className="muted">{t('books.month.nothing')}</p>;
  return (
    <ul className="book-facts">
      {month.currencies.map((of) => (
        <li key={of.currency}>
          <strong>{of.currency}</strong>
          {of.settlements.length === 0 && <span>{t('books.month.no_settlement')}</span>}
          {of.settlements.map((settlement) => (
            <Link key={settlement.id} to={`/settlements/${settlement.id}`}>
              {t('books.month.settlement', { run: settlement.run, state: t(`settlement.state.${settlement.state}`) })}
            </Link>
          ))}
          {of.openItems > 0 && (
            <span>{t('books.month.open_items', { count: of.openItems, amount: format.money(of.openMinor, of.currency) })}</span>
          )}
          {of.undividedItems > 0 && (
            <span>{t('books.month.undivided', { count: of.undividedItems, amount: format.money(of.undividedMinor, of.currency) })}</span>
          )}
          {of.heldItems > 0 && (
            <span>{t('books.month.held', { count: of.heldItems, amount: format.money(of.heldMinor, of.currency) })}</span>
          )}
        </li>
      ))}
      {month.unreconciled.map((of) => (
        <li key={`${of.sourceId} ${of.currency}`}>
          <Link to="/reconcile">{t('books.month.unreconciled', { source: of.sourceName, count: of.items })}</Link>
        </li>
      ))}
    </ul>
  );
}

/** Says twice that this is for good: in the sentence, and in the box that has to be ticked. */
function CloseDialog({ month, onDone }: { month: Month; onDone: () => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const name = monthWords(i18n, month.period);
  const close = useMutation({
    mutationFn: () => call(routes.closeMonth, { params: { period: month.period }, body: { despite: [...month.warnings] } }),
    onSuccess: () => {
      toast.done(t('books.month.closed_done', { month: name }));
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['book-months'] }),
  });
  return (
    <ConfirmDialog
      open
      title={t('books.month.close_title', { month: name })}
      confirm={t('books.month.close')}
      busy={close.isPending}
      disabled={!sure}
      onConfirm={() => close.mutate()}
      onClose={onDone}
    >
      <p>{t('books.month.close_text', { month: name })}</p>
      {month.warnings.length > 0 && (
        <Notice tone="warn">
          <strong>{t('books.month.close_despite')}</strong>
          <ul className="book-reasons">
            {month.warnings.map((code) => (
              <li key={code}>{t(`books.warning.${code}`)}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Checkbox checked={sure} onChange={(event) => setSure(event.target.checked)}>
        {t('books.month.close_confirm')}
      </Checkbox>
      {close.error && <Notice tone="bad">{sentence(t, close.error)}</Notice>}
    </ConfirmDialog>
  );
}
