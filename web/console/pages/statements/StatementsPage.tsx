/** All statements, month by month, and what payees ask about them. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { Signed } from '../../../shared/money/parts.tsx';
import { monthWords, payeeWords } from '../../../shared/money/words.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { LinkButton } from '../../../shared/ui/LinkButton.tsx';
import { Badge, LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { SearchBox } from '../../../shared/ui/SearchBox.tsx';
import { EmptyState } from '../../../shared/ui/states.tsx';
import { lastMonths } from '../settlements/words.ts';
import { questionsQuery, statementsQuery, type StatementQuestion, type StatementSummary } from './queries.ts';
import './statements.css';

const monthsShown = 24;
const waiting = ['staff', 'payee', 'closed'] as const;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const tab = search.get('tab') === 'questions' ? 'questions' : 'statements';
  const open = useInfiniteQuery(questionsQuery('staff')).data?.pages[0]?.items.length;
  return (
    <PageFrame title={t('nav.statements')} lead={t('statement.lead')}>
      <LinkTabs
        label={t('nav.statements')}
        current={tab}
        tabs={[
          { key: 'statements', to: '/statements', label: t('nav.statements') },
          { key: 'questions', to: '/statements?tab=questions', label: t('statement.questions'), ...(open && { count: open }) },
        ]}
      />
      {tab === 'statements' ? <Statements /> : <Questions />}
    </PageFrame>
  );
}

function Statements() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const [period, query] = [search.get('period'), search.get('q')];
  const superseded = search.get('versions') === 'all';
  const statements = useInfiniteQuery(statementsQuery({ period, query, superseded }));
  return (
    <>
      <div className="filters-row" role="search">
        <SearchBox label={t('statement.find_payee')} />
        <FilterChoice
          name="period"
          label={t('statement.column.period')}
          all={t('statement.any_period')}
          options={lastMonths(monthsShown).map((value) => ({ value, label: monthWords(i18n, value) }))}
        />
        <FilterChoice
          name="versions"
          label={t('statement.versions')}
          all={t('statement.newest_only')}
          options={[{ value: 'all', label: t('statement.all_versions') }]}
        />
      </div>
      <Listing
        query={statements}
        empty={
          period || query ? (
            <EmptyState
              icon="search"
              title={t('statement.none_found')}
              action={<LinkButton to="/statements">{t('library.clear')}</LinkButton>}
            />
          ) : (
            <EmptyState
              icon="sheet"
              title={t('statement.none')}
              text={t('statement.none_text')}
              action={<LinkButton to="/settlements">{t('statement.to_settlements')}</LinkButton>}
            />
          )
        }
      >
        {(items) => (
          <DataTable
            label={t('nav.statements')}
            columns={columnsOf(i18n)}
            rows={items}
            rowKey={(one) => one.id}
            onLetter={(letter, one) => letter === 'o' && void navigate(`/statements/${one.id}`)}
          />
        )}
      </Listing>
    </>
  );
}

function columnsOf(i18n: I18n): Column<StatementSummary>[] {
  const { t, format } = i18n;
  const figure = (key: 'earned' | 'refunded' | 'tax' | 'paid'): Column<StatementSummary> => ({
    key,
    head: t(`statement.total.${key}Minor`),
    figure: true,
    cell: (one) => <Signed minor={one[`${key}Minor`]} currency={one.currency} plain={key === 'paid'} />,
  });
  return [
    {
      key: 'payee',
      head: t('statement.column.payee'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/statements/${one.id}`}>{payeeWords(i18n, one.payee)}</Link>
          <small>
            {monthWords(i18n, one.period)} · {one.currency}
            {one.version > 1 && ` · ${t('statement.version', { version: one.version })}`}
          </small>
        </span>
      ),
    },
    figure('earned'),
    figure('refunded'),
    figure('tax'),
    figure('paid'),
    {
      key: 'closing',
      head: t('statement.total.closingMinor'),
      figure: true,
      cell: (one) => <strong className="money-amount">{format.money(one.closingMinor, one.currency)}</strong>,
    },
    {
      key: 'state',
      head: t('statement.column.questions'),
      cell: (one) => (
        <span className="statement-badges">
          {!one.newest && <Badge tone="plain">{t('statement.replaced')}</Badge>}
          {one.openQuestions > 0 ? (
            <Badge tone="warn">{t('statement.open_questions', { count: one.openQuestions })}</Badge>
          ) : (
            one.newest && '–'
          )}
        </span>
      ),
    },
  ];
}

function Questions() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const which = waiting.find((one) => one === search.get('waits')) ?? null;
  const questions = useInfiniteQuery(questionsQuery(which));
  return (
    <>
      <div className="filters-row" role="search">
        <FilterChoice
          name="waits"
          label={t('statement.column.state')}
          all={t('statement.waits.all')}
          options={waiting.map((value) => ({ value, label: t(`statement.waits.${value}`) }))}
        />
      </div>
      <Listing
        query={questions}
        empty={<EmptyState icon="text" title={t('statement.no_questions')} text={t('statement.no_questions_text')} />}
      >
        {(items) => (
          <DataTable
            label={t('statement.questions')}
            columns={questionColumns(i18n)}
            rows={items}
            rowKey={(one) => one.id}
            onLetter={(letter, one) => letter === 'o' && void navigate(hrefOf(one))}
          />
        )}
      </Listing>
    </>
  );
}

const hrefOf = (one: StatementQuestion): string => `/statements/${one.statement.id}?question=${one.id}`;

function questionColumns(i18n: I18n): Column<StatementQuestion>[] {
  const { t, format } = i18n;
  return [
    {
      key: 'text',
      head: t('statement.questions'),
      lead: true,
      cell: (one) => (
        <span className="cell-two statement-question">
          <Link to={hrefOf(one)}>{one.messages[0]?.text}</Link>
          <small>
            {one.payee.name} · {monthWords(i18n, one.statement.period)}
          </small>
        </span>
      ),
    },
    {
      key: 'line',
      head: t('statement.about'),
      cell: (one) =>
        one.line === null ? (
          t('statement.about_all')
        ) : (
          <span className="cell-two">
            <Signed minor={one.line.amountMinor} currency={one.statement.currency} />
            <small>{one.line.order.externalId ?? one.line.order.itemId}</small>
          </span>
        ),
    },
    {
      key: 'state',
      head: t('statement.column.state'),
      cell: (one) => (
        <Badge tone={one.waitsFor === 'staff' ? 'warn' : one.waitsFor === 'payee' ? 'active' : 'plain'}>
          {t(`statement.waits.${one.waitsFor ?? 'closed'}`)}
        </Badge>
      ),
    },
    { key: 'changed', head: t('statement.changed'), cell: (one) => format.dateTime(one.changedAt) },
  ];
}
