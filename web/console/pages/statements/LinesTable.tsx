/** A statement's lines as a table, each with its order and why it is what it is; filtered by kind and by the order's number. */
import { useInfiniteQuery, infiniteQueryOptions } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { ask } from '../../../shared/money/api.ts';
import type { StatementDetail, StatementLine } from '../../../shared/money/data.ts';
import { Signed } from '../../../shared/money/parts.tsx';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Badge, type Tone } from '../../../shared/ui/PageFrame.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';

const kinds = ['earned', 'refunded', 'taken_back'] as const;
const tones: Record<StatementLine['kind'], Tone> = { earned: 'good', refunded: 'bad', taken_back: 'warn' };

const linesQuery = (statementId: string, kind: StatementLine['kind'] | null, order: string) =>
  infiniteQueryOptions({
    queryKey: ['money', 'table-lines', statementId, kind, order],
    queryFn: ({ pageParam, signal }) =>
      ask(
        'GET /api/v1/statements/:statementId/lines',
        {
          params: { statementId },
          query: { limit: 50, ...(kind && { kind }), ...(order && { order }), ...(pageParam && { cursor: pageParam }) },
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
  });

export function LinesTable({ statement, onOpen }: { statement: StatementDetail; onOpen: (lineId: string) => void }) {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const kind = kinds.find((one) => one === search.get('kind')) ?? null;
  const order = search.get('order')?.trim() ?? '';
  const lines = useInfiniteQuery(linesQuery(statement.id, kind, order));
  return (
    <section className="statement-lines" aria-labelledby="lines-title">
      <h2 id="lines-title">{t('statement.lines')}</h2>
      <div className="filters-row" role="search">
        <SearchBox name="order" label={t('statement.find_order')} />
        <FilterChoice
          name="kind"
          label={t('statement.column.kind')}
          all={t('statement.any_kind')}
          options={kinds.map((value) => ({ value, label: t(`statement.kind.${value}`) }))}
        />
      </div>
      <Listing
        query={lines}
        empty={<EmptyState icon="receipt" title={t(kind || order ? 'statement.no_such_line' : 'statement.no_lines')} />}
      >
        {(items) => (
          <DataTable
            label={t('statement.lines')}
            columns={columnsOf(i18n, statement.currency, onOpen)}
            rows={items}
            rowKey={(line) => line.id}
            onLetter={(letter, line) => letter === 'o' && onOpen(line.id)}
          />
        )}
      </Listing>
    </section>
  );
}

function columnsOf(i18n: I18n, currency: string, onOpen: (lineId: string) => void): Column<StatementLine>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'order',
      head: t('statement.column.order'),
      lead: true,
      cell: (line) => (
        <span className="cell-two">
          <button type="button" className="statement-open" aria-haspopup="dialog" onClick={() => onOpen(line.id)}>
            {line.order.externalId ?? line.order.itemId}
          </button>
          <small>
            {t(`statement.order_kind.${line.order.kind}`)} {format.money(line.order.amountMinor, currency)}
            {line.order.work?.title && ` · ${line.order.work.title}`}
          </small>
        </span>
      ),
    },
    {
      key: 'kind',
      head: t('statement.column.kind'),
      cell: (line) => (
        <span className="statement-badges">
          <Badge tone={tones[line.kind]}>{t(`statement.kind.${line.kind}`)}</Badge>
          {line.openQuestions > 0 && <Badge tone="warn">{t('statement.open_questions', { count: line.openQuestions })}</Badge>}
        </span>
      ),
    },
    {
      key: 'why',
      head: t('statement.column.why'),
      cell: (line) => (
        <span className="cell-two statement-why">
          <span>{t(`revenue.explain.${line.rule.explanation.code}`, line.rule.explanation.params)}</span>
          <small>
            {t('statement.plan_version', { plan: line.rule.planName ?? line.rule.planId, version: line.rule.version })}
            {line.rule.label && ` · ${line.rule.label}`}
          </small>
        </span>
      ),
    },
    { key: 'at', head: t('statement.column.at'), cell: (line) => format.dateTime(line.at) },
    {
      key: 'amount',
      head: t('statement.column.amount'),
      figure: true,
      cell: (line) => <Signed minor={line.amountMinor} currency={currency} />,
    },
  ];
}
