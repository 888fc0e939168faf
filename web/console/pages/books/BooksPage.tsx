/** The books: accounts with what they hold, months and their end, and the journal to take away. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { revenueContract } from '../../../../src/modules/revenue/contract.ts';
import { accountKinds, type BookAccount } from '../../../../src/modules/revenue/accounts/contract.ts';
import { hrefOf } from '../../../shared/api/client.ts';
import { useI18n, type I18n } from '../../../shared/i18n/i18n.ts';
import { DataTable, type Column } from '../../../shared/table/DataTable.tsx';
import { FilterChoice } from '../../../shared/table/filters.tsx';
import { Listing } from '../../../shared/table/Listing.tsx';
import { Icon } from '../../../shared/ui/Icon.tsx';
import { Menu } from '../../../shared/ui/Menu.tsx';
import { Badge, LinkTabs, PageFrame } from '../../../shared/ui/PageFrame.tsx';
import { useDenied } from '../../../shared/ui/PermissionGate.tsx';
import { EmptyState, Notice } from '../../../shared/ui/states.tsx';
import { MonthsTab } from './MonthsTab.tsx';
import { accountsQuery } from './queries.ts';
import { accountName } from './words.ts';
import './books.css';

const { routes } = revenueContract;

export function Component() {
  const { t } = useI18n();
  const [search] = useSearchParams();
  const denied = useDenied(routes.listAccounts.access);
  const tab = search.get('tab') === 'months' ? 'months' : 'accounts';
  return (
    <PageFrame title={t('nav.books')} lead={t('books.lead')} actions={<Journal />}>
      <LinkTabs
        label={t('nav.books')}
        current={tab}
        tabs={[
          { key: 'accounts', to: '/books', label: t('books.tab.accounts') },
          { key: 'months', to: '/books?tab=months', label: t('books.tab.months') },
        ]}
      />
      {denied ? <Notice tone="warn">{denied}</Notice> : tab === 'months' ? <MonthsTab /> : <AccountsTab />}
    </PageFrame>
  );
}

/** The journal, of everything or of a month. */
function Journal() {
  const { t } = useI18n();
  return (
    <Menu
      className="book-menu"
      button={
        <>
          <Icon name="download" size={16} /> {t('books.journal')}
        </>
      }
      items={[
        { kind: 'title', key: 'about', label: t('books.journal_text') },
        ...(['hledger', 'csv'] as const).map((format) => ({
          kind: 'link' as const,
          key: format,
          label: t(`books.journal_${format}`),
          href: hrefOf(routes.exportJournal, { query: { format } }),
        })),
      ]}
    />
  );
}

function AccountsTab() {
  const i18n = useI18n();
  const { t } = i18n;
  const [search] = useSearchParams();
  const navigate = useNavigate();
  const kind = accountKinds.find((one) => one === search.get('kind')) ?? null;
  const accounts = useInfiniteQuery(accountsQuery(kind));
  return (
    <>
      <div className="filters-row" role="search">
        <FilterChoice
          name="kind"
          label={t('books.column.account')}
          all={t('books.all_kinds')}
          options={accountKinds.map((value) => ({ value, label: t(`books.kind.${value}`) }))}
        />
      </div>
      <Listing query={accounts} empty={<EmptyState icon="book" title={t('books.none')} text={t('books.none_text')} />}>
        {(items) => (
          <DataTable
            label={t('books.tab.accounts')}
            columns={accountColumns(i18n)}
            rows={items}
            rowKey={(one) => one.id}
            onLetter={(letter, one) => letter === 'o' && void navigate(`/books/accounts/${one.id}`)}
          />
        )}
      </Listing>
    </>
  );
}

function accountColumns(i18n: I18n): Column<BookAccount>[] {
  const { t, format } = i18n;
  const pendingOf = (one: BookAccount): bigint => BigInt(one.pendingInMinor) - BigInt(one.pendingOutMinor);
  return [
    {
      key: 'account',
      head: t('books.column.account'),
      lead: true,
      cell: (one) => (
        <span className="cell-two">
          <Link to={`/books/accounts/${one.id}`}>{accountName(i18n, one)}</Link>
          <small className="book-code">{one.code}</small>
        </span>
      ),
    },
    { key: 'kind', head: t('books.all_kinds'), cell: (one) => <Badge>{t(`books.kind.${one.kind}`)}</Badge> },
    {
      key: 'pending',
      head: t('books.column.pending'),
      figure: true,
      cell: (one) => (pendingOf(one) === 0n ? '–' : format.money(pendingOf(one).toString(), one.currency)),
    },
    {
      key: 'balance',
      head: t('books.column.balance'),
      figure: true,
      cell: (one) => (
        <span className="cell-two">
          <strong>{format.money(one.postedMinor, one.currency)}</strong>
          <small>{t(`books.side.${one.normalSide}`)}</small>
        </span>
      ),
    },
  ];
}
